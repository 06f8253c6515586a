"""`snapshots.ensure` as a process of its own: `python ensure_process.py CACHE MANIFEST PROVIDER [MODEL …]`.

Prints what it says, then the report or `error: …`, then the heavy libraries that it imported. Used by the tests.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

from patience import SECONDS  # noqa: E402

from course.errors import CourseError  # noqa: E402
from course.tokenizers import manifest, snapshots  # noqa: E402

HEAVY = ("gguf", "numpy", "huggingface_hub", "transformers", "tokenizers", "filelock", "rich")


def main(cache: str, toml: str, provider: str, *only: str) -> int:
    if limit := os.environ.get(
        "FILE_LIMIT"
    ):  # bytes that one file may have: the system refuses more, as a full disk does
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        report = snapshots.ensure(
            manifest.load(Path(toml)),
            Path(cache),
            provider,
            only,
            say=lambda line: print(line, flush=True),
            lock_timeout=float(os.environ.get("LOCK_TIMEOUT", SECONDS)),
        )
    except CourseError as error:
        print(f"error: {error}")
        return 1
    print(f"written: {' '.join(report.written)}")
    print(f"imported: {' '.join(name for name in HEAVY if name in sys.modules)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
