"""The comparison page: tokens and tokens per byte of each sample in each tokenizer, as tables that are charts too, and
checkboxes that say which tokenizers stand in them. Pure.

A style sheet of the page's own ties each checkbox to its column, so that choosing needs no script; live/src/reference
keeps the choice in the address.
"""

import html
from collections.abc import Collection

from course.reference.parts import folded, number

_HEAT = 5  # classes tt-heat-0 … tt-heat-5, from few tokens per byte to one and more
# What a cell may say below its number: by the name in the facts.
_MARKS = {
    "rewritten": (
        "decoded, the tokens give another text, without capitals or line breaks for example, and what they count is "
        "that text."
    ),
    "unknown": (
        "so many of the tokens are the unknown token, and what they stood for is lost. Few tokens are no merit there, "
        "and the bar is grey."
    ),
}


def sections(facts: dict, names: dict[str, str], first: Collection[str]) -> list[tuple[str, str]]:
    """`(heading, HTML)`, the first without a heading; `names` are the tokenizers, `{id: short name}`, and those of
    `first` are shown before a reader chooses."""
    samples = facts["samples"]
    english = next(sample for sample in samples["language"] if sample["code"] == "en")
    dearest = max(
        ((sample, id) for sample in samples["language"] for id in first),
        key=lambda pair: pair[0]["tokens"][pair[1]] / english["tokens"][pair[1]],
    )
    factor = dearest[0]["tokens"][dearest[1]] / english["tokens"][dearest[1]]
    languages = (
        "<p>One short paragraph in ten languages. We wrote it and translated it ourselves; the meaning "
        "is the same. The bars show tokens; the small "
        "number is tokens per byte of UTF-8, and the colour of the bar goes with it, from green to red. "
        "Few tokens per byte do not make a language cheap: a letter of Hindi or Thai takes three bytes. "
        "The largest difference to English within one of the course’s tokenizers: "
        f"{html.escape(dearest[0]['name'])} in "
        f"{html.escape(names[dearest[1]])}, {factor:.1f} times as many tokens.</p>"
    )
    programs = "<p>The same function in five languages, each indented by four spaces a level.</p>"
    return [
        ("", _choice(samples, names, first)),
        (
            "Ten languages",
            languages + _table(samples["language"], names, "Tokens of the paragraph") + _texts(samples["language"]),
        ),
        (
            "Five programming languages",
            programs + _table(samples["program"], names, "Tokens of the function") + _texts(samples["program"]),
        ),
        ("Numbers", _table(samples["number"], names, "Tokens of a number")),
        ("Emoji", _table(samples["emoji"], names, "Tokens of an emoji")),
    ]


def _choice(samples: dict, names: dict[str, str], first: Collection[str]) -> str:
    """The checkboxes and the rules that tie them to the columns; below them what a mark in a cell means, where a
    tokenizer that is shown has it."""
    boxes = "\n".join(
        f'<label class="tt-choice"><input type="checkbox" value="{id}"{" checked" if id in first else ""}>'
        f"<span>{html.escape(name)}</span></label>"
        for id, name in names.items()
    )
    hidden = [
        f'body:has(.tt-columns [value="{id}"]:not(:checked)) .tt-heat tr > :nth-child({column})'
        for column, id in enumerate(names, 2)  # after the column of the texts
    ]
    marks = ""
    for mark, meaning in _MARKS.items():
        having = [id for id in names if any(id in sample[mark] for group in samples.values() for sample in group)]
        if having:
            chosen = ", ".join(f'.tt-columns [value="{id}"]:checked' for id in having)
            hidden.append(f"body:not(:has({chosen})) .tt-mark-{mark}")
            marks += f'<p class="tt-mark-{mark}">Under a number, <em>{mark}</em>: {meaning}</p>\n'
    rules = "\n".join(f"{selector} {{ display: none; }}" for selector in hidden)
    return (
        f"<style>\n{rules}\n</style>\n"
        '<fieldset class="tt-choices tt-columns" data-search-exclude="true">\n'
        f"<legend>Tokenizers</legend>\n{boxes}\n</fieldset>\n{marks}"
    )


def _table(samples: list[dict], names: dict[str, str], label: str) -> str:
    longest = max(sample["tokens"][id] for sample in samples for id in names)
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names.values())
    rows = "\n".join(
        (
            f'<tr><th scope="row">{_name(sample)} <small>{number(sample["bytes"])} '
            f"{'byte' if sample['bytes'] == 1 else 'bytes'}</small></th>"
        )
        + "".join(_cell(sample, id, longest) for id in names)
        + "</tr>"
        for sample in samples
    )
    return (
        f'<div class="tt-scroll" tabindex="0" role="region" aria-label="{label}" '
        'data-search-exclude="true">\n<table class="tt-heat">\n'
        f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _name(sample: dict) -> str:
    if sample.get("name") and len(sample["text"]) < 20:
        return f'<span class="tt-sample">{html.escape(sample["text"])}</span> {html.escape(sample["name"])}'
    return html.escape(sample.get("name") or sample["text"])


def _cell(sample: dict, id: str, longest: int) -> str:
    tokens = sample["tokens"][id]
    unknown = sample["unknown"].get(id)
    rate = tokens / sample["bytes"]
    heat = "lost" if unknown else min(_HEAT, int(rate * _HEAT))
    lost = f"{unknown} unknown" if unknown else "rewritten" if id in sample["rewritten"] else ""
    bar = (
        '<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect '
        f'class="tt-heat-{heat}" width="{100 * tokens / longest:.1f}" height="1"/></svg>'
    )
    return f"<td>{tokens} <small>{rate:.2f}</small>{bar}{f' <small>{lost}</small>' if lost else ''}</td>"


def _texts(samples: list[dict]) -> str:
    blocks = []
    for sample in samples:
        name = html.escape(sample["name"])
        if "code" in sample:
            direction = ' dir="rtl"' if sample["code"] == "ar" else ""
            blocks.append(f'<dt>{name}</dt><dd lang="{sample["code"]}"{direction}>{html.escape(sample["text"])}</dd>')
        else:
            blocks.append(
                f'<dt>{name}</dt><dd><pre class="tt-plain"><code>{html.escape(sample["text"])}</code></pre></dd>'
            )
    return folded("The texts", f"<dl>{''.join(blocks)}</dl>")
