"""The first code cell of a downloaded notebook: the text of setup_cell.py, called with this course's own data."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from course.cells.records import Lesson
from course.errors import CourseError
from course.tokenizers.manifest import Manifest, Model

_CELL = Path(__file__).with_name("setup_cell.py")
_LIBRARIES = ("transformers", "jinja2")
_COURSE = Path(__file__).resolve().parents[1]
# What a lesson needs that lets the model answer, in the order of their imports.
_MODEL_CODE = (
    "__init__.py",
    "errors.py",
    "tokenizers/__init__.py",
    "tokenizers/gguf_reader.py",
    "model/__init__.py",
    "model/forward.py",
    "model/weights.py",
    "model/small.py",
)


def setups(manifest: Manifest, requirements: Path, tour_source: Path) -> Callable[[Lesson], str]:
    """What gives a lesson's setup cell; see `setup_source`."""
    return lambda lesson: setup_source(
        manifest, requirements, tour_source, "\n".join(cell.source for cell in lesson.cells if cell.kind == "code")
    )


def setup_source(manifest: Manifest, requirements: Path, tour_source: Path, code: str = "") -> str:
    """Python source that makes a notebook stand on its own, in Colab or any Jupyter; nothing is printed on success.

    It installs the versions that `requirements` pins, finds the tokenizers of `manifest` in a local cache or downloads
    them (Llama from its mirror unless the reader's token has access), and writes `tour_source` where Python looks.
    The guests that the lesson's `code` names come along, and so does the model that answers, with its own code.
    Raises CourseError if a pin is missing.
    """
    pins = _pins(requirements)
    needed = [model for model in manifest.models if model in manifest.course or f'"{model.repo}"' in code]
    models = {model.repo: _entry(model) for model in needed}
    modules = {"tour.py": tour_source.read_text(encoding="utf-8")}
    weights = manifest.weights
    if weights and f'"{weights.repo}"' in code:
        models[weights.repo] = {"revision": weights.revision, "sha256": {weights.gguf: [weights.gguf_sha256]}}
        modules |= {f"course/{name}": (_COURSE / name).read_text(encoding="utf-8") for name in _MODEL_CODE}
    written = "".join(f"        {name!r}: {_literal(text)},\n" for name, text in modules.items())
    return (
        "#@title Setup\n"
        f"{_CELL.read_text(encoding='utf-8')}\n\n"
        f"set_up(\n    pins={pins!r},\n"
        f"    models={_listed(models)},\n"
        f"    modules={{\n{written}    }},\n)\n"
    )


def _entry(model: Model) -> dict:
    mirror = {"mirror": [model.mirror.repo, model.mirror.revision]} if model.mirror else {}
    hashes = {file.name: [accepted.sha256 for accepted in file.accepted] for file in model.files}
    return {"revision": model.revision, **mirror, "config": dict(model.config), "sha256": hashes}


def _pins(requirements: Path) -> dict[str, str]:
    pins = {}
    text = requirements.read_text(encoding="utf-8")
    for name in _LIBRARIES:
        pin = re.search(rf"(?im)^{re.escape(name)}==([\w.]+)", text)
        if pin is None:
            raise CourseError(f"{requirements.name} does not pin {name}; notebooks need the line `{name}==VERSION`.")
        pins[name] = pin.group(1)
    return pins


def _listed(models: dict[str, dict]) -> str:
    """The models as a dict display, one line per field."""
    lines = ["{"]
    for repo, entry in models.items():
        lines += [
            f"        {repo!r}: {{",
            *(f"            {key!r}: {value!r}," for key, value in entry.items()),
            "        },",
        ]
    return "\n".join([*lines, "    }"])


def _literal(text: str) -> str:
    """A Python literal for `text`: readable if triple quotes can hold it."""
    readable = f"r'''{text}'''"
    try:
        if ast.literal_eval(readable) == text:
            return readable
    except SyntaxError:
        pass
    return repr(text)
