"""Names in errors and in `help`: those of the real library, whatever the parts that a class is put together of."""

from types import FunctionType


def named_as(cls, place=None):
    """`place(name)`: the class on which the real library has the method; without it all are this class's own."""
    for part in cls.__mro__[:-1]:
        for name, value in vars(part).items():
            if isinstance(value, FunctionType):
                there = place(name) if place else cls
                value.__qualname__ = f"{there.__name__}.{name}"
                value.__module__ = there.__module__
    return cls
