//! What a plan changes, for people and for programs.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use owo_colors::{OwoColorize, Style};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use crate::plan::{Plan, Write};
use crate::terminal::counted;

/// Lines of a diff that are shown; the whole one is a `git diff` away once the code is generated.
const DIFF_LINES: usize = 14;

/// What was done, a line for each file below `folder`.
pub(crate) fn done(plan: &Plan, folder: &str) -> String {
    let mut text = String::new();
    for change in changes(plan) {
        let _ = writeln!(
            text,
            "{:>8} {}",
            change.done().style(change.style()),
            display(folder, change.path())
        );
    }
    text
}

/// The same for programs, with what was wrong.
pub(crate) fn to_json(plan: &Plan, folder: &str) -> Vec<Value> {
    let file = |change: &Change<'_>| {
        let mut file = json!({"path": display(folder, change.path()), "was": change.state()});
        if let Change::Write(write) = change
            && let Some(old) = &write.old
        {
            file["diff"] = json!(diff(old, &write.new).plain);
        }
        file
    };
    changes(plan).iter().map(file).collect()
}

/// A path for messages and programs, the same on every system: `generated/src/providers/mod.rs`.
pub(crate) fn display(folder: &str, path: &Path) -> String {
    let mut name = folder.to_owned();
    for component in path.components() {
        name.push('/');
        name.push_str(&component.as_os_str().to_string_lossy());
    }
    name
}

/// One line of the report.
pub(crate) enum Change<'a> {
    Write(&'a Write),
    Remove(&'a Path),
    RemoveDirectory(&'a Path),
}

/// All changes in path order.
pub(crate) fn changes(plan: &Plan) -> Vec<Change<'_>> {
    let mut changes: Vec<_> = plan.write.iter().map(Change::Write).collect();
    changes.extend(plan.remove.iter().map(|path| Change::Remove(path)));
    changes.extend(
        plan.remove_directories
            .iter()
            .map(|path| Change::RemoveDirectory(path)),
    );
    changes.sort_by_key(|change| change.path());
    changes
}

impl<'a> Change<'a> {
    fn path(&self) -> &'a Path {
        match self {
            Self::Write(write) => &write.path,
            Self::Remove(path) | Self::RemoveDirectory(path) => path,
        }
    }

    /// What was wrong.
    fn state(&self) -> &'static str {
        match self {
            Self::Write(Write { old: Some(_), .. }) => "stale",
            Self::Write(Write { old: None, .. }) => "missing",
            Self::Remove(_) => "orphan",
            Self::RemoveDirectory(_) => "empty",
        }
    }

    /// What was done about it.
    fn done(&self) -> &'static str {
        match self {
            Self::Write(Write { old: Some(_), .. }) => "updated",
            Self::Write(Write { old: None, .. }) => "created",
            Self::Remove(_) | Self::RemoveDirectory(_) => "deleted",
        }
    }

    fn style(&self) -> Style {
        match self {
            Self::Write(Write { old: Some(_), .. }) => Style::new().yellow(),
            Self::Write(Write { old: None, .. }) => Style::new().green(),
            Self::Remove(_) | Self::RemoveDirectory(_) => Style::new().red(),
        }
    }
}

/// What is not as it should be, with a short diff for each stale file.
pub(crate) fn differences(plan: &Plan, folder: &str) -> String {
    let mut text = String::new();
    for change in changes(plan) {
        let _ = writeln!(
            text,
            "{:<7} {}",
            change.state().style(change.style()),
            display(folder, change.path())
        );
        if let Change::Write(Write {
            old: Some(old),
            new,
            ..
        }) = change
        {
            text += &diff(old, new).coloured;
        }
    }
    text
}

/// The first lines of a unified diff from what is on disk (`-`) to what the specs say (`+`).
struct Diff {
    plain: String,
    coloured: String,
}

fn diff(old: &[u8], new: &str) -> Diff {
    let old = String::from_utf8_lossy(old);
    // Two large texts with nothing in common would take minutes; a rough diff is as good.
    let diff = TextDiff::configure()
        .timeout(Duration::from_millis(500))
        .diff_lines(old.as_ref(), new);
    let mut shown = Diff {
        plain: String::new(),
        coloured: String::new(),
    };
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        lines.push((ChangeTag::Equal, hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            // What tells two lines apart may be the end of the line.
            let line = change.value().trim_end_matches('\n');
            lines.push((
                change.tag(),
                format!(
                    "{sign}{}",
                    line.strip_suffix('\r')
                        .map_or(line.to_owned(), |line| format!("{line}␍"))
                ),
            ));
        }
    }
    for (tag, line) in lines.iter().take(DIFF_LINES) {
        let style = match tag {
            ChangeTag::Equal => Style::new(),
            ChangeTag::Delete => Style::new().red(),
            ChangeTag::Insert => Style::new().green(),
        };
        let _ = writeln!(shown.plain, "{line}");
        let _ = writeln!(shown.coloured, "    {}", line.style(style));
    }
    if let Some(more) = lines.len().checked_sub(DIFF_LINES).filter(|more| *more > 0) {
        let more = format!("… {}", counted(more, "more line"));
        let _ = writeln!(shown.plain, "{more}");
        let _ = writeln!(shown.coloured, "    {}", more.dimmed());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_a_few_lines_and_counts_the_rest() {
        let old: String = (0..100).map(|n| format!("old {n}\n")).collect();
        let new: String = (0..100).map(|n| format!("new {n}\n")).collect();
        let diff = diff(old.as_bytes(), &new);
        assert_eq!(diff.plain.lines().count(), DIFF_LINES + 1);
        assert!(
            diff.plain
                .starts_with("@@ -1,100 +1,100 @@\n-old 0\n-old 1\n"),
            "{}",
            diff.plain
        );
        assert!(diff.plain.ends_with("… 187 more lines\n"), "{}", diff.plain);
    }

    #[test]
    fn a_diff_shows_line_ends_and_what_is_not_text() {
        assert_eq!(
            diff(b"a\r\nb\xff\n", "a\nb\n").plain,
            "@@ -1,2 +1,2 @@\n-a␍\n-b\u{fffd}\n+a\n+b\n"
        );
    }
}
