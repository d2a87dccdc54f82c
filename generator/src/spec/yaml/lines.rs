//! The YAML that most documents are made of, read line by line: block maps and lists, and scalars on one line.
//!
//! It costs a fifth of what a parser of all of YAML does. A value that is written in another way (flow style, text over several lines,
//! escapes) is cut out and handed to the parser. Whatever else is not known here for certain (anchors, tags, tabs, block scalars), or is
//! a mistake, ends it, and the document is read by the parser from its start.

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::loader::Loader;
use crate::source::Span;

/// A container that is not closed yet.
struct Block {
    /// The column of its keys or dashes.
    column: usize,
    is_map: bool,
    /// Whether a key or a dash has been read and its value has not.
    awaits: bool,
}

/// A scalar on one line.
struct Scalar<'a> {
    text: &'a str,
    style: ScalarStyle,
    /// The bytes in the line, quotes included.
    start: usize,
    end: usize,
}

/// What a simple key may have at most, by the YAML standard.
const KEY: usize = 1024;

impl Loader<'_> {
    /// Reads the document. `None` where it takes the parser; what has been read so far is to be thrown away.
    pub(super) fn read_lines(&mut self) -> Option<()> {
        let source = self.source;
        let text = source.text.as_str();
        let foreign = ['\t', '\r', '\u{feff}', '\u{85}', '\u{2028}', '\u{2029}'];
        if text.contains(foreign) {
            return None;
        }
        self.documents = 1;
        let mut blocks = Vec::new();
        let mut next = 0;
        while let Some(line) = text.get(next..).and_then(|rest| rest.lines().next()) {
            let at = next;
            next += line.len() + 1;
            let column = indentation(line);
            match line.as_bytes().get(column) {
                None | Some(b'#') => continue,
                Some(_) => {}
            }
            if column == 0 && (line.starts_with("---") || line.starts_with("...")) {
                if line == "---" && self.tree.nodes.is_empty() {
                    continue;
                }
                return None;
            }
            self.leave(&mut blocks, column, is_entry(line.get(column..)?))?;
            let line = Line { text: line, at };
            self.line(&mut blocks, &line, column, &mut next)?;
        }
        while let Some(block) = blocks.pop() {
            self.close(&block)?;
        }
        // A document of nothing, or of one scalar.
        (self.tree.nodes.len() > 1).then_some(())
    }

    /// Closes what ends before a line at this column.
    fn leave(&mut self, blocks: &mut Vec<Block>, column: usize, is_entry: bool) -> Option<()> {
        while let Some(block) = blocks.last() {
            if block.column < column {
                // Further in: the value of what stands before, or else text that goes on.
                return block.awaits.then_some(());
            }
            if block.column == column && block.is_map != is_entry {
                return Some(());
            }
            // A list may stand at the column of the key that it belongs to.
            if block.column == column && block.is_map && block.awaits {
                return Some(());
            }
            if let Some(block) = blocks.pop() {
                self.close(&block)?;
            }
        }
        // Only the first line may start the outermost container.
        self.tree.nodes.is_empty().then_some(())
    }

    fn close(&mut self, block: &Block) -> Option<()> {
        if block.awaits {
            if !block.is_map {
                return None;
            }
            self.unwritten()?;
        }
        self.end(Span::default());
        Some(())
    }

    /// A value that is not written.
    fn unwritten(&mut self) -> Option<()> {
        self.scalar("~", ScalarStyle::Plain, None, Span::default())
            .ok()
            .map(drop)
    }

    /// Reads one line from its first column on. `next` is where the next one starts, and moves on with a value of several lines.
    fn line(
        &mut self,
        blocks: &mut Vec<Block>,
        line: &Line<'_>,
        mut column: usize,
        next: &mut usize,
    ) -> Option<()> {
        while is_entry(line.text.get(column..)?) {
            let content = column + 1 + indentation(line.text.get(column + 1..)?);
            let is_bare = is_nothing(line.text.get(content..)?);
            self.entry(blocks, column, line.at, content, is_bare)?;
            if is_bare {
                return Some(());
            }
            column = content;
        }
        if let Some(key) = scalar(line.text, column)
            && let Some(value) = line.text.get(key.end..)?.strip_prefix(':')
            && ends_key(value)
        {
            self.pair(blocks, &key, column, line)?;
            let value = line.text.len() - value.len();
            let value = value + indentation(line.text.get(value..)?);
            let awaits = is_nothing(line.text.get(value..)?);
            let block = blocks.last_mut()?;
            block.awaits = awaits;
            if awaits {
                return Some(());
            }
            return self.value(line, value, block.column, next);
        }
        let block = blocks.last_mut()?;
        let is_value = std::mem::take(&mut block.awaits) && block.column < column;
        is_value.then(|| self.value(line, column, block.column, next))?
    }

    /// A dash: the list it belongs to is the last one, or starts here.
    fn entry(
        &mut self,
        blocks: &mut Vec<Block>,
        column: usize,
        at: usize,
        content: usize,
        is_bare: bool,
    ) -> Option<()> {
        match blocks.last_mut() {
            Some(block) if !block.is_map && block.column == column => {
                return (!std::mem::replace(&mut block.awaits, true)).then_some(());
            }
            Some(block) if block.awaits && block.column <= column => block.awaits = false,
            None => {}
            Some(_) => return None,
        }
        let beside = blocks.last().is_some_and(|block| block.column == column);
        // The parser has no token for a list that is not indented, and takes the place behind its first dash.
        let start = if beside {
            if is_bare {
                return None;
            }
            at + content
        } else {
            at + column
        };
        self.start(false, 0, Span { start, end: start }).ok()?;
        blocks.push(Block {
            column,
            is_map: false,
            awaits: true,
        });
        Some(())
    }

    /// A key: the map it belongs to is the last one, or starts here.
    fn pair(
        &mut self,
        blocks: &mut Vec<Block>,
        key: &Scalar<'_>,
        column: usize,
        line: &Line<'_>,
    ) -> Option<()> {
        match blocks.last_mut() {
            Some(block) if block.is_map && block.column == column => {
                if block.awaits {
                    self.unwritten()?;
                }
            }
            last => {
                match last {
                    Some(block) if block.awaits && block.column < column => block.awaits = false,
                    None => {}
                    Some(_) => return None,
                }
                let start = line.at + column;
                self.start(true, 0, Span { start, end: start }).ok()?;
                blocks.push(Block {
                    column,
                    is_map: true,
                    awaits: false,
                });
            }
        }
        if key.end - key.start > KEY {
            return None;
        }
        let span = span(key, line.at);
        self.scalar(key.text, key.style, None, span).ok().map(drop)
    }

    /// A value that starts at `from` of the line, in a block whose keys or dashes stand at `column`.
    fn value(
        &mut self,
        line: &Line<'_>,
        from: usize,
        column: usize,
        next: &mut usize,
    ) -> Option<()> {
        let end = extent(self.source.text.as_str(), *next, column);
        if end == *next
            && let Some(scalar) = scalar(line.text, from)
            && let behind = line.text.get(scalar.end..)?
            && is_nothing(behind.trim_start_matches(' '))
            && !behind.starts_with('#')
        {
            let span = span(&scalar, line.at);
            return self
                .scalar(scalar.text, scalar.style, None, span)
                .ok()
                .map(drop);
        }
        *next = end;
        self.parse(line.at + from, end)
    }

    /// A value that takes the parser, cut out of the text.
    fn parse(&mut self, from: usize, end: usize) -> Option<()> {
        let source = self.source;
        let text = source.text.get(from..end.min(source.text.len()))?;
        let header = text.lines().next()?;
        let first = header.bytes().next()?;
        // What speaks of other places, ends where something else starts, or would be something else at the start of a line.
        let takes_more =
            b"&*!%@`?|>".contains(&first) || text.starts_with("---") || text.starts_with("...");
        if takes_more {
            return None;
        }
        let mut parser = Parser::new_from_str_with_options(text, self.options());
        let (mut depth, mut values, mut documents) = (0_usize, 0, 0);
        while let Some(next) = parser.next_event() {
            let (event, span) = next.ok()?;
            match &event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
                Event::DocumentStart(..) => {
                    documents += 1;
                    continue;
                }
                Event::Scalar(_, _, 0, None) => {}
                Event::SequenceStart(StructureStyle::Flow, 0, None)
                | Event::MappingStart(StructureStyle::Flow, 0, None) => depth += 1,
                Event::SequenceEnd | Event::MappingEnd => depth = depth.checked_sub(1)?,
                _ => return None,
            }
            values += usize::from(depth == 0);
            let range = span.byte_range()?;
            let span = Span {
                start: from + range.start,
                end: from + range.end,
            };
            self.event(event, span, span).ok()?;
        }
        (values == 1 && documents == 1).then_some(())
    }
}

