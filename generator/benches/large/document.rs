//! A large document, made up: the same text on every machine.

use std::fmt::Write;

/// Words that names are made of.
const WORDS: &[&str] = &[
    "account",
    "agent",
    "amount",
    "answer",
    "batch",
    "billing",
    "bridge",
    "call",
    "campaign",
    "carrier",
    "channel",
    "city",
    "client",
    "contact",
    "cost",
    "country",
    "customer",
    "detail",
    "device",
    "direction",
    "duration",
    "ended",
    "event",
    "group",
    "invoice",
    "item",
    "label",
    "language",
    "leg",
    "limit",
    "line",
    "media",
    "message",
    "note",
    "number",
    "object",
    "order",
    "owner",
    "partner",
    "party",
    "policy",
    "price",
    "provider",
    "quality",
    "queue",
    "reason",
    "record",
    "region",
    "ring",
    "route",
    "sample",
    "score",
    "segment",
    "sender",
    "source",
    "stage",
    "started",
    "team",
    "template",
    "transcript",
    "updated",
    "usage",
    "voice",
    "workflow",
    "zone",
];

/// What a property or a parameter without a reference is: lines of keywords.
const SCALARS: &[&[&str]] = &[
    &["type: string"],
    &["type: string", "maxLength: 255"],
    &["type: string", "format: date-time"],
    &["type: string", "format: uuid"],
    &["type: string", "format: uri"],
    &["type: integer", "format: int64"],
    &[
        "type: integer",
        "format: int32",
        "minimum: 0",
        "maximum: 500",
    ],
    &["type: number", "format: double"],
    &["type: boolean"],
    &["type:", "- string", "- 'null'"],
];

/// A document of OpenAPI 3.1 with as many operations and components: every tenth an enumeration, some composed by `allOf`, the others
/// objects of 4 to 15 properties that refer to those before them.
pub(crate) fn document(operations: usize, schemas: usize) -> String {
    let mut writer = Writer {
        text: String::from(
            "openapi: 3.1.0\ninfo:\n  title: Large\n  version: 1.0.0\nservers:\n- url: https://api.example.com\npaths:\n",
        ),
        state: 42,
    };
    let names: Vec<String> = (0..schemas)
        .map(|number| {
            let (first, second) = (writer.word(), writer.word());
            format!("{}{}{number}", capital(first), capital(second))
        })
        .collect();
    for number in 0..operations {
        writer.operation(number, &names);
    }
    writer.text.push_str("components:\n  schemas:\n");
    for number in 0..schemas {
        writer.schema(number, &names);
    }
    writer.text
}

struct Writer {
    text: String,
    state: u64,
}

