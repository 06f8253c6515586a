"""Token Tour's command line: one verb per stage, `all` for the whole line, `serve` to work on it."""

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from course.errors import CourseError
from course.paths import EXAMPLES, HF_HOME, NOTEBOOKS, ROOT, SITE
from course.progress import Progress, Step
from course.work import alone


def tokenizers(options: argparse.Namespace, progress: Progress) -> None:
    """Rebuild or fetch the tokenizer files into the local Hub cache."""
    from course.tokenizers import manifest, snapshots

    with progress.step("Tokenizers") as step:
        report = snapshots.ensure(
            manifest.load(), HF_HOME, provider=options.provider, only=options.model, verify=options.verify, say=step.say
        )
        step.result = str(report)


def lessons(options: argparse.Namespace, progress: Progress) -> None:
    """Execute the lessons and write their notebooks, or compare with the committed ones."""
    with _executor(options) as executor:
        _execute(executor, options, progress)


def assets(options: argparse.Namespace, progress: Progress) -> None:
    """Build what live cells load: Python for the browser, tokenizers, page scripts."""
    from course.browser import live_cells
    from course.tokenizers import manifest

    with progress.step("Live cells") as step:
        step.result = live_cells.build(manifest.load().models, step.say)


def site(options: argparse.Namespace, progress: Progress) -> None:
    """Build the site from the notebooks and pages."""
    from course.site import build as course_site

    with progress.step("Site") as step:
        pages, warnings = course_site.build(SITE, draft=options.draft)
        step.result = f"{pages} pages"
    if warnings:
        progress.say(warnings)


def everything(options: argparse.Namespace, progress: Progress) -> None:
    """Tokenizers, lessons, live cells, site."""
    for stage in (tokenizers, lessons, assets, site):
        stage(options, progress)
    folder = os.path.relpath(SITE)
    progress.say(f"The site is in {folder}/. Open it with: {os.path.relpath(sys.executable)} -m http.server -d {folder} 8000")
    progress.say("and go to http://localhost:8000/, or run `make serve` to work on it with live reload.")


def serve(options: argparse.Namespace, progress: Progress) -> None:
    """Build, then serve with live reload; a changed lesson is executed again."""
    from course.site import serve as course_serve

    def working():
        return alone("build.py serve", progress.say)

    with working():
        tokenizers(options, progress)
        assets(options, progress)
    with _executor(options) as executor:
        with working():
            _execute(executor, options, progress)

        def changed(paths: set[Path]) -> None:
            names = sorted(path.stem for path in paths if path.name[0].isdigit() or path.name.startswith("page_"))
            every = any(path.name == "tour.py" or not path.exists() for path in paths)
            if every or names:
                options.lesson = [] if every else names
                with working():
                    _execute(executor, options, progress)

        course_serve.serve(options.port, EXAMPLES, changed, progress.say)


def _executor(options: argparse.Namespace):
    from course.run.execute import Executor
    from course.tokenizers import manifest

    repos = [model.repo for model in manifest.load().models]
    return Executor(repos, HF_HOME, options.cell_timeout)


def _execute(executor, options: argparse.Namespace, progress: Progress) -> None:
    from course.lessons import parse as course_lessons
    from course.notebooks import downloads, publish
    from course.reference import collect
    from course.tokenizers import manifest

    different: list[str] = []
    with progress.step("Lessons") as step:
        chosen = course_lessons.load_all(EXAMPLES, options.lesson)
        setup = downloads.setup_source(manifest.load(), ROOT / "requirements.txt", EXAMPLES / "tour.py")
        fresh = publish.render(_told(executor.run(chosen), len(chosen), step), NOTEBOOKS, setup, course_lessons.numbers(EXAMPLES))
        gone = [] if options.lesson else publish.leftovers(NOTEBOOKS, (lesson.slug for lesson in chosen))
        if options.check:
            different = publish.differences(fresh, gone)
            step.result = f"{len(fresh)} executed and compared"
        else:
            changed = publish.write(fresh, gone)
            step.result = f"{len(fresh)} executed, {len(changed)} changed"
    if not options.lesson:
        with progress.step("Reference") as step:
            facts = collect.measured(HF_HOME)
            if options.check:
                different += collect.differences(facts)
            else:
                step.result = "changed" if collect.write(facts) else "unchanged"
    if options.check:
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
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="print results and errors only")
    stages = parser.add_subparsers(metavar="STAGE", required=True)
    verbs = {"tokenizers": tokenizers, "lessons": lessons, "assets": assets, "site": site, "all": everything, "serve": serve}
    for name, run in verbs.items():
        verb = stages.add_parser(name, help=run.__doc__, description=run.__doc__)
        verb.set_defaults(run=run, verb=name, provider="package", model=[], verify=False, lesson=[], check=False, cell_timeout=60.0, draft=False)
        if name in ("tokenizers", "all"):
            verb.add_argument("--provider", help="package (default; no account) or hub (huggingface_hub, with your token)")
            verb.add_argument("--verify", action="store_true", help="hash every file again")
        if name == "tokenizers":
            verb.add_argument("--model", action="append", default=[], help="only this model of models.toml (may be repeated)")
        if name == "lessons":
            verb.add_argument("lesson", nargs="*", metavar="NN", default=[], help="only these lessons, by number or name")
            verb.add_argument("--check", action="store_true", help="write nothing; exit 1 when a committed output differs")
        if name in ("lessons", "all", "serve"):
            verb.add_argument("--cell-timeout", type=float, metavar="S", help="seconds that one cell may run (60)")
        if name == "site":
            verb.add_argument("--draft", action="store_true", help="links to what is not written yet are only told")
        if name == "serve":
            verb.add_argument("--port", type=int, default=8000, help="port on this machine (8000)")
    return parser


def main() -> int:
    options = _parser().parse_args()
    progress = Progress(options.quiet)
    # The server works now and then only, and takes its turn each time.
    turn = nullcontext() if options.verb == "serve" else alone(f"build.py {options.verb}", progress.say)
    try:
        with turn:
            options.run(options, progress)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
