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
.tour-bytes{border-collapse:separate;border-spacing:.13em .3em;margin:.5em 0;text-align:center}
.tour-bytes th{font-weight:600;padding:0 .25em;line-height:1.3;text-align:center}
.tour-bytes th[scope=row]{text-align:left;padding:0 .7em 0 0;white-space:nowrap}
.tour-bytes thead th[colspan]{border-bottom:2px solid rgba(128,128,128,.55);font-size:1.15em}
.tour-bytes :is(small,i){display:block;font-style:normal;font-weight:400;opacity:.8}
.tour-bytes small{font-size:.8em}
.tour-bytes thead i{font-size:.62em}
.tour-bytes td{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em;line-height:1.3;padding:.2em .22em;
min-width:1.5em;border:1px solid transparent;border-radius:.3em;word-spacing:.25em;white-space:nowrap;background:rgba(64,120,242,.20)}
.tour-bytes td:nth-of-type(5n+2){background:rgba(34,160,107,.22)}
.tour-bytes td:nth-of-type(5n+3){background:rgba(226,140,20,.24)}
.tour-bytes td:nth-of-type(5n+4){background:rgba(160,90,220,.20)}
.tour-bytes td:nth-of-type(5n+5){background:rgba(220,70,100,.19)}
.tour-bytes td.b{border:1px dashed currentColor}
.tour-bytes td.e{background:none;border:0}
.tour-bytes td i{font-size:.84em;word-spacing:0}
.tour-grid{border-collapse:separate;border-spacing:.2em 0;margin:.6em 0 .9em;font-size:.92em;font-variant-numeric:tabular-nums}
.tour-grid th{font-weight:400;font-size:.86em;text-align:left;padding:.1em .7em .1em 0;opacity:.8;white-space:nowrap}
.tour-grid td{text-align:center;padding:.1em .5em;border:0 solid currentColor;border-radius:.25em;min-width:2.2em}
.tour-grid td,.tour-grid code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:nowrap}
.tour-grid i{display:block;font-style:normal;font-size:.76em;opacity:.8}
.tour-grid tr.t td{background:rgba(64,120,242,.20);padding:.15em .5em}
.tour-grid tr.t td.s{background:rgba(128,128,128,.16);border:1px solid currentColor;border-radius:1em}
.tour-grid tr.t td.p{background:none;border:1px dashed currentColor}
.tour-grid td.p{opacity:.75}
.tour-grid td.p i{opacity:1}
.tour-grid td.c{border:2px solid #dc4664}
.tour-grid tr.t td.c{border:2px solid #dc4664;opacity:1}
.tour-grid tr.g td,.tour-grid tr.g th{height:.7em;padding:0}
@media (max-width:36rem){.tour-grid{font-size:.78em;border-spacing:.1em 0}.tour-grid th{padding-right:.4em;font-size:.76em}
.tour-grid td,.tour-grid tr.t td{padding:.15em .2em;min-width:0}}
.tour-tree{display:flex;flex-wrap:wrap;align-items:flex-end;gap:.6em .5em;margin:.6em 0;line-height:1.3;
font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em}
.tour-tree span{display:flex;flex-direction:column;flex:1 1 auto;gap:.15em;min-width:0;text-align:center}
.tour-tree>span{flex:0 1 auto}
.tour-tree div{display:flex;align-items:flex-end;gap:.15em}
.tour-tree b{font-weight:400;min-width:1.1em;padding:.1em .3em;border-radius:.3em;border:1px solid rgba(128,128,128,.45);white-space:pre}
.tour-tree div>b,.tour-tree div b{background:rgba(128,128,128,.12)}
.tour-tree span span>b:first-child:not(:last-child){background:rgba(64,120,242,.16)}
.tour-tree>span>b:first-child{background:rgba(34,160,107,.26)}
.tour-tree i{display:block;font-style:normal;font-size:.74em;opacity:.8}
@media (max-width:36rem){.tour-tree b{padding:.1em .12em;min-width:.9em}.tour-tree i{font-size:.66em}}
.tour-cuts{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.95em;line-height:2;overflow-wrap:anywhere}
.tour-cuts u{text-decoration:none;opacity:.8}
.tour-cuts b{display:inline-block;width:0;height:.5em;margin:0 .12em;vertical-align:-.55em;border-left:.17em dotted #dc4664}
.tour-cuts .c0{height:1.7em;vertical-align:-.4em;border-left:.22em solid #22a06b}
.tour-cuts .c1{border-left:.17em solid #e2901e}
.tour-stretches{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;line-height:1.65;overflow-wrap:anywhere}
.tour-stretches span{border-radius:.25em;padding:.1em 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.tour-stretches u{text-decoration:none;opacity:.8}
.tour-stretches .m{border:1px solid currentColor;border-radius:1em;background:rgba(128,128,128,.16);padding:0 .6em;margin:0 .15em;
display:inline-block;line-height:1.35}
.tour-stretches .p0{background:rgba(74,125,224,.26)}.tour-stretches .p1{background:rgba(34,160,107,.28)}
.tour-stretches .p2{background:rgba(226,144,30,.34)}.tour-stretches .p3{background:rgba(160,90,220,.26)}
.tour-stretches .p4{background:rgba(220,70,100,.26)}.tour-stretches .p5{background:rgba(138,143,152,.26)}
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
    _need(
        isinstance(tokenizers, dict) and tokenizers,
        "compare() takes a text and at least one tokenizer, as {name: tokenizer}.",
    )
    return _rows([(name, tok, _ids(tok, text, add_special_tokens)) for name, tok in tokenizers.items()])


def table(rows, header):
    """A table from a list of rows and a list of column names. Columns that hold only numbers are right-aligned."""
    for number, row in enumerate(rows, 1):
        _need(
            len(row) == len(header),
            f"Row {number} of the table and its header differ in length: {len(row)} and {len(header)}.",
        )
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
    for label, value in stacked.items():
        drawn = all(isinstance(amount, (int, float)) and 0 <= amount < float("inf") for amount in value.values())
        _need(drawn, f"A bar is a number from 0 up, or {{part: number}}; {label!r} has {values[label]!r}.")
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
        detail = ", ".join(f"{part} {_number(amount)}" for part, amount in value.items() if part)
        told = f'role="img" aria-label="{html.escape(detail, quote=True)}"' if detail else 'aria-hidden="true"'
        svg = f'<svg viewBox="0 0 100 1" preserveAspectRatio="none" {told}>{"".join(rects)}</svg>'
        grid.append(f"<span>{html.escape(str(label))}</span>{svg}<b>{total}</b>")
        lines.append(
            [str(label), "█" * max(round(left / 4), 1 if left else 0), total + (f"  ({detail})" if detail else "")]
        )
    legend = "".join(
        f'<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="tour-k{i % 6}" width="1" height="1"/></svg>'
        f"{html.escape(str(part))}</span>"
        for i, part in enumerate(parts)
        if part
    )
    note = f"<small>{html.escape(unit)}</small>" if unit else ""
    markup = f'<div class="tour-bars">{"".join(grid)}</div>' + (
        f'<div class="tour-legend">{legend}</div>' if legend else ""
    )
    return Display(markup + note, _columns(lines) + (f"\n({unit})" if unit else ""))


def token_bytes(tokenizer, token_id):
    """The bytes that one token stands for, or None for an added token (it stands for itself) and for an unknown id.

    Byte-level vocabularies (Llama 3.1, Qwen2, StarCoder2) write each byte as one printable character, the table of
    GPT-2's `bytes_to_unicode`; SentencePiece vocabularies (Phi-3) write `▁` for a space and `<0xE2>` for a lone byte;
    WordPiece vocabularies (BERT) write the characters themselves, after `##` where a word goes on.
    """
    token = tokenizer.convert_ids_to_tokens(token_id)
    if not token or token_id in tokenizer.added_tokens_decoder:
        return None
    if _has(tokenizer, "▁"):
        if len(token) == 6 and token.startswith("<0x") and token.endswith(">"):
            return bytes([int(token[3:5], 16)])
        return token.replace("▁", " ").encode()
    if not _has(tokenizer, "Ġ"):
        return token.removeprefix("##").encode()
    alphabet = _byte_alphabet()
    return bytes(alphabet[character] for character in token)


def _has(tokenizer, token):
    token_id = tokenizer.convert_tokens_to_ids(token)
    return token_id is not None and tokenizer.convert_ids_to_tokens(token_id) == token


def run_script(path):
    """Run a lesson as a script: every cell in turn, printing what the page shows, then exit.

    Needs the project around it (`scripts/course`); a downloaded notebook runs on its own.
    """
    scripts = Path(path).resolve().parent.parent / "scripts"
    if not scripts.is_dir():
        sys.exit(
            f"error: {os.path.basename(path)} needs the project's folder around it; run it there, or use the notebook."
        )
    sys.path.insert(0, str(scripts))
    from course.run.script import run

    run(Path(path))


def _ids(tokenizer, text_or_ids, add_special_tokens):
    if isinstance(text_or_ids, str):
        return tokenizer.encode(text_or_ids, add_special_tokens=add_special_tokens)
    ids = list(text_or_ids) if hasattr(text_or_ids, "__iter__") else [text_or_ids]
    for token_id in ids:
        right = hasattr(token_id, "__index__") and 0 <= token_id < 1 << 32
        _need(right, f"A picture takes a text or one list of token ids, numbers from 0 up; {token_id!r} is no id.")
    return ids


def _need(right, message):
    """A mistake of the caller's is told at once, in a sentence."""
    if not right:
        raise ValueError(message)


def _rows(rows):
    markup, text = [], []
    for label, tokenizer, ids in rows:
        faces = [_face(tokenizer, i) for i in ids]
        count = f"{len(ids)} token{'' if len(ids) == 1 else 's'}"
        spans = "".join(_chip(i, *face) for i, face in zip(ids, faces))
        title = f'<div class="tour-label">{html.escape(label)} <small>{count}</small></div>' if label else ""
        spoken, spans = (_spoken(ids, faces), spans) if ids else ("no tokens", "(no tokens)")
        chips_div = f'<div class="tour-chips" role="img" aria-label="{spoken}">{spans}</div>'
        markup.append(f'<div class="tour-row{"" if label else " tour-solo"}">{title}{chips_div}</div>')
        text.append(
            (f"{label}: {count}\n" if label else "")
            + (_wrapped(ids, [face for face, _ in faces]) if ids else "(no tokens)")
        )
    return Display("".join(markup), "\n\n".join(text) if any(row[0] for row in rows) else "\n".join(text))


def _face(tokenizer, token_id):
    """What a chip shows for one id, and its kind: 's' added token, 'b' not whole characters, '' text, '?' no such id."""
    data = token_bytes(tokenizer, token_id)
    if data is None:
        token = tokenizer.convert_ids_to_tokens(token_id)
        return ("".join(map(_visible, token)), "s") if token else ("(no token)", "?")
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
    words = ("".join(names.get(c, c) for c in face).strip() for face, _ in faces)
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


def byte_map(text, tokenizers):
    """The UTF-8 bytes of a short text, coloured by the token that owns them: a row for each of `{name: tokenizer}`.

    The characters stand above their bytes. A token that is not whole characters has a dashed border. A space that is not
    in the text (Phi-3) stands before it, and a tokenizer that rewrites the text (Qwen2) shows the bytes it made of it.
    """
    _need(
        isinstance(tokenizers, dict) and tokenizers,
        "byte_map() takes a text and at least one tokenizer, as {name: tokenizer}.",
    )
    _need(text, "byte_map() needs a text of at least one character.")
    rows = []
    for name, tok in tokenizers.items():
        ids = _ids(tok, text, False)
        owned = [token_bytes(tok, i) or tok.convert_ids_to_tokens(i).encode() for i in ids]
        marks = [" class=b" if _face(tok, i)[1] == "b" else "" for i in ids]
        rows.append((name, ids, owned, marks, b"".join(owned) == b" " + text.encode()))
    early = any(row[-1] for row in rows)  # then every other row starts one byte later
    head, above = "", " " * 3 * early
    for character in text:
        size, code = len(character.encode()), f"U+{ord(character):04X}"
        face = "◌" + character if unicodedata.combining(character) else _visible(character)
        face = "\u00a0" if len(face) > 2 else face  # an invisible character: its number alone
        head += f'<th colspan="{size}">{html.escape(face)}<i>{code if size > 1 else ""}</i></th>'
        face = code if face == "\u00a0" else face
        above += face + " " * max(3 * size - _columns_of(face), 0)
    margin = max(len(row[0]) for row in rows) + 2
    body, lines = "", [(" " * margin + above).rstrip()]
    for name, ids, owned, marks, first in rows:
        count = f"{len(ids)} token{'' if len(ids) == 1 else 's'}"
        shown = [data.hex(" ").upper() for data in owned]
        cells = (f'<td colspan="{len(d)}"{m}>{x}<i>{i}</i></td>' for i, d, m, x in zip(ids, owned, marks, shown))
        later = early and not first
        title = f'<th scope="row">{html.escape(name)}<small>{count}</small></th>'
        body += f"<tr>{title}{'<td class=e></td>' * later}{''.join(cells)}</tr>"
        lines.append(name.ljust(margin) + " " * 3 * later + "|".join(shown))
        lines.append(" " * margin + f"{count}: {' '.join(str(i) for i in ids)}")
    top = f"<tr><th></th>{'<td class=e></td>' * early}{head}</tr>"
    markup = f'<table class="tour-bytes"><thead>{top}</thead><tbody>{body}</tbody></table>'
    return Display(markup, "\n".join(lines))


def grid(tokenizer, batch, *, column=None, label=""):
    """A padded batch as a matrix: a row of cells for each text, and below it its attention mask, and its labels if there are any.

    A cell whose mask is 0 is padding: dashed, written `pad`. `column` outlines one column; -1 is the last.
    """
    _need("attention_mask" in batch, "grid() needs the attention_mask of the batch.")
    texts = [ids for ids in batch["input_ids"] if hasattr(ids, "__len__")]
    _need(
        len(texts) == len(batch["input_ids"]),
        "grid() takes a batch; for one text, call the tokenizer with a list of one.",
    )
    _need(any(map(len, texts)), "grid() has no ids to draw.")
    _need(
        column is None or -max(map(len, texts)) <= column < max(map(len, texts)), f"The batch has no column {column}."
    )
    for name in ("attention_mask", "labels"):
        lengths = [len(row) for row in batch[name]] if name in batch else [len(ids) for ids in texts]
        _need(lengths == [len(ids) for ids in texts], f"{name} and input_ids differ in shape.")
    markup, rows, start = [], [], True
    width = max(len(ids) for ids in batch["input_ids"])
    for n, ids in enumerate(batch["input_ids"]):
        mask = batch["attention_mask"][n]
        faces = [_face(tokenizer, i) if real else ("pad", "p") for i, real in zip(ids, mask)]
        lines = [("t", "input_ids", [face for face, _ in faces]), ("", "", ids), ("m", "attention_mask", mask)]
        if "labels" in batch:
            lines.append(("l", "labels", batch["labels"][n]))
        markup += [] if start else [f'<tr class="g"><th></th><td colspan="{width}"></td></tr>']
        rows += [] if start else [[""] * (width + 1)]
        start = False
        for kind, name, values in lines:
            rows.append([name, *(f"[{v}]" if kind == "t" and f[1] == "p" else str(v) for v, f in zip(values, faces))])
            rows[-1] += [""] * (width + 1 - len(rows[-1]))
            if not kind:
                continue  # the ids stand in the cells of the tokens
            cells = []
            for at, (value, (_, mark)) in enumerate(zip(values, faces)):
                if kind != "t":
                    mark = "p" if mark == "p" or value in (0, -100) else ""
                names = [mark] if mark in ("s", "p") else []
                if kind == "t" and column is not None and at == column % len(values):
                    names.append("c")
                below = f"<i>{ids[at]}</i>" if kind == "t" else ""
                cells.append(f'<td class="{" ".join(names)}">{html.escape(str(value))}{below}</td>')
            markup.append(f'<tr class="{kind}"><th>{name}</th>{"".join(cells)}</tr>')
    if column is not None:
        rows.append(["", *("^" if at == column % width else "" for at in range(width))])
    title = f'<div class="tour-label">{html.escape(label)}</div>' if label else ""
    markup = f'{title}<table class="tour-grid"><tbody>{"".join(markup)}</tbody></table>'
    return Display(markup, (f"{label}\n" if label else "") + _columns(rows))


def merge_tree(steps, numbers=None, label=""):
    """How byte-pair encoding built one word: letters below, and above each pair the piece that it became.

    `steps` is a list of states, each a list of pieces: first the letters, then one neighbouring pair less in every state.
    `numbers` (`{piece: number}`, such as a vocabulary) adds the number of each joined piece.
    """
    _need(steps and steps[0], "merge_tree() needs at least one state of at least one piece.")
    nodes = [(piece, []) for piece in steps[0]]
    for before, after in zip(steps, steps[1:]):
        at = next((i for i, (old, new) in enumerate(zip(before, after)) if old != new), 0)
        joined = [*before[:at], "".join(before[at : at + 2]), *before[at + 2 :]]
        _need(
            list(after) == joined and len(after) < len(before),
            f"{after} is not {before} with one neighbouring pair joined.",
        )
        nodes[at : at + 2] = [(after[at], nodes[at : at + 2])]
    byte_level = all(character in _byte_alphabet() for piece in steps[0] for character in piece)
    faces = functools.partial(_piece_face, byte_level=byte_level, numbers=numbers or {})
    spoken = ", ".join(" ".join(filter(None, faces(node))) for node in nodes)
    boxes = "".join(_node_box(node, faces) for node in nodes)
    title = f'<div class="tour-label">{html.escape(label)}</div>' if label else ""
    markup = f'<div class="tour-tree" role="img" aria-label="{html.escape(spoken, quote=True)}">{boxes}</div>'
    lines = [line for node in nodes for line in _node_lines(node, faces)[0]]
    return Display(title + markup, "\n".join([label] * bool(label) + lines))


def _piece_face(node, byte_level, numbers):
    """What a box shows: the piece, and the number of a joined one."""
    piece, parts = node
    if byte_level:
        text = bytes(_byte_alphabet()[character] for character in piece).decode("utf-8", "backslashreplace")
    else:
        text = piece.replace("▁", " ")
    return "".join(map(_visible, text)), str(numbers[piece]) if parts and piece in numbers else ""


def _node_box(node, faces):
    text, number = map(html.escape, faces(node))
    box = f"<b>{text}{f'<i>{number}</i>' if number else ''}</b>"
    if not node[1]:
        return f"<span>{box}</span>"
    return f"<span>{box}<div>{''.join(_node_box(part, faces) for part in node[1])}</div></span>"


def _node_lines(node, faces):
    """The tree lying on its side, a line for each letter, and the line on which its root stands."""
    text = " ".join(filter(None, faces(node)))
    if not node[1]:
        return [text], 0
    (above, top), (below, bottom) = (_node_lines(part, faces) for part in node[1])
    bottom += len(above)
    lines = above + below
    width = max(map(_columns_of, lines)) + 1
    for i, line in enumerate(lines):
        rule = "─" if i in (top, bottom) else " "
        corner = {top: "┐", bottom: "┴" + text}.get(i, "│" if top < i < bottom else "")
        lines[i] = (line + rule * (width - _columns_of(line)) + corner).rstrip()
    return lines, bottom


def cuts(text, rows, kinds):
    """A text with a mark in every gap between two characters, once for each of `{label: [kind of gap, …]}`.

    `kinds` names up to three kinds, the best first; a row holds the index of one for each gap. The best is a tall green
    line, the others are short marks below the letters. In plain text only the best is drawn, as `|`.
    """
    _need(text and len(kinds) <= 3, "cuts() needs a text of at least one character, and at most three kinds of gap.")
    for label, row in rows.items():
        right = len(row) == len(text) - 1 and all(kind in range(len(kinds)) for kind in row)
        _need(right, f"{label!r} needs the number of a kind for each of the {len(text) - 1} gaps of the text.")
    faces = [_visible(character) for character in text]
    colours = ("tour-k1", "tour-k2", "tour-k4")
    markup, lines = [], []
    for label, row in rows.items():
        marked, plain = html.escape(faces[0]), faces[0]
        for kind, face in zip(row, faces[1:]):
            marked += f"<b class=c{kind}></b>" + (f"<u>{face}</u>" if face in "·↵⇥␍" else html.escape(face))
            plain += "|" * (kind == 0) + face
        count = f"{row.count(0)} of {len(row)}"
        title = f'<div class="tour-label">{html.escape(label)} <small>{count}</small></div>'
        spoken = html.escape(f"{count} {kinds[0]}: {plain}", quote=True)
        markup.append(
            f'<div class="tour-row">{title}<div class="tour-cuts" role="img" aria-label="{spoken}">{marked}</div></div>'
        )
        counts = ", ".join(f"{row.count(n)} {name}" for n, name in enumerate(kinds))
        lines.append(f"{label}: {counts}\n{plain}")
    legend = "".join(
        f'<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{colour}" width="1" height="1"/></svg>{html.escape(name)}</span>'
        for colour, name in zip(colours, kinds)
    )
    return Display("".join(markup) + f'<div class="tour-legend">{legend}</div>', "\n\n".join([*lines, f"| {kinds[0]}"]))


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
        markup.append(
            f'<div class="tour-row{"" if label else " tour-solo"}">{title}<div class="tour-stretches">{spans}</div></div>'
        )
        broken = [(part or "mark", re.findall("[^↵]*↵|[^↵]+", face)) for (part, _), face in zip(row, faces)]
        text = _columns(
            [[f"  {name if n == 0 else ''}", line] for name, split in broken for n, line in enumerate(split)]
        )
        lines.append(f"{label}\n{text}" if label else text)
    legend = "".join(
        f'<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="tour-k{i % 6}" width="1" height="1"/></svg>{html.escape(part)}</span>'
        for i, part in enumerate(parts)
    )
    return Display("".join(markup) + f'<div class="tour-legend">{legend}</div>', "\n\n".join(lines))
