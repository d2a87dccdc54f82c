//! Names from hostile, colliding and ordinary texts.

use super::*;
use crate::diagnostics::Severity;
use crate::source::Source;
use crate::spec::{self, Document};

fn document() -> Document {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";
    spec::parse(&Source::new("test.yaml", text))
        .document
        .expect("a document")
}

/// Names siblings, some with an `x-rust-name`, and tells the names and the problems' codes.
fn siblings(scope: &mut Scope, wires: &[(&str, Option<&str>)]) -> (Vec<String>, Vec<&'static str>) {
    let document = document();
    let mut problems = Problems::new(&document.tree);
    let chosen: Vec<Option<Located<String>>> = wires
        .iter()
        .map(|(_, chosen)| {
            chosen.map(|name| Located {
                value: name.to_owned(),
                at: At::default(),
            })
        })
        .collect();
    let wishes: Vec<Wish<'_>> = wires
        .iter()
        .zip(&chosen)
        .map(|((wire, _), chosen)| Wish {
            wire,
            stem: None,
            chosen: chosen.as_ref(),
            at: At::default(),
        })
        .collect();
    let names = scope
        .names(&wishes, &mut problems)
        .into_iter()
        .map(|name| name.rust)
        .collect();
    (
        names,
        problems
            .diagnostics
            .iter()
            .map(|problem| problem.code.as_str())
            .collect(),
    )
}

fn fields(wires: &[(&str, Option<&str>)]) -> (Vec<String>, Vec<&'static str>) {
    siblings(&mut Scope::new(Case::Snake, FIELD_WORDS, &[]), wires)
}

fn variants(wires: &[&str]) -> Vec<String> {
    let wires: Vec<_> = wires.iter().map(|wire| (*wire, None)).collect();
    siblings(&mut Scope::new(Case::Camel, VARIANT_WORDS, &[]), &wires).0
}

#[test]
fn the_later_of_two_gets_digits_of_its_own_spelling() {
    let (names, problems) = fields(&[("userId", None), ("UserID", None), ("user-id", None)]);
    assert_eq!(names, ["user_id", "user_id_xb243", "user_id_x8652"]);
    assert_eq!(problems, ["derived-name-collision"; 2]);
}

#[test]
fn a_sibling_added_at_the_end_renames_nobody() {
    let before = fields(&[("userId", None), ("user-id", None)]).0;
    let after = fields(&[
        ("userId", None),
        ("user-id", None),
        ("user.id", None),
        ("UserId", None),
    ])
    .0;
    assert_eq!(before, after[..2]);
}

#[test]
fn whose_spelling_is_its_name_keeps_it_wherever_it_stands() {
    assert_eq!(
        fields(&[("userId", None), ("user_id", None)]).0[1],
        "user_id"
    );
    assert_eq!(variants(&["in_progress", "InProgress"])[1], "InProgress");
    for wires in [["CallBuilder", "Call"], ["Call", "CallBuilder"]] {
        let mut scope = Scope::new(Case::Camel, &[], &["Builder"]);
        let names = siblings(&mut scope, &wires.map(|wire| (wire, None))).0;
        assert!(names.contains(&"Call".to_owned()), "{names:?}");
    }
}

#[test]
fn a_module_can_be_a_file_everywhere() {
    for (text, name) in [
        ("aux", "aux_"),
        ("COM1", "com1_"),
        ("com10", "com10"),
        ("../etc", "etc"),
        ("mod", "mod_"),
    ] {
        assert_eq!(module(text), name);
    }
}

/// Spellings that often come to the same name.
fn spelling() -> impl proptest::strategy::Strategy<Value = String> {
    "(user|type|a)?[-_ A<é+]?(id|Id|builder|Builder|1)?"
}

