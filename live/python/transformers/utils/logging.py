"""The library's log: warnings and above go to standard error, as in a script without settings.

The lessons were executed with errors only. So `as_built` silences warnings while a lesson's own cell runs unchanged,
until
somebody sets a level.
"""

import functools
import logging as _logging
import os
import sys
from contextlib import contextmanager
from logging import CRITICAL, DEBUG, ERROR, FATAL, INFO, NOTSET, WARN, WARNING  # noqa: F401

log_levels = {
    "detail": DEBUG, "debug": DEBUG, "info": INFO, "warning": WARNING, "error": ERROR, "critical": CRITICAL,
}  # fmt: skip


class _ToReader(_logging.StreamHandler):
    """Writes where sys.stderr is now: each cell has its own."""

    chosen = False  # whether a level was set

    def __init__(self):
        super().__init__(sys.stderr)
        self.setFormatter(_logging.Formatter("[transformers] %(message)s"))

    stream = property(lambda self: sys.stderr, lambda self, value: None)


@functools.cache
def _root():
    logger = _logging.getLogger("transformers")
    logger.addHandler(_default())
    logger.setLevel(log_levels.get(os.environ.get("TRANSFORMERS_VERBOSITY"), WARNING))
    logger.propagate = False
    return logger


@functools.cache
def _default():
    return _ToReader()


@contextmanager
def as_built():
    """No warnings from here on, as where the lessons were executed."""
    handler = _default()
    handler.setLevel(NOTSET if handler.chosen else ERROR)
    try:
        yield
    finally:
        handler.setLevel(NOTSET)


def get_logger(name=None):
    _root()
    return _logging.getLogger(name or "transformers")


def get_log_levels_dict():
    return log_levels


def get_verbosity():
    return _root().getEffectiveLevel()


def set_verbosity(verbosity):
    _root().setLevel(verbosity)
    _default().chosen = True
    _default().setLevel(NOTSET)


def set_verbosity_error():
    set_verbosity(ERROR)


def set_verbosity_warning():
    set_verbosity(WARNING)


def set_verbosity_info():
    set_verbosity(INFO)


def set_verbosity_debug():
    set_verbosity(DEBUG)


def disable_default_handler():
    _root().removeHandler(_default())


def enable_default_handler():
    _root().addHandler(_default())


def add_handler(handler):
    _root().addHandler(handler)


def remove_handler(handler):
    _root().removeHandler(handler)


def disable_propagation():
    _root().propagate = False


def enable_propagation():
    _root().propagate = True


def enable_explicit_format():
    for handler in _root().handlers:
        handler.setFormatter(_logging.Formatter("[%(levelname)s|%(filename)s:%(lineno)s] %(asctime)s >> %(message)s"))


def reset_format():
    for handler in _root().handlers:
        handler.setFormatter(None)


def captureWarnings(capture):
    logger = get_logger("py.warnings")
    if not logger.handlers:
        logger.addHandler(_default())
    logger.setLevel(_root().level)
    _logging.captureWarnings(capture)


def warning_advice(self, *args, **kwargs):
    """`warning`, unless the environment asks for none of this kind."""
    if not os.environ.get("TRANSFORMERS_NO_ADVISORY_WARNINGS"):
        self.warning(*args, **kwargs)


@functools.cache
def warning_once(self, *args, **kwargs):
    """`warning`, once for each message."""
    self.warning(*args, **kwargs)


@functools.cache
def info_once(self, *args, **kwargs):
    """`info`, once for each message."""
    self.info(*args, **kwargs)


_logging.Logger.warning_advice = warning_advice
_logging.Logger.warning_once = warning_once
_logging.Logger.info_once = info_once


def is_progress_bar_enabled():
    return False


def disable_progress_bar():
    """There is none."""


def enable_progress_bar():
    """There is none."""
