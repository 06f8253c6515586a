"""Pictures for the lessons: token chips, tables and bar charts.

Every picture is an object with two faces: HTML for a page or a notebook, and plain text for a terminal.
The module needs only the standard library and the ordinary methods of a tokenizer, so that the same file
serves scripts, downloaded notebooks and the cells in the page.
"""

import functools
import html
import os
import re
import sys
import unicodedata
from pathlib import Path

STYLE = """
.tour-row{display:grid;grid-template-columns:minmax(0,7.5rem) minmax(0,1fr);gap:.15rem .9rem;align-items:start;margin:.55em 0}
.tour-row.tour-solo{grid-template-columns:minmax(0,1fr)}
.tour-label{font-weight:600;line-height:1.35;padding-top:.2em}
.tour-label small{display:block;font-weight:400;opacity:.75}
.tour-chips{display:flex;flex-wrap:wrap;gap:.3em .2em;line-height:1.35;max-width:100%}
.tour-chips>br{display:none}
.tour-chips>span{display:inline-block;text-align:center;padding:.12em .4em;border-radius:.3em;border:1px solid transparent;
font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;white-space:pre-wrap;overflow-wrap:anywhere;
background:rgba(64,120,242,.20)}
.tour-chips>span:nth-of-type(5n+2){background:rgba(34,160,107,.22)}
.tour-chips>span:nth-of-type(5n+3){background:rgba(226,140,20,.24)}
.tour-chips>span:nth-of-type(5n+4){background:rgba(160,90,220,.20)}
.tour-chips>span:nth-of-type(5n+5){background:rgba(220,70,100,.19)}
.tour-chips>span.s{border-radius:1em;border-color:currentColor;background:rgba(128,128,128,.16);padding:.12em .7em}
.tour-chips>span.b{border:1px dashed currentColor}
.tour-chips i{display:block;font-style:normal;font-size:.76em;opacity:.8;white-space:nowrap}
.tour-chips u{text-decoration:none;opacity:.8}
.tour-table{border-collapse:collapse;margin:.5em 0;font-variant-numeric:tabular-nums}
.tour-table th,.tour-table td{padding:.3em .8em;border-bottom:1px solid rgba(128,128,128,.35);text-align:left;vertical-align:top}
.tour-table .n{text-align:right}
.tour-table td{white-space:pre-wrap}
.tour-bars{display:grid;grid-template-columns:fit-content(11rem) minmax(3rem,1fr) auto;gap:.4em .8em;align-items:center;margin:.6em 0}
.tour-bars svg{width:100%;height:1.05em;display:block;border-radius:.2em}
.tour-bars b{font-weight:400;font-variant-numeric:tabular-nums;text-align:right}
.tour-k0{fill:#4a7de0}.tour-k1{fill:#22a06b}.tour-k2{fill:#e2901e}.tour-k3{fill:#a05adc}.tour-k4{fill:#dc4664}.tour-k5{fill:#8a8f98}
.tour-legend{display:flex;flex-wrap:wrap;gap:.1em 1.1em;font-size:.9em}
.tour-legend svg{width:.75em;height:.75em;border-radius:.15em;margin-right:.4em}
@media (max-width:36rem){.tour-row{grid-template-columns:minmax(0,1fr)}.tour-label small{display:inline;margin-left:.5em}
.tour-table{width:max-content}.tour-table td{max-width:16rem}}
"""

_WIDTH = 79  # columns of the plain-text pictures


class Display:
    """A picture: `html` for pages and notebooks, `text` for terminals. What `chips`, `table` and `bars` return."""

    def __init__(self, markup, text):
        self.html = markup
        self.text = text

    def _repr_html_(self):
        return f"<style data-tour>{STYLE}</style>{self.html}"

    def __repr__(self):
        return self.text


def show(*objects):
    """Display each object in the middle of a cell, as the last expression of a cell is displayed."""
    ipython = sys.modules.get("IPython")
    if ipython and ipython.get_ipython():
        ipython.display.display(*objects)
    else:
        for item in objects:
            sys.displayhook(item)


def chips(tokenizer, text_or_ids, *, add_special_tokens=True, label=""):
    """Tokens as coloured chips, each with its id.

    `text_or_ids` is a string to encode or a flat list of token ids. Special and other added tokens are pills,
    a token that holds only part of a character shows its bytes (`\\xf0`), a space is `·` and a newline `↵`.
    """
    return _rows([(label, tokenizer, _ids(tokenizer, text_or_ids, add_special_tokens))])


def compare(text, tokenizers, *, add_special_tokens=False):
    """The same text as chips in several tokenizers, `{name: tokenizer}`, one row each with its number of tokens."""
    return _rows([(name, tok, _ids(tok, text, add_special_tokens)) for name, tok in tokenizers.items()])


