"""asyncio without a browser's event loop: `asyncio.run` and a cell's `await` run to their end while the page waits."""

import asyncio
import time

_PASSES = 100  # of what is ready, at the start and the end of a cell: a task may never wait


class _Clock:
    """In place of a selector: there are no files to wait for, only time."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the cell waits for something that nobody will do; a page has no threads and no network")
        if timeout > 0:
            time.sleep(timeout)  # page_runner's, which Stop ends
        return []

    def close(self):
        pass


class _Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class CellLoop(_Loop):
    """The loop of all cells, as Jupyter's kernel has one: a task that a cell makes goes on when later cells run."""

    def __enter__(self):
        """A cell starts: what it calls finds this loop running, and tasks whose time has come go on."""
        self._outer = asyncio._get_running_loop()  # Pyodide's own
        asyncio._set_running_loop(self)
        self._advance()
        return self

    def __exit__(self, *raised):
        try:
            self._advance()
        finally:
            asyncio._set_running_loop(self._outer)

    def _advance(self):
        """Tasks go on as far as they can without waiting."""
        for _ in range(_PASSES):
            self._alone(lambda: self.run_until_complete(_nothing()))
            if not self._ready and not self._due():
                return

    def finish(self, main):
        """The value of a cell's coroutine."""
        task = self.create_task(main)
        try:
            return self._alone(lambda: self.run_until_complete(task))
        except BaseException:
            task.cancel()  # stopped, or it would wait for ever
            raise

    def _due(self):
        return bool(self._scheduled) and self._scheduled[0]._when <= self.time()

    def _alone(self, run):
        asyncio._set_running_loop(None)  # or it would not start
        try:
            return run()
        finally:
            asyncio._set_running_loop(self)


async def _nothing():
    pass


def run(main, *, debug=None, loop_factory=None):
    """`asyncio.run`."""
    outer = asyncio._get_running_loop()
    if isinstance(outer, _Loop) and outer.is_running():
        raise RuntimeError("asyncio.run() cannot be called from a running event loop; use `await`")
    asyncio._set_running_loop(None)  # the cell's counts as running
    try:
        with asyncio.Runner(debug=debug, loop_factory=loop_factory or _Loop) as runner:
            return runner.run(main)
    finally:
        asyncio._set_running_loop(outer)
