"""A miniature site for the tests: real configuration, overrides and styles, two small notebooks."""

import copy
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[1]


def prose(name, text, *tags):
    return new_markdown_cell(text, id=name, metadata={"tags": list(tags)} if tags else {})


def code(name, source, *outputs, tags=(), **tour):
    metadata = ({"tags": list(tags)} if tags else {}) | ({"tour": tour} if tour else {})
    return new_code_cell(source, id=name, metadata=metadata, outputs=list(outputs))


def printed(text, name="stdout"):
    return new_output("stream", name=name, text=text)


def result(text, html=None):
    data = {"text/plain": text} | ({"text/html": html} if html else {})
    return new_output("execute_result", data=data, execution_count=1)


def raised(name, message):
    return new_output("error", ename=name, evalue=message, traceback=[])


def notebook(*cells, title="A title", question="Why?", description="What it says."):
    return new_notebook(
        cells=list(cells), metadata={"tour": {"title": title, "question": question, "description": description}}
    )


CHIPS = '<style data-tour>.tour-row{}</style><div class="tour-row"><div class="tour-chips">chips</div></div>'

FIRST = notebook(
    prose("title", "# Text to ids\n\nA model sees numbers."),
    code("setup", "secret_setup = 1", tags=["setup"]),
    prose(
        "encode-intro",
        "## Encoding a text\n\nSee [the other lesson](other.ipynb) and its [chips](other.ipynb#cell-chips).",
    ),
    code("encode", 'ids = encode("a < b")\nids', result("[64, 366, 293]")),
    prose(
        "bend-intro",
        "## Where it bends\n\n!!! note\n    Inside a note.\n\nThe word zanzibar is in this section's prose. "
        "XML begins data with `<![CDATA[`, a bad mark with `<![ **`.",
    ),
    code("bend", "quokka = 1  # a word for the search", printed("x < y & z\n"), printed("careful\n", "stderr")),
    code("wrong", "tokenizer.pad()", raised("ValueError", "no <pad> token"), tags=["raises"]),
    code("long", "print(rows)", printed("\n".join(f"row {i}" for i in range(60)))),
    prose("ex-count", "### Exercise: count\n\nWrite `count`.", "exercise"),
    code("ex-count-starter", "def count(): ...", tags=["exercise"]),
    prose("ex-count-hint-1", "Look at `len`.", "hint"),
    prose("ex-count-hint-2", "It is a **list**.", "hint"),
    code("ex-count-solution", "wombat_solution = len", tags=["solution"]),
    code("ex-count-check", "assert count", printed("Correct: it counts.\n"), tags=["check"]),
    prose("recap", "## What to remember\n\nIds are names."),
    title="Text to ids",
    question="Where do <ids> come from?",
    description='Encode & decode, "really".',
)
SECOND = notebook(
    prose("title", "# The other lesson\n\nShort."),
    code("chips", "chips(tokenizer)", result("chips", CHIPS), tags=["python-only"], reason="needs a real file"),
    title="The other lesson",
)
PAGES = {
    "index.md": "# Home\n\n[[output other chips]]\n\n[[lessons]]\n",
    "lessons/index.md": "# Lessons\n\n[[lessons]]\n",
    "about.md": "# About\n\nNothing.\n",
    "playground/tokenizer.md": "# Tokens\n\nNothing.\n",
    "playground/chat-template.md": "# Chats\n\nNothing.\n",
    **{
        f"{name}.md": "# A page\n\nNothing.\n"
        for name in (
            "pitfalls",
            "how-made",
            *(f"reference/{page}" for page in ("index", "comparison", "templates", "glossary", "cheat-sheet")),
        )
    },
}


def write_site(folder, notebooks=None, pages=PAGES):
    """A project folder with this repository's configuration and overrides and the given notebooks and pages."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("assets", "stylesheets"):
        shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
    (folder / "docs" / "lessons").mkdir()
    (folder / "docs" / "reference").mkdir()
    shutil.copy(ROOT / "docs" / "reference" / "facts.json", folder / "docs" / "reference")
    (folder / "examples").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("tour.py", "template_report.py", "template_probes.json"):
        shutil.copy(ROOT / "examples" / name, folder / "examples")
    for stem, book in (notebooks or {"01_text": FIRST, "02_other": SECOND}).items():
        order, _, topic = stem.partition("_")
        numbered = copy.deepcopy(book)
        numbered.metadata["tour"]["order"] = order
        nbformat.write(numbered, folder / "docs" / "lessons" / f"{topic.replace('_', '-')}.ipynb")
        (folder / "examples" / f"{stem}.py").write_text("# %%\n")
    for name, text in pages.items():
        (folder / "docs" / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / "docs" / name).write_text(text)
    return folder


def build(project, site, **environment):
    """`mkdocs build --strict` as a user runs it; returns the finished process, output and errors as text in stdout."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TOKEN_TOUR_")}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--config-file",
            project / "mkdocs.yml",
            "--site-dir",
            site,
        ],
        env={**clean, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