impl Writer {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % limit.max(1)
    }

    fn word(&mut self) -> &'static str {
        let at = self.below(WORDS.len());
        WORDS.get(at).copied().unwrap_or_default()
    }

    fn line(&mut self, indent: usize, line: &str) {
        // Writing into a string does not fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "");
    }

    fn scalar(&mut self, indent: usize) {
        let at = self.below(SCALARS.len());
        for line in SCALARS.get(at).copied().unwrap_or_default() {
            self.line(indent, line);
        }
    }

    fn reference(&mut self, indent: usize, name: Option<&String>) {
        match name {
            Some(name) => self.line(indent, &format!("$ref: '#/components/schemas/{name}'")),
            None => self.line(indent, "type: string"),
        }
    }

    fn operation(&mut self, number: usize, names: &[String]) {
        let (first, second) = (self.word(), self.word());
        self.line(
            2,
            &format!("/v1/workspaces/{{workspace_id}}/{first}/{second}/r{number}:"),
        );
        self.line(4, "get:");
        self.line(6, &format!("operationId: list_{first}_{second}_{number}"));
        self.line(6, &format!("summary: Operation {number}"));
        self.line(
            6,
            &format!(
                "tags:\n      - {}",
                WORDS.get(number % 20).copied().unwrap_or_default()
            ),
        );
        self.line(6, "parameters:");
        self.line(
            6,
            "- name: workspace_id\n        in: path\n        required: true\n        schema:",
        );
        self.line(10, "type: string\n          format: uuid");
        for nth in 0..2 + self.below(7) {
            let name = format!(
                "{}_{}",
                self.word(),
                WORDS.get(nth).copied().unwrap_or_default()
            );
            self.line(
                6,
                &format!(
                    "- name: {name}\n        in: query\n        description: Filter by {name}."
                ),
            );
            self.line(8, "schema:");
            match self.below(10) {
                0..7 => self.scalar(10),
                7 | 8 => self.line(
                    10,
                    "type: array\n          items:\n            type: string",
                ),
                _ => {
                    let enumeration = names.get(self.below(names.len()) / 10 * 10);
                    self.reference(10, enumeration);
                }
            }
        }
        self.line(6, "responses:");
        for (status, description) in [("'200'", "OK"), ("'422'", "Invalid")] {
            let target = self.below(names.len()) / 10 * 10 + 1;
            self.line(
                8,
                &format!("{status}:\n          description: {description}\n          content:"),
            );
            self.line(12, "application/json:\n              schema:");
            self.reference(16, names.get(target));
        }
    }

    fn schema(&mut self, number: usize, names: &[String]) {
        let name = names.get(number).map_or("", String::as_str);
        self.line(4, &format!("{name}:"));
        if number.is_multiple_of(10) {
            self.line(
                6,
                &format!("type: string\n      description: Enumeration {name}.\n      enum:"),
            );
            for value in 0..3 + self.below(6) {
                let word = WORDS
                    .get((number + value * 7) % WORDS.len())
                    .copied()
                    .unwrap_or_default();
                self.line(6, &format!("- {word}"));
            }
            return;
        }
        let indent = if number % 25 == 7 {
            self.line(6, "allOf:");
            self.line(
                6,
                &format!(
                    "- $ref: '#/components/schemas/{}'",
                    names
                        .get(number.saturating_sub(1))
                        .map_or("", String::as_str)
                ),
            );
            self.line(6, "- type: object");
            8
        } else {
            self.line(6, "type: object");
            6
        };
        self.line(indent, &format!("description: Object {name}."));
        self.line(indent, "properties:");
        let properties = 4 + self.below(12);
        let mut required = Vec::new();
        for nth in 0..properties {
            // Numbered by object, so that one which is composed of another repeats none of its properties.
            let key = format!(
                "{}_{}",
                self.word(),
                WORDS
                    .get((number + nth) % WORDS.len())
                    .copied()
                    .unwrap_or_default()
            );
            let key = if required.contains(&key) {
                format!("{key}_{nth}")
            } else {
                format!("{key}_{number}_{nth}")
            };
            self.line(indent + 2, &format!("{key}:"));
            let before = self.below(number.max(1));
            match self.below(20) {
                0..11 => {
                    self.scalar(indent + 4);
                    self.line(
                        indent + 4,
                        &format!("description: The {key} of the {name}."),
                    );
                }
                11..14 => self.reference(indent + 4, names.get(before)),
                14..16 => {
                    self.line(indent + 4, "type: array");
                    self.line(indent + 4, "items:");
                    self.reference(indent + 6, names.get(before));
                }
                16..18 => {
                    self.line(indent + 4, "type: array");
                    self.line(indent + 4, "items:");
                    self.line(indent + 6, "type: string");
                }
                18 => {
                    self.line(indent + 4, "type: object");
                    self.line(indent + 4, "additionalProperties:");
                    self.line(indent + 6, "type: string");
                }
                _ => {
                    self.line(indent + 4, "type: string");
                    self.line(indent + 4, "enum:");
                    for word in WORDS.iter().skip(nth).take(3) {
                        self.line(indent + 4, &format!("- {word}"));
                    }
                }
            }
            if self.below(2) == 0 {
                required.push(key);
            }
        }
        if !required.is_empty() {
            self.line(indent, "required:");
            for key in &required {
                self.line(indent, &format!("- {key}"));
            }
        }
    }
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}
