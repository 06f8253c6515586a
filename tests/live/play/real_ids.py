"""The real transformers in a process of its own, with the environment of the lessons: asked in JSON lines, answers in
JSON lines."""

import json
import os
import subprocess
import sys
from pathlib import Path

if __name__ != "__main__":
    from live_driver import REAL


class RealTokenizers:
    """A context manager around the process."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__)],
            env=os.environ | REAL,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *error):
        self._process.stdin.close()
        self._process.wait()

    def encode(self, repo: str, texts: list[str], **options) -> list[list[int]]:
        """The ids of each text."""
        return self._ask("encode", repo, texts, options)

    def lengths(self, repo: str) -> int:
        """`model_max_length`."""
        return self._ask("lengths", repo)

    def has_template(self, repo: str) -> bool:
        """Whether it comes with a chat template."""
        return self._ask("has_template", repo)

    def call(self, method: str, repo: str, *arguments, **options):
        """Any method of the tokenizer; the result as JSON has it."""
        return self._ask("call", repo, method, list(arguments), options)

    def run(self, source: str) -> dict:
        """Run Python; its names `ids`, `text` and `printed` afterwards, as a dictionary."""
        return self._ask("run", source)

    def _ask(self, *question):
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]


def _serve():
    from transformers import AutoTokenizer

    load, loaded = AutoTokenizer.from_pretrained, {}

    def tokenizer(repo):
        if repo not in loaded:
            loaded[repo] = load(repo)
        return loaded[repo]

    def run(source):
        names = {}
        AutoTokenizer.from_pretrained = tokenizer  # the same by its name alone, loaded once
        try:
            exec(source, names)
        finally:
            AutoTokenizer.from_pretrained = load
        return {name: names[name] for name in ("ids", "text", "printed") if name in names}

    kinds = {
        "encode": lambda repo, texts, options: [tokenizer(repo).encode(text, **options) for text in texts],
        "has_template": lambda repo: tokenizer(repo).chat_template is not None,
        "lengths": lambda repo: tokenizer(repo).model_max_length,
        "call": lambda repo, method, arguments, options: getattr(tokenizer(repo), method)(*arguments, **options),
        "run": run,
    }
    answers = sys.stdout  # a script that fails may have put another in its place
    for line in sys.stdin:
        kind, *arguments = json.loads(line)
        try:
            answer = {"value": kinds[kind](*arguments)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout = answers
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve()
