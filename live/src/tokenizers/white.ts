/** Python's white space: what `str.isspace` says yes to, `str.strip` takes away and `\\s` matches; for brackets of a pattern. */
export const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
