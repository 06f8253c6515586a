"""The page's Jinja against the real Jinja2 with the settings of transformers: output, errors, lines."""

import collections
import json
import random
import subprocess
import sys
import traceback
import unicodedata

import jinja2
import pytest
from jinja_corpus import corpus
from jinja_templates import TEMPLATES, VALUES
from transformers.utils.chat_template_utils import _compile_jinja_template

from course import node
from course.browser.unicode_classes import python_tables
from course.paths import ROOT

# Python warns of what some templates do.
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")

# Python's own errors read otherwise in each of its versions, and slices have a hash from 3.12 on.
of_its_python = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the page's Jinja says what Python 3.11 says, and this is another"
)

# Why the page has a Jinja of its own: what @huggingface/jinja 0.5.11 makes of templates, and where in the library that
# lies.
LIBRARY_DIFFERS = {
    "{{ messages }}": "values print as JSON, not as Python's str()",
    "{{ 'a' ~ 1 ~ none ~ 2.0 }}": "no arithmetic with None, 2.0 is 2: runtime.ts keeps floats as JavaScript numbers in ~",
    "{{ 1 < 2 < 3 }}": "comparisons do not chain: parser.ts folds them from the left",
    "{{ n is divisibleby 7 }}": "tests take no arguments: a TODO in parser.ts",
    "{{ 'a' + missing }}": "an error of another text, without a line: tokens keep no position",
    "{{ '\\x1f\\ufeff x'.strip() }}": (
        "JavaScript's white space, which differs from Python's in U+0085, U+FEFF and the separators 1c to 1f"
    ),
    "a\n\n{{ 1 2 }}": "syntax errors have no line",
}


# What the page refuses by name, since templates have no use for what it would need.
REFUSED = {
    "this page has no complex numbers, which Python makes here": "a negative number to a broken power",
    "this page has no sets, which Python makes here": "dict.keys() - other",
    "this page knows the entities of HTML 4; if &nope; is one of HTML 5, it does not know it": "the table of HTML 5's 2,231 names",
    "this page does not have str.encode, which Python has": "bytes",
    "this page does not have str.maketrans, which Python has": "tables for str.translate, which dictionaries are too",
}


@pytest.fixture(scope="module")
def rendered():
    """Template -> {"text", "line", "library"}."""
    return _rendered([*TEMPLATES, *LIBRARY_DIFFERS], library=True)


def _rendered(templates: list[str], library: bool) -> dict:
    node.ensure_packages(node.find())
    asked = json.dumps({"values": json.dumps(VALUES), "templates": templates, "library": library})
    done = subprocess.run(
        [node.find(), "tests/jinja_templates.mjs"], input=asked, cwd=ROOT / "live", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(templates, json.loads(done.stdout), strict=True))


def _real(template: str) -> tuple[str, int | None, bool]:
    """Output or `Type: message`; the line of an error; whether it rendered."""
    try:
        return _compile_jinja_template(template).render(**VALUES), None, True
    except jinja2.TemplateSyntaxError as error:
        return f"{type(error).__name__}: {error}", error.lineno, False
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
        return f"{type(error).__name__}: {error}", frames[-1].lineno if frames else None, False


@of_its_python
def test_output_errors_and_lines_are_those_of_jinja2(rendered, record_property):
    wrong = []
    for template in TEMPLATES:
        (expected, line, _), ours = _real(template), rendered[template]
        if expected.startswith("RecursionError"):  # where exactly Python runs out of depth is its own affair
            expected, line = "RecursionError: maximum recursion depth exceeded", None
        if ours["text"] != expected or (line is not None and ours["line"] != line):
            wrong.append(f"{template!r}\n  real: {expected!r} {line}\n  page: {ours}")
    record_property("jinja", f"{len(TEMPLATES) - len(wrong)} of {len(TEMPLATES)} templates agree")
    assert len(TEMPLATES) > 280
    assert not wrong, f"{len(wrong)} differ, such as\n" + "\n".join(wrong[:5])


@of_its_python
def test_a_corpus_of_every_kind(record_property):
    """Text or `Type: message`, on what a generator makes of numbers, formats, filters, methods, scopes, Unicode and
    mistakes."""
    made = corpus()
    chosen = [pair for pair in made if pair[0] in ("scope", "compile")] + random.Random(10).sample(
        [pair for pair in made if pair[0] not in ("scope", "compile")], 1500
    )
    expected = {template: _real(template)[0] for _, template in chosen}
    chosen = [pair for pair in chosen if " at 0x" not in expected[pair[1]].lower()]  # an address in memory
    got = _rendered([template for _, template in chosen], library=False)
    agreed, refused, wrong = collections.Counter(), [], []
    for kind, template in chosen:
        ours = got[template]["text"]
        if ours == expected[template]:
            agreed[kind] += 1
        elif ours.removeprefix("NotImplementedError: ") in REFUSED:
            refused.append(template)
        else:
            wrong.append(f"{template!r}\n  real: {expected[template]!r:.300}\n  page: {ours!r:.300}")
    record_property(
        "jinja corpus", f"{agreed.total()} of {len(chosen)} agree, {len(refused)} are refused by name; {dict(agreed)}"
    )
    assert len(made) > 7000 and agreed.total() > 1700
    assert not wrong, f"{len(wrong)} differ, such as\n" + "\n".join(wrong[:5])
    assert len(refused) < 15, refused


def test_the_tables_of_characters_are_those_of_python():
    made = (ROOT / "live/src/jinja/unicode_tables.ts").read_text(encoding="utf-8")
    if f"Python {unicodedata.unidata_version}'s" not in made:
        pytest.skip(f"made by another version of Unicode than {unicodedata.unidata_version}")
    assert made == python_tables(), (
        "course.browser.unicode_classes.python_tables() makes another text now: write it there"
    )


def test_errors_while_rendering_have_the_line(rendered):
    [made] = [rendered[template] for template in TEMPLATES if template == "{{ missing.attr }}"]
    assert made["line"] == 1
    assert all(
        rendered[template]["line"]
        for template in TEMPLATES
        if not _real(template)[2] and not rendered[template]["text"].startswith(("RecursionError", "SyntaxError"))
    )


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("\n\n{% with a = u.v.w %}{% endwith %}", 3),
        ("a\n{{ n }}\n{% with a = 1, b = n + 'a' %}{% endwith %}", 3),
        ("\n{% set d.b = 1 %}", 2),
    ],
)
def test_the_line_is_that_of_the_mistake_where_jinja2_names_one_above(template, line):
    text, theirs, _ = _real(template)
    got = _rendered([template], library=False)[template]
    assert (got["text"], got["line"]) == (text, line)
    assert theirs < line, "Jinja2 has learnt it: these belong to LINES now"


@pytest.mark.parametrize("template", LIBRARY_DIFFERS)
def test_huggingface_jinja_would_not_do(rendered, template):
    """When this fails, the library has learnt it: see whether the page still needs its own."""
    assert rendered[template]["library"] != _real(template)[0], LIBRARY_DIFFERS[template]


def test_how_much_of_it_huggingface_jinja_does(rendered, record_property):
    good = [template for template in TEMPLATES if _real(template)[2]]
    agreed = sum(rendered[template]["library"] == _real(template)[0] for template in good)
    record_property("@huggingface/jinja", f"{agreed} of {len(good)} templates that render agree")
    assert agreed < len(good) / 2
