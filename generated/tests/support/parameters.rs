//! Parameters of every style through a request: what reaches the URL and the header fields, and what does not show.

use callspec::support::{
    Config, Decoded, Map, Operation, OperationInfo, Printable, Response, ResponseInfo,
    SecurityScheme, Server, ServerVariable, Undocumented, Value, json,
};

const KEY: SecurityScheme = SecurityScheme::api_key_cookie("key", "key");
const CERTIFICATE: SecurityScheme = SecurityScheme::connection("certificate");
const SERVERS: &[Server] = &[
    Server::new("/v1"),
    Server::new("https://{region}.example.com/{tenant}").with(&[ServerVariable::new(
        "region",
        "eu",
        &["eu", "us"],
    )]),
];

/// A range, in an order that is not that of the alphabet.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Range {
    /// From.
    pub low: i64,
    /// To.
    pub high: Option<i64>,
    /// Who may see it.
    pub by: Option<String>,
    /// Anything else.
    pub undocumented: Undocumented,
}

callspec::support::object! {
    Range, RangeBuilder;
    required low: i64 = "low";
    optional high: i64 = "high";
    optional by: String = "by" sensitive "name";
}

/// Searches.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Search {
    /// In the path.
    pub place: Range,
    /// In the path.
    pub ext: String,
    /// As its properties.
    pub range: Option<Range>,
    /// In depth.
    pub filter: Option<Map<Value>>,
    /// As JSON text.
    pub tree: Option<Value>,
    /// With its slashes.
    pub folder: Option<String>,
    /// Sent though empty.
    pub flags: Option<Vec<String>>,
    /// Not to be seen.
    pub hidden: Option<Range>,
    /// In a header field.
    pub x_range: Option<Range>,
    /// As numbers.
    pub ratios: Option<Vec<f64>>,
    /// In a cookie.
    pub session: Option<Vec<String>>,
}

callspec::support::request! {
    Search, SearchBuilder;
    required place: Range = path "place" style matrix explode true;
    required ext: String = path "ext" style label;
    optional range: Range = query "range";
    optional filter: Map<Value> = query "filter" style deep_object;
    optional tree: Value = query "tree" json true;
    optional folder: String = query "folder" allow_reserved true;
    optional flags: Vec<String> = query "flags" allow_empty true;
    optional hidden: Range = query "hidden" sensitive "name";
    optional x_range: Range = header "X-Range" explode true;
    optional ratios: Vec<f64> = query "ratios";
    optional session: Vec<String> = cookie "session";
}

impl Operation for Search {
    const INFO: OperationInfo = OperationInfo {
        id: "search",
        method: "GET",
        path: "/a b{place}/x{ext}?kind=1#get",
        servers: SERVERS,
        security: &[&[CERTIFICATE], &[CERTIFICATE, KEY]],
        responses: &[ResponseInfo::empty("200")],
    };
    type Output = ();
    type Error = std::convert::Infallible;

    fn decode_response(response: &Response<'_>) -> Decoded<Self> {
        response.undocumented()
    }
}

fn range(low: i64, high: Option<i64>, by: Option<&str>) -> Range {
    Range::builder()
        .low(low)
        .high(high)
        .by(by.map(str::to_owned))
        .build()
        .unwrap()
}

fn search() -> SearchBuilder<Range, String> {
    Search::builder().place(range(1, Some(2), None)).ext("json")
}

fn config() -> Config {
    Config::new().server_variable("tenant", "acme")
}

#[test]
fn numbers_that_are_not_finite_are_violations() {
    for (ratio, tree) in [(f64::NAN, None), (f64::INFINITY, Some(json!(null)))] {
        let request = search().ratios([0.5, ratio]).tree(tree);
        assert_eq!(
            request.build().unwrap_err().to_string(),
            "`ratios` must be made of finite numbers"
        );
    }
    let request = search().ratios([0.5, 1.0]).build().unwrap();
    let http = request.to_http(&config().credential(KEY, "k")).unwrap();
    assert_eq!(http.uri().query(), Some("kind=1&ratios=0.5&ratios=1"));
}

