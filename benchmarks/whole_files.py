"""Whole files in the page's worker against the Rust library in one thread, in one run.

    python benchmarks/whole_files.py [--sizes 10,100] [--only llama-3.1,xlm-r] [--check]

A text file, and at the first size JSONL and CSV with the same lines as rows, are streamed and counted: the page's
code in Node, and Python's readers with the library. Every measurement is a process of its own, in its CPU seconds
without loading; on a busy machine only the ratios of one run mean something. A text larger than 10 MB repeats the
first 10. `peak` is the memory that the process had at most.

`--check` exits 1 where a sum is not the library's, or counting takes more than 2.5 times Rust's time.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks" / "speed"
sys.path[:0] = [str(ROOT / "scripts"), str(HERE)]

from mixed_text import mixed_text

from course import node
from course.browser.browser_assets import asset_name
from course.browser.live_cells import PARTS
from course.paths import CACHE, HF_HOME
from course.tokenizers import manifest

WORK = CACHE / "speed"
MODELS = "llama-3.1,phi-3,xlm-r"
MOST_OF_RUST = 2.5
PIECE = 10  # MB


def bundle() -> Path:
    """The code of the page's worker in one module."""
    source = ROOT / "live" / "src"
    entry = "".join(
        f'export * from "{source / name}";\n'
        for name in ("rows/counter.ts", "rows/look.ts", "encoder/open_any.ts", "encoder/open_compact.ts")
    )
    out = WORK / "rows.mjs"
    command = [ROOT / "live/node_modules/.bin/esbuild", "--bundle", "--format=esm", "--log-level=warning"]
    subprocess.run([*command, f"--outfile={out}"], input=entry, text=True, check=True, cwd=ROOT / "live")
    return out


def written(sizes: list[int]) -> list[Path]:
    text = mixed_text(min(PIECE, sizes[0]) * 1_000_000)
    lines = text.split("\n")
    files = []
    for size in sizes:
        files.append(WORK / f"{size}MB.txt")
        files[-1].write_text("\n".join([text] * max(1, size // PIECE)), encoding="utf-8")
    files.append(WORK / "rows.jsonl")
    files[-1].write_text("".join(json.dumps({"id": i, "text": line}) + "\n" for i, line in enumerate(lines)))
    files.append(WORK / "rows.csv")
    with files[-1].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *enumerate(lines)])
    return files


def measured(*command: str | Path) -> dict:
    subprocess.run(command, cwd=ROOT, check=True)
    return json.loads((WORK / "counted.json").read_text())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=lambda sizes: [int(size) for size in sizes.split(",")], default=[10, 100])
    parser.add_argument("--only", type=lambda names: names.split(","), default=MODELS.split(","))
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    os.environ.update(HF_HOME=str(HF_HOME), HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")
    os.environ.update(RAYON_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
    WORK.mkdir(parents=True, exist_ok=True)
    files, ours, output = written(arguments.sizes), bundle(), WORK / "counted.json"
    print(f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    heads = ("CPU s", "MB/s", "peak MB", "Rust s", "MB/s", "ratio")
    print(f"{'':12}{'file':12}{'rows':>11}{''.join(f'{head:>9}' for head in heads)}  same sum")
    missed = []
    for model in manifest.load().select(arguments.only):
        for file in files:
            asset = PARTS / "tokenizers" / asset_name(model.repo)
            page = measured(node.find(), "--max-old-space-size=2000", HERE / "files.mjs", ours, output, file, asset)
            rust = measured(sys.executable, HERE / "rust_rows.py", output, file, model.repo)
            size, ratio = file.stat().st_size / 1e6, page["cpu"] / rust["cpu"]
            same = (page["rows"], page["totals"]) == (rust["rows"], rust["totals"])
            numbers = (page["cpu"], size / page["cpu"], page["peak"], rust["cpu"], size / rust["cpu"], ratio)
            cells = "".join(f"{number:9.2f}" for number in numbers)
            print(f"{model.id:12}{file.name:12}{page['rows']:11,}{cells}  {'yes' if same else 'NO'}", flush=True)
            if not same:
                missed.append(f"{model.id}, {file.name}: the sums differ")
            if ratio > MOST_OF_RUST:
                missed.append(f"{model.id}, {file.name}: {ratio:.2f} times Rust's time")
    for miss in missed:
        print(f"Missed: {miss}.")
    return int(arguments.check and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
