//! Every format that is asserted: those of JSON Schema 2020-12, those of the OpenAPI registry that constrain, and ours.
//!
//! Of the OpenAPI registry, `float`, `double`, `decimal128`, `unix-time`, `unixtime`, `password`, `binary`, `html` and `commonmark` say what a value
//! means and leave every one possible: they are not here, and take everything.

use callspec::support::format;

use super::{Format, encoded, hostname, http, pointer, time, uri};

pub(super) const FORMATS: &[Format] = &[
    Format::prefixed(
        "date-time",
        format::date_time_prefix,
        "2024-01-15T10:30:00Z",
        &[
            "2024-01-15 10:30:00Z",
            "2024-01-15T10:30:00",
            "2024-13-15T10:30:00Z",
            "2024-02-30T10:30:00Z",
            "2024-01-15T24:30:00Z",
            "2024-01-15",
        ],
    ),
    Format::prefixed(
        "date",
        format::date_prefix,
        "2024-01-15",
        &[
            "2024-13-01",
            "2024-02-30",
            "20240115",
            "15.01.2024",
            "2024-01-15T00:00:00Z",
        ],
    ),
    Format::text(
        "date-time-local",
        format::is_date_time_local,
        "2024-01-15T10:30:00",
        &[
            "2024-01-15 10:30:00",
            "2024-01-15T10:30:00Z",
            "2024-02-30T10:30:00",
        ],
    ),
    Format::text(
        "date-time-spaced",
        format::is_date_time_spaced,
        "2024-01-15 10:30:00",
        &[
            "2024-01-15T10:30:00",
            "2024-01-15 10:30:00Z",
            "2024-02-30 10:30:00",
            "2024-01-15",
        ],
    ),
    Format::prefixed(
        "uuid",
        format::uuid_prefix,
        "123e4567-e89b-12d3-a456-426614174000",
        &[
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400",
            "123e4567-e89b-12d3-a456-42661417400g",
            "{123e4567-e89b-12d3-a456-426614174000}",
        ],
    ),
    Format::text(
        "uri",
        format::is_uri,
        "https://example.com/",
        &[
            "/calls?page=2",
            "https://example.com/a b",
            "https//example.com",
            "not a uri",
        ],
    ),
    Format::text(
        "email",
        format::is_email,
        "someone@example.com",
        &[
            "someone",
            "someone@",
            "@example.com",
            "some one@example.com",
        ],
    ),
    Format::text(
        "decimal",
        format::is_decimal,
        "0.00",
        &["0,08", "free", "1.", "1.2.3", "€1"],
    ),
    Format::text(
        "time",
        time::is_time,
        "10:30:00Z",
        &["10:30", "10:30:00", "24:00:00Z", "10:30:00+0100"],
    ),
    Format::text(
        "time-local",
        time::is_time_local,
        "10:30:00",
        &["10:30", "10:30:00Z", "24:00:00"],
    ),
    Format::text(
        "duration",
        time::is_duration,
        "PT1H30M",
        &["1h", "PT1H30S", "P1Y2W", "PT0.5S", "P"],
    ),
    Format::text(
        "hostname",
        hostname::is_hostname,
        "example.com",
        &[
            "-example.com",
            "exa mple.com",
            "exa_mple.com",
            "https://example.com",
            "xn--X",
        ],
    ),
    Format::text(
        "idn-hostname",
        hostname::is_idn_hostname,
        "例え.テスト",
        &["-例え", "例 え", "l·a"],
    ),
    Format::text(
        "idn-email",
        hostname::is_idn_email,
        "用户@例え.テスト",
        &["用户", "用户@", "@例え.テスト", "用 户@例え.テスト"],
    ),
    Format::text(
        "ipv4",
        |text| text.parse::<std::net::Ipv4Addr>().is_ok(),
        "192.0.2.1",
        &["192.0.2", "192.0.2.256", "192.0.02.1", "192.0.2.1/24"],
    ),
    Format::text(
        "ipv6",
        |text| text.parse::<std::net::Ipv6Addr>().is_ok(),
        "2001:db8::1",
        &["192.0.2.1", "2001:db8", "[2001:db8::1]", "fe80::1%eth0"],
    ),
    Format::text(
        "uri-reference",
        uri::is_uri_reference,
        "/calls?page=2",
        &["/a b", "\\\\server", "1:b", "/%zz"],
    ),
    Format::text(
        "iri",
        uri::is_iri,
        "https://例え.テスト/é",
        &["/é", "é", "https://例え/a b"],
    ),
    Format::text(
        "iri-reference",
        uri::is_iri_reference,
        "/é",
        &["/é é", "\\é"],
    ),
    Format::text(
        "uri-template",
        uri::is_uri_template,
        "/calls/{id}",
        &["/calls/{id", "/calls/{}", "/calls/{id:0}", "/calls/id}"],
    ),
    Format::text(
        "json-pointer",
        pointer::is_json_pointer,
        "/data/0",
        &["data", "#/data", "/~", "/~2"],
    ),
    Format::text(
        "relative-json-pointer",
        pointer::is_relative_json_pointer,
        "1/data",
        &["/data", "01/data", "-1", "1##"],
    ),
    Format::text(
        "regex",
        |text| regress::Regex::with_flags(text, "u").is_ok(),
        "^a+$",
        &["(a", "[", "a{2,1}"],
    ),
    Format::bytes(
        "byte",
        encoded::is_base64,
        "Y2FsbA==",
        &["Y2FsbA=", "Y2FsbA", "Y2F-bA==", "Y2Fs bA=="],
    ),
    Format::bytes(
        "base64url",
        encoded::is_base64_url,
        "Y2F-bA",
        &["Y2F+bA", "Y", "Y2F=bA"],
    ),
    Format::text("char", |text| text.chars().count() == 1, "c", &["", "ch"]),
    Format::text(
        "http-date",
        http::is_http_date,
        "Sun, 06 Nov 1994 08:49:37 GMT",
        &[
            "1994-11-06",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 31 Feb 1994 08:49:37 GMT",
        ],
    ),
    Format::text(
        "media-range",
        http::is_media_range,
        "text/*;q=0.5",
        &["text", "*/json", "text/html;", "te xt/html"],
    ),
    Format::text(
        "sf-string",
        http::is_sf_string,
        "call",
        &["c\u{e4}ll", "a\nb"],
    ),
    Format::text(
        "sf-token",
        http::is_sf_token,
        "call/1",
        &["", "1call", "a b"],
    ),
    Format::text(
        "sf-binary",
        http::is_sf_binary,
        ":Y2FsbA==:",
        &["Y2FsbA==", ":Y2F bA==:"],
    ),
    Format::text(
        "sf-boolean",
        |text| matches!(text, "?0" | "?1"),
        "?1",
        &["true", "?2"],
    ),
    Format::integer("sf-integer", -999_999_999_999_999, 999_999_999_999_999),
    Format::integer("int8", i8::MIN as i128, i8::MAX as i128),
    Format::integer("int16", i16::MIN as i128, i16::MAX as i128),
    Format::integer("int32", i32::MIN as i128, i32::MAX as i128),
    Format::integer("int64", i64::MIN as i128, i64::MAX as i128),
    Format::integer("uint8", 0, u8::MAX as i128),
    Format::integer("uint16", 0, u16::MAX as i128),
    Format::integer("uint32", 0, u32::MAX as i128),
    Format::integer("uint64", 0, u64::MAX as i128),
    Format::integer("double-int", -(1 << 53), 1 << 53),
];
