"""Tokenizers made in a cell: statements run one after the other, in the page and with the real library, and trainings
(live_training.py). The scripts are in live_making_scripts.py.
"""

import json
import os
import re
import shutil
import sys
import tempfile

from live_making_scripts import SCRIPTS
from live_statements import statements
from live_training import trained


def run(cases):
    return [_script(case) if isinstance(case, str) else trained(**case) for case in cases]


def _script(name):
    """Every statement's value, or its exception."""
    folder = tempfile.mkdtemp()
    shown = {}
    try:
        for statement, result in statements(SCRIPTS[name].replace("{tmp}", folder), {"os": os}, _try):
            result = result.replace(folder, "{tmp}")
            shown[statement.replace(folder, "{tmp}")] = re.sub("0x[0-9a-f]+", "0x", result)
    finally:
        shutil.rmtree(folder)
    return shown


def _try(function, *arguments):
    try:
        return json.dumps(function(*arguments), ensure_ascii=False, default=_other)
    except Exception as error:
        # what Python adds from 3.12 on
        said = str(error).removesuffix(" and no __dict__ for setting new attributes")
        return f"{type(error).__name__}: {said}"
    except BaseException as error:  # Rust's PanicException
        return type(error).__name__


def _other(value):
    return value.decode() if isinstance(value, bytes) else repr(value)


if __name__ == "__main__":
    with open(sys.argv[1]) as stream:
        given = json.load(stream)
    with open(sys.argv[2], "w") as stream:
        json.dump(run(given), stream)
