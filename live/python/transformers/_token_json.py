"""Added tokens in JSON: dictionaries that say what they are."""

from tokenizers import AddedToken


def plain(value):
    """Added tokens as dictionaries that say what they are."""
    if isinstance(value, AddedToken):
        return value.__getstate__() | {"__type": "AddedToken"}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def tokens(value):
    """Dictionaries that say of themselves that they are an AddedToken become one."""
    if isinstance(value, dict) and value.get("__type") == "AddedToken":
        return AddedToken(**{key: flag for key, flag in value.items() if key != "__type"})
    if isinstance(value, dict):
        return {key: tokens(item) for key, item in value.items()}
    return [tokens(item) for item in value] if isinstance(value, (list, tuple)) else value
