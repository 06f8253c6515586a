"""Coroutines and tasks in cells: they find one event loop, as in a notebook, and go on over cells."""

import pytest

MADE = """
import asyncio, time
async def work(name, seconds=0):
    await asyncio.sleep(seconds)
    print(name)
    return name
"""


@pytest.fixture
def loop(python):
    python.run(MADE)
    return python


def test_a_task_is_made_in_one_statement_or_cell_and_awaited_in_another(loop):
    assert loop.shown("t = asyncio.create_task(work('a'))\nawait t") == "a\n'a'"
    loop.run("t = asyncio.create_task(work('b', 0.01))")
    assert loop.shown("await t") == "b\n'b'"
    assert loop.shown("async with asyncio.TaskGroup() as group:\n    group.create_task(work('c'))") == "c\n"


def test_a_task_goes_on_without_an_await_when_its_time_has_come(loop):
    loop.run("t = asyncio.create_task(work('d', 0.01))")
    assert loop.shown("time.sleep(0.02)") == "d\n"
    assert loop.shown("t.result()") == "'d'"


def test_a_task_that_never_waits_or_never_ends_holds_no_cell_up(loop):
    loop.run(
        "async def forever():\n    while True:\n        await asyncio.sleep(0)\nt = asyncio.create_task(forever())"
    )
    assert loop.shown("1 + 1") == "2"
    loop.run("t.cancel()")
    assert loop.shown("t.cancelled()") == "True"
    loop.run("event = asyncio.Event()\nt = asyncio.create_task(event.wait())")
    loop.run("event.set()")
    assert loop.shown("t.result()") == "True"


def test_all_ask_the_same_loop(loop):
    loop.run("first = asyncio.get_running_loop()")
    assert loop.shown("first is asyncio.get_event_loop()") == "True"
    assert loop.shown("async def which(): return asyncio.get_running_loop()\n(await which()) is first") == "True"
    loop.run("asyncio.get_event_loop().call_soon(print, 'later')")
    assert loop.run("first.run_until_complete(work('e'))")["error"]["message"].startswith("a page cannot wait for this")


def test_what_nobody_will_do_ends_in_a_sentence_and_the_next_cell_runs(loop):
    assert "nobody will do" in loop.run("await asyncio.Future()")["error"]["message"]
    assert loop.shown("await work('f')") == "f\n'f'"
    assert loop.shown("asyncio.run(work('g'))") == "g\n'g'"


def test_stop_ends_a_wait_and_the_loop_goes_on(loop):
    loop.start("print('early')\nawait asyncio.sleep(1000)")
    loop.page.wait_for_function("() => live.pieces.some(piece => piece.text.includes('early'))")
    loop.stop()
    assert loop.result()["status"] == "stopped"
    assert loop.shown("await work('h')") == "h\n'h'"