/// One line of the text.
struct Line<'a> {
    text: &'a str,
    /// Where it starts.
    at: usize,
}

/// How many blanks a text starts with.
fn indentation(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether no value is written here.
fn is_nothing(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('#')
}

/// Where the lines from `next` on end that are further in than `column`.
fn extent(text: &str, next: usize, column: usize) -> usize {
    let (mut end, mut at) = (next, next);
    for line in text.get(next..).unwrap_or_default().split_inclusive('\n') {
        let indentation = indentation(line);
        if line.len() - indentation > usize::from(line.ends_with('\n')) {
            if indentation <= column {
                break;
            }
            end = at + line.len();
        }
        at += line.len();
    }
    end
}

fn span(scalar: &Scalar<'_>, at: usize) -> Span {
    Span {
        start: at + scalar.start,
        end: at + scalar.end,
    }
}

/// Whether an item of a list starts here.
fn is_entry(rest: &str) -> bool {
    rest.starts_with("- ") || rest == "-"
}

/// Whether the colon before it ends a key.
fn ends_key(after: &str) -> bool {
    after.is_empty() || after.starts_with(' ')
}

/// The scalar at a column of a line: up to the colon of a key, a comment, or the end.
fn scalar(line: &str, start: usize) -> Option<Scalar<'_>> {
    let rest = line.get(start..)?;
    let (length, style) = match rest.bytes().next()? {
        b'\'' => (quoted(rest, b'\'')?, ScalarStyle::SingleQuoted),
        b'"' => (quoted(rest, b'"')?, ScalarStyle::DoubleQuoted),
        b'-' if !is_entry(rest) => (plain(rest), ScalarStyle::Plain),
        b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!'
        | b'|' | b'>' | b'%' | b'@' | b'`' => return None,
        _ => (plain(rest), ScalarStyle::Plain),
    };
    let end = start + length;
    let text = match style {
        ScalarStyle::Plain => line.get(start..end)?,
        _ => line.get(start + 1..end - 1)?,
    };
    Some(Scalar {
        text,
        style,
        start,
        end,
    })
}

/// The length of a scalar in quotes. `None` where it does not end here, or is spelled with escapes.
fn quoted(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let inner = bytes
        .iter()
        .skip(1)
        .position(|byte| *byte == quote || *byte == b'\\' && quote == b'"')?;
    let end = inner + 1;
    (bytes.get(end) == Some(&quote) && bytes.get(end + 1) != Some(&quote)).then_some(end + 1)
}

/// The length of a plain scalar, without the blanks behind it.
fn plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b':' => matches!(bytes.get(at + 1), None | Some(b' ')),
            b'#' => at > 0 && bytes.get(at - 1) == Some(&b' '),
            _ => false,
        };
        if ends {
            end = at;
            break;
        }
    }
    text.get(..end)
        .map_or(0, |text| text.trim_end_matches(' ').len())
}

#[cfg(test)]
mod tests;
