"""`python examples/NN.py` shows in a terminal what the page shows."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from minicourse import CASES, code, exercise, write

from course.lessons.parse import load, slug_of
from course.paths import EXAMPLES, ROOT
from course.run.execute import Executor
from course.run.script import Printer
from course.tokenizers import manifest

# What runs a cell of a script is what runs it for the page, so these stand for all: the first, which has a process of its
# own, the larger capstone, a page of cells that write files and raise. What each lesson's script prints of its outputs is
# asked of all.
RUN = ("13b_fine_tune_and_service", "page_pitfalls")
ALL = sorted([*EXAMPLES.glob("[0-9]*.py"), *EXAMPLES.glob("page_*.py")])
LESSONS = [path for path in ALL if path.stem in RUN]

# Runs the script that each line names as `python SCRIPT` does, in a copy of a process that has loaded the tokenizers,
# which takes longer than most lessons.
WARM = """
import gc, os, runpy, sys
from transformers import AutoTokenizer
sys.path.insert(0, sys.argv[1])
from course.run.lesson_process import hand_out
tokenizers = {repo: AutoTokenizer.from_pretrained(repo) for repo in sys.argv[2:]}
gc.freeze()  # a copy's collector would touch, and so copy, all of it
for line in sys.stdin:
    path = line.strip()
    if not (copy := os.fork()):
        hand_out(tokenizers)
        for stream, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        sys.argv, sys.path[0] = [path], os.path.dirname(path)
        runpy.run_path(path, run_name="__main__")
        os._exit(3)  # a lesson's script exits itself
    print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
"""


def script(path, cwd=None, **environment):
    """Run it as a reader would: nothing set but what the test says."""
    return subprocess.run([sys.executable, path], env=environment, cwd=cwd, capture_output=True)


def page_text(result) -> str:
    """All that a page shows of a lesson's outputs, as text, but for warnings."""
    text = ""
    for output in (output for cell in result.cells for output in cell.outputs):
        if output.kind == "stdout":
            text += output.text
        elif output.kind != "stderr":
            text += ("\n" if text and not text.endswith("\n") else "") + output.plain + "\n"
    return text


@pytest.fixture
def project(tmp_path):
    """A small project: the real tour.py and scripts, and no lessons yet."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "examples").mkdir()
    shutil.copy(EXAMPLES / "tour.py", tmp_path / "examples")
    return tmp_path / "examples"


@pytest.mark.parametrize("name", ["01_outputs.py", "02_exercise.py"])
def test_a_miniature_lesson_shows_what_its_page_shows(project, tmp_path, name):
    done = script(shutil.copy(CASES / name, project), cwd=tmp_path)
    with Executor([], Path("nowhere")) as executor:
        (result,) = executor.run([load(CASES / name)])
    assert done.stdout.decode() == page_text(result)
    assert done.stderr.decode() == ("to stderr\n" if name == "01_outputs.py" else "")
    assert done.returncode == 0


@pytest.fixture(scope="module")
def warm(cache, tmp_path_factory):
    """`warm(path)`: runs a lesson's script; its exit code, what it printed, and what it said of errors."""
    folder = tmp_path_factory.mktemp("warm")
    environment = {
        "HF_HOME": str(cache),
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_VERBOSITY": "error",
    }  # as scripts set it
    command = [sys.executable, "-c", WARM, ROOT / "scripts", *(model.repo for model in manifest.load().course)]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def run(path):
            print(path, file=process.stdin, flush=True)
            return (
                int(process.stdout.readline()),
                (folder / "stdout").read_text(encoding="utf-8"),
                (folder / "stderr").read_text(encoding="utf-8"),
            )

        yield run
        process.stdin.close()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_script_prints_what_the_page_shows(path, executed, capsys):
    printer = Printer()
    for output in (output for cell in executed[slug_of(path)].cells for output in cell.outputs):
        printer.print(output)
    assert capsys.readouterr().out == page_text(executed[slug_of(path)])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_shows_what_its_page_shows(path, executed, warm):
    assert warm(path) == (0, page_text(executed[slug_of(path)]), "")


def test_so_does_the_first_in_a_process_of_its_own(executed):
    done = script(ALL[0])
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (
        0,
        page_text(executed[slug_of(ALL[0])]),
        "",
    )


def test_a_display_starts_on_a_line_of_its_own(project):
    assert script(write(project, code("print('a', end='')\n1"))).stdout == b"a\n1\n"


def test_any_locale_can_print_korean(project):
    done = script(write(project, code("print('안녕')")), LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert done.stdout.decode() == "안녕\n"


def test_a_failing_cell_is_one_message_and_exit_1(project):
    done = script(write(project, code("print('before')\n1 / 0")))
    assert (done.returncode, done.stdout) == (1, b"before\n")
    assert (
        done.stderr.decode()
        == "error: examples/01_mini.py:16: cell cell: ZeroDivisionError: division by zero\n    1 / 0\n"
    )


def test_a_broken_lesson_is_one_message_and_exit_1(project):
    done = script(write(project, code("x = 1", "A b")))
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: examples/01_mini.py:15: the cell has the id 'A b'")
    assert "Traceback" not in done.stderr.decode()


def test_the_starter_is_not_run(project):
    done = script(write(project, exercise(starter="print('starter')\nx = 0"), code("x")))
    assert done.stdout == b"1\n"


def test_warnings_are_shown_and_do_not_stop_it(project):
    done = script(write(project, code("import warnings\nwarnings.warn('old')\nprint('after')")))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"after\n", b"UserWarning: old\n")


def test_the_readers_own_settings_stay(project):
    (project.parent / ".cache" / "huggingface" / "hub").mkdir(parents=True)
    path = write(project, code("import os\nprint(os.environ['HF_HOME'], os.environ.get('HF_HUB_OFFLINE'))"))
    assert script(path, HF_HOME="mine").stdout == b"mine None\n"
    assert script(path).stdout.decode() == f"{project.parent}/.cache/huggingface 1\n"


def test_without_the_projects_cache_the_hub_is_left_as_it_is(project):
    path = write(project, code("import os\nprint('HF_HOME' in os.environ, 'HF_HUB_OFFLINE' in os.environ)"))
    assert script(path).stdout == b"False False\n"


def test_a_closed_pipe_and_an_interrupt_end_it_quietly(project):
    path = write(project, code("print('first', flush=True)\nwhile True: print('x' * 1000)"))
    with subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}) as running:
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    path = write(project, code("print('first')\nwhile True: pass"))
    with subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}) as running:
        running.stdout.readline()
        os.kill(running.pid, signal.SIGINT)
        assert running.stderr.read() == b""
    assert running.returncode == 130
