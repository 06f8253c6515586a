"""What several test processes need is made by one of them."""

import os
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(base: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make(folder)`; `base` is pytest's folder for this process
    (`tmp_path_factory.getbasetemp()`).

    The first process makes it while the others wait (pytest-xdist). What fails is made again by whoever asks next.
    """
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
