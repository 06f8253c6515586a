"""Readers of the built site while files are answered wrongly: told by name, helped by Retry, and at the next visit as
if nothing had been.

A covering choice; `python tests/faults/bench.py` walks through everything, and tests/live/python/test_runtime_faults.py
loads every file in every way.
"""

import pytest
from journeys import LESSON, Chat, Lesson, Own, Search, Stages, Tokens
from static_site import serve

# Of a lesson's files each is wrong in one of two visits: what pages load, and what Python loads for them.
OF_PYTHON = ("worker", "pyodide", "pyodide.asm", "wasm", "tokenizer", "names")
OF_PAGES = tuple(kind for kind in LESSON if kind not in OF_PYTHON)


@pytest.mark.parametrize(
    "journey, visit, way, without",
    [
        (Lesson, "first", "page", OF_PYTHON),
        (Lesson, "later", "truncated", OF_PAGES),
        (Tokens, "first", "empty", ()),
        (Stages, "first", "page", ()),
        (Own, "later", "truncated", ()),
        (Chat, "first", "bit", ()),
        (Search, "first", "altered", ()),
    ],
    ids=lambda value: getattr(value, "__name__", value if isinstance(value, str) else ""),
)
def test_wrong_files_are_named_and_heal(browser, folder, journey, visit, way, without):
    with serve(folder) as site:
        walked = journey(browser, site, visit, without)
        found = walked.walk(way)
        walked.context.close()
    assert {kind: verdict for kind, verdict in found.items() if verdict} == {}