def table(rows, header):
    """A table from a list of rows and a list of column names. Columns that hold only numbers are right-aligned."""
    cells = [[_number(value) for value in row] for row in rows]
    right = [all(isinstance(row[i], (int, float)) for row in rows) for i in range(len(header))]
    mark = [' class="n"' if r else "" for r in right]
    head = "".join(f"<th{m}>{html.escape(str(name))}</th>" for m, name in zip(mark, header))
    body = "".join(
        "<tr>" + "".join(f"<td{m}>{html.escape(value)}</td>" for m, value in zip(mark, row)) + "</tr>" for row in cells
    )
    markup = f'<table class="tour-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return Display(markup, _columns([[str(name) for name in header], *cells], right))


def bars(values, unit=""):
    """A bar chart from `{label: number}`, or stacked bars from `{label: {part: number}}`. `unit` is written once, below."""
    stacked = {label: value if isinstance(value, dict) else {"": value} for label, value in values.items()}
    parts = list(dict.fromkeys(part for value in stacked.values() for part in value))
    longest = max((sum(value.values()) for value in stacked.values()), default=0) or 1
    grid, lines = [], []
    for label, value in stacked.items():
        left, rects = 0.0, []
        for part, amount in value.items():
            width = 100 * amount / longest
            rects.append(f'<rect class="tour-k{parts.index(part) % 6}" x="{left:.2f}" width="{width:.2f}" height="1"/>')
            left += width
        total = _number(sum(value.values()))
        svg = f'<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">{"".join(rects)}</svg>'
        grid.append(f"<span>{html.escape(str(label))}</span>{svg}<b>{total}</b>")
        detail = ", ".join(f"{part} {_number(amount)}" for part, amount in value.items() if part)
        lines.append([str(label), "█" * max(round(left / 4), 1 if left else 0), total + (f"  ({detail})" if detail else "")])
    legend = "".join(
        f'<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="tour-k{i % 6}" width="1" height="1"/></svg>'
        f"{html.escape(str(part))}</span>"
        for i, part in enumerate(parts)
        if part
    )
    note = f"<small>{html.escape(unit)}</small>" if unit else ""
    markup = f'<div class="tour-bars">{"".join(grid)}</div>' + (f'<div class="tour-legend">{legend}</div>' if legend else "")
    return Display(markup + note, _columns(lines) + (f"\n({unit})" if unit else ""))


def token_bytes(tokenizer, token_id):
    """The bytes that one token stands for, or None for an added token (it stands for itself) and for an unknown id.

    Byte-level vocabularies (Llama 3.1, Qwen2, StarCoder2) write each byte as one printable character, the table of
    GPT-2's `bytes_to_unicode`; SentencePiece vocabularies (Phi-3) write `▁` for a space and `<0xE2>` for a lone byte.
    """
    token = tokenizer.convert_ids_to_tokens(token_id)
    if not token or token_id in tokenizer.added_tokens_decoder:
        return None
    newline = tokenizer.convert_tokens_to_ids("<0x0A>")
    if newline is not None and tokenizer.convert_ids_to_tokens(newline) == "<0x0A>":
        if len(token) == 6 and token.startswith("<0x") and token.endswith(">"):
            return bytes([int(token[3:5], 16)])
        return token.replace("▁", " ").encode()
    alphabet = _byte_alphabet()
    return bytes(alphabet[character] for character in token)


def run_script(path):
    """Run a lesson as a script: every cell in turn, printing what the page shows, then exit.

    Needs the project around it (`scripts/course`); a downloaded notebook runs on its own.
    """
    scripts = Path(path).resolve().parent.parent / "scripts"
    if not scripts.is_dir():
        sys.exit(f"error: {os.path.basename(path)} needs the project's folder around it; run it there, or use the notebook.")
    sys.path.insert(0, str(scripts))
    from course.script import run

    run(Path(path))


def _ids(tokenizer, text_or_ids, add_special_tokens):
    if isinstance(text_or_ids, str):
        return tokenizer.encode(text_or_ids, add_special_tokens=add_special_tokens)
    return list(text_or_ids)


def _rows(rows):
    markup, text = [], []
    for label, tokenizer, ids in rows:
        faces = [_face(tokenizer, i) for i in ids]
        count = f"{len(ids)} token{'' if len(ids) == 1 else 's'}"
        spans = "".join(_chip(i, *face) for i, face in zip(ids, faces))
        title = f'<div class="tour-label">{html.escape(label)} <small>{count}</small></div>' if label else ""
        chips_div = f'<div class="tour-chips" role="img" aria-label="{_spoken(ids, faces)}">{spans}</div>'
        markup.append(f'<div class="tour-row{"" if label else " tour-solo"}">{title}{chips_div}</div>')
        text.append((f"{label}: {count}\n" if label else "") + _wrapped(ids, [face for face, _ in faces]))
    return Display("".join(markup), "\n\n".join(text) if any(row[0] for row in rows) else "\n".join(text))


