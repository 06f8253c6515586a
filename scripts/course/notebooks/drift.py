"""Committed notebooks against freshly executed ones, as a diff for people. Pure."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator

LONGEST = 40  # lines of diff for one output or source
WIDTH = 120  # characters of a line of diff


def compare(committed: bytes | None, fresh: bytes | None, name: str) -> str:
    """What differs between two notebooks, cell by cell; "" if nothing does.

    `name` is the notebook's path, for the headings. committed None: never committed.
    fresh None: its lesson is gone.
    """
    if committed == fresh:
        return ""
    if committed is None:
        return f"{name}: is not committed yet"
    if fresh is None:
        return f"{name}: has no lesson any more"
    try:
        old, new = json.loads(committed), json.loads(fresh)
        before, after = ({cell["id"]: cell for cell in notebook["cells"]} for notebook in (old, new))
    except (ValueError, KeyError, TypeError):
        return f"{name}: the committed file is not a notebook of this project"
    report = [f"{name}: cell {cell_id} is gone\n" for cell_id in before if cell_id not in after]
    report += [f"{name}: cell {cell_id} is new\n" for cell_id in after if cell_id not in before]
    common = [cell_id for cell_id in after if cell_id in before]
    if common != [cell_id for cell_id in before if cell_id in after]:
        report.append(f"{name}: the cells are in another order\n")
    for cell_id in common:
        report += _cell(before[cell_id], after[cell_id], f"{name}, cell {cell_id}")
    if old.get("metadata") != new.get("metadata"):
        report.append(f"{name}: title, question, description or other metadata differ\n")
    report = report or [f"{name}: the same content in another form (cell numbers or layout of the file)"]
    return "".join(report).rstrip("\n")


def _cell(old: dict, new: dict, place: str) -> Iterator[str]:
    if old.get("cell_type") != new.get("cell_type"):
        yield f"{place}: was {old.get('cell_type')}, is {new.get('cell_type')}\n"
        return
    if old.get("source") != new.get("source"):
        yield _diff(f"{place}, source", _text(old.get("source")), _text(new.get("source")))
    if old.get("metadata") != new.get("metadata"):
        yield f"{place}: tags or other metadata differ\n"
    before, after = old.get("outputs", []), new.get("outputs", [])
    for number in range(max(len(before), len(after))):
        was = _faces(before[number]) if number < len(before) else {}
        now = _faces(after[number]) if number < len(after) else {}
        heading = f"{place}, output {number + 1}"
        for face in dict.fromkeys([*was, *now]):
            if was.get(face) == now.get(face):
                continue
            if face == "html":
                # The text above it mostly says the same; markup in a diff helps nobody.
                yield f"{heading}: html differs ({_size(was)} before, {_size(now)} now)\n"
            else:
                yield _diff(f"{heading} ({face})", was.get(face, ""), now.get(face, ""))


def _faces(output: dict) -> dict[str, str]:
    """What an output shows, by a name for people."""
    kind = output.get("output_type")
    if kind == "stream":
        return {output.get("name", "stream"): _text(output.get("text"))}
    if kind == "error":
        return {"error": f"{output.get('ename')}: {output.get('evalue')}"}
    data = output.get("data", {})
    faces = {"result" if kind == "execute_result" else "display": _text(data.get("text/plain"))}
    return faces | ({"html": _text(data["text/html"])} if "text/html" in data else {})


def _diff(heading: str, old: str, new: str) -> str:
    lines = list(difflib.unified_diff(_pieces(old), _pieces(new), lineterm="", n=1))[2:]
    lines = [line for line in lines if not line.startswith("@@")]
    more = len(lines) - LONGEST
    if more > 0:
        lines = [*lines[:LONGEST], f"… {more} more lines"]
    return f"{heading}:\n" + "".join(f"  {line}\n" for line in lines)


def _pieces(text: str) -> list[str]:
    """Lines, long ones in pieces, so that a change far to the right is seen."""
    return [line[at : at + WIDTH] for line in text.split("\n") for at in range(0, max(len(line), 1), WIDTH)]


def _size(faces: dict[str, str]) -> str:
    if "html" not in faces:
        return "none"
    words = re.sub(r"<style.*?</style>|<[^>]*>", " ", faces["html"], flags=re.DOTALL).split()
    return f"{len(faces['html'])} characters, {len(words)} words"


def _text(value: object) -> str:
    return "".join(value) if isinstance(value, list) else str(value or "")
