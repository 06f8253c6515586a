"""One code cell of a lesson as lean HTML: its highlighted source and the outputs that the build recorded."""

import html
import math
import re
import unicodedata

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import Token

from course.contract import contract
from course.pages.lesson import joined, tags
from course.pages.terminal import shown

_KINDS = ("exercise", "solution", "check")
_NOTEBOOK_STYLE = re.compile(r"<style data-tour>.*?</style>", re.DOTALL)  # the site's style sheet has these rules
_FOCUS = ' tabindex="0"'  # for what may scroll: Safari scrolls by keyboard only what can be focused
# columns from which a box may scroll, on a phone; live/src/page/scrollers.ts takes the tab stop from those that do not
_WIDE = 38


class _Lean(Filter):
    """No spans for what has the colour of plain code: about a third of the markup."""

    def filter(self, lexer, stream):
        for kind, value in stream:
            plain = kind in Token.Text or kind in (Token.Name, Token.Punctuation)
            yield (Token.Text if plain else kind), value


def kind(cell: dict) -> str:
    """`code`, `exercise`, `solution` or `check`."""
    return next((tag for tag in tags(cell) if tag in _KINDS), "code")


def cell_html(cell: dict) -> str:
    """`<div class="tt-cell" id="cell-ID" …>` with the source once and, if there are any, the outputs."""
    data = {"cell": cell["id"], "kind": kind(cell)}
    others = [tag for tag in tags(cell) if tag not in _KINDS]
    if others:
        data["tags"] = " ".join(others)
    if reason := cell["metadata"].get("tour", {}).get("reason"):
        data["reason"] = reason
    attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    return (
        f'<div class="tt-cell" id="{contract()["cellPrefix"]}{cell["id"]}"{attributes}>\n'
        f"{source_html(cell['source'])}"
        f"{_reason(reason)}{outputs_html(cell['outputs'])}</div>"
    )


def source_html(code: str) -> str:
    """Code, highlighted, for a cell that cannot be run where it stands."""
    return f'<div class="tt-source highlight"><pre><code{_focus(code)}>{_source(code)}</code></pre></div>\n'


def outputs_html(outputs: list[dict], *, searchable: bool = False) -> str:
    """`<section class="tt-outputs">` with one block for each output; '' when there are none. In the search index only
    if `searchable`."""
    blocks = "\n".join(filter(None, map(_output, outputs)))
    if not blocks:
        return ""
    search = "" if searchable else ' data-search-exclude="true"'
    # no div: Material's index ends what it leaves out at the first end tag of the same name
    return f'<section class="tt-outputs" role="group" aria-label="Output"{search}>\n{blocks}\n</section>\n'


def _reason(reason: str | None) -> str:
    """Why a cell tagged `python-only` has no Run button."""
    return (
        f'<p class="tt-reason">Runs in Python on a computer, not in this page: {html.escape(reason, quote=False)}</p>\n'
        if reason
        else ""
    )


def _source(code: str) -> str:
    lexer = PythonLexer(stripnl=False)
    lexer.add_filter(_Lean())
    return highlight(code.rstrip(), lexer, HtmlFormatter(nowrap=True)).rstrip()


def _output(output: dict) -> str:
    if output["output_type"] == "stream":
        classes = "tt-stream" if output["name"] == "stdout" else "tt-stream tt-stderr"
        return _text(classes, joined(output["text"]))
    if output["output_type"] == "error":
        name, message = html.escape(output["ename"]), html.escape(shown(output["evalue"]))
        return f'<pre class="tt-error"><strong>{name}</strong>{": " if message else ""}{message}</pre>'
    data = output["data"]
    if "text/html" in data:
        markup = _NOTEBOOK_STYLE.sub("", joined(data["text/html"])).strip()
        return f'<div class="tt-html"{_FOCUS if "<table" in markup else ""}>{markup}</div>'
    return _text("tt-result", joined(data["text/plain"]))


def _text(classes: str, text: str) -> str:
    text = shown(text)
    return (
        "<pre "
        f'class="{classes}"{_focus(text, contract()["tallLines"])}>'
        f"{html.escape(text.rstrip(chr(10)), quote=False)}</pre>"
    )


def _focus(text: str, tall: float = math.inf) -> str:
    """A tab stop for text of more than `tall` lines, or with a long line."""
    lines = text.rstrip("\n").split("\n")
    return _FOCUS if len(lines) > tall or max(map(_columns, lines)) > _WIDE else ""


def _columns(line: str) -> int:
    """At most so many: in some readers' fonts � is as wide as 녕."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WFA") for character in line)
