//! Objects, enums and unions: what they take, what they refuse, what they give back.

use callspec::support::{DecodeError, Presence, Value, from_json, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::specimen::*;

fn call() -> Value {
    json!({
        "id": 7,
        "campaign_name": null,
        "client_phone_number": "+4915123456789",
        "status": "in-progress",
        "total_cost": "0.08000000",
        "created_at": "2024-01-15T10:30:00.120+01:00",
        "webhook_response": {"a": [1, 2.5, null]},
        "participants": [],
    })
}

fn with(changes: Value) -> Value {
    let mut call = call();
    for (key, value) in changes.as_object().unwrap() {
        call[key] = value.clone();
    }
    call
}

fn without(key: &str) -> Value {
    let mut call = call();
    call.as_object_mut().unwrap().remove(key);
    call
}

fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeError> {
    from_json(value.to_string().as_bytes())
}

fn problem(value: &Value) -> String {
    decode::<Call>(value)
        .unwrap_err()
        .to_string()
        .split(" (line")
        .next()
        .unwrap()
        .to_owned()
}

/// Decodes and writes again: the same tree, and the same tree once more.
#[track_caller]
fn comes_back<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(value: &Value) -> T {
    let decoded: T = decode(value).unwrap();
    let written = serde_json::to_value(&decoded).unwrap();
    assert_eq!(&written, value);
    assert_eq!(decode::<T>(&written).unwrap(), decoded);
    decoded
}

#[test]
fn what_the_wire_said_comes_back_out() {
    let decoded: Call = comes_back(&call());
    assert_eq!(decoded.id, 7);
    assert_eq!(decoded.status, CallStatus::InProgress);
    assert_eq!(decoded.note, Presence::Absent);
    comes_back::<Call>(&with(json!({
        "campaign_name": "Q1", "duration": 180, "note": null, "direction": "in", "level": 2, "variables": {"x": {"y": 1e3}},
        "status": "teleported", "webhook_response": null,
        "evaluation": [{"name": "a", "value": true}, {"name": "b", "value": -9}, {"name": "c", "value": "x"}],
        "participants": [null, {"kind": "human", "name": "John"}, {"kind": "bot"}, {"kind": "martian", "arms": [4, {"x": null}]}],
        "step": [{"say": "a"}, [{"pause": 0.5}, "hang up"], []],
        "parent": call(), "children": [call(), with(json!({"children": [call()]}))],
    })));
}

#[test]
fn four_states() {
    // Required: neither absent nor null.
    assert_eq!(problem(&without("id")), "missing required property `id`");
    assert_eq!(
        problem(&with(json!({"id": null}))),
        "expected an integer of 64 bits, found null at /id"
    );
    // Required and nullable: absence is tolerated, and written as null.
    let decoded: Call = decode(&without("campaign_name")).unwrap();
    assert_eq!(decoded.campaign_name, None);
    assert_eq!(serde_json::to_value(&decoded).unwrap(), call());
    // Optional: null is tolerated, and left out.
    let decoded: Call = decode(&with(json!({"duration": null}))).unwrap();
    assert_eq!(decoded.duration, None);
    assert_eq!(serde_json::to_value(&decoded).unwrap(), call());
    // Optional and nullable: all three.
    assert_eq!(decode::<Call>(&call()).unwrap().note, Presence::Absent);
    assert_eq!(
        decode::<Call>(&with(json!({"note": null}))).unwrap().note,
        Presence::Null
    );
    assert_eq!(
        decode::<Call>(&with(json!({"note": "n"}))).unwrap().note,
        Presence::Value("n".to_owned())
    );
}

#[test]
fn all_missing_properties_are_named_at_once() {
    assert_eq!(
        problem(&json!({"id": 1, "participants": [], "status": "initiated"})),
        "missing required properties `client_phone_number`, `total_cost`, `created_at`"
    );
    let page = json!({"results": [call(), without("status")]});
    assert!(
        decode::<CallPage>(&page)
            .unwrap_err()
            .to_string()
            .starts_with("missing required property `status` at /results/1 (line 1")
    );
}

#[test]
fn a_key_may_come_late_but_not_twice() {
    let text = call().to_string();
    let reversed: Vec<String> = call()
        .as_object()
        .unwrap()
        .iter()
        .rev()
        .map(|(key, value)| format!("{key:?}:{value}"))
        .collect();
    let reversed = format!("{{{}}}", reversed.join(","));
    assert_ne!(text, reversed);
    assert_eq!(
        from_json::<Call>(text.as_bytes()),
        from_json::<Call>(reversed.as_bytes())
    );
    let escaped = text.replace("\"id\"", "\"\\u0069d\"");
    assert_eq!(
        from_json::<Call>(text.as_bytes()),
        from_json::<Call>(escaped.as_bytes())
    );
    for twice in [
        text.replacen('{', "{\"id\":7,", 1),
        escaped.replacen('{', "{\"id\":7,", 1),
    ] {
        let error = from_json::<Call>(twice.as_bytes()).unwrap_err();
        assert_eq!(
            (error.problem(), error.pointer()),
            ("the key is there twice", "/id")
        );
    }
}

#[test]
fn undocumented_properties_are_no_obstacle() {
    let value = with(json!({"tomorrow": {"a": [1]}, "id": 7}));
    let decoded: Call = decode(&value).unwrap();
    let written = serde_json::to_value(&decoded).unwrap();
    if cfg!(feature = "undocumented") {
        assert_eq!(written, value);
        assert_eq!(
            decoded.undocumented.names().collect::<Vec<_>>(),
            ["tomorrow"]
        );
        assert_eq!(
            decoded.undocumented.get("tomorrow"),
            Some(&json!({"a": [1]}))
        );
        assert!(!format!("{decoded:?}").contains("[1]"));
        let twice = value.to_string().replacen('{', "{\"tomorrow\":1,", 1);
        assert_eq!(
            from_json::<Call>(twice.as_bytes()).unwrap_err().pointer(),
            "/tomorrow"
        );
    } else {
        assert_eq!(written, call());
        assert_eq!(size_of_val(&decoded.undocumented), 0);
    }
}

#[test]
fn wrong_types_are_refused_where_they_are() {
    for (changes, expected) in [
        (
            json!({"id": 1.5}),
            "expected an integer of 64 bits, found a number with a fraction or an exponent at /id",
        ),
        (
            json!({"id": "7"}),
            "expected an integer of 64 bits, found a string at /id",
        ),
        (
            json!({"duration": 3_000_000_000_u64}),
            "expected an integer of 32 bits, found an integer at /duration",
        ),
        (
            json!({"status": 1}),
            "expected a string, found an integer at /status",
        ),
        (
            json!({"level": "1"}),
            "expected an integer of 64 bits, found a string at /level",
        ),
        (
            json!({"direction": "sideways"}),
            "expected one of \"in\", \"out\", found another string at /direction",
        ),
        (
            json!({"total_cost": 0.08}),
            "expected a decimal number in a string, found a number with a fraction or an exponent at /total_cost",
        ),
        (
            json!({"total_cost": "1e3"}),
            "expected a decimal number in a string, found another string at /total_cost",
        ),
        (
            json!({"created_at": "2024-01-15 10:30:00"}),
            "expected a date-time (RFC 3339), found another string at /created_at",
        ),
        (
            json!({"variables": []}),
            "expected an object, found an array at /variables",
        ),
        (
            json!({"participants": {}}),
            "expected an array, found an object at /participants",
        ),
        (
            json!({"children": [7]}),
            "expected an object, found an integer at /children/0",
        ),
    ] {
        assert_eq!(problem(&with(changes)), expected);
    }
}

#[test]
fn unions_take_exactly_their_branches() {
    for (changes, expected) in [
        (
            json!({"evaluation": [{"name": "a", "value": 1.5}]}),
            "expected a boolean or an integer or a string, found a number with a fraction or an exponent at /evaluation/0/value",
        ),
        (
            json!({"evaluation": [{"name": "a", "value": null}]}),
            "expected a boolean or an integer or a string, found null at /evaluation/0/value",
        ),
        (
            json!({"evaluation": [{"name": "a", "value": []}]}),
            "expected a boolean or an integer or a string, found an array at /evaluation/0/value",
        ),
        (
            json!({"evaluation": [{"name": "a", "value": [1]}]}),
            "expected a boolean or an integer or a string, found an array at /evaluation/0/value",
        ),
        (
            json!({"evaluation": [{"name": "a", "value": {}}]}),
            "expected a boolean or an integer or a string, found an object at /evaluation/0/value",
        ),
        (
            json!({"evaluation": [{"name": "a", "value": 18446744073709551615_u64}]}),
            "expected an integer of 64 bits, found an integer at /evaluation/0/value",
        ),
        (
            json!({"participants": [{"name": "nobody"}]}),
            "no branch of the union takes this object at /participants/0",
        ),
        (
            json!({"participants": [7]}),
            "expected an object, found an integer at /participants/0",
        ),
        (
            json!({"participants": [null, {"kind": "human", "name": 7}]}),
            "expected a string, found an integer at /participants/1/name",
        ),
        (
            json!({"step": {"whisper": 1}}),
            "no branch of the union takes this object at /step",
        ),
        (
            json!({"step": [[{"say": "a"}, {"pause": "long"}]]}),
            "expected a number, found a string at /step/0/1/pause",
        ),
    ] {
        assert_eq!(problem(&with(changes)), expected);
    }
    let twice = json!({"kind": "bot"})
        .to_string()
        .replacen('{', "{\"kind\":\"bot\",", 1);
    assert_eq!(
        from_json::<Participant>(twice.as_bytes())
            .unwrap_err()
            .problem(),
        "the key is there twice"
    );
    let deep_twice = r#"{"kind":"martian","a":[{"b":1,"b":2}]}"#;
    assert_eq!(
        from_json::<Participant>(deep_twice.as_bytes())
            .unwrap_err()
            .to_string(),
        "the key is there twice at /a/0/b (line 1, column 31)"
    );
}

#[test]
fn a_failure_deep_in_nested_unions_costs_no_more_than_one_walk() {
    let mut step = json!({"pause": "long"});
    for _ in 0..100 {
        step = json!([step]);
    }
    let error = decode::<Step>(&step).unwrap_err();
    assert_eq!(error.pointer(), format!("{}/pause", "/0".repeat(100)));
    let bomb = "[".repeat(100_000);
    assert!(
        from_json::<Step>(bomb.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("recursion limit")
    );
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    assert_eq!(CallStatus::from("in-progress"), CallStatus::InProgress);
    assert_eq!(
        CallStatus::from("lost"),
        CallStatus::Unknown("lost".to_owned())
    );
    assert!(CallStatus::InProgress.is_known() && !CallStatus::from("lost").is_known());
    assert_eq!(CallStatus::VALUES, ["initiated", "in-progress"]);
    assert_eq!(CallStatus::from("lost").to_string(), "lost");
    assert_eq!("initiated".parse(), Ok(CallStatus::Initiated));
    assert_eq!(Level::from(9), Level::Unknown(9));
    assert_eq!((Level::Two.value(), "2".parse()), (2, Ok(Level::Two)));
    assert_eq!("out".parse(), Ok(Direction::Out));
    assert_eq!(
        "up".parse::<Direction>().unwrap_err().to_string(),
        "expected one of \"in\", \"out\""
    );
}

#[test]
fn nothing_sensitive_shows() {
    let value = with(json!({
        "note": "n",
        "participants": [{"kind": "human", "name": "John"}, {"kind": "martian", "secret": "green"}],
        "step": {"say": "hello"},
    }));
    let shown = format!("{:?}", decode::<Call>(&value).unwrap());
    for hidden in ["+49", "John", "green", "hello"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(shown.contains("client_phone_number: <phone>"), "{shown}");
    assert!(shown.contains("name: <name>"), "{shown}");
    assert!(shown.contains("say: <text>"), "{shown}");
    assert!(shown.contains("note: Value(\"n\")"), "{shown}");
    let nobody = decode::<Person>(&json!({"kind": "human"})).unwrap();
    assert!(format!("{nobody:?}").contains("name: None"));
}

#[test]
fn objects_are_built_by_name() {
    let built = Call::builder()
        .id(7)
        .campaign_name(None)
        .note(None)
        .client_phone_number("+4915123456789")
        .status("in-progress")
        .total_cost(callspec::support::Decimal::parse("0.08").unwrap())
        .created_at(callspec::support::DateTime::from_unix(0, 0).unwrap())
        .participants(vec![])
        .duration(3)
        .build()
        .unwrap();
    assert_eq!((built.note, built.duration), (Presence::Null, Some(3)));
    let missing = Bot::builder().build().unwrap_err();
    assert_eq!(missing.names(), ["kind"]);
    assert_eq!(
        Call::builder().id(1).build().unwrap_err().names(),
        [
            "client_phone_number",
            "status",
            "total_cost",
            "created_at",
            "participants"
        ]
    );
}
