"""What a notebook shows of a value: IPython's own text of it, and its HTML where it has any."""

import inspect

from ipython_pretty import pretty  # IPython/lib/pretty.py, which the library takes from the build's IPython

_MARKUP = ("_repr_html_", "_repr_svg_")


def faces(value):
    """`(text, html, error)`: html is "" without any, error what the value's own method raised. None for a value that
    shows itself."""
    if shows := _method(value, "_ipython_display_"):
        shows()
        return None
    try:
        bundle, error = _bundle(value), None
    except Exception as raised:  # the text is shown all the same
        bundle, error = {}, raised
    text, html = bundle.get("text/plain"), bundle.get("text/html") or bundle.get("image/svg+xml")
    return text if isinstance(text, str) else pretty(value), html if isinstance(html, str) else "", error


def _bundle(value):
    bundle = {}
    if method := _method(value, "_repr_mimebundle_"):
        given = method(include=None, exclude=None)
        given = given[0] if isinstance(given, tuple) and given else given  # with metadata
        bundle = dict(given) if isinstance(given, dict) else {}
    for name, kind in zip(_MARKUP, ("text/html", "image/svg+xml")):
        if kind not in bundle and (method := _method(value, name)):
            bundle[kind] = method()
    return bundle


def _method(value, name):
    """A method that the value really has: some objects answer to every name, and a class shows itself by none of its
    objects' methods."""
    try:
        if getattr(value, "_ipython_canary_method_should_not_exist_", None) is not None:
            return None
        found = getattr(value, name, None)
    except Exception:  # the reader's own __getattr__
        return None
    if isinstance(value, type) and not inspect.ismethod(found):
        return None
    return found if callable(found) else None


class Underscores:
    """`_`, `__` and `___`: the last values that cells ended with. A reader's own names so called stay."""

    NAMES = ("_", "__", "___")

    def __init__(self, names):
        self._names = names
        self._last = ("", "", "")
        self._put()

    def keep(self, value):
        """A cell ended with it."""
        self._last = (value, *self._last[:2])
        if all(self._names.get(name, put) is put for name, put in self._ours.items()):
            self._put()

    def _put(self):
        self._ours = dict(zip(self.NAMES, self._last))
        self._names.update(self._ours)
