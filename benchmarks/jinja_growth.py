"""How the time of the chat playground's Jinja grows with its input, beside Jinja2's in the same run.

    .venv/bin/python benchmarks/jinja_growth.py

For each case: the time for ten times the size over the time for the size, here and in Jinja2. Linear work is about 10;
the square is 100.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from course import node  # noqa: E402

# name: (template, values) for a size; sizes are small enough that Jinja2 needs a tenth of a second for the larger
CASES = {
    "trim 'a' + n spaces + 'b'": (10_000, lambda n: ("{{ s | trim }}", {"s": "a" + " " * n + "b"})),
    "s[i] over n characters": (1_000, lambda n: ("{% for i in range(s | length) %}{{ s[i] }}{% endfor %}", {"s": "aé🤗b" * (n // 4)})),
    "s[i:i + 1] over n characters": (1_000, lambda n: ("{% for i in range(s | length) %}{{ s[i:i + 1] }}{% endfor %}", {"s": "aé🤗b" * (n // 4)})),
    "n messages": (300, lambda n: ("{% for m in messages %}{{ m.role }}{{ m.content | trim }}{{ loop.last }}{% endfor %}", {"messages": [{"role": "user", "content": f" {i} "} for i in range(n)]})),
    "n lines of template": (300, lambda n: ("line {{ n }}\n" * n, {"n": 1})),
    "n ifs": (300, lambda n: ("{% if x %}a{% endif %}\n" * n, {"x": 1})),
    "replace in n words": (5_000, lambda n: ("{{ s.replace('a', 'bb') | length }}", {"s": "ab " * n})),
    "split n words": (5_000, lambda n: ("{{ s.split() | length }}", {"s": "ab " * n})),
}  # fmt: skip
REPEATS = 3


def main() -> None:
    jobs = [[name, *build(size * factor)] for name, (size, build) in CASES.items() for factor in (1, 10)]
    asked = json.dumps({"repeats": REPEATS, "jobs": [[template, json.dumps(values)] for _, template, values in jobs]})
    done = subprocess.run(
        [node.find(), "tests/jinja_growth.mjs"],
        input=asked,
        cwd=ROOT / "live",
        capture_output=True,
        text=True,
        check=True,
    )
    ours = json.loads(done.stdout)
    real = [_best(template, values) for _, template, values in jobs]
    print("| case | 10x the size: page | Jinja2 | page / Jinja2 at 10x |\n| --- | --- | --- | --- |")
    for i in range(0, len(jobs), 2):
        print(
            f"| {jobs[i][0]} | {ours[i + 1] / ours[i]:.1f} | {real[i + 1] / real[i]:.1f} | "
            f"{ours[i + 1] / real[i + 1]:.1f} |"
        )


def _best(template: str, values: dict) -> float:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(template).render(**values)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
