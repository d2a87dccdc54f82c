//! Tables of plain text: columns aligned, nothing drawn, and no column that says nothing.

use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

/// A table that grows row by row.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    columns: Vec<Column>,
}

struct Column {
    right: bool,
    optional: bool,
}

impl Table {
    /// A table with its heading. A column whose heading starts with `?` is left out where all its cells are empty or zero; one whose
    /// heading (goes on and) starts with `>` is aligned to the right.
    pub(super) fn new(heading: &[&str]) -> Self {
        let columns = heading
            .iter()
            .map(|name| Column {
                optional: name.starts_with('?'),
                right: name.trim_start_matches('?').starts_with('>'),
            })
            .collect();
        let names = heading
            .iter()
            .map(|name| name.trim_start_matches(['?', '>']).to_owned())
            .collect();
        Self {
            rows: vec![names],
            columns,
        }
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// The text, the heading dimmed.
    pub(super) fn render(&self) -> String {
        let cells = |column: usize| self.rows.iter().filter_map(move |row| row.get(column));
        let shown: Vec<(usize, usize, bool)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| {
                !column.optional
                    || cells(*index)
                        .skip(1)
                        .any(|cell| !matches!(cell.as_str(), "" | "0" | "-"))
            })
            .map(|(index, column)| {
                let width = cells(index).map(|cell| cell.chars().count()).max();
                (index, width.unwrap_or_default(), column.right)
            })
            .collect();
        let mut text = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (index, width, right) in &shown {
                let cell = row.get(*index).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                match right {
                    true => _ = write!(line, "  {gap}{cell}"),
                    false => _ = write!(line, "  {cell}{gap}"),
                }
            }
            let line = line.trim_end();
            match number {
                0 => _ = writeln!(text, "{}", line.dimmed()),
                _ => _ = writeln!(text, "{line}"),
            }
        }
        text
    }
}
