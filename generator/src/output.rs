//! What the generator makes: an ordered map from relative path to text. Nothing here touches a disk.

use std::collections::BTreeMap;

/// The files of one generation, by path relative to the generated crate, with `/` between folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Path to text, in path order.
    pub files: BTreeMap<String, String>,
}
