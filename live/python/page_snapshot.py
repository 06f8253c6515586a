"""Run once, at build time, before the memory snapshot is taken: imports what cells use, and tidies up."""

import gc
import importlib
import sys
import zipimport

STDLIB = """
    abc ast asyncio base64 bisect bz2 collections contextlib copy csv dataclasses datetime decimal difflib enum fractions
    functools hashlib heapq html inspect io itertools json keyword linecache logging math numbers operator os pathlib
    pprint random re secrets shutil signal statistics string struct tempfile textwrap time timeit tokenize traceback types
    typing unicodedata urllib.parse uuid warnings
    pyodide.code pyodide.ffi
""".split()

PAGE = "jinja2 jinja2.ext jinja2.sandbox tour page_runner transformers".split()


def prepare():
    """Import everything; modules of the page that are not built yet are left out. Returns their names."""
    missing = []
    for name in STDLIB:
        importlib.import_module(name)
    for name in PAGE:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            missing.append(name)
    sys.path.remove("")  # Pyodide adds it at every start, from a snapshot too
    _forget_archives()
    _overwrite_freed_memory()
    return missing


def _forget_archives():
    """The standard library comes later than the first cell: nobody may believe that it knows its contents."""
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()


def _overwrite_freed_memory():
    gc.collect()
    blocks = [[bytes(size) for _ in range(120)] for size in range(1, 500, 16)]
    del blocks
    gc.collect()
