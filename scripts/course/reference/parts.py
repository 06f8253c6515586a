"""Small pieces of HTML that the reference pages share. Pure."""

import html
from collections.abc import Iterable, Sequence


def code(text: str) -> str:
    """Text as code, with line breaks and tabs made visible."""
    return f"<code>{html.escape(text).replace(chr(10), '↵').replace(chr(9), '⇥')}</code>"


def facts_table(rows: Iterable[tuple[str, str]], label: str) -> str:
    """Two columns: what it is, and its value as HTML."""
    body = "\n".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>' for name, value in rows)
    return f'<table class="tt-facts" aria-label="{html.escape(label)}">\n<tbody>\n{body}\n</tbody>\n</table>'


def table(header: Sequence[str], rows: Iterable[Sequence[str]], label: str) -> str:
    """A table of HTML cells that scrolls sideways where there is no room."""
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "\n".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows)
    return (
        f'<div class="tt-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}">\n'
        f'<table class="tt-grid">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>'
    )


def folded(summary: str, markup: str) -> str:
    """Markup that opens when asked for."""
    return f'<details class="tt-folded"><summary>{summary}</summary>\n{markup}\n</details>'


def listing(items: Sequence[str]) -> str:
    """One item as a paragraph, several as a list."""
    if len(items) == 1:
        return items[0]
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def number(value: int) -> str:
    """With commas between the thousands."""
    return f"{value:,}"
