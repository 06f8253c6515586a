"""What is wrong with models.toml, in one sentence that names the place and what belongs there."""

import typing
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo


def told(error: ValidationError, top: type[BaseModel], document: dict, name: str) -> str:
    """The first mistake that `top` found in `document`, the content of the file `name`."""
    first = error.errors()[0]
    place = list(first["loc"])
    if first["type"] == "value_error":  # one of our own checks: it has the words already
        if place and not isinstance(place[-1], int):
            place.pop()
        return f"{_where(place, document, name)}: {first['ctx']['error']}"
    if isinstance(place[-1], int):
        kind, where = _model(top, place), _where(place[:-1], document, name)
        return f"{where}: expected a table with the fields {', '.join(_names(kind))}, found {first['input']!r}."
    field = place.pop()
    kind, where = _model(top, place), _where(place, document, name)
    if first["type"] == "extra_forbidden":
        return f"{where}: the field {field} is unknown; there are {', '.join(_names(kind))}."
    expected = _field(kind, str(field)).description or _inner(_field(kind, str(field)))
    if first["type"] == "missing":
        return f"{where}: the field {field} is missing; it holds {expected}."
    return f"{where}: the field {field} must hold {expected}, found {first['input']!r}."


def _where(place: list[str | int], document: dict, name: str) -> str:
    """`models.toml: model phi-3: file tokenizer.json: accepted`."""
    parts, here = [name], typing.cast(typing.Any, document)
    for step in place:
        here = here[step]
        if isinstance(step, str):
            parts.append(step)
            continue
        key = "id" if parts[-1] == "model" else "name"
        if isinstance(here, dict) and isinstance(said := here.get(key), str) and said:
            parts[-1] += f" {said}"
        elif key == "id":
            parts[-1] += f" number {step + 1}"
    return ": ".join(parts)


def _names(kind: type[BaseModel]) -> Iterator[str]:
    """Fields as the file has them: those that must be there first."""
    for required in (True, False):
        yield from (field.alias or name for name, field in kind.model_fields.items() if field.is_required() == required)


def _field(kind: type[BaseModel], name: str) -> FieldInfo:
    return next(field for own, field in kind.model_fields.items() if name in (own, field.alias))


def _inner(field: FieldInfo) -> str:
    """The words of an optional field stand inside of its `X | None`."""
    for part in typing.get_args(field.annotation):
        for more in typing.get_args(part)[1:]:
            if isinstance(more, FieldInfo) and more.description:
                return more.description
    return "another value"


def _model(top: type[BaseModel], place: list[str | int]) -> type[BaseModel]:
    """The class that describes what stands at a place."""
    kind = top
    for step in place:
        if isinstance(step, str):
            annotation = _field(kind, step).annotation
            kind = next(
                part
                for part in [annotation, *typing.get_args(annotation)]
                if isinstance(part, type) and issubclass(part, BaseModel)
            )
    return kind
