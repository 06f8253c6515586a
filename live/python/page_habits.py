"""What people type in notebooks and what a page has not: one sentence each, with the way out."""

import builtins
import re
import sys
import textwrap

ELSEWHERE = "the lesson's notebook or script (linked under its title) runs on your computer"
HAS = "Python's standard library, transformers' tokenizers and Jinja2"

_INSTALL = f"nothing can be installed in the page, which has {HAS}; {{elsewhere}} with all else"
_SHELL = "this is a command for a shell, and a page has none; write it in Python, or {elsewhere}"
_PROGRAMS = "a page cannot start other programs; write it in Python, or {elsewhere}"
_THREADS = "a page has no threads; call the function itself, or use map() in place of a pool"
_PROCESSES = "a page has one process; call the function itself, or use map() in place of a pool"
_TIMING = "`%timeit` and `%time` are Jupyter's; in Python: `import timeit; timeit.timeit(lambda: …, number=1000)`"
NO_INPUT = "a cell in the page cannot ask for input(); assign the value in the cell"
_WINDOW = "a cell cannot open a page; write the link down and open it yourself"

_LINES = (  # what a line looks like that is no Python, and what to say
    (r"[!%]{0,2}\s*(pip3?|conda|mamba|uv|apt|apt-get|brew|python3? -m pip)\s+[\w-]", _INSTALL),
    (r"!|.*=\s*!", "`!` runs a program, and a page has none; write it in Python, or {elsewhere}"),
    (r"%%?(time|timeit)\b|.*=\s*%(time|timeit)\b", _TIMING),
    (r"%%?\w|.*=\s*%\w", "a line with `%` is a command of Jupyter, not Python; leave it out, or {elsewhere}"),
    (r"\?|.*\?\??\s*$", "`?` is Jupyter's; in Python it is `help(name)`"),
    (
        r"(>>>|\.\.\.)( |$)|In \[\d*\]:",
        "the prompt was copied along with the code; delete `>>>` and `...` at the start of each line",
    ),
    (r"(cd|ls|cat|mkdir|git|echo|pwd)(\s+[\w./~-]+|$)", _SHELL),
)

_MESSAGES = (  # what Python says where the browser lacks something, and what to say in its place
    (r"can't start new thread", _THREADS),
    (r"does not support processes|_posixsubprocess", _PROGRAMS),
    (r"_multiprocessing|_posixshmem|sem_open|multiprocessing\.synchronize", _PROCESSES),
    (r"from 'js'", _WINDOW),
    (r"^Stack overflow \(used", "maximum recursion depth exceeded"),
    (r"No time zone found with key", "the page's Python knows no time zone but datetime.timezone.utc; {elsewhere}"),
    (
        r"[Cc]annot stack switch|stack switching|run_until_complete|run_sync|another loop is running",
        "a page cannot wait for this; give the coroutine to `await` or `asyncio.run`",
    ),
)

_NAMES = {  # names that Jupyter or a shell knows
    "get_ipython": "`get_ipython` is Jupyter's, and the page is none; {elsewhere}",
    **dict.fromkeys(("ls", "cd", "pwd", "cat", "pip", "git"), _SHELL),
    **dict.fromkeys(
        ("In", "Out"), "the prompt was copied along with the code; delete `In [1]:` at the start of the line"
    ),
}

_EVENTS = {  # sys.addaudithook: what raises before anything happens
    ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect"):
        (OSError, "cells in the page have no network; {elsewhere}"),
    ("os.system", "os.fork", "os.forkpty", "os.exec", "os.spawn", "os.posix_spawn", "subprocess.Popen", "pty.spawn"):
        (OSError, _PROGRAMS),
    ("_thread.start_new_thread", "_thread.start_joinable_thread"):
        (RuntimeError, _THREADS),
    ("webbrowser.open",): (OSError, _WINDOW),
}  # fmt: skip
_BY_EVENT = {event: told for events, told in _EVENTS.items() for event in events}


def refuse(event, arguments):
    """The audit hook."""
    if event in _BY_EVENT:
        kind, sentence = _BY_EVENT[event]
        raise kind(_filled(sentence))


def dedented(source):
    """A cell that begins with an indented line, as Jupyter takes it: code is often pasted from within a function."""
    return textwrap.dedent(source) if re.match(r"\s*^[ \t]+\S", source, re.MULTILINE) else source


def explain(error, line=""):
    """One sentence in place of the error's own message, or "" where Python's message says it. `line`: the source of a
    SyntaxError."""
    if isinstance(error, SyntaxError):
        return next((_filled(sentence) for pattern, sentence in _LINES if re.match(pattern, line.strip())), "")
    if isinstance(error, NameError):
        return _filled(_NAMES.get(error.name, ""))
    if isinstance(error, TypeError) and "object is not callable" in str(error):
        return _shadowed(error)
    if isinstance(error, EOFError) and _raised_in(error, "getpass.py"):
        return NO_INPUT
    if isinstance(error, (ImportError, OSError, RuntimeError, AttributeError, NotImplementedError, KeyError)):
        said = next((sentence for pattern, sentence in _MESSAGES if re.search(pattern, str(error))), "")
        if said:
            return _filled(said)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing(error.name)
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return (
            f"{error.strerror}: {error.filename!r}; a page sees no files of your computer, only those that its cells "
            "wrote: a text can be pasted into a cell as a string"
        )
    return ""


def _innermost(error):
    """The frame in which it was raised."""
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return trace.tb_frame


def _raised_in(error, file):
    return bool(error.__traceback__) and _innermost(error).f_code.co_filename.endswith(f"/{file}")


def _shadowed(error):
    """For `list = […]` in an earlier cell and `list(…)` now."""
    frame = _innermost(error)
    own = frame.f_globals
    name = next(
        (name for name in frame.f_code.co_names if name in own and hasattr(builtins, name) and not callable(own[name])),
        "",
    )
    return f"{error}: `{name}` is a variable of yours now; `del {name}` gives Python's own back" if name else ""


def _missing(name):
    top = name.partition(".")[0]
    if top == "IPython":
        return f"No module named {name!r}: the page is no Jupyter, but `display(…)` works in it without an import"
    if top in ("transformers", "tokenizers", "jinja2", "tour"):
        return f"No module named {name!r} in the page, which has the tokenizers only; {ELSEWHERE} with the full library"
    if top in sys.stdlib_module_names:
        if name != top:  # a part that no Python has
            return ""
        return (
            f"No module named {name!r}: the page's Python does without this part of the standard library; "
            f"{ELSEWHERE} with all of it"
        )
    return f"No module named {name!r}: the page has {HAS}; {ELSEWHERE} with all else"


def _filled(sentence):
    return sentence.replace("{elsewhere}", ELSEWHERE)
