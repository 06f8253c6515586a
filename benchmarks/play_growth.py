"""How the time of the playgrounds' own work grows with what readers give them.

    .venv/bin/python benchmarks/play_growth.py

For each case: the time for ten times the size over the time for the size. Linear work is about 10, less where something
is done once; the square is 100. Tokens and templates have benchmarks of their own: growth.py, jinja_growth.py.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from course import node  # noqa: E402

REPEATS = 3


def main() -> None:
    asked = json.dumps({"repeats": REPEATS})
    command = [node.find(), "tests/play_growth.mjs"]
    done = subprocess.run(command, input=asked, cwd=ROOT / "live", capture_output=True, text=True, check=True)
    print("| case | ms | ms at 10x the size | 10x the size |\n| --- | --- | --- | --- |")
    for name, (small, large) in json.loads(done.stdout).items():
        print(f"| {name} | {small:.1f} | {large:.1f} | {large / small:.1f} |")


if __name__ == "__main__":
    main()
