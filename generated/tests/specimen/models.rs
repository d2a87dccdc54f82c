// Shape rules:
// - one item per schema, in document order; then its one macro call, rows in the order of the fields, one per line, each ended by `;`;
// - `PRESENCE field: TYPE = "wire" [sensitive "kind"] [{ "keyword": json, … }];` where TYPE is the type of the value itself;
// - `object!` and `union!` give `Debug` (nothing sensitive in it), so it is not derived; enums derive theirs;
// - enums with payloads allow `large_enum_variant`: a box would be a breaking change for a growing type;
// - keywords of the whole object stand after the names: `Call, CallBuilder { "additionalProperties": false };`.
#![cfg_attr(rustfmt, rustfmt_skip)]

/// One call, as the list shows it.
///
/// Schema: `#/components/schemas/Call` of `specs/specimen.yaml`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// The unique number of the call.
    pub id: i64,
    /// The campaign; null where there is none.
    pub campaign_name: ::std::option::Option<::std::string::String>,
    /// Seconds.
    pub duration: ::std::option::Option<i32>,
    /// Absent until someone wrote one, null once it was deleted.
    pub note: ::callspec::support::Presence<::std::string::String>,
    /// Whom it reached.
    pub client_phone_number: ::std::string::String,
    /// How it went.
    pub status: CallStatus,
    /// Which way it went.
    pub direction: ::std::option::Option<Direction>,
    /// How urgent it was.
    pub level: ::std::option::Option<Level>,
    /// What it cost.
    pub total_cost: ::callspec::support::Decimal,
    /// When it began.
    pub created_at: ::callspec::support::DateTime,
    /// What was found out.
    pub evaluation: ::std::option::Option<::std::vec::Vec<Evaluation>>,
    /// What the caller set.
    pub variables: ::std::option::Option<Variables>,
    /// What the webhook answered: any JSON.
    pub webhook_response: ::std::option::Option<::callspec::support::Value>,
    /// Who took part.
    pub participants: ::std::vec::Vec<::std::option::Option<Participant>>,
    /// What happened, in order.
    pub step: ::std::option::Option<Step>,
    /// Calls that this one led to.
    pub children: ::std::option::Option<::std::vec::Vec<Call>>,
    /// The call that led to this one.
    #[deprecated]
    pub parent: ::std::option::Option<::std::boxed::Box<Call>>,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Call, CallBuilder;
    required id: i64 = "id" { "minimum": 1 };
    nullable campaign_name: ::std::string::String = "campaign_name";
    optional duration: i32 = "duration" { "minimum": 0, "maximum": 86400 };
    optional_nullable note: ::std::string::String = "note";
    required client_phone_number: ::std::string::String = "client_phone_number" sensitive "phone" { "maxLength": 20 };
    required status: CallStatus = "status";
    optional direction: Direction = "direction";
    optional level: Level = "level" { "default": 1 };
    required total_cost: ::callspec::support::Decimal = "total_cost";
    required created_at: ::callspec::support::DateTime = "created_at";
    optional evaluation: ::std::vec::Vec<Evaluation> = "evaluation" { "maxItems": 100 };
    optional variables: Variables = "variables";
    nullable webhook_response: ::callspec::support::Value = "webhook_response";
    required participants: ::std::vec::Vec<::std::option::Option<Participant>> = "participants";
    optional step: Step = "step";
    optional children: ::std::vec::Vec<Call> = "children";
    optional parent: ::std::boxed::Box<Call> = "parent" { "deprecated": true };
}

/// How a call went.
///
/// Schema: `#/components/schemas/CallStatus` of `specs/specimen.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallStatus {
    /// `initiated`
    Initiated,
    /// `in-progress`: somebody is talking.
    InProgress,
    /// A value that the specification does not list, as the wire had it.
    Unknown(::std::string::String),
}

::callspec::support::string_enum! {
    CallStatus;
    Initiated = "initiated";
    InProgress = "in-progress";
}

/// Which way a call went.
///
/// Schema: `#/components/schemas/Call/properties/direction` of `specs/specimen.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `in`
    In,
    /// `out`
    Out,
}

::callspec::support::closed_string_enum! {
    Direction;
    In = "in";
    Out = "out";
}

/// How urgent a call was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// `1`
    One,
    /// `2`
    Two,
    /// A value that the specification does not list.
    Unknown(i64),
}

