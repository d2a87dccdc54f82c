//! The schemas of a spec as a program: everything that can be worked out before the first byte of a record is read.
//!
//! A node of the program stands for a *conjunction*, a set of schemas of the bundle that all hold for one value: `$ref` and `allOf` are
//! followed when the set is made, and a set that has been made before is the same node, so that recursion closes by itself. A key of an
//! object leads to the conjunction of all that its schemas say of it. Where a value chooses (`anyOf`, `oneOf`, `not`, `if`,
//! `dependentSchemas`), each choice leads to the conjunction with the choice made, in which the value is scanned anew.
//!
//! Most conjunctions are compiled in advance; those that only certain values lead to (several branches of one `anyOf` that fit at once) are
//! when the first such value comes.

mod compile;
mod coverage;
mod facts;
mod hot;
mod index;
mod keys;
mod names;
mod reader;
mod satisfiable;
mod schema;
mod set;
mod slots;
mod texts;
mod types;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::spec::Spec;
use compile::Compiler;
pub use coverage::Counts;
pub(crate) use facts::{
    ArrayFacts, Branches, Facts, MemberFacts, NumberFacts, ObjectFacts, Plan, SetId, TextChecks,
    TextFacts,
};
pub(crate) use hot::{Hot, HotText, SAFE};
use reader::Reader;
pub use satisfiable::{Live, LiveArray, LiveProperty, Satisfiable};
use schema::Sub;
pub(crate) use types::Types;

/// How many conjunctions are compiled in advance, and how many there may ever be.
const ADVANCE: usize = 20_000;
const LIMIT: usize = 200_000;
/// How many of them may be looked up by what values lead to them.
const DERIVED_LIMIT: usize = 20_000;

/// The compiled response schemas of one spec, for any number of [`Scanner`](crate::scan::Scanner)s.
pub struct Program {
    /// Which program this is, so that a scanner notices when it is given another.
    id: u64,
    entries: HashMap<String, Entry>,
    compiler: Mutex<Compiler>,
    tables: RwLock<Arc<Tables>>,
}

/// Where a program begins: the schema of one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry(pub(crate) SetId);

/// The facts of all conjunctions so far. Numbers never change, so that an older table is a shorter one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    facts: Vec<Option<Arc<Facts>>>,
    /// What of them settles most values; nothing where they are missing.
    hot: Vec<Hot>,
    /// How many predictions a scanner keeps.
    pub(crate) predictions: usize,
    /// Conjunctions that only certain values lead to.
    derived: HashMap<Missing, MemberFacts>,
}

/// What a scanner found not to be compiled yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Missing {
    Facts(SetId),
    /// The branches of a mask, of the first choice of a conjunction.
    Several(SetId, u64),
    /// What holds for an element of an array, by its index and by what of `contains` it is (a bit each).
    Element(SetId, usize, u64),
    /// What holds for an unknown key that matches some patterns (a bit each).
    Member(SetId, u64),
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program").finish_non_exhaustive()
    }
}

impl Program {
    /// Compiles the response schemas of a spec. What is not understood is left to the arbiter, so that nothing fails.
    #[must_use]
    pub fn compile(spec: &Spec) -> Self {
        Self::read(spec, Reader::new(spec))
    }

    /// The same without what depends on what has been evaluated: it takes all that is valid, and more.
    fn relaxed(spec: &Spec) -> Self {
        Self::read(spec, Reader::new(spec).relaxed())
    }

    fn read(spec: &Spec, mut reader: Reader<'_>) -> Self {
        static IDS: AtomicU64 = AtomicU64::new(1);
        let schemas = (0..).map_while(|number| reader.read(number));
        let mut compiler = Compiler::new(schemas.collect());
        let mut entries = HashMap::new();
        let definitions = spec
            .responses()
            .iter()
            .filter_map(|response| response.definition.as_ref());
        for key in definitions {
            let pointer = crate::json::Pointer("/$defs").join(key);
            let definition = match spec.nodes().id(&pointer) {
                Some(id) => Sub::Schema(id),
                None => match spec.at(&pointer) {
                    Some(serde_json::Value::Bool(true)) => Sub::Anything,
                    Some(serde_json::Value::Bool(false)) => Sub::Nothing,
                    _ => Sub::Unknown,
                },
            };
            let entry = Entry(compiler.conjunction([definition]));
            entries.insert(key.clone(), entry);
        }
        let mut tables = Tables::default();
        while tables.facts.len() < compiler.len().min(ADVANCE) {
            tables.compile(&mut compiler, SetId(tables.facts.len() as u32));
        }
        Self {
            id: IDS.fetch_add(1, Ordering::Relaxed),
            entries,
            compiler: Mutex::new(compiler),
            tables: RwLock::new(Arc::new(tables)),
        }
    }

    /// Where the schema of a response begins, by its key in `$defs` of the bundle ([`Judge::definition`](crate::spec::Judge)).
    #[must_use]
    pub fn entry(&self, definition: &str) -> Option<Entry> {
        self.entries.get(definition).copied()
    }

    fn compiler(&self) -> MutexGuard<'_, Compiler> {
        self.compiler.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// What is compiled so far.
    pub(crate) fn tables(&self) -> Arc<Tables> {
        Arc::clone(&self.tables.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Compiles what was found missing; `None` where there is too much of it.
    pub(crate) fn extend(&self, missing: Missing) -> Option<Arc<Tables>> {
        let mut compiler = self.compiler();
        let mut tables = Tables::clone(&self.tables());
        if compiler.len() > LIMIT || tables.derived.len() > DERIVED_LIMIT {
            return None;
        }
        if let Missing::Facts(id) = missing {
            tables.compile(&mut compiler, id);
        } else {
            let derived = compiler.derive(missing)?;
            tables.derived.insert(missing, derived);
            tables.compile(&mut compiler, derived.set);
        }
        let tables = Arc::new(tables);
        *self.tables.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&tables);
        Some(tables)
    }
}

impl Tables {
    fn compile(&mut self, compiler: &mut Compiler, id: SetId) {
        let index = id.0 as usize;
        if self.facts.len() <= index {
            self.facts.resize(index + 1, None);
            self.hot.resize(index + 1, Hot::NOTHING);
        }
        if let (Some(place), Some(hot)) = (self.facts.get_mut(index), self.hot.get_mut(index))
            && place.is_none()
        {
            *place = compiler.compile(id).map(Arc::new);
            *hot = place.as_deref().map_or(Hot::NOTHING, Hot::of);
        }
        self.predictions = compiler.predictions();
    }

    /// The facts of a conjunction, if they are compiled.
    #[inline]
    pub(crate) fn facts(&self, id: SetId) -> Option<&Facts> {
        self.facts.get(id.0 as usize)?.as_deref()
    }

    /// What holds where only certain values lead to, if it is compiled.
    pub(crate) fn derived(&self, missing: Missing) -> Option<MemberFacts> {
        self.derived.get(&missing).copied()
    }

    /// What settles most values of a conjunction.
    #[inline(always)]
    pub(crate) fn hot(&self, id: SetId) -> &Hot {
        self.hot.get(id.0 as usize).unwrap_or(&Hot::NOTHING)
    }
}
