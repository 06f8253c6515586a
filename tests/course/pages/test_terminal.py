"""Text for a terminal in a recorded output: the same cases as live/tests/page/terminal.test.mjs."""

import json

from course.pages.cell_html import outputs_html
from course.pages.terminal import shown
from course.paths import ROOT

CASES = json.loads((ROOT / "live" / "tests" / "page" / "terminal.json").read_text(encoding="utf-8"))


def test_text_for_a_terminal_is_shown_as_a_notebook_shows_it():
    assert [shown(written) for written, _ in CASES] == [expected for _, expected in CASES]


def test_an_output_of_the_build_shows_no_escapes():
    html = outputs_html([{"output_type": "stream", "name": "stdout", "text": "\x1b[31m1%\r100%\x1b[0m\n"}])
    assert ">100%</pre>" in html
