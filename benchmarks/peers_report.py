"""The tables of live_peers.py: figures are lists of numbers by peer and by column."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

Figures = Mapping[str, Mapping[str, list[float]]]

TIMES = ("click cold", "click warm", "arrival cold", "arrival warm")  # ms
BARE, OURS = "bare Pyodide", "live cells"
TARGET = 0.5  # of bare Pyodide's cold click
ENCODE = 20.0  # ms


def times(found: Figures) -> str:
    """Medians in seconds, and in brackets as multiples of bare Pyodide's."""
    lines = [f"{'seconds (× bare)':18}" + "".join(f"{name:>16}" for name in TIMES) + "   least to most, cold"]
    for name, figures in found.items():
        cells = "".join(_time(figures.get(column), found.get(BARE, {}).get(column)) for column in TIMES)
        cold = figures.get("click cold") or figures["arrival cold"]
        lines.append(f"{name:18}{cells}   {min(cold) / 1000:.2f} to {max(cold) / 1000:.2f}")
    return "\n".join(lines)


def _time(all_: list[float] | None, bare: list[float] | None) -> str:
    if not all_:
        return f"{'–':>16}"
    ratio = f"({statistics.median(all_) / statistics.median(bare):.2f})" if bare else ""
    return f"{statistics.median(all_) / 1000:9.2f} {ratio:>6}"


def traffic(found: Figures) -> str:
    """What went over the wire of an arrival, cold and warm."""
    lines = [f"{'cold, warm':18}{'MB':>16}{'MB with gzip':>16}{'requests':>16}"]
    for name, figures in found.items():
        mega = [
            [statistics.median(figures[f"{unit} {state}"]) / 1e6 for state in ("cold", "warm")]
            for unit in ("bytes", "gzip")
        ]
        cold, warm = (statistics.median(figures[f"requests {state}"]) for state in ("cold", "warm"))
        lines.append(
            f"{name:18}"
            + "".join(f"{f'{first:.1f}, {second:.1f}':>16}" for first, second in mega)
            + f"{f'{cold:.0f}, {warm:.0f}':>16}"
        )
    return "\n".join(lines)


def missed(found: Figures, encoded: list[float]) -> list[str]:
    """The targets that these figures miss, as sentences."""
    sentences = []
    if BARE in found and OURS in found:
        ratio = statistics.median(found[OURS]["click cold"]) / statistics.median(found[BARE]["click cold"])
        if ratio > TARGET:
            sentences.append(f"A cold click takes {ratio:.2f} of bare Pyodide's; the target is {TARGET}.")
    if encoded and (median := statistics.median(encoded)) > ENCODE:
        sentences.append(f"An encode takes {median:.1f} ms from click to text; the target is {ENCODE:.0f}.")
    return sentences