#[test]
fn every_style_reaches_its_place() {
    let request = search()
        .range(range(5, None, Some("b&c")))
        .filter(Map::from_iter([
            ("by", json!({"name": ["x", "y"]})),
            ("on", json!(true)),
        ]))
        .tree(json!({"a": [1, null]}))
        .folder("a/b c#d")
        .flags(Vec::<String>::new())
        .x_range(range(1, Some(2), None))
        .session(["s 1".to_owned(), "s2".to_owned()])
        .build()
        .unwrap();
    let http = request.to_http(&config().credential(KEY, "k;")).unwrap();
    assert_eq!(
        http.uri().to_string(),
        "https://eu.example.com/acme/a%20b;low=1;high=2/x.json?kind=1&low=5&by=b%26c\
         &filter%5Bby%5D%5Bname%5D%5B0%5D=x&filter%5Bby%5D%5Bname%5D%5B1%5D=y&filter%5Bon%5D=true\
         &tree=%7B%22a%22%3A%5B1%2Cnull%5D%7D&folder=a/b%20c%23d&flags="
    );
    assert_eq!(http.headers()["x-range"], "low=1,high=2");
    assert_eq!(
        http.headers()["cookie"],
        "session=s%201; session=s2; key=k%3B"
    );
    assert_eq!(http.headers().get_all("cookie").iter().count(), 1);
}

#[test]
fn what_must_not_show_is_hidden_by_its_own_names() {
    let request = search()
        .hidden(range(7, None, Some("Ada")))
        .build()
        .unwrap();
    let shown = format!("{request:?}");
    assert!(
        shown.contains("hidden: <name>") && !shown.contains("Ada"),
        "{shown}"
    );
    let shown = format!(
        "{:?}",
        search().range(range(7, None, Some("Ada"))).build().unwrap()
    );
    assert!(
        shown.contains("by: <name>") && !shown.contains("Ada"),
        "{shown}"
    );
    let http = request.to_http(&config()).unwrap();
    assert!(
        http.uri()
            .query()
            .is_some_and(|query| query.ends_with("low=7&by=Ada"))
    );
    let printed = Printable(&http).to_string();
    assert!(
        printed.contains("low=<hidden>&by=<hidden>") && !printed.contains("Ada"),
        "{printed}"
    );
}

#[test]
fn servers_are_chosen_and_joined() {
    let address = |config: &Config| {
        let http = search()
            .build()
            .unwrap()
            .to_http(config)
            .map_err(|error| error.to_string());
        http.map(|http| {
            http.uri()
                .to_string()
                .split("/a%20b")
                .next()
                .unwrap()
                .to_owned()
        })
    };
    assert_eq!(
        address(&config().server_variable("region", "us")).as_deref(),
        Ok("https://us.example.com/acme")
    );
    assert_eq!(
        address(&config().server_variable("region", "mars")).unwrap_err(),
        "the server variable `region` must be one of `eu`, `us`"
    );
    assert_eq!(
        address(&Config::new()).unwrap_err(),
        "the server variable `tenant` needs a value"
    );
    assert_eq!(
        address(&Config::new().base_url("http://localhost:1/proxy/")).as_deref(),
        Ok("http://localhost:1/proxy/v1")
    );
}

#[test]
fn a_path_keeps_its_shape_whatever_its_values() {
    let at = |ext: &str| {
        let search = Search::builder()
            .place(range(1, None, None))
            .ext(ext)
            .build();
        let http = search.unwrap().to_http(&config()).unwrap();
        http.uri().path().trim_start_matches("/acme").to_owned()
    };
    assert_eq!(at("/.."), "/a%20b;low=1/x.%2F..");
    assert_eq!(at("a?b#c"), "/a%20b;low=1/x.a%3Fb%23c");
    assert_eq!(at(""), "/a%20b;low=1/x.");
}
