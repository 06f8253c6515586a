"""`<![` in a page's Markdown: MkDocs reads all of it as HTML to find ids, code spans too, and Python's parser ends at
what looks like the start of a marked section."""

import re

_START = "<!["
_PLACES = re.compile(
    r"(?m:^[ ]*(?P<fence>```+|~~~+).*?^[ ]*(?P=fence))"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n\n).)+?)(?<!`)(?P=ticks)(?!`)"
    r"|<!\[",
    re.DOTALL,
)


def spelled(markdown: str) -> str:
    """`markdown` with the same text, and no `<![` that a parser of HTML could take for its own: a code span that holds
    one becomes a `code` element. Fences stay, MkDocs puts them away before it looks."""
    return _PLACES.sub(_spelled, markdown) if _START in markdown else markdown


def _spelled(match: re.Match) -> str:
    if match[0] == _START:
        return "&lt;!["
    if match["fence"] or _START not in match[0]:
        return match[0]
    return f"<code>{''.join(c if c.isalnum() or c.isspace() else f'&#{ord(c)};' for c in match['code'].strip())}</code>"