proptest::proptest! {
    /// A sibling renames nobody, unless it wants the same name and either stands before the other or is spelled as that name.
    #[test]
    fn a_sibling_renames_nobody(
        known in proptest::collection::btree_set(spelling(), 0..12),
        order in proptest::num::u64::ANY,
        added in spelling(),
        at in proptest::sample::select((0..13_usize).collect::<Vec<_>>()),
    ) {
        proptest::prop_assume!(!known.contains(&added));
        let mut known: Vec<String> = known.into_iter().collect();
        known.sort_by_key(|wire| wire.bytes().fold(order | 1, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(order | 1)));
        let at = at.min(known.len());
        let mut more = known.clone();
        more.insert(at, added.clone());
        for (case, reserved, family) in [
            (Case::Snake, FIELD_WORDS, &[] as &[&str]),
            (Case::Camel, &[], &["Builder"]),
            (Case::Camel, VARIANT_WORDS, &[]),
        ] {
            let name = |wires: &[String]| {
                let wires: Vec<_> = wires.iter().map(|wire| (wire.as_str(), None)).collect();
                siblings(&mut Scope::new(case, reserved, family), &wires).0
            };
            let (before, mut after) = (name(&known), name(&more));
            let distinct: BTreeSet<&String> = after.iter().collect();
            proptest::prop_assert_eq!(distinct.len(), after.len());
            after.remove(at);
            for (index, (was, is)) in before.iter().zip(&after).enumerate() {
                let plain = identifier(&added, case);
                let same = |wire: &str| {
                    let other = identifier(wire, case);
                    other == plain || family.iter().any(|suffix| format!("{plain}{suffix}") == other || format!("{other}{suffix}") == plain)
                };
                let may = same(&known[index]) && (at <= index || plain == added);
                proptest::prop_assert!(was == is || may, "{:?} was {was}, is {is}", known[index]);
            }
        }
    }
}

#[test]
fn what_stands_between_does_not_change_the_digits() {
    let alone = fields(&[("userId", None), ("user-id", None)]).0;
    let apart = fields(&[
        ("userId", None),
        ("other", None),
        ("user.id", None),
        ("user-id", None),
    ])
    .0;
    assert_eq!(alone.last(), apart.last());
}

#[test]
fn signs_and_operators_tell_names_apart() {
    assert_eq!(
        fields(&[
            ("StartTime", None),
            ("StartTime<", None),
            ("StartTime>", None)
        ])
        .0,
        ["start_time", "start_time_lt", "start_time_gt"]
    );
    assert_eq!(variants(&["+1", "-1", "1"]), ["Plus1", "Minus1", "N1"]);
}

#[test]
fn words_of_the_generated_code_are_left_alone() {
    let (names, problems) = fields(&[
        ("undocumented", None),
        ("build", None),
        ("builder", None),
        ("type", None),
    ]);
    assert_eq!(names, ["undocumented_", "build_", "builder_", "type_"]);
    assert!(problems.is_empty());
    assert_eq!(
        variants(&["unknown", "Self", ""]),
        ["Unknown_", "Self_", "Empty"]
    );
}

#[test]
fn keywords_that_collide_stay_apart() {
    let (names, _) = fields(&[("type", None), ("type_", None), ("Type", None)]);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 3, "{names:?}");
    assert_eq!(names[0], "type_");
}

#[test]
fn chosen_names_come_first() {
    let (names, problems) = fields(&[("userId", None), ("uid", Some("user_id"))]);
    assert_eq!(names[1], "user_id");
    assert_ne!(names[0], "user_id");
    assert_eq!(problems, ["derived-name-collision"]);
}

#[test]
fn chosen_names_are_refused_where_they_do_not_fit() {
    for (chosen, code) in [
        ("UserId", "invalid-rust-name"),
        ("type", "invalid-rust-name"),
        ("", "invalid-rust-name"),
        ("a b", "invalid-rust-name"),
        ("undocumented", "invalid-rust-name"),
    ] {
        assert_eq!(fields(&[("x", Some(chosen))]).1, [code], "{chosen}");
    }
    assert_eq!(
        fields(&[("a", Some("same")), ("b", Some("same"))]).1,
        ["rust-name-collision"]
    );
}

#[test]
fn a_type_claims_its_builder() {
    let mut scope = Scope::new(Case::Camel, &[], &["Builder"]);
    let (names, problems) = siblings(&mut scope, &[("Call", None), ("CallBuilder", None)]);
    assert_eq!(names[0], "Call");
    assert_ne!(names[1], "CallBuilder");
    assert_eq!(problems, ["derived-name-collision"]);
}

#[test]
fn collisions_are_warnings() {
    assert_eq!(Code::DerivedNameCollision.severity(), Severity::Warning);
}

#[test]
fn statuses_are_named_by_their_reason() {
    use crate::ir::Status;
    for (status, rust) in [
        (Status::Exact(404), "NotFound"),
        (Status::Exact(422), "UnprocessableContent"),
        (Status::Exact(499), "Status499"),
        (Status::Range(4), "ClientError"),
        (Status::Range(5), "ServerError"),
        (Status::Default, "Other"),
    ] {
        assert_eq!(status_name(status, "").rust, rust);
    }
}
