// Shape rules:
// - per operation: the request struct, `request!`, `operation!` (written out here, to see what it stands for), `next_page` where pages are
//   documented;
// - `request!` gives `Debug`, `builder`, the builder with `build`, `check`, `to_http` and `decode`. One row per parameter, the required ones first:
//   `required|optional field: TYPE = path|query|header|cookie "wire" [style STYLE] [explode BOOL] [sensitive "kind"] [{ RULES }] [items { RULES }];`
//   style and explode only where they differ from the default of the place (path, header: `simple`, false; query, cookie: `form`, true);
//   STYLE: matrix, label, simple, form, space_delimited, pipe_delimited;
//   RULES, separated by commas: minimum(1), maximum(2.5), exclusive_minimum(0), exclusive_maximum(9), multiple_of(5), min_length(1), max_length(20),
//   min_items(1), max_items(3), unique_items().
#![cfg_attr(rustfmt, rustfmt_skip)]

/// Lists the calls of a channel.
///
/// `GET /workspaces/{workspaceId}/channels/{channelId}/calls`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListCalls {
    /// The workspace.
    pub workspace_id: ::callspec::support::Uuid,
    /// The channel.
    pub channel_id: ::std::string::String,
    /// How many at most; 10 unless set.
    pub limit: ::std::option::Option<i64>,
    /// The page to continue with.
    pub page_token: ::std::option::Option<::std::string::String>,
    /// Only calls with this status.
    pub status: ::std::option::Option<super::models::CallStatus>,
    /// Only calls with these tags.
    pub tag: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Only these columns.
    pub columns: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Only calls to this number.
    pub to: ::std::option::Option<::std::string::String>,
    /// Only calls since then.
    pub start_at: ::std::option::Option<::callspec::support::DateTime>,
    /// A mark for the provider's logs.
    #[deprecated]
    pub x_request_tag: ::std::option::Option<::std::string::String>,
}

::callspec::support::request! {
    ListCalls, ListCallsBuilder;
    required workspace_id: ::callspec::support::Uuid = path "workspaceId";
    required channel_id: ::std::string::String = path "channelId" { min_length(1) };
    optional limit: i64 = query "limit" { minimum(1), maximum(1000) };
    optional page_token: ::std::string::String = query "pageToken";
    optional status: super::models::CallStatus = query "status";
    optional tag: ::std::vec::Vec<::std::string::String> = query "tag" { max_items(3), unique_items() } items { max_length(8) };
    optional columns: ::std::vec::Vec<::std::string::String> = query "columns" style pipe_delimited explode false;
    optional to: ::std::string::String = query "to" sensitive "phone" { max_length(20) };
    optional start_at: ::callspec::support::DateTime = query "startAt";
    optional x_request_tag: ::std::string::String = header "X-Request-Tag";
}

impl ::callspec::support::Operation for ListCalls {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "listCalls",
        method: "GET",
        path: "/workspaces/{workspaceId}/channels/{channelId}/calls",
        servers: super::SERVERS,
        security: &[&[super::security::BEARER_AUTH], &[super::security::ACCESS_KEY, super::security::QUERY_KEY]],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::CallPage>("200", "application/json"),
            ::callspec::support::ResponseInfo::empty("404"),
            ::callspec::support::ResponseInfo::json::<super::models::Problem>("422", "application/problem+json"),
            ::callspec::support::ResponseInfo::json::<super::models::Problem>("5XX", "application/json"),
            ::callspec::support::ResponseInfo::json::<super::models::Problem>("default", "application/json"),
        ],
    };
    type Output = super::models::CallPage;
    type Error = ListCallsError;

    // In this order: exact statuses, ranges (`500..=599`), then `_`: the default, or `undocumented`.
    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success(),
            404 => response.failure_empty(ListCallsError::NotFound),
            422 => response.failure(ListCallsError::UnprocessableContent),
            500..=599 => response.failure(ListCallsError::ServerError),
            _ => response.failure(ListCallsError::Default),
        }
    }
}

