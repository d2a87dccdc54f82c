//! What the documentation names is there.

use std::fs;

use crate::{assert_none, read, root, texts};

/// Every page that a person writes.
fn pages() -> Vec<(String, String)> {
    let mut pages = texts("docs", "md");
    pages.retain(|(name, _)| name != "docs/codes.md");
    for name in ["README.md", "CONTRIBUTING.md"] {
        pages.push((name.to_owned(), read(name)));
    }
    pages
}

#[test]
fn every_path_that_a_page_names_is_in_the_tree() {
    const ROOMS: [&str; 7] = [
        "specs/",
        "generator/",
        "generated/",
        "conformance/",
        "xtask/",
        "docs/",
        ".ci/",
    ];
    let root = root();
    let mut complaints = Vec::new();
    let mut seen = 0;
    for (page, text) in pages() {
        // What stands between two backticks; blocks come out as a piece of many lines, which is no path.
        for path in text.split('`').skip(1).step_by(2) {
            let is_path = ROOMS.iter().any(|room| path.starts_with(room))
                && !path.contains([' ', '\n', '<', '*', '…', ':'])
                // Hidden files are there while a command runs.
                && !path.contains("/.");
            if is_path {
                seen += 1;
                if !root.join(path).exists() {
                    complaints.push(format!("{page} names `{path}`"));
                }
            }
        }
    }
    assert!(seen > 50, "{seen} paths");
    assert_none(complaints);
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let root = root();
    let mut complaints = Vec::new();
    for (page, text) in pages() {
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            if path.contains("://") {
                continue;
            }
            let target = match path {
                "" => root.join(&page),
                path => root.join(&page).with_file_name("").join(path),
            };
            if !target.exists() {
                complaints.push(format!("{page} links to {link}"));
            } else if !fragment.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let found = text
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .any(|line| anchor(line) == fragment);
                if !found {
                    complaints.push(format!("{page} links to {link}"));
                }
            }
        }
    }
    assert_none(complaints);
}

/// The anchor that a heading gets.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_'))
        .map(|character| if character == ' ' { '-' } else { character })
        .collect()
}
