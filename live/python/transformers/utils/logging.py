"""The library's log. In the lessons it is set to errors only; here it is that from the start."""

import logging as _logging

CRITICAL, ERROR, WARNING, INFO, DEBUG = 50, 40, 30, 20, 10


def get_logger(name=None):
    logger = _logging.getLogger(name or "transformers")
    return logger


def get_verbosity():
    return _logging.getLogger("transformers").getEffectiveLevel()


def set_verbosity(verbosity):
    _logging.getLogger("transformers").setLevel(verbosity)


def set_verbosity_error():
    set_verbosity(ERROR)


def set_verbosity_warning():
    set_verbosity(WARNING)


def set_verbosity_info():
    set_verbosity(INFO)


def set_verbosity_debug():
    set_verbosity(DEBUG)


def disable_progress_bar():
    """There is none."""


def enable_progress_bar():
    """There is none."""
