"""A small lesson of plain Python for the tests of live cells: every kind of cell, outputs as the build would record
them."""

import runpy

import site_sample
from site_sample import ROOT, code, notebook, printed, prose, raised, result


def lesson():
    """The notebook `sample`."""
    tour = runpy.run_path(str(ROOT / "examples" / "tour.py"))
    picture = tour["table"]([["one", 1], ["two", 2]], header=["name", "n"])
    return notebook(
        prose("title", "# A sample\n\nPlain Python."),
        code("setup", "hidden = 1", tags=["setup"]),
        prose("words-intro", "## Words"),
        code("words", 'text = "token tour"\nprint(text.upper())', printed("TOKEN TOUR\n")),
        prose("count-intro", "Their number of characters:"),
        code("count", "len(text)", result("10")),
        code("quiet", "half = len(text) // 2"),
        code(
            "shape",
            'from tour import table\n\ntable([["one", 1], ["two", 2]], header=["name", "n"])',
            result(picture.text, picture._repr_html_()),
        ),
        code("strike", 'print("<s>begin</s>")\nprint("second line")', printed("<s>begin</s>\nsecond line\n")),
        code(
            "wrong",
            "text.nowhere",
            raised("AttributeError", "'str' object has no attribute 'nowhere'"),
            tags=["raises"],
        ),
        code(
            "elsewhere",
            "import os\nos.getpid() > 0",
            result("True"),
            tags=["python-only"],
            reason="it asks for a process",
        ),
        code(
            "long",
            "for number in range(60):\n    print(number)",
            printed("".join(f"{number}\n" for number in range(60))),
        ),
        # what the build recorded here is not what Python gives: a lesson after an edit, say
        code("drifted", 'print("one")\nprint("two")', printed("one\ntoo\n")),
        prose("ex-sum", "### Exercise: a sum\n\nSet `total` to the sum of 1 and 2.", "exercise"),
        code("ex-sum-starter", "total = 0", tags=["exercise"]),
        prose("ex-sum-hint-1", "Use the plus sign.", "hint"),
        prose("ex-sum-hint-2", "Between 1 and 2.", "hint"),
        code("ex-sum-solution", "total = 1 + 2", tags=["solution"]),
        code(
            "ex-sum-check",
            'assert total == 3, f"total is {total}: add 1 and 2."\nprint("Correct: the sum is 3.")',
            printed("Correct: the sum is 3.\n"),
            tags=["check"],
        ),
        prose("end", "## The end\n\nThat is all."),
        title="A sample",
        question="Do the cells run?",
    )


def second():
    """The notebook `other`: no exercise, one cell."""
    return notebook(prose("title", "# Another\n\nShort."), code("one", "1 + 1", result("2")), title="Another")


PAGES = {**site_sample.PAGES, "index.md": "# Home\n\n[[lessons]]\n"}
