"""Readers of the built site while files are answered wrongly: told by name, helped by Retry, and at the next visit as
if nothing had been.

A covering choice; `python tests/faults/bench.py` walks through everything, and tests/live/python/test_runtime_faults.py
loads every file in every way.
"""

import pytest
from journeys import Chat, Lesson, Search, Tokens
from static_site import serve


@pytest.mark.parametrize(
    "journey, visit, way, without",
    [
        (Lesson, "first", "page", ()),
        (
            Lesson,
            "later",
            "truncated",
            ("snapshot", "stdlib"),
        ),  # Python without its snapshot takes longer than all else: once is enough
        (Tokens, "first", "empty", ()),
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
