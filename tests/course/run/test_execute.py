"""Lessons in forked processes: what they see, what they leave behind, and how they are stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from minicourse import CASES, code, write
from patience import SECONDS

from course.errors import CourseError
from course.lessons.parse import load, load_all
from course.paths import ROOT
from course.run.checks import CellError
from course.run.execute import Executor, ExecutorError

PHI3 = "microsoft/Phi-3-mini-4k-instruct"


@pytest.fixture(scope="module")
def executor():
    with Executor([], Path("nowhere")) as executor:
        yield executor


def text(result, cell_id="cell"):
    (cell,) = [cell for cell in result.cells if cell.cell.id == cell_id]
    return "".join(output.plain for output in cell.outputs)


def run(executor, folder, *cells):
    return next(iter(executor.run([load(write(folder, *cells))])))


def test_outputs_prose_and_counts(executor):
    first, second = list(executor.run(load_all(CASES)))[:2]
    shown = {cell.cell.id: [(o.kind, o.plain) for o in cell.outputs] for cell in first.cells}
    assert shown["streams"] == [("stdout", "one\ntwo\n안녕하세요 🤗\n")]
    assert shown["result"] == [("result", "['a', 'b']")]
    assert [kind for kind, _ in shown["display-between"]] == [
        "stdout",
        "display",
        "display",
        "display",
        "stdout",
        "result",
    ]
    assert shown["error"] == [("stdout", "printed first\n"), ("error", "KeyError: 'missing'")]
    assert shown["own-error"] == [("error", "TooLong: too long:\n  two lines")]
    assert shown["source"][0][1].startswith("def double(x):\n    # doubles\n")
    assert shown["main"] == [("result", "('__main__', False)")]
    assert {cell.cell.id: cell.source for cell in first.cells}["quoted"] == "There are 2 words, the first is `a`."
    assert second.cells[-1].source == "There were 4 different words among 6."


def test_results_come_in_the_order_of_the_lessons(executor, tmp_path):
    slow = write(tmp_path, code("import time\ntime.sleep(0.3)\n'slow'"), name="01_slow.py")
    fast = write(tmp_path, code("'fast'"), name="02_fast.py")
    assert [text(result) for result in executor.run([load(slow), load(fast)])] == ["'slow'", "'fast'"]


def test_lessons_do_not_see_each_other(executor, tmp_path):
    source = (
        "import builtins, sys\nseen = hasattr(builtins, 'left'), 'left' in sys.modules\nbuiltins.left = "
        "sys.modules['left'] = 1\nseen"
    )
    lessons = [load(write(tmp_path, code(source), name=f"0{n}_one.py")) for n in (1, 2, 3)]
    for _ in range(2):
        assert [text(result) for result in executor.run(lessons)] == ["(False, False)"] * 3


def test_each_lesson_has_an_empty_folder_of_its_own(executor, tmp_path):
    source = "import os\nprint(os.listdir())\nopen('left', 'w').close()"
    lessons = [load(write(tmp_path, code(source), name=f"0{n}_one.py")) for n in (1, 2)]
    assert [text(result) for result in executor.run(lessons)] == ["[]\n"] * 2


def test_nothing_of_the_users_environment_reaches_a_lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    with Executor([], Path("nowhere")) as executor:
        result = run(executor, tmp_path, code("import os\nprint(*sorted(os.environ), sep=' ')"))
    names = set(text(result).split())
    assert names.isdisjoint({"HF_TOKEN", "PYTHONSTARTUP", "USER"})
    assert {"HF_HOME", "PYTHONHASHSEED", "TZ"} <= names


def test_a_changed_module_is_imported_anew(tmp_path):
    lesson = load(write(tmp_path, code("import helper\nhelper.WORD")))
    with Executor([], Path("nowhere"), modules=tmp_path) as executor:
        for word in ("one", "two"):
            (tmp_path / "helper.py").write_text(f"WORD = {word!r}\n", encoding="utf-8")
            (result,) = executor.run([lesson])
            assert text(result) == repr(word)


def test_a_loaded_tokenizer_is_handed_out_once_and_unchanged(cache, tmp_path):
    source = f"""