// Pages by cursor. Steps into the page: `.map(|at| &at.field)` where the field is required, `.and_then(|at| at.field.as_ref())` where it is
// an `Option`, `.and_then(|at| at.field.value())` where it is a `Presence`.
impl ListCalls {
    /// The request for the page after `page`; `None` where `page` is the last one, or leads nowhere new.
    pub fn next_page(&self, page: &super::models::CallPage) -> ::std::option::Option<Self> {
        let next = ::callspec::support::page::cursor(
            self.page_token.as_ref(),
            ::std::option::Option::Some(page).and_then(|at| at.next_page_token.as_ref()),
        )?;
        ::std::option::Option::Some(Self { page_token: ::std::option::Option::Some(next), ..self.clone() })
    }
}

/// What the specification says of answers to [`ListCalls`] that are no success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "what the spec says decides the size, and a box would cost every use")]
pub enum ListCallsError {
    /// 404: no such workspace or channel.
    NotFound,
    /// 422: a parameter is wrong.
    UnprocessableContent(super::models::Problem),
    /// 5XX: the provider failed.
    ServerError(super::models::Problem),
    /// Any other status.
    Default(super::models::Problem),
}

/// Gets a call: one required parameter, no pagination, no documented error.
///
/// `GET /calls/{callId}`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct GetCall {
    /// The call.
    pub call_id: i64,
}

::callspec::support::request! {
    GetCall, GetCallBuilder;
    required call_id: i64 = path "callId";
}

impl ::callspec::support::Operation for GetCall {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "getCall",
        method: "GET",
        path: "/calls/{callId}",
        servers: super::SERVERS,
        security: &[&[super::security::HEADER_KEY], &[super::security::BASIC_AUTH], &[super::security::COOKIE_KEY]],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::Call>("200", "application/json"),
        ],
    };
    type Output = super::models::Call;
    type Error = GetCallError;

    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success(),
            _ => response.undocumented(),
        }
    }
}

/// What the specification says of answers to [`GetCall`] that are no success: nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetCallError {}

/// Lists tasks: no required parameter; pages by the number that the page names next.
///
/// `GET /tasks`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListTasks {
    /// The page.
    pub page: ::std::option::Option<i32>,
}

::callspec::support::request! {
    ListTasks, ListTasksBuilder;
    optional page: i32 = query "page" { minimum(0) };
}

impl ::callspec::support::Operation for ListTasks {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "listTasks",
        method: "GET",
        path: "/tasks",
        servers: super::SERVERS,
        security: &[],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::CallPage>("200", "application/json"),
            ::callspec::support::ResponseInfo::empty("default"),
        ],
    };
    type Output = super::models::CallPage;
    type Error = ListTasksError;

    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success(),
            _ => response.failure_empty(ListTasksError::Default),
        }
    }
}

// The number of items matters to the styles that count pages: an empty page is the last one.
impl ListTasks {
    /// The request for the page after `page`; `None` where `page` is the last one, or leads nowhere new.
    pub fn next_page(&self, page: &super::models::CallPage) -> ::std::option::Option<Self> {
        let next = ::callspec::support::page::next_number(
            self.page.as_ref(),
            ::std::option::Option::Some(page).and_then(|at| at.meta.as_ref()).and_then(|at| at.next_page.value()),
            ::std::option::Option::Some(page).map(|at| &at.results).map(|items| items.len()),
        )?;
        ::std::option::Option::Some(Self { page: ::std::option::Option::Some(next), ..self.clone() })
    }
}

/// What the specification says of answers to [`ListTasks`] that are no success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListTasksError {
    /// Any other status.
    Default,
}

/// Lists events: a required query parameter that pages by current and last number.
///
/// `GET /events`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListEvents {
    /// The page.
    pub page: i64,
    /// What to skip.
    pub offset: ::std::option::Option<i64>,
}

::callspec::support::request! {
    ListEvents, ListEventsBuilder;
    required page: i64 = query "page";
    optional offset: i64 = query "offset";
}

