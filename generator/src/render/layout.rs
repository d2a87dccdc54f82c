//! Lines out of words: a group that fits into what is left of its line stays on it, one that does not breaks.
//!
//! This is Oppen's algorithm ("Prettyprinting", 1980) over a whole item at once: while words, breaks and groups come in, their sizes are
//! worked out; once all are there, they are printed. Widths count bytes, as prettyplease does, whose lines these have to be.

/// The columns of an indentation.
pub(super) const INDENT: isize = 4;

/// The columns of a line.
const MARGIN: isize = 89;

/// What a line offers however deep it starts.
const MIN_SPACE: isize = 60;

/// Wider than any line.
const INFINITY: isize = 0xffff;

/// Words, breaks and groups on their way to lines.
#[derive(Default)]
pub(super) struct Layout {
    /// Every word so far, one after the other.
    words: String,
    entries: Vec<Entry>,
    /// The entries whose size is not known yet: groups that are open, or closed and not followed by a break, and the last break
    /// of each.
    pending: Vec<usize>,
    /// The width of everything so far, on one line.
    total: isize,
}

struct Entry {
    part: Part,
    /// What must fit for the entry to stay on its line: of a break or a group, itself and what follows up to the next break.
    /// While that is not known: how much came before, negative.
    size: isize,
}

enum Part {
    /// So many bytes of the words.
    Words(usize),
    Break(Break),
    Begin {
        indent: isize,
        breaks: Breaks,
    },
    End,
}

/// A place where a line may end.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// The blanks that stand here if it does not.
    pub(super) blank: isize,
    /// What the next line's indentation differs in from its group's.
    pub(super) offset: isize,
    /// What ends the line if it ends here.
    pub(super) before: &'static str,
    /// What starts the next line.
    pub(super) after: &'static str,
    /// What stands here if the line does not end.
    pub(super) otherwise: &'static str,
    /// Nothing stands here if the group ends with it.
    pub(super) if_more: bool,
    /// No line ever ends here; the break only separates what is measured before from what is measured after.
    pub(super) never: bool,
}

/// Whether a group's breaks break together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// All or none.
    Together,
    /// Each where what follows does not fit.
    Apart,
}

impl Layout {
    /// A group whose breaks break together.
    pub(super) fn together(&mut self, indent: isize) {
        self.begin(indent, Breaks::Together);
    }

    /// A group whose breaks break one by one.
    pub(super) fn apart(&mut self, indent: isize) {
        self.begin(indent, Breaks::Apart);
    }

    fn begin(&mut self, indent: isize, breaks: Breaks) {
        self.pending.push(self.entries.len());
        self.entries.push(Entry {
            part: Part::Begin { indent, breaks },
            size: -self.total,
        });
    }

    /// The end of the group that began last.
    pub(super) fn end(&mut self) {
        if let [
            ..,
            before,
            Entry {
                part: Part::Break(last),
                ..
            },
        ] = self.entries.as_slice()
        {
            let empty = matches!(before.part, Part::Begin { .. });
            if empty || last.if_more {
                self.total -= last.blank;
                self.entries.pop();
                self.pending.pop();
            }
            if empty {
                self.entries.pop();
                self.pending.pop();
                return;
            }
        }
        self.pending.push(self.entries.len());
        self.entries.push(Entry {
            part: Part::End,
            size: 0,
        });
    }

    /// As [`Self::end`], for a group that breaks if it is wider than `width` as well.
    pub(super) fn end_within(&mut self, width: isize) {
        let mut depth = 1;
        for entry in self
            .pending
            .iter()
            .rev()
            .filter_map(|at| self.entries.get(*at))
        {
            match entry.part {
                Part::End => depth += 1,
                Part::Begin { .. } => depth -= 1,
                Part::Break(_) | Part::Words(_) => {}
            }
            if depth == 0 {
                if entry.size + self.total > width {
                    self.entries.push(Entry {
                        part: Part::Words(0),
                        size: 0,
                    });
                    self.total += INFINITY;
                }
                break;
            }
        }
        self.end();
    }

    /// A word.
    pub(super) fn word(&mut self, word: &str) {
        self.write(|words| words.push_str(word));
    }

    /// Whatever `write` appends, as a word.
    pub(super) fn write(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.words.len();
        write(&mut self.words);
        let width = self.words.len() - start;
        self.total = self.total.saturating_add_unsigned(width);
        match self.entries.last_mut() {
            Some(Entry {
                part: Part::Words(length),
                ..
            }) => *length += width,
            _ => self.entries.push(Entry {
                part: Part::Words(width),
                size: 0,
            }),
        }
    }

    /// A place where the line ends for certain.
    pub(super) fn line(&mut self) {
        self.add(Break {
            blank: INFINITY,
            ..Break::default()
        });
    }