::callspec::support::integer_enum! {
    Level;
    One = 1;
    Two = 2;
}

/// One thing that was found out.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Evaluation {
    /// What was asked.
    pub name: ::std::string::String,
    /// The answer.
    pub value: EvaluationValue,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Evaluation, EvaluationBuilder { "minProperties": 2 };
    required name: ::std::string::String = "name";
    required value: EvaluationValue = "value";
}

/// The answer: its type depends on the question.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "what the spec says decides the size, and a box would cost every use")]
pub enum EvaluationValue {
    /// A yes or a no.
    Boolean(bool),
    /// A count.
    Integer(i64),
    /// Words.
    String(::std::string::String),
}

::callspec::support::union! {
    EvaluationValue one_of;
    Boolean(bool) if boolean;
    Integer(i64) if integer { "minimum": 0 };
    String(::std::string::String) if string;
}

/// Who took part: told apart by `kind`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "what the spec says decides the size, and a box would cost every use")]
pub enum Participant {
    /// A person.
    Person(::std::boxed::Box<Person>),
    /// A machine.
    Bot(Bot),
    /// A value that no branch of the specification knows, as the wire had it.
    Unknown(::callspec::support::Value),
}

// `open`: an object whose tag no branch lists is `Unknown`.
::callspec::support::union! {
    Participant one_of open;
    Person(::std::boxed::Box<Person>) if tag "kind" in ["person", "human"];
    Bot(Bot) if tag "kind" in ["bot"];
}

/// A person.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// `person` or `human`.
    pub kind: ::std::string::String,
    /// The name.
    pub name: ::std::option::Option<::std::string::String>,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Person, PersonBuilder;
    required kind: ::std::string::String = "kind";
    optional name: ::std::string::String = "name" sensitive "name";
}

/// A machine.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Bot {
    /// `bot`.
    pub kind: ::std::string::String,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Bot, BotBuilder;
    required kind: ::std::string::String = "kind" { "const": "bot" };
}

/// One step: told apart by the property that only it has, or by its JSON type.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "what the spec says decides the size, and a box would cost every use")]
pub enum Step {
    /// Speech.
    Say(Say),
    /// A pause.
    Pause(Pause),
    /// Several, in order.
    Sequence(::std::vec::Vec<Step>),
    /// The name of a step.
    Name(::std::string::String),
}

::callspec::support::union! {
    Step any_of;
    Say(Say) if key "say";
    Pause(Pause) if key "pause";
    Sequence(::std::vec::Vec<Step>) if array;
    Name(::std::string::String) if string;
}

/// Speech.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Say {
    /// What was said.
    pub say: ::std::string::String,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Say, SayBuilder;
    required say: ::std::string::String = "say" sensitive "text";
}

/// A pause.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Pause {
    /// Seconds.
    pub pause: f64,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Pause, PauseBuilder;
    required pause: f64 = "pause" { "exclusiveMinimum": -0.5 };
}

/// What the caller set: any names.
pub type Variables = ::callspec::support::Map<::callspec::support::Value>;

/// A page of calls.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CallPage {
    /// The calls.
    pub results: ::std::vec::Vec<Call>,
    /// The token of the next page.
    pub next_page_token: ::std::option::Option<::std::string::String>,
    /// Where we are.
    pub meta: ::std::option::Option<PageMeta>,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    CallPage, CallPageBuilder;
    required results: ::std::vec::Vec<Call> = "results";
    optional next_page_token: ::std::string::String = "nextPageToken";
    optional meta: PageMeta = "meta";
}

/// Where a page stands among the others.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct PageMeta {
    /// This page.
    pub current_page: i64,
    /// The last page.
    pub last_page: i64,
    /// The next page's number.
    pub next_page: ::callspec::support::Presence<i64>,
    /// The next page's address.
    pub next_page_url: ::std::option::Option<::callspec::support::Uri>,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    PageMeta, PageMetaBuilder;
    required current_page: i64 = "current_page";
    required last_page: i64 = "last_page";
    optional_nullable next_page: i64 = "next_page";
    nullable next_page_url: ::callspec::support::Uri = "next_page_url";
}

/// What was wrong.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The reason.
    pub message: ::std::string::String,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    Problem, ProblemBuilder;
    required message: ::std::string::String = "message";
}
