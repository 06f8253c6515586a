"""What is not in the page: errors that name it and the way out."""

import opcode
import sys

WAY_OUT = "the code in this page has the tokenizers only. Open the lesson in Colab, or download it, to use the full library."


def missing_name(module, name):
    """For a module's `__getattr__`: AttributeError, or ImportError where `from module import name` asked."""
    if name.startswith("__"):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    frame = sys._getframe(2)
    asked = frame.f_code.co_code[frame.f_lasti] if frame.f_lasti >= 0 else None
    message = f"{module} has no {name!r} here: {WAY_OUT}"
    if asked == opcode.opmap["IMPORT_FROM"]:
        raise ImportError(message, name=module)
    raise AttributeError(message)


def refused(what):
    """NotImplementedError for something that the full library can do."""
    return NotImplementedError(f"{what} does not work here: {WAY_OUT}")


def refusal(name):
    """A method that the full library has and the page has not."""

    def method(self, *args, **kwargs):
        raise refused(f"{(self if isinstance(self, type) else type(self)).__name__}.{name}()")

    method.__name__ = name
    return method
