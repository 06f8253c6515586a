"""Which class `AutoTokenizer.from_pretrained` takes for a folder, and what that class makes, as a page knows it: found
by asking the pinned transformers (class_steps.py). Run as a module, it writes its table to the file it is given."""

import json
import re
import sys
from pathlib import Path

from course.browser.class_probe import STEPS
from course.browser.class_steps import recipe
from course.files import write_if_changed

NONE = "-"
"""In the place of a class: one that no tokenizer.json becomes, or that needs what is not installed."""


def table() -> dict:
    """`names`: name of a class → of what it is, those with `Fast` where that differs; `models`: model type → name;
    `alike`: model types whose configuration counts as another's; `types`: model types without a tokenizer; `incorrect`:
    model types whose files name a wrong class; `classes`: class → recipe, or null; `modules`: class → its module;
    `steps`: what recipes name by its place."""
    import transformers
    from transformers.models.auto import tokenization_auto as auto

    base = transformers.TokenizersBackend
    models = {name: cls for name, cls in auto.TOKENIZER_MAPPING_NAMES.items() if cls}
    known = [*models.values(), *(name for name in dir(transformers) if re.search(r"(Tokenizer|TokenizerFast)$", name))]
    plain = sorted({name.removesuffix("Fast") for name in known} | {"TokenizersBackend", "MistralCommonBackend"})
    found = {name: auto.tokenizer_class_from_name(name) for one in plain for name in (one, one + "Fast")}
    classes = {cls.__name__: cls for cls in found.values() if _reads(cls, base)}
    names = {name: _label(cls, base) for name, cls in found.items() if cls}
    steps: dict[str, int] = {}
    return {
        "transformers": transformers.__version__,
        "names": {
            name: label
            for name, label in names.items()
            if label != names.get(name.removesuffix("Fast")) or not name.endswith("Fast")
        },
        "models": models,
        "alike": _alike(auto, models),
        "types": [name for name in auto.TOKENIZER_MAPPING._config_mapping if name not in models],
        "incorrect": sorted(auto.MODELS_WITH_INCORRECT_HUB_TOKENIZER_CLASS),
        "classes": {name: _placed(recipe(cls, base), steps) for name, cls in sorted(classes.items())},
        "modules": {name: cls.__module__ for name, cls in sorted(classes.items())},
        "steps": [json.loads(step) for step in steps],
    }


def _reads(cls, base: type) -> bool:
    """Whether a class reads a tokenizer.json. One whose library is missing is a stand-in that answers nothing."""
    return isinstance(cls, type) and type(cls).__name__ != "DummyObject" and issubclass(cls, base)


def _label(cls, base: type) -> str:
    if _reads(cls, base):
        return cls.__name__
    return "PythonBackend" if getattr(cls, "__name__", "") == "PythonBackend" else NONE


def _alike(auto, models: dict) -> dict[str, str | None]:
    """By their names: to import eight hundred configurations takes ten seconds."""
    mapping = auto.TOKENIZER_MAPPING
    found = {}
    for model_type, config in mapping._config_mapping.items():
        others = [mapping._reverse_config_mapping[config]]
        others += [one for one, its in mapping._config_mapping.items() if its == config]
        counted = next((one for one in others if one in models), None)
        if counted != (model_type if model_type in models else None):
            found[model_type] = counted
    unknown = {model_type: None for model_type in models if model_type not in mapping._config_mapping}
    return found | unknown


def _placed(made: dict | None, steps: dict[str, int]) -> dict | None:
    if made is None:
        return None
    for step in STEPS:
        settings, by_values = made[step]
        told = {values: json.dumps(one, ensure_ascii=False) for values, one in by_values.items()}
        made[step] = [settings, {values: steps.setdefault(one, len(steps)) for values, one in told.items()}]
    return made


if __name__ == "__main__":
    made = json.dumps(table(), ensure_ascii=False, separators=(",", ":"))
    write_if_changed(Path(sys.argv[1]), made.encode())
