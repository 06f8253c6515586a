"""Text that was written for a terminal, as a notebook shows it: lines that were overwritten, and no colours."""

import re

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_MOVES = re.compile(r"[\r\b]")


def shown(text: str) -> str:
    """`text` after carriage returns, which go on at the line's start, and backspaces, which delete; escape sequences
    are left out.

    live/src/page/terminal.ts does the same for a cell that runs.
    """
    text = _ESCAPES.sub("", text)
    return "\n".join(map(_line, text.split("\n"))) if _MOVES.search(text) else text


def _line(line: str) -> str:
    kept: list[str] = []
    at = 0
    for character in line:
        if character == "\r":
            at = 0
        elif character == "\b":
            if at:
                at -= 1
                del kept[at]
        else:
            kept[at : at + 1] = [character]
            at += 1
    return "".join(kept)
