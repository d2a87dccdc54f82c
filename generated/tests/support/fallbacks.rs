//! What Rust's types cannot tell apart or list, and is kept all the same.

use callspec::support::{Map, Value, choice, from_json, json, object, string_enum, union};

/// A cat or a dog; a value may be both.
#[derive(Clone, PartialEq)]
pub struct Pet {
    value: Value,
}

choice! {
    Pet one_of;
    Cat: as_cat, from_cat;
    Dog: as_dog, from_dog { "minProperties": 1 };
    Vec<Pet>: as_list, from_list;
}

/// A cat.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Cat {
    /// Its lives.
    pub lives: i64,
    /// Where the cat sleeps.
    pub owner: Option<String>,
    /// Undocumented.
    pub undocumented: callspec::support::Undocumented,
}

object! {
    Cat, CatBuilder;
    required lives: i64 = "lives";
    optional owner: String = "owner" sensitive "name";
}

/// A dog, and whatever it fetches.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Dog {
    /// Its name.
    pub name: Option<String>,
    /// What it fetches.
    pub fetched: Map<i64>,
}

object! {
    Dog, DogBuilder { "minProperties": 0 } rest fetched: i64 = sensitive "text" { "minimum": 0 };
    optional name: String = "name";
}

/// Any text; some are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Size {
    /// `big`
    Big,
    /// Any other.
    Unknown(String),
}

string_enum! { Size any; Big = "big"; }

/// Told by a tag that need not be there.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A start.
    Start(Map<Value>),
    /// Anything else.
    Unknown(Value),
}

union! { Event one_of untagged; Start(Map<Value>) if tag "kind" in ["start"]; }

fn choose(text: &str) -> Result<Pet, String> {
    from_json(text.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn a_choice_keeps_the_value_and_reads_it_as_each_branch() {
    let pet = choose(r#"{"lives": 9, "toy": 1, "owner": "Ada"}"#).unwrap();
    assert_eq!(pet.as_cat().unwrap().lives, 9);
    assert_eq!(
        pet.as_dog().unwrap_err().problem(),
        "expected an integer of 64 bits, found a string"
    );
    assert_eq!(pet.as_dog().unwrap_err().pointer(), "/owner");
    let all = json!({"lives": 9, "toy": 1, "owner": "Ada"});
    assert_eq!(serde_json::to_value(&pet).unwrap(), all);
    assert_eq!(pet.value(), &all);
    let shown = format!("{pet:?}");
    assert!(
        shown.starts_with("Pet(Cat { lives: 9") && !shown.contains("Ada"),
        "{shown}"
    );

    let list = choose(r#"[{"lives": 1}, [{"lives": 2}]]"#).unwrap();
    assert_eq!(list.as_list().unwrap()[0].as_cat().unwrap().lives, 1);
    let cat = Cat::builder().lives(3).build().unwrap();
    assert_eq!(
        Pet::from_cat(&cat).unwrap().into_value(),
        json!({"lives": 3})
    );
}

#[test]
fn a_choice_refuses_what_no_branch_reads() {
    for text in [
        "7",
        "null",
        r#"{"lives": "nine"}"#,
        r#"[{"lives": "nine"}]"#,
    ] {
        assert!(
            choose(text)
                .unwrap_err()
                .starts_with("no branch of the choice takes this value"),
            "{text}"
        );
    }
    assert!(
        choose(r#"{"lives": 1, "lives": 2}"#)
            .unwrap_err()
            .starts_with("the key is there twice at /lives")
    );
}

#[test]
fn a_deep_choice_ends() {
    // Each level is read as a list of pets by every level around it.
    let deep = "[".repeat(100) + "[1]," + &"]".repeat(100);
    assert!(choose(&deep).is_err());
    let deep = "[[{}],".repeat(60) + "7" + &"]".repeat(60);
    let _ = choose(&deep); // whatever comes of it, it comes soon
}

#[test]
fn properties_without_a_row_are_kept_typed() {
    let dog: Dog = from_json(br#"{"name": "Rex", "balls": 2, "sticks": 1}"#).unwrap();
    assert_eq!(dog.fetched.get("balls"), Some(&2));
    assert_eq!(
        serde_json::to_value(&dog).unwrap(),
        json!({"name": "Rex", "balls": 2, "sticks": 1})
    );
    let shown = format!("{dog:?}");
    assert!(shown.contains(r#"fetched: ["balls", "sticks"]"#), "{shown}");
    for (text, problem) in [
        (
            r#"{"balls": "two"}"#,
            "expected an integer of 64 bits, found a string at /balls",
        ),
        (
            r#"{"balls": 1, "balls": 2}"#,
            "the key is there twice at /balls",
        ),
    ] {
        let error = from_json::<Dog>(text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(problem), "{error}");
    }
    let built = Dog::builder()
        .fetched(Map::from_iter([("cats", 0)]))
        .build()
        .unwrap();
    assert_eq!(serde_json::to_value(&built).unwrap(), json!({"cats": 0}));
}

#[test]
fn a_tag_may_be_missing_where_nobody_requires_it() {
    let read = |value: Value| from_json::<Event>(value.to_string().as_bytes()).unwrap();
    assert!(matches!(read(json!({"kind": "start"})), Event::Start(_)));
    for other in [
        json!({}),
        json!({"kind": "end"}),
        json!({"kind": 1, "x": null}),
    ] {
        let event = read(other.clone());
        assert!(matches!(event, Event::Unknown(_)));
        assert_eq!(serde_json::to_value(&event).unwrap(), other);
    }
    assert!(from_json::<Event>(b"[]").is_err());
}

#[cfg(feature = "schema")]
#[test]
fn schemas_say_what_is_taken() {
    use callspec::support::schema_of;
    let pet = schema_of::<Pet>();
    assert_eq!(pet["oneOf"].as_array().unwrap().len(), 3);
    assert_eq!(pet["oneOf"][1]["minProperties"], 1);
    let dog = schema_of::<Dog>();
    assert_eq!(dog["additionalProperties"]["type"], "integer");
    assert_eq!(dog["additionalProperties"]["minimum"], 0);
    let size = schema_of::<Size>();
    assert_eq!(
        (&size["examples"], &size["enum"]),
        (&json!(["big"]), &Value::Null)
    );
    assert_eq!(schema_of::<Event>()["anyOf"][0]["required"], Value::Null);
}