impl ::callspec::support::Operation for ListEvents {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "listEvents",
        method: "GET",
        path: "/events",
        servers: super::SERVERS,
        // An empty alternative: no credential is fine as well.
        security: &[&[super::security::BEARER_AUTH], &[]],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::CallPage>("200", "application/json"),
        ],
    };
    type Output = super::models::CallPage;
    type Error = ListEventsError;

    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success(),
            _ => response.undocumented(),
        }
    }
}

impl ListEvents {
    /// The request for the page after `page`; `None` where `page` is the last one, or leads nowhere new.
    pub fn next_page(&self, page: &super::models::CallPage) -> ::std::option::Option<Self> {
        let next = ::callspec::support::page::current_and_last(
            ::std::option::Option::Some(&self.page),
            ::std::option::Option::Some(page).and_then(|at| at.meta.as_ref()).map(|at| &at.current_page),
            ::std::option::Option::Some(page).and_then(|at| at.meta.as_ref()).map(|at| &at.last_page),
            ::std::option::Option::Some(page).map(|at| &at.results).map(|items| items.len()),
        )?;
        ::std::option::Option::Some(Self { page: next, ..self.clone() })
    }
}

/// What the specification says of answers to [`ListEvents`] that are no success: nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListEventsError {}

/// Lists calls by the address of the next page.
///
/// `GET /archive`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListArchive {
    /// The page.
    pub page: ::std::option::Option<i64>,
}

::callspec::support::request! {
    ListArchive, ListArchiveBuilder;
    optional page: i64 = query "page";
}

impl ::callspec::support::Operation for ListArchive {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "listArchive",
        method: "GET",
        path: "/archive",
        servers: super::SERVERS,
        security: &[],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::CallPage>("200", "application/json"),
        ],
    };
    type Output = super::models::CallPage;
    type Error = ListArchiveError;

    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success(),
            _ => response.undocumented(),
        }
    }
}

// Pages by address: the parameter's value is read out of the query of the address.
impl ListArchive {
    /// The request for the page after `page`; `None` where `page` is the last one, or leads nowhere new.
    pub fn next_page(&self, page: &super::models::CallPage) -> ::std::option::Option<Self> {
        let next = ::callspec::support::page::url(
            "page",
            self.page.as_ref(),
            ::std::option::Option::Some(page).and_then(|at| at.meta.as_ref()).and_then(|at| at.next_page_url.as_ref()),
            ::std::option::Option::Some(page).map(|at| &at.results).map(|items| items.len()),
        )?;
        ::std::option::Option::Some(Self { page: ::std::option::Option::Some(next), ..self.clone() })
    }
}

/// What the specification says of answers to [`ListArchive`] that are no success: nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListArchiveError {}

/// Deletes a call: several successes, one of them without a body; no parameter at all.
///
/// `DELETE /calls`
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteCall {}

::callspec::support::request! {
    DeleteCall, DeleteCallBuilder;
}

impl ::callspec::support::Operation for DeleteCall {
    const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
        id: "deleteCall",
        method: "DELETE",
        path: "/calls",
        servers: super::SERVERS,
        security: &[],
        responses: &[
            ::callspec::support::ResponseInfo::json::<super::models::Call>("200", "application/json"),
            ::callspec::support::ResponseInfo::empty("204"),
        ],
    };
    // One success: its type (`()` where it has no body, and the arm is `response.success_empty(())`). Several: an enum.
    type Output = DeleteCallOutput;
    type Error = DeleteCallError;

    fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
        match response.status() {
            200 => response.success_as(DeleteCallOutput::Ok),
            204 => response.success_empty(DeleteCallOutput::NoContent),
            _ => response.undocumented(),
        }
    }
}

/// What [`DeleteCall`] answers where it succeeds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "what the spec says decides the size, and a box would cost every use")]
pub enum DeleteCallOutput {
    /// 200: the call that was deleted.
    Ok(super::models::Call),
    /// 204: there was nothing to say.
    NoContent,
}

/// What the specification says of answers to [`DeleteCall`] that are no success: nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteCallError {}
