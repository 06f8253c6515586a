"""What a cell gives: outputs in order, text as text, errors with the reader's lines."""

import pytest


def texts(result):
    return [(output["kind"], output["text"]) for output in result["outputs"]]


def test_outputs_come_in_order_and_streams_are_joined(python):
    code = (
        "from tour import show\nimport sys\nprint('a')\nprint('b')\nprint('c', "
        "file=sys.stderr)\nshow(1)\nprint('d')\n'e'"
    )
    result = python.run(code)
    assert texts(result) == [
        ("stdout", "a\nb\n"),
        ("stderr", "c\n"),
        ("display", "1"),
        ("stdout", "d\n"),
        ("result", "'e'"),
    ]


@pytest.mark.parametrize(
    "code, shown",
    [("0", "0"), ("''", "''"), ("False", "False"), ("[]", "[]"), ("{1}", "{1}"), ("dict", "dict")],
)
def test_every_value_but_none_is_shown(python, code, shown):
    assert texts(python.run(code)) == [("result", shown)]
    assert texts(python.run("None")) == []
    assert texts(python.run(f"{code};")) == []


def test_markup_in_text_stays_text_and_rich_values_bring_html(python):
    assert texts(python.run("print('<s>begin</s>')")) == [("stdout", "<s>begin</s>\n")]
    [output] = python.run("from tour import table\ntable([['a', 1]], header=['name', 'n'])")["outputs"]
    assert "<table" in output["html"] and "<table" not in output["text"]


def test_outputs_arrive_while_the_cell_runs(python):
    python.run("1")
    python.js("() => { live.pieces.length = 0 }")
    python.start("import time\nprint('early')\nwhile True:\n    time.sleep(0.1)")
    python.page.wait_for_function("() => live.pieces.some(piece => piece.text.includes('early'))")
    assert python.state == "running"
    python.stop()
    assert python.result()["status"] == "stopped"


def test_cells_share_one_namespace_and_run_in_the_order_of_the_calls(fresh):
    order = "['a = 1', 'a = a * 10 + 2', 'a = a * 10 + 3', 'a'].map((code, i) => live.run(code, `c${i}`))"
    results = fresh.js(f"() => Promise.all({order})")
    assert texts(results[-1]) == [("result", "123")]
    assert fresh.js("live.runtime.ran") == ["c0", "c1", "c2", "c3"]


def test_it_is_the_main_module_without_a_file_as_in_a_notebook(python):
    assert python.shown("print(__name__, '__file__' in globals())") == "__main__ False\n"


def test_tracebacks_hold_the_readers_lines_only(python):
    python.run("def half(n):\n    return n / 0", "define")
    error = python.run("import json\n\nprint(half(1))", "use")["error"]
    assert (error["type"], error["message"], error["line"]) == ("ZeroDivisionError", "division by zero", 3)
    assert [(frame["cell"], frame["line"], frame["source"]) for frame in error["frames"]] == [
        ("use", 3, "print(half(1))"),
        ("define", 2, "    return n / 0"),
    ]
    assert error["text"].startswith("Traceback (most recent call last):\n  Cell use, line 3, in <module>\n")
    for ours in ("page_runner", "page.zip", "course", "File "):
        assert ours not in error["text"]


