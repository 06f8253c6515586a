"""An exception as the page shows it: the reader's lines, and nothing of the machinery below and above them."""

import re
import traceback

from page_habits import explain

_OURS = re.compile(r'File "<cell ([^">]+):\d+>"')
_LONGEST = 10_000  # characters of one message
_FRAMES = 40

_PLAIN = {
    "KeyboardInterrupt": "stopped",
    "SystemExit": "the cell asked Python to exit; in the page Python goes on, and the variables are kept",
    "MemoryError": "the cell needs more memory than the page gives Python (1 GB)",
}


def describe(error, filename, files):
    """The error as a dict: RunError of live/src/python/types.ts.

    `filename`: the cell that ran; `files`: {name under which a cell was compiled: (cell id, source lines)}.
    """
    frames = [
        {"cell": files[name][0], "line": line, "name": frame.f_code.co_name, "source": _line(files[name][1], line)}
        for frame, line in traceback.walk_tb(error.__traceback__)
        if (name := frame.f_code.co_filename) in files
    ]
    within = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == filename]
    if isinstance(error, SyntaxError) and error.filename in files and error.lineno:
        where = {"line": error.lineno, "source": _line(files[error.filename][1], error.lineno)}
        frames.append({"cell": files[error.filename][0], "name": "<module>", **where})
        within += [error.lineno] if error.filename == filename else []
    kind = type(error).__name__
    _explain(error, files)
    message = _short(_PLAIN.get(kind) or _text(error))
    if kind == "SystemExit" and isinstance(error.code, str):  # what Python would print
        message = f"{_short(error.code)}; {message}"
    last = f"{kind}: {message}" if message else kind
    text = last if kind in ("KeyboardInterrupt", "SystemExit") else _traceback(error, files, kind, last)
    if len(frames) > _FRAMES:
        frames = frames[: _FRAMES // 2] + frames[-_FRAMES // 2 :]
    line = within[-1] if within else None
    return {"type": kind, "message": message, "last": last, "text": text, "line": line, "frames": frames}


def _traceback(error, files, kind, last):
    if kind == "MemoryError":
        return last
    told = traceback.TracebackException.from_exception(error)
    _keep_readers_lines(told, files)
    return _short(_OURS.sub(r"Cell \1", "".join(told.format()).rstrip("\n")), 3 * _LONGEST)


def _explain(error, files):
    """Puts our sentence in the place of a message that would mislead."""
    own = isinstance(error, SyntaxError) and error.filename in files and error.lineno
    if sentence := explain(error, _line(files[error.filename][1], error.lineno) if own else ""):
        if isinstance(error, (SyntaxError, ImportError)):
            error.msg = sentence
        elif isinstance(error, OSError):
            del error.errno, error.strerror, error.filename  # else they are the message
        error.args = (sentence,)


def _keep_readers_lines(told, files):
    told.stack = traceback.StackSummary(frame for frame in told.stack if frame.filename in files)
    for other in (told.__cause__, told.__context__, *(told.exceptions or ())):
        if other:
            _keep_readers_lines(other, files)


def _text(error):
    try:
        return (error.msg or "") if isinstance(error, SyntaxError) else str(error)
    except Exception:  # the reader's own __str__
        return "<the exception's __str__ failed>"


def _short(text, longest=_LONGEST):
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text) - longest} more characters)"


def _line(lines, number):
    return lines[number - 1].rstrip("\r\n") if 0 < number <= len(lines) else ""
