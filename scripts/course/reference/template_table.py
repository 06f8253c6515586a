"""The page that compares templates: a row for each, a column for each probe of the report card. Pure.

As on the comparison page a style sheet of the page's own ties checkboxes to columns, here one to each group of probes.
"""

import html
from collections import Counter

from course.reference.parts import number

_SIGNS = {"good": "✓", "bad": "!", "note": "·", "none": "?"}
_MARKS = {"good": "good", "bad": "to know about", "note": "other", "none": "not checked"}


def sections(
    cards: dict[str, dict], probes: list[dict], names: dict[str, str], links: dict[str, str]
) -> list[tuple[str, str]]:
    """`(heading, HTML)`, the first without a heading. `names`: the manifest's tokenizers, `{id: short name}`, which
    come first; `links`: where the card of each stands, as far as it has a place."""
    order = [id for id in names if id in cards] + [id for id in cards if id not in names]
    own = [id for id in order if id in names]
    legend = " ".join(
        f'<span class="tt-mark-{mark}">{sign}</span> {_MARKS[mark]}{"," if mark != "none" else "."}'
        for mark, sign in _SIGNS.items()
    )
    words = (
        f"<p>{number(len(order))} templates, {number(len(probes))} questions, each answered by rendering small "
        f"conversations with transformers: {legend} The first {number(len(own))} come with their tokenizer, and their "
        "names lead to their cards. The others are the files of llama.cpp’s folder of templates: what needs a "
        "tokenizer is not checked there, and nothing is of a template that refuses a single message of the user.</p>"
    )
    return [
        ("", words + _choice(probes) + _table(cards, probes, order, names, links)),
        ("What each question asks", _questions(cards, probes)),
    ]


def _groups(probes: list[dict]) -> list[str]:
    return list(dict.fromkeys(probe["group"] for probe in probes))


def _choice(probes: list[dict]) -> str:
    groups = _groups(probes)
    boxes = "\n".join(
        f'<label class="tt-choice"><input type="checkbox" value="g{place}" checked>'
        f"<span>{html.escape(group)}</span></label>"
        for place, group in enumerate(groups)
    )
    rules = "\n".join(
        f'body:has(.tt-columns [value="g{place}"]:not(:checked)) .tt-cards-table .tt-g{place} {{ display: none; }}'
        for place in range(len(groups))
    )
    return (
        f"<style>\n{rules}\n</style>\n"
        '<fieldset class="tt-choices tt-columns" data-search-exclude="true">\n'
        f"<legend>Questions</legend>\n{boxes}\n</fieldset>\n"
    )


def _table(
    cards: dict[str, dict], probes: list[dict], order: list[str], names: dict[str, str], links: dict[str, str]
) -> str:
    place = {group: number for number, group in enumerate(_groups(probes))}
    first = {group: next(probe["id"] for probe in probes if probe["group"] == group) for group in place}
    kinds = {
        probe["id"]: f"tt-g{place[probe['group']]}{' tt-begins' if first[probe['group']] == probe['id'] else ''}"
        for probe in probes
    }
    titles = "".join(
        f'<th scope="col" class="{kinds[probe["id"]]}"><a href="#probe-{probe["id"]}">'
        f"{html.escape(probe['title'])}</a></th>"
        for probe in probes
    )
    rows = "\n".join(
        f'<tr><th scope="row">{_name(id, names, links)}</th>'
        + "".join(_cell(cards[id]["verdicts"][probe["id"]], kinds[probe["id"]]) for probe in probes)
        + "</tr>"
        for id in order
    )
    return (
        '<div class="tt-scroll tt-cards-scroll" tabindex="0" role="region" aria-label="Report cards of all templates" '
        'data-search-exclude="true">\n<table class="tt-cards-table">\n'
        f"<thead><tr><td></td>{titles}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _name(id: str, names: dict[str, str], links: dict[str, str]) -> str:
    name = html.escape(names.get(id, id))
    return f'<a href="{html.escape(links[id])}">{name}</a>' if id in links else name


def _cell(told: str, kind: str) -> str:
    verdict, _, mark = told.rpartition(" ")
    sign = f'<span aria-hidden="true">{_SIGNS[mark]}</span>'
    return f'<td class="{kind} tt-mark-{mark}">{sign} {html.escape(verdict)}</td>'


def _questions(cards: dict[str, dict], probes: list[dict]) -> str:
    """Each probe with its question, its lesson, and how often which verdict was given."""
    items = []
    for probe in probes:
        counts = Counter(card["verdicts"][probe["id"]] for card in cards.values())
        told = ", ".join(
            f'<span class="tt-mark-{mark}">{html.escape(verdict)}</span> {number(count)}'
            for (verdict, _, mark), count in ((said.rpartition(" "), count) for said, count in counts.most_common())
        )
        items.append(
            f'<dt id="probe-{probe["id"]}">{html.escape(probe["title"])}</dt><dd>{html.escape(probe["question"])} '
            f'<a href="../../lessons/{probe["lesson"]}/">The lesson about it</a><br>{told}</dd>'
        )
    return f'<dl class="tt-probes">{"".join(items)}</dl>'
