"""What a person sees while the build works: a live line in a terminal, plain lines elsewhere, nothing when quiet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape


class Progress:
    """Reports steps. In a terminal the running step is a live line; in a log each step is one plain line."""

    def __init__(self, quiet: bool = False):
        self._console = Console(highlight=False, soft_wrap=True)
        self._quiet = quiet

    @contextmanager
    def step(self, title: str) -> Iterator["Step"]:
        """A long step: `with progress.step("Executing the lessons") as step: step.say("02 of 4")`.

        A finished step leaves one line with its time in seconds; a failed one leaves none, the error speaks.
        """
        began = time.monotonic()
        step = Step(self._console, title, live=self._console.is_terminal and not self._quiet)
        try:
            yield step
        finally:
            step.close()
        if not self._quiet:
            note = f": {step.result}" if step.result else ""
            self._console.print(f"{escape(title)}{escape(note)} ({time.monotonic() - began:.1f} s)")

    def say(self, line: str) -> None:
        """One plain line, also when quiet: for results."""
        self._console.print(escape(line))


class Step:
    """A running step; `say` updates its live line, `result` is what its closing line tells."""

    def __init__(self, console: Console, title: str, live: bool):
        self.result = ""
        self._title = title
        self._status = console.status(escape(title)) if live else None
        if self._status:
            self._status.start()

    def say(self, detail: str) -> None:
        """What the step is doing now, shown only in a terminal."""
        if self._status:
            self._status.update(escape(f"{self._title}: {detail}"))

    def close(self) -> None:
        """Takes the live line away."""
        if self._status:
            self._status.stop()
