"""The page's tokenizers against the Rust library in one thread and other tokenizers in JavaScript, in one run.

    python benchmarks/tokenizer_speed.py [--size 1000000] [--rounds 5] [--only gpt-2,xlm-r] [--no-peers] [--check]

Each tokenizer of models.toml encodes a text of prose in 60 languages, Chinese, Japanese, Korean and code, without
special tokens, after another one like it: so its code has run before, and its caches have not seen this text. `first`
is that other text, by the clock, as a reader waits for it while V8 compiles the code on other threads. `asset`: what
pages load, with the engine that it is for. `json`: the same tokenizer as a reader's own file. `hf.js`:
@huggingface/tokenizers. `gpt.js`: gpt-tokenizer, where it has the vocabulary. Every measurement is a process of its
own, in its CPU time, `load` until a first sentence is encoded. In a round each tool runs once, in another order each
time, so that an uneven machine hits all alike; a ratio is the median of those of the rounds, times are medians. `ids`
says which of the peers give the library's.

`--check` exits 1 where encoding, of the first text or the other, takes more than 1.5 times Rust's time, where a peer
whose ids are right is faster, where loading an asset is not 5 times as fast as hf.js, or where an id of ours is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks" / "speed"
sys.path[:0] = [str(ROOT / "scripts"), str(HERE)]

from mixed_text import SEED, mixed_text
from peers_packages import npm

from course import node
from course.browser.browser_assets import asset_name
from course.browser.live_cells import PARTS
from course.paths import CACHE, HF_HOME
from course.tokenizers import manifest, snapshot_store

WORK = CACHE / "speed"
GPT = "gpt-tokenizer@4.0.0"
GPT_ENCODINGS = {"gpt-2": "r50k_base", "gpt-oss": "o200k_harmony"}
MOST_OF_RUST, LEAST_LOADING = 1.5, 5.0
PATIENCE = 15_000.0  # ms: what takes longer is measured once


@dataclass
class Measured:
    load: float
    first: float
    encode: float
    ids: list[int]
    loaded_ids: list[int]


def measured(command: list[str | Path]) -> Measured | None:
    """One process; None if the tokenizer fails."""
    done = subprocess.run([*command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "Error" in line] or ["it said nothing"]
        print(f"  {command[2]} failed: {said[0]}", flush=True)
        return None
    row = json.loads((WORK / "output.json").read_text())
    return Measured(row["load"], row["first"], row["encode"], row["ids"], row.get("loaded_ids", row["ids"]))


def in_rounds(commands: dict[str, list[str | Path]], rounds: int) -> dict[str, list[Measured]]:
    """The runs of each tool; fewer of one that fails or takes too long, whose later rounds are left out."""
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    left = list(commands)
    for turn in range(rounds):
        for name in sorted(left, key=lambda name: (list(commands).index(name) + turn) % len(commands)):
            run = measured(commands[name])
            if run:
                runs[name].append(run)
            if not run or run.encode > PATIENCE:
                left.remove(name)
    return {name: own for name, own in runs.items() if own}


def times(runs: list[Measured], others: list[Measured], what: str) -> float:
    """How many times as long as the others, as the median of the rounds that both were in."""
    return statistics.median(
        getattr(run, what) / getattr(other, what) for run, other in zip(runs, others, strict=False)
    )


def bundle() -> Path:
    """Both engines of the page in one module."""
    tokenizers = ROOT / "live" / "src" / "tokenizers"
    entry = "".join(
        f'export * from "{tokenizers / name}";\n' for name in ("index.ts", "any/any_tokenizer.ts", "any/any_asset.ts")
    )
    out = WORK / "engines.mjs"
    command = [ROOT / "live/node_modules/.bin/esbuild", "--bundle", "--format=esm", "--log-level=warning"]
    subprocess.run([*command, f"--outfile={out}"], input=entry, text=True, check=True, cwd=ROOT / "live")
    return out


def number(value: float | None, digits: int = 2) -> str:
    return f"{'-':>9}" if value is None else f"{value:9.{digits}f}"


def row(model, asset: Path, ours: Path, rounds: int, peers: bool) -> list[str]:
    """Prints the row of one tokenizer; what it misses."""
    folder = snapshot_store.snapshot_folder(HF_HOME, model)
    texts, output = (WORK / "first.txt", WORK / "text.txt"), WORK / "output.json"

    def engine(name: str, file: Path, *module: Path) -> list[str | Path]:
        return [node.find(), HERE / "engines.mjs", name, file, *texts, output, *module]

    file = folder / "tokenizer.json"
    library: list[str | Path] = [sys.executable, HERE / "rust.py", folder, *texts, output]
    known = measured([*library, model.repo])
    assert known, "the library itself failed"
    commands = {
        "Rust": library,
        "asset": engine("asset", asset, ours),
        "json": engine("json", file, ours),
    }
    if peers:
        commands["hf.js"] = engine("huggingface", file)
        if model.id in GPT_ENCODINGS:
            encoding = npm(GPT) / "esm" / "encoding" / f"{GPT_ENCODINGS[model.id]}.js"
            commands["gpt.js"] = engine("gpt", file, encoding)
    runs = in_rounds(commands, rounds)
    rust = runs["Rust"]
    right = {name: own[0].ids == (known.loaded_ids if name == "asset" else known.ids) for name, own in runs.items()}
    columns = ("asset", "json", "hf.js", "gpt.js")
    encoding = {name: times(own, rust, "encode") for name, own in runs.items()}
    loads = {name: statistics.median(run.load for run in own) for name, own in runs.items()}
    faster = times(runs["hf.js"], runs["asset"], "load") if {"hf.js", "asset"} <= runs.keys() else None
    cells = number(statistics.median(run.encode for run in rust), 0)[1:]
    cells += "".join(number(encoding.get(name)) for name in columns)
    cells += number(times(runs["asset"], rust, "first")) if "asset" in runs else number(None)
    cells += "".join(number(loads.get(name), 0) for name in ("Rust", *columns[:3]))
    said = " ".join(name for name in columns if right.get(name)) or "none"
    print(f"{model.id:15}{cells}{number(faster)}  {said}", flush=True)
    return missed(model.id, runs, right, faster)


def missed(
    model: str,
    runs: dict[str, list[Measured]],
    right: dict[str, bool],
    faster: float | None,
) -> list[str]:
    out = [f"{model}: ids of {name} are wrong" for name in ("asset", "json") if not right.get(name)]
    for what, name in (("encode", "encoding"), ("first", "encoding the first text")):
        ratio = times(runs["asset"], runs["Rust"], what) if "asset" in runs else float("inf")
        if ratio > MOST_OF_RUST:
            out.append(f"{model}: {name} takes {ratio:.2f} times Rust's time")
    for peer in ("hf.js", "gpt.js"):
        if right.get(peer) and "asset" in runs and (theirs := times(runs[peer], runs["asset"], "encode")) < 1:
            out.append(f"{model}: {peer} encodes in {theirs:.2f} times our time")
    if faster is not None and faster < LEAST_LOADING:
        out.append(f"{model}: loading is {faster:.1f} times as fast as hf.js")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of the text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=lambda names: names.split(","), default=[], help="ids of models.toml")
    parser.add_argument("--no-peers", action="store_true", help="the page and Rust only")
    parser.add_argument("--check", action="store_true", help="exit 1 if a target is missed")
    arguments = parser.parse_args()
    os.environ.update(
        HF_HOME=str(HF_HOME), HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false"
    )
    WORK.mkdir(parents=True, exist_ok=True)
    models = manifest.load().select(arguments.only)
    text = mixed_text(arguments.size)
    (WORK / "text.txt").write_bytes(text.encode())
    (WORK / "first.txt").write_bytes(mixed_text(arguments.size, SEED + 1).encode())
    ours = bundle()
    print(f"{len(text.encode()):,} bytes; load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':15}{'encode':>8}{'times Rust:':>12}{'':33}{'first:':>9}{'load, ms':>9}{'':27}{'times as'}")
    names = "".join(
        f"{name:>9}" for name in ("asset", "json", "hf.js", "gpt.js", "asset", "Rust", "asset", "json", "hf.js")
    )
    print(f"{'':15}{'Rust, ms':>8}{names}{'fast':>9}  right ids")
    misses = [
        miss
        for model in models
        for miss in row(
            model, PARTS / "tokenizers" / asset_name(model.repo), ours, arguments.rounds, not arguments.no_peers
        )
    ]
    for miss in misses:
        print(f"Missed: {miss}.")
    return int(arguments.check and bool(misses))


if __name__ == "__main__":
    sys.exit(main())
