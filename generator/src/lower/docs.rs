//! Documentation: CommonMark from the spec, made safe in rustdoc.
//!
//! Paragraphs, lists, emphasis, code and links to the web stay. Whatever else Markdown, HTML or rustdoc would act on is shown as it was
//! typed, code is never compiled or run, and nothing can end the comment or hide text from a reader.

mod inline;

use serde_json::Value;

pub(super) use self::inline::code;
use super::keywords::Keywords;
use crate::ir::Docs;

/// The documentation of one item: the text, or `otherwise` where there is none, then the facts as a paragraph of their own.
pub(super) fn docs(
    text: Option<&str>,
    otherwise: impl FnOnce() -> String,
    facts: Option<String>,
) -> Docs {
    let mut lines = text.map(lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push(otherwise());
    }
    if let Some(facts) = facts {
        lines.push(String::new());
        lines.push(facts);
    }
    Docs { lines }
}

/// A text that is not from us, as lines of safe Markdown: one for each paragraph, list item and line of code, blank ones between.
pub(super) fn lines(text: &str) -> Vec<String> {
    if inline::is_plain(text) {
        return vec![text.to_owned()];
    }
    blocks(text)
}

/// As [`lines`], of any text.
pub(super) fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<Block> = Vec::new();
    let clean = inline::clean(text);
    let mut source = clean.lines().peekable();
    let mut after_blank = true;
    while let Some(line) = source.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
            continue;
        }
        if let Some(fence) = fence(trimmed) {
            let mut code = Vec::new();
            for line in source.by_ref() {
                if line.trim().starts_with(fence)
                    && line
                        .trim()
                        .chars()
                        .all(|character| fence.starts_with(character))
                {
                    break;
                }
                code.push(line.trim_end().to_owned());
            }
            blocks.push(Block::Code(code));
            after_blank = true;
            continue;
        }
        let in_list = matches!(blocks.last(), Some(Block::Item(..)));
        match item(trimmed) {
            Some((marker, rest)) => blocks.push(Block::Item(marker, rest.to_owned())),
            None if line.starts_with("    ") && after_blank && !in_list => {
                let mut code = vec![line.trim_end().to_owned()];
                while let Some(line) = source.next_if(|line| line.starts_with("    ")) {
                    code.push(line.trim_end().to_owned());
                }
                blocks.push(Block::Code(code));
            }
            None => match blocks.last_mut() {
                Some(Block::Paragraph(text)) if !after_blank => join(text, trimmed),
                Some(Block::Item(_, text)) if !after_blank || line.starts_with(' ') => {
                    join(text, trimmed)
                }
                _ => blocks.push(Block::Paragraph(trimmed.to_owned())),
            },
        }
        after_blank = false;
    }
    print(blocks)
}

/// What the keywords of a value say, in a few words: `Default: 15. 1 to 100.`
pub(super) fn facts(keywords: &Keywords) -> Option<String> {
    let find = |name: &str| {
        keywords
            .iter()
            .find(|(keyword, _)| keyword == name)
            .map(|(_, value)| value)
    };
    let mut facts = Vec::new();
    if let Some(default) = find("default") {
        facts.push(match default {
            Value::String(text) if text.is_empty() => "Default: empty.".to_owned(),
            Value::String(text) => format!("Default: `{}`.", code(text)),
            other => format!("Default: `{}`.", code(&other.to_string())),
        });
    }
    facts.extend(range(find("minimum"), find("maximum"), ""));
    facts.extend(find("exclusiveMinimum").map(|bound| format!("Above {bound}.")));
    facts.extend(find("exclusiveMaximum").map(|bound| format!("Below {bound}.")));
    facts.extend(find("multipleOf").map(|bound| format!("A multiple of {bound}.")));
    facts.extend(range(find("minLength"), find("maxLength"), "character"));
    facts.extend(range(find("minItems"), find("maxItems"), "element"));
    facts.extend(find("uniqueItems").map(|_| "No element twice.".to_owned()));
    facts.extend(range(find("minProperties"), find("maxProperties"), "key"));
    facts.extend(
        find("pattern")
            .and_then(Value::as_str)
            .map(|pattern| format!("Pattern: `{}`.", code(pattern))),
    );
    (!facts.is_empty()).then(|| facts.join(" "))
}

fn range(low: Option<&Value>, high: Option<&Value>, unit: &str) -> Option<String> {
    let unit_for = |count: &Value| match (unit, count.as_u64()) {
        ("", _) => String::new(),
        (unit, Some(1)) => format!(" {unit}"),
        (unit, _) => format!(" {unit}s"),
    };
    Some(match (low, high) {
        (Some(low), Some(high)) if low == high => format!("Exactly {low}{}.", unit_for(low)),
        (Some(low), Some(high)) => format!("{low} to {high}{}.", unit_for(high)),
        (Some(low), None) => format!("At least {low}{}.", unit_for(low)),
        (None, Some(high)) => format!("At most {high}{}.", unit_for(high)),
        (None, None) => return None,
    })
}

enum Block {
    Paragraph(String),
    /// Its marker and its text.
    Item(String, String),
    Code(Vec<String>),
}

fn join(text: &mut String, line: &str) {
    text.push(' ');
    text.push_str(line);
}

/// The fence of a code block: three or more backticks or tildes.
fn fence(line: &str) -> Option<&str> {
    let mark = line
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line
        .chars()
        .take_while(|character| *character == mark)
        .count();
    let (fence, info) = line.split_at_checked(length)?;
    (length >= 3 && !info.contains(mark)).then_some(fence)
}

/// A list item: its marker as we write it, and its text.
fn item(line: &str) -> Option<(String, &str)> {
    if let Some(rest) = ["- ", "* ", "+ "]
        .iter()
        .find_map(|marker| line.strip_prefix(marker))
    {
        return Some(("- ".to_owned(), rest.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    (1..=9)
        .contains(&digits)
        .then(|| (format!("{number}. "), rest.trim_start()))
}

fn print(blocks: Vec<Block>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut after_item = false;
    for block in blocks {
        let is_item = matches!(block, Block::Item(..));
        let follows_item = is_item && after_item;
        if !lines.is_empty() && !follows_item {
            lines.push(String::new());
        }
        after_item = is_item;
        match block {
            Block::Paragraph(text) => lines.push(inline::escape(&text)),
            Block::Item(marker, text) => lines.push(format!("{marker}{}", inline::escape(&text))),
            Block::Code(code) => {
                let longest = code
                    .iter()
                    .map(|line| inline::longest_run(line, '`'))
                    .max()
                    .unwrap_or_default();
                let fence = "`".repeat(longest.max(2) + 1);
                lines.push(format!("{fence}text"));
                lines.extend(code);
                lines.push(fence);
            }
        }
    }
    lines
}
