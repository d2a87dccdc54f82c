//! Tables of plain text: columns aligned, nothing drawn.

use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

/// A table that grows row by row.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Table {
    /// A table with its heading; columns whose heading starts with `>` are aligned to the right.
    pub(super) fn new(heading: &[&str]) -> Self {
        let right = heading.iter().map(|name| name.starts_with('>')).collect();
        Self {
            rows: vec![
                heading
                    .iter()
                    .map(|name| name.trim_start_matches('>').to_owned())
                    .collect(),
            ],
            right,
        }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// The text, the heading dimmed.
    pub(super) fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<_> = (0..columns).map(width).collect();
        let mut text = String::new();
        for (index, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
                let gap = width - cell.chars().count().min(*width);
                match right {
                    true => _ = write!(line, "  {}{cell}", " ".repeat(gap)),
                    false => _ = write!(line, "  {cell}{}", " ".repeat(gap)),
                }
            }
            let line = line.trim_end();
            match index {
                0 => _ = writeln!(text, "{}", line.dimmed()),
                _ => _ = writeln!(text, "{line}"),
            }
        }
        text
    }
}
