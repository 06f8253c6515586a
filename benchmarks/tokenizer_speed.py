"""The page's tokenizers against the Rust library in one thread and other tokenizers in JavaScript, in one run.

    python benchmarks/tokenizer_speed.py [--size 1000000] [--repeats 3] [--only gpt-2,xlm-r] [--no-peers] [--check]

Each tokenizer of models.toml encodes one text of prose in 60 languages, Chinese, Japanese, Korean and code, without
special tokens. `asset`: what pages load, with the engine that it is for. `json`: the same tokenizer as a reader's own
file. `hf.js`: @huggingface/tokenizers. `gpt.js`: gpt-tokenizer, where it has the vocabulary. Every measurement is a
process of its own, in its CPU time, `load` until a first sentence is encoded; the median counts. `ids` says which of
the peers give the library's.

`--check` exits 1 where encoding takes more than 1.5 times Rust's time or more than a peer's whose ids are right, where
loading an asset is not 5 times as fast as hf.js, or where an id of ours is wrong.
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

from mixed_text import mixed_text
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
    encode: float
    ids: list[int]
    loaded_ids: list[int]


def measured(command: list[str | Path], repeats: int) -> Measured | None:
    """The medians of several processes; None if the tokenizer fails."""
    rows = []
    for _ in range(repeats):
        done = subprocess.run([*command], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if "Error" in line] or ["it said nothing"]
            print(f"  {command[2]} failed: {said[0]}", flush=True)
            return None
        rows.append(json.loads((WORK / "output.json").read_text()))
        if rows[-1]["encode"] > PATIENCE:
            break
    load, encode = (statistics.median(row[name] for row in rows) for name in ("load", "encode"))
    return Measured(load, encode, rows[0]["ids"], rows[0].get("loaded_ids", rows[0]["ids"]))


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


def ratio(time: float | None, of: float) -> str:
    return f"{time / of:9.2f}" if time is not None else f"{'-':>9}"


def row(model, asset: Path, ours: Path, repeats: int, peers: bool) -> list[str]:
    """Prints the row of one tokenizer; what it misses."""
    folder = snapshot_store.snapshot_folder(HF_HOME, model)
    text, output = WORK / "text.txt", WORK / "output.json"
    rust = measured([sys.executable, HERE / "rust.py", folder, model.repo, text, output], repeats)
    assert rust, "the library itself failed"

    def engine(name: str, file: Path, *module: Path) -> Measured | None:
        return measured([node.find(), HERE / "engines.mjs", name, file, text, output, *module], repeats)

    file = folder / "tokenizer.json"
    runs = {"asset": engine("asset", asset, ours), "json": engine("json", file, ours)}
    if peers:
        runs["hf.js"] = engine("huggingface", file)
        if model.id in GPT_ENCODINGS:
            encoding = npm(GPT) / "esm" / "encoding" / f"{GPT_ENCODINGS[model.id]}.js"
            runs["gpt.js"] = engine("gpt", file, encoding)
    right = {
        name: run is not None and run.ids == (rust.loaded_ids if name == "asset" else rust.ids)
        for name, run in runs.items()
    }
    columns = ("asset", "json", "hf.js", "gpt.js")
    times = {name: run.encode for name, run in runs.items() if run}
    loads = {name: run.load for name, run in runs.items() if run}
    cells = "".join(ratio(times.get(name), rust.encode) for name in columns)
    loading = "".join(f"{loads[name]:9.0f}" if name in loads else f"{'-':>9}" for name in columns[:3])
    faster = loads["hf.js"] / loads["asset"] if "hf.js" in loads else None
    said = " ".join(name for name in columns if right.get(name)) or "none"
    print(f"{model.id:15}{rust.encode:8.0f}{cells}{rust.load:9.0f}{loading}{ratio(faster, 1)}  {said}", flush=True)
    return missed(model.id, rust, times, right, faster)


def missed(
    model: str, rust: Measured, times: dict[str, float], right: dict[str, bool], faster: float | None
) -> list[str]:
    out = [f"{model}: ids of {name} are wrong" for name in ("asset", "json") if not right[name]]
    ours = times.get("asset", float("inf"))
    if ours > MOST_OF_RUST * rust.encode:
        out.append(f"{model}: encoding takes {ours / rust.encode:.2f} times Rust's time")
    for peer in ("hf.js", "gpt.js"):
        if right.get(peer) and ours > times[peer]:
            out.append(f"{model}: {peer} encodes in {times[peer] / ours:.2f} times our time")
    if faster is not None and faster < LEAST_LOADING:
        out.append(f"{model}: loading is {faster:.1f} times as fast as hf.js")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of the text")
    parser.add_argument("--repeats", type=int, default=3)
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
    ours = bundle()
    print(f"{len(text.encode()):,} bytes; load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':15}{'encode':>8}{'times Rust:':>12}{'':33}{'load, ms':>9}{'':27}{'times as'}")
    names = "".join(f"{name:>9}" for name in ("asset", "json", "hf.js", "gpt.js", "Rust", "asset", "json", "hf.js"))
    print(f"{'':15}{'Rust, ms':>8}{names}{'fast':>9}  right ids")
    misses = [
        miss
        for model in models
        for miss in row(
            model, PARTS / "tokenizers" / asset_name(model.repo), ours, arguments.repeats, not arguments.no_peers
        )
    ]
    for miss in misses:
        print(f"Missed: {miss}.")
    return int(arguments.check and bool(misses))


if __name__ == "__main__":
    sys.exit(main())
