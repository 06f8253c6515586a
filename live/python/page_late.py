"""Imports beyond the memory snapshot, when the standard library has not arrived yet."""

import importlib
import sys
from importlib.machinery import PathFinder

_NAMES = sys.stdlib_module_names | {"pyodide", "_pyodide"}


class LateLibrary:
    """Last on `sys.meta_path`: a module that nobody found may be in the library that is still on its way."""

    def __init__(self, fetch):
        self._fetch = fetch

    def arrived(self):
        """The library is in its place: forget what was not found without it."""
        self._fetch = None
        sys.path_importer_cache.clear()
        importlib.invalidate_caches()

    def find_spec(self, name, path=None, target=None):
        """As importlib asks. Waits for the library if the module could be in it; ImportError if it cannot come."""
        if not self._fetch or name.partition(".")[0] not in _NAMES:
            return None
        try:
            self._fetch()  # ends in `arrived`
        except Exception as error:
            raise ImportError(str(error), name=name) from None
        return PathFinder.find_spec(name, path, target)