def _face(tokenizer, token_id):
    """What a chip shows for one id, and its kind: 's' added token, 'b' not whole characters, '' text, '?' no such id."""
    data = token_bytes(tokenizer, token_id)
    if data is None:
        token = tokenizer.convert_ids_to_tokens(token_id)
        return (token, "s") if token else ("(no token)", "?")
    text = data.decode("utf-8", "backslashreplace")
    try:
        data.decode("utf-8")
        kind = ""
    except UnicodeDecodeError:
        kind = "b"
    return "".join(_visible(character) for character in text), kind


def _visible(character):
    if character in " \n\t\r":
        return {" ": "·", "\n": "↵", "\t": "⇥", "\r": "␍"}[character]
    if unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn"):
        return f"\\u{ord(character):04x}"
    return character


def _chip(token_id, face, kind):
    marked = html.escape(face)
    for mark in "·↵⇥␍" if kind != "s" else "":
        marked = marked.replace(mark, f"<u>{mark}</u>")
    return f"<span{f' class={kind}' if kind in ('s', 'b') else ''}>{marked}<i>{token_id}</i></span>"


def _spoken(ids, faces):
    names = {"·": "space ", "↵": "newline ", "⇥": "tab "}
    words = (face if kind == "s" else "".join(names.get(c, c) for c in face).strip() for face, kind in faces)
    return html.escape(", ".join(f"{word} {i}" for i, word in zip(ids, words)), quote=True)


def _wrapped(ids, faces):
    """Two aligned lines, tokens above ids, as often as the width needs."""
    lines, above, below = [], "", ""
    for token_id, face in zip(ids, faces):
        width = max(_columns_of(face), len(str(token_id)))
        if above and _columns_of(above) + width > _WIDTH:
            lines += [above.rstrip(), below.rstrip()]
            above = below = ""
        above += face + " " * (width - _columns_of(face) + 2)
        below += str(token_id).ljust(width + 2)
    return "\n".join([*lines, above.rstrip(), below.rstrip()])


def _columns(rows, right=()):
    widths = [max(_columns_of(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = []
        for i, value in enumerate(row):
            gap = " " * (widths[i] - _columns_of(value))
            cells.append(gap + value if i < len(right) and right[i] else value + gap)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _columns_of(text):
    """Terminal columns that a text takes: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


@functools.cache
def _byte_alphabet():
    """{character: byte} as GPT-2 defined it: printable Latin-1 stands for itself, the other bytes start at U+0100."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(b): b for b in printable} | {chr(256 + n): byte for n, byte in enumerate(others)}


STYLE += """
.tour-stretches{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;line-height:1.65;overflow-wrap:anywhere}
.tour-stretches span{border-radius:.25em;padding:.1em 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.tour-stretches u{text-decoration:none;opacity:.55}
.tour-stretches .m{border:1px solid currentColor;border-radius:1em;background:rgba(128,128,128,.16);padding:0 .6em;margin:0 .15em;
display:inline-block;line-height:1.35}
.tour-stretches .p0{background:rgba(74,125,224,.26)}.tour-stretches .p1{background:rgba(34,160,107,.28)}
.tour-stretches .p2{background:rgba(226,144,30,.34)}.tour-stretches .p3{background:rgba(160,90,220,.26)}
.tour-stretches .p4{background:rgba(220,70,100,.26)}.tour-stretches .p5{background:rgba(138,143,152,.26)}
"""


def stretches(rows):
    """Texts in coloured stretches, `{label: [(part, text), …]}`: the same part has the same colour in every row.

    A stretch whose part is "" is a mark, such as a special token, and drawn as a pill. Up to six parts have colours of their own.
    """
    parts = list(dict.fromkeys(part for row in rows.values() for part, _ in row if part))
    markup, lines = [], []
    for label, row in rows.items():
        faces = ["".join(_visible(character) for character in text) for _, text in row]
        spans = ""
        for (part, _), face in zip(row, faces):
            marked = html.escape(face)
            for mark in "·⇥␍" if part else "":
                marked = marked.replace(mark, f"<u>{mark}</u>")
            spans += f'<span class="{f"p{parts.index(part) % 6}" if part else "m"}">{marked.replace("↵", "<u>↵</u><br>")}</span>'
        title = f'<div class="tour-label">{html.escape(label)}</div>' if label else ""
        markup.append(f'<div class="tour-row{"" if label else " tour-solo"}">{title}<div class="tour-stretches">{spans}</div></div>')
        broken = [(part or "mark", re.findall("[^↵]*↵|[^↵]+", face)) for (part, _), face in zip(row, faces)]
        text = _columns([[f"  {name if n == 0 else ''}", line] for name, split in broken for n, line in enumerate(split)])
        lines.append(f"{label}\n{text}" if label else text)
    legend = "".join(
        f'<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="tour-k{i % 6}" width="1" height="1"/></svg>{html.escape(part)}</span>'
        for i, part in enumerate(parts)
    )
    return Display("".join(markup) + f'<div class="tour-legend">{legend}</div>', "\n\n".join(lines))
