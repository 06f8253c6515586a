"""A JSON schema from a Python function: its type hints, and its docstring in Google's style."""

import inspect
import json
import re
import types
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SCALARS = {int: "integer", float: "number", str: "string", bool: "boolean", type(None): "null"}
_TYPES = {kind: {"type": name} for kind, name in _SCALARS.items()} | {
    list: {"type": "array"}, tuple: {"type": "array"}, dict: {"type": "object"}, Any: {},
}  # fmt: skip
_DESCRIPTION = re.compile(r"^(.*?)[\n\s]*(Args:|Returns:|Raises:|\Z)", re.DOTALL)
_ARGUMENTS = re.compile(r"\n\s*Args:\n(.*?)[\n\s]*(Returns:|Raises:|\Z)", re.DOTALL)
# "name: description", up to the next name that is not indented deeper
_TYPE = r"(?:[ \t]*\([^()\n]*\))?"  # of an argument, behind its name
_ARGUMENT = re.compile(rf"(?:^|\n)([ \t]*)(\w+){_TYPE}:\s*(.*?)\s*(?=\n(?!\1[ \t])[ \t]*\w+{_TYPE}:|\Z)", re.DOTALL)
_RETURNS = re.compile(r"\n\s*Returns:\n\s*(.*?)[\n\s]*(Raises:|\Z)", re.DOTALL)
_CHOICES = re.compile(r"\(choices:\s*(.*?)\)\s*$", re.IGNORECASE)


class TypeHintParsingException(Exception):
    """A type hint has no JSON schema."""


class DocstringParsingException(Exception):
    """A docstring does not say what a schema needs."""


TypeHintParsingException.__module__ = DocstringParsingException.__module__ = "transformers.utils.chat_template_utils"


def get_json_schema(func):
    """The description of a function that chat templates take as a tool."""
    name = getattr(func, "__name__", "operation")
    documentation = inspect.getdoc(func)
    if not documentation:
        raise DocstringParsingException(f"Cannot generate JSON schema for {name} because it has no docstring!")
    description, arguments, returns = _docstring(documentation.strip())
    schema = _parameters(func, name)
    returned = schema["properties"].pop("return", None)
    if returned is not None and returns is not None:
        returned["description"] = returns
    for argument, entry in schema["properties"].items():
        if argument not in arguments:
            raise DocstringParsingException(
                f"Cannot generate JSON schema for {name} because the docstring has no description for the "
                f"argument '{argument}'"
            )
        text = arguments[argument]
        choices = _CHOICES.search(text)
        if choices:
            entry["enum"] = [choice.strip() if isinstance(choice, str) else choice for choice in json.loads(choices[1])]
            text = text[: choices.start()].strip()
        entry["description"] = text
    function = {"name": name, "description": description, "parameters": schema}
    return {"type": "function", "function": function if returned is None else function | {"return": returned}}


def _docstring(text):
    """(description, argument -> description, description of what is returned)."""
    description, arguments, returns = _DESCRIPTION.search(text), _ARGUMENTS.search(text), _RETURNS.search(text)
    lines = "\n".join(line for line in arguments[1].split("\n") if line.strip()) if arguments else ""
    described = {match[2]: re.sub(r"\s*\n+\s*", " ", match[3].strip()) for match in _ARGUMENT.finditer(lines)}
    return description and description[1].strip(), described, returns and returns[1].strip()


def _parameters(func, name):
    hints = get_type_hints(func)
    parameters = inspect.signature(func).parameters
    first = next(iter(parameters), None)
    receiver = first if first in ("self", "cls") and parameters[first].annotation is inspect.Parameter.empty else None
    required = []
    for parameter in parameters.values():
        if parameter.name == receiver:
            continue
        if parameter.annotation is inspect.Parameter.empty:
            raise TypeHintParsingException(f"Argument {parameter.name} is missing a type hint in function {name}")
        if parameter.default is inspect.Parameter.empty:
            required.append(parameter.name)
    properties = {}
    for argument, hint in hints.items():
        if argument == receiver:
            continue
        try:
            properties[argument] = _schema(hint)
        except TypeHintParsingException:
            if argument != "return":  # models never write the returned value
                raise
    schema = {"type": "object", "properties": properties}
    return schema | {"required": required} if required else schema


def _enumeration(values):
    names = list(dict.fromkeys(_SCALARS[type(value)] for value in values))
    return {"type": names[0] if len(names) == 1 else names, "enum": values}


def _schema(hint):
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is None and isinstance(hint, type) and issubclass(hint, Enum):
        values = [member.value for member in hint]
        if not values:
            raise TypeHintParsingException(f"The Enum {hint.__name__} has no members, so no value could ever match it.")
        if any(type(value) not in _SCALARS for value in values):
            raise TypeHintParsingException(
                f"The Enum {hint.__name__} has member values that cannot be written as JSON scalars.\n"
                f"Values: {values}\n"
                "Enum member values must be int, float, str, bool or None to be converted to a JSON schema."
            )
        return _enumeration(values)
    if origin is None:
        known = _TYPES.get(hint)
        if known is None:
            raise TypeHintParsingException(
                f"Couldn't convert the type hint {hint!r} to a JSON schema, likely because it is a custom class "
                "or object. Supported type hints are basic types like int, float, str and bool, Enum classes, "
                "typing.Literal, and list, tuple, dict and Union types containing those. If you need a more complex "
                "schema than that, you can write the JSON schema for your tool by hand and pass that instead "
                "of the function."
            )
        return dict(known)
    if origin in (Union, types.UnionType):
        return _union([_schema(part) for part in arguments if part is not type(None)], type(None) in arguments)
    if origin is Literal:
        if any(type(value) not in _SCALARS for value in arguments):
            raise TypeHintParsingException("Only the valid python literals can be listed in typing.Literal.")
        return _enumeration(list(arguments))
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0])} if arguments else {"type": "array"}
    if origin is tuple:
        return _tuple(hint, arguments)
    if origin is dict:
        return {"type": "object"} | ({"additionalProperties": _schema(arguments[1])} if len(arguments) == 2 else {})
    raise TypeHintParsingException("Couldn't parse this type hint, likely due to a custom class or object: ", hint)


def _union(parts, nullable):
    if len(parts) == 1:
        schema = parts[0]
    elif all(part.keys() == {"type"} and isinstance(part["type"], str) for part in parts):
        names = sorted({part["type"] for part in parts})
        schema = {"type": names[0] if len(names) == 1 else names}
    else:
        schema = {"anyOf": parts}
    return schema | {"nullable": True} if nullable else schema


def _tuple(hint, arguments):
    if not arguments:
        return {"type": "array"}
    if len(arguments) == 1:
        raise TypeHintParsingException(
            f"The type hint {str(hint).replace('typing.', '')} is a Tuple with a single element, which "
            "we do not automatically convert to JSON schema as it is rarely necessary. If this input can contain "
            "more than one element, we recommend "
            "using a list[] type instead, or if it really is a single element, remove the tuple[] wrapper and just "
            "pass the element directly."
        )
    if ... in arguments:
        raise TypeHintParsingException(
            "Conversion of '...' is not supported in Tuple type hints. Use list[] types for variable-length "
            "inputs instead."
        )
    return {"type": "array", "prefixItems": [_schema(part) for part in arguments]}