    /// The same, unless nothing follows in the group.
    pub(super) fn line_if_more(&mut self) {
        self.add(Break {
            blank: INFINITY,
            if_more: true,
            ..Break::default()
        });
    }

    /// A blank, or the end of the line.
    pub(super) fn space(&mut self) {
        self.add(Break {
            blank: 1,
            ..Break::default()
        });
    }

    /// Nothing, or the end of the line.
    pub(super) fn zero(&mut self) {
        self.add(Break::default());
    }

    /// Nothing, and never the end of the line.
    pub(super) fn never(&mut self) {
        self.add(Break {
            never: true,
            ..Break::default()
        });
    }

    /// What stands after an element of a list: a comma, the last one only where its line ends.
    pub(super) fn comma(&mut self, last: bool, blank: isize) {
        if last {
            self.add(Break {
                blank,
                before: ",",
                ..Break::default()
            });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// Any break.
    pub(super) fn add(&mut self, part: Break) {
        self.settle();
        self.pending.push(self.entries.len());
        self.entries.push(Entry {
            part: Part::Break(part),
            size: -self.total,
        });
        self.total += part.blank;
    }

    /// Moves the line after the break that was added last one indentation to the left.
    pub(super) fn outdent(&mut self) {
        if let Some(Entry {
            part: Part::Break(last),
            ..
        }) = self.entries.last_mut()
        {
            last.offset -= INDENT;
        }
    }

    /// Sets the sizes that a break settles: those of the groups that closed before it, and of the break before it beside it.
    fn settle(&mut self) {
        let mut depth = 0;
        while let Some(entry) = self.pending.last().and_then(|at| self.entries.get_mut(*at)) {
            match entry.part {
                Part::Begin { .. } if depth == 0 => return,
                Part::Begin { .. } => depth -= 1,
                Part::End => depth += 1,
                Part::Break(_) | Part::Words(_) => {}
            }
            let last = depth == 0 && matches!(entry.part, Part::Break(_));
            entry.size += self.total;
            self.pending.pop();
            if last {
                return;
            }
        }
    }

    /// Everything as lines, at the end of `text`. The layout is empty again.
    pub(super) fn print(&mut self, text: &mut String) {
        self.settle();
        let mut lines = Lines {
            text,
            space: MARGIN,
            indent: 0,
            blanks: 0,
            frames: Vec::new(),
        };
        let mut rest = self.words.as_str();
        for entry in &self.entries {
            match &entry.part {
                Part::Words(length) => {
                    let (words, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
                    lines.words(words);
                    rest = after;
                }
                Part::Break(part) => lines.breaks(part, entry.size),
                Part::Begin { indent, breaks } => lines.begin(*indent, *breaks, entry.size),
                Part::End => lines.end(),
            }
        }
        self.clear();
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.entries.clear();
        self.pending.clear();
        self.total = 0;
    }
}

/// Lines being printed.
struct Lines<'a> {
    text: &'a mut String,
    /// What is left of the line.
    space: isize,
    indent: isize,
    /// Blanks before the next word; a line never ends with any.
    blanks: isize,
    frames: Vec<Frame>,
}

/// A group being printed.
enum Frame {
    Fits,
    /// Its breaks break; the indentation is that of the group around it.
    Broken(isize, Breaks),
}

impl Lines<'_> {
    fn begin(&mut self, indent: isize, breaks: Breaks, size: isize) {
        if size > self.space {
            self.frames.push(Frame::Broken(self.indent, breaks));
            self.indent += indent;
        } else {
            self.frames.push(Frame::Fits);
        }
    }

    fn end(&mut self) {
        if let Some(Frame::Broken(indent, _)) = self.frames.pop() {
            self.indent = indent;
        }
    }

    fn words(&mut self, words: &str) {
        self.indent();
        self.text.push_str(words);
        self.space = self.space.saturating_sub_unsigned(words.len());
    }

    fn breaks(&mut self, part: &Break, size: isize) {
        let fits = part.never
            || match self.frames.last() {
                Some(Frame::Fits) => true,
                Some(Frame::Broken(_, Breaks::Together)) => false,
                Some(Frame::Broken(_, Breaks::Apart)) | None => size <= self.space,
            };
        if fits {
            self.blanks += part.blank;
            self.space -= part.blank;
            self.text.push_str(part.otherwise);
            self.space = self.space.saturating_sub_unsigned(part.otherwise.len());
            return;
        }
        if !part.before.is_empty() {
            self.indent();
            self.text.push_str(part.before);
        }
        self.text.push('\n');
        self.blanks = self.indent + part.offset;
        self.space = (MARGIN - self.blanks).max(MIN_SPACE);
        if !part.after.is_empty() {
            self.words(part.after);
        }
    }

    fn indent(&mut self) {
        let blanks = usize::try_from(self.blanks).unwrap_or_default();
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.blanks = 0;
    }
}
