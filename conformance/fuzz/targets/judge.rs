//! The scanner against the arbiter: on any schema and any text, the one never takes what the other finds something in.
//!
//! The first line is a schema, or `@provider/operation/status` for one of the specs; the rest is the text.

#![no_main]

#[path = "../../tests/common/differential.rs"]
mod differential;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use callspec_conformance::scan::Scanner;
use differential::Subject;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

thread_local! {
    static SCANNER: RefCell<Scanner> = RefCell::new(Scanner::new());
    /// By first line, those of the specs only: schemas hardly come twice.
    static SPECS: RefCell<HashMap<String, Option<Subject>>> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let (Ok(head), Some(text)) = (std::str::from_utf8(&bytes[..end]), bytes.get(end + 1..)) else {
        return;
    };
    let check = |subject: &Subject| {
        SCANNER.with_borrow_mut(|scanner| subject.check(scanner, text));
    };
    if let Some(name) = head.strip_prefix('@') {
        SPECS.with_borrow_mut(|specs| {
            let known = specs.len() < 100 || specs.contains_key(name);
            if known
                && let Some(subject) = specs
                    .entry(name.to_owned())
                    .or_insert_with(|| of_spec(name))
            {
                check(subject);
            }
        });
    } else if let Ok(schema @ (Value::Object(_) | Value::Bool(_))) = serde_json::from_str(head)
        && let Some(subject) = Subject::of_schema(&schema)
    {
        check(&subject);
    }
});

fn of_spec(name: &str) -> Option<Subject> {
    let mut parts = name.split('/');
    let (provider, operation, status) = (parts.next()?, parts.next()?, parts.next()?);
    if !provider.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../specs/{provider}.yaml"));
    let text = std::fs::read_to_string(path).ok()?;
    Subject::of_document(&text, operation, status.parse().ok()?)
}
