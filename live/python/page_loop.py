"""asyncio without a browser's event loop: `asyncio.run` and a cell's `await` run to their end while the page waits."""

import asyncio
import time


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


def run(main, *, debug=None, loop_factory=None):
    """`asyncio.run`."""
    outer = asyncio._get_running_loop()
    if isinstance(outer, _Loop):
        raise RuntimeError("asyncio.run() cannot be called from a running event loop; use `await`")
    asyncio._set_running_loop(None)  # Pyodide's own loop counts as running
    try:
        with asyncio.Runner(debug=debug, loop_factory=loop_factory or _Loop) as runner:
            return runner.run(main)
    finally:
        asyncio._set_running_loop(outer)
