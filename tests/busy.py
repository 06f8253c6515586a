"""Runs the tests on a busy machine: `python tests/busy.py [N] [pytest's arguments]`, beside N processes that compute
(6)."""

import subprocess
import sys

SPIN = "while True: sum(range(1_000_000))"


def main(arguments: list[str]) -> int:
    """pytest's exit code; the other processes end with it."""
    count = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 6
    load = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count)]
    try:
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                *(arguments or ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]),
            ]
        ).returncode
    finally:
        for process in load:
            process.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