def test_an_error_inside_a_library_shows_where_the_reader_called_it(python):
    error = python.run("import json\njson.loads('{')")["error"]
    assert (error["type"], error["line"], len(error["frames"])) == ("JSONDecodeError", 2, 1)
    assert "json/decoder" not in error["text"]
    assert (
        error["last"] == "JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    )


def test_an_old_version_of_a_cell_keeps_its_lines(python):
    python.run("def f():\n    raise ValueError('old')", "edited")
    python.run("x = 1", "edited")
    error = python.run("f()", "use")["error"]
    assert error["frames"][-1]["source"] == "    raise ValueError('old')"


@pytest.mark.parametrize("break_", "\u2028 \x0c \x1e \x85".split(" "), ids=ascii)
def test_what_breaks_no_line_of_python_moves_no_line(python, break_):
    error = python.run(f"text = 'a{break_}b'\n1 / 0")["error"]
    assert [(frame["line"], frame["source"]) for frame in error["frames"]] == [(2, "1 / 0")]


def test_the_source_of_a_function_is_that_of_its_cell(python):
    python.run("def half(n):\n    return n / 2")
    assert python.shown("import inspect\ninspect.getsource(half)") == r"'def half(n):\n    return n / 2\n'"


DEEP = (
    "class A:\n    def __repr__(self): return repr(self)\nA()", "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
    "def f(n): return list(map(f, [n]))\nf(0)", "class A:\n    def __eq__(self, other): return self == other\nA() == A()",
    "import functools\n@functools.cache\ndef f(n): return f(n + 1)\nf(0)", "def f(n): return f(n + 1)\nf(0)",
)  # fmt: skip


def test_what_calls_itself_without_end_is_an_error_and_variables_are_kept(python):
    python.run("kept = 5")
    errors = [python.run(code)["error"]["last"] for code in DEEP]
    assert errors == ["RecursionError: maximum recursion depth exceeded"] * len(DEEP)
    assert python.shown("@functools.cache\ndef g(n): return n and g(n - 1) + kept\ng(250)") == "1250"


def test_syntax_errors_point_at_the_line(python):
    error = python.run("x = 1\ny = (2")["error"]
    assert (error["type"], error["message"], error["line"]) == ("SyntaxError", "'(' was never closed", 2)
    assert "Cell cell, line 2" in error["text"] and "^" in error["text"]


def test_causes_are_shown_too(python):
    error = python.run("try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('no a') from e")["error"]
    assert "KeyError: 'a'" in error["text"] and "direct cause" in error["text"]
    assert error["last"] == "ValueError: no a"


HABITS = {
    "!pip install x": "nothing can be installed in the page",
    "%timeit 1": "import timeit",
    "%%bash\nls": "a command of Jupyter",
    "x = 1\nx?": "help(name)",
    ">>> print(1)": "the prompt was copied along",
    "cd /tmp": "a command for a shell",
    "from IPython.display import display": "`display(…)` works in it without an import",
    "import numpy": "No module named 'numpy': the page has",
    "from torch import nn": "notebook or script (linked under its title)",
    "import threading\nthreading.Thread(target=print).start()": "no threads",
    "import multiprocessing\nmultiprocessing.Pool(2)": "one process",
    "import subprocess\nsubprocess.run(['ls'])": "cannot start other programs",
    "import os\nos.system('ls')": "cannot start other programs",
    "open('mine.txt')": "a page sees no files of your computer",
    "import asyncio\nawait asyncio.Future()": "waits for something that nobody will do",
    "list = [1]\nlist('a')": "`del list`",
    "open('missing/folder.txt', 'w')": "only those that its cells wrote",
    "import socket\nsocket.gethostbyname('example.com')": "no network",
    "import getpass\ngetpass.getpass()": "cannot ask for input()",
    "from zoneinfo import ZoneInfo\nZoneInfo('Europe/Berlin')": "datetime.timezone.utc",
    "import time\ntime.sleep()": "TypeError: sleep() missing 1 required positional argument",
}


def test_what_works_in_a_notebook_and_not_in_a_page_is_told_in_a_sentence(python):
    told = {code: python.run(code)["error"]["last"] for code in HABITS}
    assert {code: last for code, last in told.items() if HABITS[code] not in last} == {}
    python.run("del list")


def test_a_part_that_no_library_has_is_told_in_python_s_words(python):
    assert (
        python.run("import math.roots")["error"]["message"] == "No module named 'math.roots'; 'math' is not a package"
    )


def test_coroutines_run_to_their_end(python):
    python.run("import asyncio\nasync def f(n):\n    await asyncio.sleep(0.01)\n    return n")
    assert python.shown("await f(5)") == python.shown("asyncio.run(f(5))") == "5"
    assert python.shown("await asyncio.gather(f(1), f(2))") == "[1, 2]"


INDENTED = {"  x = 4\n  x": "4", "\n\tif 1:\n\t\tprint(2)": "2\n", "'''\n  a\n'''": "'\\n  a\\n'"}


@pytest.mark.parametrize("code", INDENTED)
def test_code_that_is_indented_as_a_whole_runs(python, code):
    assert python.shown(code) == INDENTED[code]


def test_a_cell_that_runs_again_warns_again(python):
    code = "import warnings\ndef old():\n    for _ in range(2):\n        warnings.warn('old')\nold()"
    assert [texts(python.run(each)) for each in (code, code, "old()")] == [[("stderr", "UserWarning: old\n")]] * 3


LEFT = (
    "exit()", "import sys\nsys.stdin.close(); sys.stdout.close(); sys.stderr.close()", "import sys\nsys.stdout = sys.stdin = None",
    "import builtins\nbuiltins.print = None\ndel builtins.len", "__builtins__ = {}", "globals().clear()", "import sys\nsys.setrecursionlimit(70)",
    "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
)  # fmt: skip


def test_no_cell_breaks_the_next_one(python):
    probe = (
        "help(len)\ndef deep(n):\n    return n and deep(n - 1)\nclass A: pass\nprint(len('abc'), "
        "deep(200), A.__module__)"
    )
    for code in LEFT:
        python.run(code)
        shown = "".join(output["text"] for output in python.run(probe)["outputs"])
        assert "built-in function len" in shown and shown.endswith("3 0 __main__\n"), (code, shown)


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import sys\nsys.exit()", "exit()", "quit(1)"])
def test_an_exit_ends_the_cell_and_not_the_page(python, code):
    python.run("kept = 5")
    result = python.run(code)
    assert (result["status"], result["error"]["type"], result["variablesKept"]) == ("error", "SystemExit", True)
    assert "variables are kept" in result["error"]["message"]
    assert python.shown("kept") == "5"
    assert python.run("raise SystemExit('no such file')")["error"]["last"].startswith("SystemExit: no such file; ")


@pytest.mark.parametrize("code", ["input('Name?')", "import sys\nsys.stdin.readline()"])
def test_input_is_refused_clearly(python, code):
    error = python.run(code)["error"]
    assert "input()" in error["message"]
    assert python.shown("1 + 1") == "2"


def test_five_megabytes_of_print_end_in_a_notice(python):
    result = python.run("line = 'x' * 99\nfor _ in range(50_000):\n    print(line)\ndone = True")
    assert result["status"] == "ok"
    shown = "".join(output["text"] for output in result["outputs"] if output["kind"] == "stdout")
    assert 190_000 < len(shown) <= 200_000
    assert [output["kind"] for output in result["outputs"]] == ["stdout", "notice"]
    assert "200 KB" in result["outputs"][-1]["text"]
    assert python.shown("done") == "True"


def test_one_enormous_value_ends_in_a_notice(python):
    result = python.run("'x' * 5_000_000")
    assert [output["kind"] for output in result["outputs"]] == ["notice"]
    result = python.run("print('é' * 5_000_000)")
    assert len(result["outputs"][0]["text"].encode()) <= 200_000
    error = python.run("raise ValueError('x' * 5_000_000)")["error"]
    assert len(error["text"]) < 50_000


def test_a_lone_surrogate_is_refused_as_a_terminal_does(python):
    assert python.run(r"print('\ud800')")["error"]["type"] == "UnicodeEncodeError"


def test_a_real_tokenizer_answers(fresh):
    code = (
        "from transformers import AutoTokenizer\ntok = "
        'AutoTokenizer.from_pretrained("bigcode/starcoder2-3b")\ntok.decode(tok.encode("def f(x):"))'
    )
    outputs = fresh.run(code)["outputs"]
    assert [output["text"] for output in outputs if output["kind"] == "result"] == ["'def f(x):'"]
    assert ["clean_up_tokenization_spaces" in output["text"] for output in outputs if output["kind"] == "stderr"] == [
        True
    ]
    labels = [file["label"] for file in fresh.events("progress")[-1]["progress"]["files"]]
    assert "the tokenizer bigcode/starcoder2-3b" in labels


def test_a_tokenizer_whose_name_is_made_up_at_run_time_is_fetched_too(fresh):
    code = (
        'from transformers import AutoTokenizer\ntok = AutoTokenizer.from_pretrained("bigcode" + "/" + '
        '"starcoder2-3b")\nlen(tok.encode("a")) > 0'
    )
    assert fresh.shown(code) == "True"
