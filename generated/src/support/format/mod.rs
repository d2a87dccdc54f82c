//! Text (and once a number) of a known format.
//!
//! Each type keeps the exact text that it was made from, so that what a provider wrote is what goes back out, to the last digit and
//! the case of every letter; it was checked when it was made. The checks are public as plain functions too, for whoever validates
//! the same formats elsewhere, and there is one implementation of each.

mod date_time;
mod decimal;
mod email;
mod instant;
mod text;
mod unix_time;
mod uri;
mod uuid;

pub use date_time::{
    Date, DateTime, DateTimeLocal, DateTimeSpaced, date_prefix, date_time_prefix, is_date,
    is_date_time, is_date_time_local, is_date_time_spaced,
};
pub use decimal::{Decimal, is_decimal};
pub use email::{Email, is_email};
pub(super) use instant::{days_from_civil, days_in_month};
pub use text::FormatError;
pub use unix_time::UnixTime;
pub use uri::{Uri, is_uri};
pub use uuid::{Uuid, is_uuid, uuid_prefix};
