"""The first code cell of a downloaded notebook: the text of setup_cell.py, called with this course's own data."""

import ast
import re
from pathlib import Path

from course.errors import CourseError
from course.tokenizers.manifest import Manifest, Model

_CELL = Path(__file__).with_name("setup_cell.py")
_LIBRARIES = ("transformers", "jinja2")


def setup_source(manifest: Manifest, requirements: Path, tour_source: Path) -> str:
    """Python source that makes a notebook stand on its own, in Colab or any Jupyter; nothing is printed on success.

    It installs the versions that `requirements` pins, finds the tokenizers of `manifest` in a local cache or downloads
    them (Llama from its mirror unless the reader's token has access), and writes `tour_source` where Python looks.
    Raises CourseError if a pin is missing.
    """
    pins = _pins(requirements)
    models = {model.repo: _entry(model) for model in manifest.course}
    tour = _literal(tour_source.read_text(encoding="utf-8"))
    return (
        "#@title Setup\n"
        f"{_CELL.read_text(encoding='utf-8')}\n\n"
        f"set_up(\n    pins={pins!r},\n"
        f"    models={_listed(models)},\n"
        f"    tour={tour},\n)\n"
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
