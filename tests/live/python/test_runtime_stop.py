"""Stop, and everything that can end Python: each leaves a clear message and a page that goes on."""

import pytest

LOOPS = {
    "loop": "while True:\n    pass",
    "regex": "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')",
    "sleep": "import time\ntime.sleep(3600)",
    "sleep imported by name": "from time import sleep\nwhile True:\n    sleep(0.01)",
    "printing": "while True:\n    print('on and on')",
    "catching errors": "while True:\n    try:\n        1 / 0\n    except Exception:\n        pass",
    "a generator": "sum(1 for _ in iter(int, 1))",
}


BEGUN = "() => live.pieces.some(piece => piece.text.includes('begun'))"


@pytest.mark.parametrize("code", LOOPS.values(), ids=LOOPS)
def test_stop_interrupts_and_keeps_the_variables(python, code):
    python.run("kept, before = 42, 'unset'", "first")
    python.start("before = 'set'\nprint('begun')\n" + code, "endless")
    python.page.wait_for_function(BEGUN)
    python.stop()
    result = python.result()
    assert (result["status"], result["variablesKept"], result["error"]["type"]) == (
        "stopped",
        True,
        "KeyboardInterrupt",
    )
    assert python.events("restarted") == []
    assert python.shown("print(kept, before)") == "42 set\n"


def test_stop_names_the_line_that_ran(python):
    python.start("print('begun')\nn = 0\nwhile True:\n    n += 1")
    python.page.wait_for_function(BEGUN)
    python.stop()
    assert python.result()["error"]["line"] in (2, 3, 4)


UNREACHABLE = {
    "one long C call": "sum(range(10**12))",
    "refusing": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
}


@pytest.mark.parametrize("code", UNREACHABLE.values(), ids=UNREACHABLE)
def test_where_python_cannot_be_reached_it_is_started_again_and_says_what_had_run(fresh, code):
    fresh.run("a = 1", "one")
    fresh.run("b = 2", "two")
    fresh.run("a = 3", "one")
    fresh.start(code, "long")
    fresh.stop()
    result = fresh.result()
    assert (result["status"], result["variablesKept"]) == ("stopped", False)
    [event] = fresh.events("restarted")
    assert (event["reason"], event["ran"], event["lostVariables"]) == ("unreachable", ["one", "two"], True)
    assert "variables are lost" in event["message"]
    assert fresh.run("a")["error"]["type"] == "NameError"
    assert fresh.shown("1 + 1") == "2"


def test_a_restart_fetches_nothing_again(python):
    python.run("1")
    python.page.wait_for_function(
        "() => live.events.some(e => e.type === 'progress' && e.progress.files.some(f => "
        "f.label.includes('standard') && f.loaded === f.total))"
    )
    python.page.wait_for_function("() => live.runtime.offline")  # the service worker has what it fetches
    asked = len([path for path in python.site.asked if "wasm" in path or "snapshot" in path or "stdlib" in path])
    python.js("() => live.runtime.restart()")
    assert python.shown("import xml.dom\n1") == "1"
    assert (
        len([path for path in python.site.asked if "wasm" in path or "snapshot" in path or "stdlib" in path]) == asked
    )


def test_stop_empties_the_queue(python):
    python.run("1")
    python.js("() => { window.many = ['while True: pass', 'ran = 1', 'ran = 2'].map(code => live.run(code)) }")
    python.page.wait_for_function("() => live.runtime.state === 'running'")
    python.stop()
    assert [result["status"] for result in python.js("() => Promise.all(window.many)")] == [
        "stopped",
        "cancelled",
        "cancelled",
    ]
    assert python.run("ran")["error"]["type"] == "NameError"


def test_stop_while_python_is_loading_cancels_the_cell(page):
    page.js("() => { window.later = live.run('started = True'); live.runtime.stop() }")
    assert page.result()["status"] == "cancelled"
    assert page.run("started")["error"]["type"] == "NameError"


def test_restart_gives_an_empty_namespace_and_ends_what_runs(python):
    python.run("a = 1", "one")
    python.start("while True: pass", "two")
    python.js("() => live.runtime.restart()")
    assert (python.result()["status"], python.result()["variablesKept"]) == ("stopped", False)
    assert python.events("restarted")[0]["reason"] == "asked"
    assert python.js("live.runtime.ran") == []
    assert python.run("a")["error"]["type"] == "NameError"


def test_deep_recursion_is_an_error_like_any_other(python):
    python.run("kept = 1")
    error = python.run("def down(n):\n    return down(n + 1)\n\ndown(0)")["error"]
    assert error["type"] == "RecursionError"
    assert len(error["frames"]) <= 40 and len(error["text"]) < 5_000
    assert python.shown("kept") == "1"


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nsys.setrecursionlimit(10**9)\ndef down(n):\n    return down(n + 1)\ndown(0)",
        "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __repr__(self): return repr(self)\nA()",
        "x = []\nfor _ in range(200_000): x = [x]\nprint(repr(x))",
        "import ast\nast.parse('(' * 100_000)",
    ],
    ids=["limit lifted", "limit lifted, through C", "nested data", "nested source"],
)
def test_recursion_without_end_leaves_a_usable_page(python, code):
    result = python.run(code)
    assert result["status"] in ("error", "crashed") and result["error"]["message"]
    assert python.shown("1 + 1") == "2"


def test_too_much_memory_at_once_is_an_error(python):
    python.run("kept = 7")
    result = python.run("x = 'a' * (2 * 10**9)")
    assert (result["status"], result["error"]["type"]) == ("error", "MemoryError")
    assert "1 GB" in result["error"]["message"]
    assert python.shown("kept") == "7"


def test_memory_that_fills_up_ends_in_a_message_and_a_fresh_python(fresh):
    fresh.run("a = 1", "one")
    result = fresh.run("kept = []\nwhile True:\n    kept.append(bytearray(10_000_000))", "two")
    assert result["status"] == "crashed"
    [event] = fresh.events("restarted")
    assert (event["reason"], event["ran"]) == ("memory", ["one"])
    assert "memory" in event["message"]
    assert fresh.shown("1 + 1") == "2"


def test_memory_that_a_failed_cell_gives_back_loses_nothing(python):
    python.run("a = 1")
    result = python.run(
        "def fill():\n    kept = []\n    while True:\n        kept.append(bytearray(10_000_000))\nfill()"
    )
    assert (result["status"], result["error"]["type"]) == ("error", "MemoryError")
    assert python.shown("a") == "1"


def test_a_python_that_breaks_is_replaced(python):
    python.run("a = 1", "one")
    result = python.run("import ctypes\nctypes.string_at(2**32 - 16, 16)", "two")  # reads where no memory is
    assert result["status"] == "crashed" and result["error"]["message"]
    assert python.events("restarted")[0]["reason"] == "crash"
    assert python.shown("1 + 1") == "2"
