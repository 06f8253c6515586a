"""The `executed` fixture's work: every lesson of the course, run once for all tests."""

from pathlib import Path

from course import manifest
from course.execute import Executor
from course.lessons import load_all
from course.paths import EXAMPLES
from course.records import Result


def execute_examples(cache: Path) -> dict[str, Result]:
    with Executor([model.repo for model in manifest.load().models], cache) as executor:
        return {result.lesson.slug: result for result in executor.run(load_all(EXAMPLES))}