from transformers import AutoTokenizer
first = AutoTokenizer.from_pretrained("{PHI3}")
print(len(first), first.pad_token)
first.add_tokens(["<mine>"])
first.pad_token = "<mine>"
second = AutoTokenizer.from_pretrained("{PHI3}")
print(second is first, len(second), second.pad_token)
left = AutoTokenizer.from_pretrained("{PHI3}", padding_side="right")
print(left.padding_side, second.padding_side)"""
    lessons = [load(write(tmp_path, code(source.strip()), name=f"0{n}_one.py")) for n in (1, 2)]
    with Executor([PHI3], cache) as executor:
        results = list(executor.run(lessons))
    expected = "32011 <|endoftext|>\nFalse 32011 <|endoftext|>\nright left\n"
    assert [text(result) for result in results] == [expected, expected]


def test_a_tokenizer_that_is_not_there_is_named_with_its_lesson(tmp_path):
    lesson = load(write(tmp_path / "examples", code(f"name = '{PHI3}'")))
    with Executor([PHI3], tmp_path) as executor, pytest.raises(ExecutorError) as error:
        list(executor.run([lesson]))
    assert (
        str(error.value) == f"examples/01_mini.py needs the tokenizer {PHI3}, which is not built yet; run `make site`."
    )


def test_a_tokenizer_that_cannot_be_loaded_fails_where_the_lesson_loads_it(tmp_path):
    (tmp_path / "hub" / f"models--{PHI3.replace('/', '--')}").mkdir(parents=True)
    source = f"from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained('{PHI3}')"
    with Executor([PHI3], tmp_path) as executor, pytest.raises(CellError, match="01_mini.py:16: cell cell: OSError"):
        run(executor, tmp_path / "examples", code(source))


def test_the_first_failing_lesson_in_order_is_reported_and_the_executor_lives_on(executor, tmp_path):
    good = load(write(tmp_path, code("'good'"), name="01_good.py"))
    bad = load(write(tmp_path, code("import time\ntime.sleep(0.3)\n1 / 0"), name="02_bad.py"))
    worse = load(write(tmp_path, code("1 / 0"), name="03_worse.py"))
    results = executor.run([good, bad, worse])
    assert text(next(results)) == "'good'"
    with pytest.raises(CellError, match="02_bad.py:17: cell cell: ZeroDivisionError: division by zero\n    1 / 0"):
        next(results)
    assert text(next(iter(executor.run([good])))) == "'good'"


def test_an_iterator_that_is_left_early_stops_its_lessons(executor, tmp_path):
    quick = load(write(tmp_path, code("'quick'"), name="01_quick.py"))
    endless = load(write(tmp_path, code("while True: pass"), name="02_endless.py"))
    for _ in range(2):
        results = executor.run([quick, endless])
        assert text(next(results)) == "'quick'"
        results.close()


def test_no_lessons_are_no_results(executor):
    assert list(executor.run([])) == []


def test_a_system_that_cannot_fork_is_told_so(monkeypatch):
    monkeypatch.delattr(os, "fork")
    with pytest.raises(CourseError, match="use WSL"):
        Executor([], Path("nowhere"))


DRIVER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from course.run.execute import Executor
from course.lessons.parse import load
try:
    with Executor([], Path("nowhere")) as executor:
        list(executor.run([load(Path(sys.argv[2]))]))
except KeyboardInterrupt:
    sys.exit(130)
"""


def start_endless(folder):
    """A driver whose lesson never ends; returns it and the pids of worker and lesson."""
    pids = folder / "pids"
    source = (
        f"import os\nwith open({str(pids)!r}, 'w') as f:\n    print(os.getppid(), os.getpid(), "
        "file=f)\nwhile True: pass"
    )
    path = write(folder, code(source))
    driver = subprocess.Popen([sys.executable, "-c", DRIVER, ROOT / "scripts", path], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: pids.exists() and pids.read_text().endswith("\n"), driver)
    return driver, [int(pid) for pid in pids.read_text().split()]


def wait_until(condition, process=None):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        assert process is None or process.poll() is None, process.stderr.read()
        time.sleep(0.02)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes apart by /proc")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_no_process_outlives_the_build(tmp_path, number):
    driver, pids = start_endless(tmp_path)
    driver.send_signal(number)
    _, stderr = driver.communicate(timeout=SECONDS)
    wait_until(lambda: not any(map(alive, pids)))
    assert "Traceback" not in stderr
    if number == signal.SIGINT:
        assert driver.returncode == 130


# It leaves before its worker, which is held, has heard what to run.
LEAVING = DRIVER.replace("import sys", "import os, signal, sys", 1).replace(
    "list(executor.run([load(Path(sys.argv[2]))]))",
    """worker = executor._process.pid
        os.kill(worker, signal.SIGSTOP)
        executor._send(("run", [load(Path(sys.argv[2]))]))
        print(worker, executor._log, flush=True)
        os._exit(0)""",
)


@needs_proc
def test_nor_does_one_that_is_started_when_the_build_has_gone(tmp_path):
    path = write(tmp_path, code("while True: pass"))
    command = [sys.executable, "-c", LEAVING, ROOT / "scripts", path]
    temporary = os.environ | {"TMPDIR": str(tmp_path)}
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=SECONDS, check=True, env=temporary).stdout
    worker, log = int(said.split()[0]), Path(said.split()[1])

    def left():
        """The worker and its lesson: their session has the worker's number."""
        pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
        return [pid for pid in pids if alive(pid) and session(pid) == worker]

    assert left() == [worker]
    os.kill(worker, signal.SIGCONT)
    wait_until(lambda: not left())
    assert log.read_text() == ""  # it has not died of it: then the lesson lives on, where it is quicker


def session(pid):
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


@needs_proc
def test_a_killed_worker_is_reported_and_its_lesson_ended(tmp_path):
    driver, (worker, lesson) = start_endless(tmp_path)
    os.kill(worker, signal.SIGKILL)
    _, stderr = driver.communicate(timeout=SECONDS)
    wait_until(lambda: not alive(lesson))
    assert "ExecutorError: The process that runs the lessons ended" in stderr
