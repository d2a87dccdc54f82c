//! JSON pointers, RFC 6901, and relative ones.

/// Empty, or segments that each begin with `/`, where `~` is followed by `0` or `1`.
pub(super) fn is_json_pointer(text: &str) -> bool {
    let is_escape = |after: &str| after.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(is_escape)
}

/// How many levels up, without a zero in front, and then a pointer or `#`.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (levels, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let is_number = levels == "0" || !(levels.is_empty() || levels.starts_with('0'));
    is_number && (rest == "#" || is_json_pointer(rest))
}
