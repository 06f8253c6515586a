"""The switches of "Break the prompt": a paragraph of a lesson that is only a link to a lesson, titled "switches".

Without scripts the page has a table of the main cases. live/src/reference/switches.ts shows every combination; all of
it is the record that `build.py lessons` made (course/reference/switches.py).
"""

import html
import json
import re

from course.errors import CourseError
from course.files import text_of
from course.paths import ROOT

PARAGRAPH = re.compile(r'^\[(?P<label>[^\]\n]+)\]\((?P<target>[a-z0-9-]+\.ipynb) "switches"\)[ \t]*$', re.MULTILINE)
RECORD = ROOT / "docs" / "reference" / "switches.json"
_LABELS = {
    "notation": "Special tokens",
    "system": "System turn",
    "newlines": "Newlines of the template",
    "end": "The prompt ends with",
    "tokenizer": "Tokenizer",
}
# What the table shows: words, and the letters in which a case is not the right one.
_MAIN: tuple[tuple[str, dict[str, str]], ...] = (
    ("The right prompt", {}),
    ("No system turn", {"system": "n"}),
    ("No generation prompt", {"end": "n"}),
    ("A space after the header", {"end": "s"}),
    ("A begun answer", {"end": "b"}),
    ("A begun answer and a space", {"end": "w"}),
    ("Newlines left out", {"newlines": "n"}),
    ("Llama 3.1’s special tokens", {"notation": "l"}),
    ("No template at all", {"notation": "n", "system": "-", "newlines": "-", "end": "-"}),
    ("StarCoder2’s tokenizer", {"tokenizer": "s"}),
)


def embed() -> str:
    """The element with its switches, its table and the whole record. CourseError when there is no record."""
    try:
        record = json.loads(text_of(RECORD, RECORD.name))
    except (OSError, ValueError) as error:
        raise CourseError(f"{RECORD.name} cannot be read ({error}); run `python scripts/build.py lessons`") from None
    names = record["switches"]
    fields = "".join(_field(name, names[name], letter) for name, letter in zip(names, record["right"]))
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        '<div class="tt-breaker" data-search-exclude="true">\n'
        f'<form class="tt-breaker-controls" hidden>{fields}'
        '<label class="tt-choice"><input type="checkbox" name="stop" checked>'
        "<span>Stop at the end of the turn</span></label></form>\n"
        f"<details open><summary>The main cases as a table</summary>{_table(record, names)}</details>\n"
        f'<script type="application/json">{data}</script>\n</div>'
    )


def _field(name: str, options: dict[str, str], chosen: str) -> str:
    made = "".join(
        f'<option value="{letter}"{" selected" if letter == chosen else ""}>{html.escape(words)}</option>'
        for letter, words in options.items()
    )
    return f'<label class="tt-labelled"><span>{_LABELS[name]}</span><select name="{name}">{made}</select></label>'


def _table(record: dict, names: dict) -> str:
    right = dict(zip(names, record["right"]))
    rows = []
    for words, changed in _MAIN:
        ids, best, answer, _ = record["cases"]["".join((right | changed).values())]
        said = answer[: answer.index(record["stop"]) + 1] if record["stop"] in answer else answer
        ended = "" if record["stop"] in answer else " …"
        first = f"{_face(record, best[0][0])} ({best[0][1]} %)"
        cells = (
            f"<td>{len(ids)}</td>",
            f"<td><code>{first}</code></td>",
            f"<td><code>{_text(record, said)}</code>{ended}</td>",
        )
        rows.append(f'<tr><th scope="row">{html.escape(words)}</th>{"".join(cells)}</tr>')
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Prompt", "Ids", "Likeliest next", "Answer"))
    scroll = '<div class="tt-scroll" tabindex="0" role="group" aria-label="The main cases">'
    head = f'<table class="tt-cases"><thead><tr>{head}</tr></thead>'
    return f"{scroll}{head}<tbody>{''.join(rows)}</tbody></table></div>"


def _text(record: dict, ids: list[int]) -> str:
    return "".join(_face(record, id) for id in ids)


def _face(record: dict, id: int) -> str:
    face = record["faces"][str(id)]
    return html.escape(face if isinstance(face, str) else face[0])
