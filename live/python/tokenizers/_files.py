"""Files of the cell's own file system, with the errors of Rust."""

import errno
import os


def open_file(path, mode="r"):
    """As `open`; what the system refuses is an Exception that says so as Rust does."""
    try:
        return open(path, mode, encoding="utf-8", newline="")
    except OSError as error:
        raise told(error) from None


def told(error):
    """ "No such file or directory (os error 2)"; the numbers are those of Linux, which readers know."""
    numbers = {errno.ENOENT: 2, errno.EACCES: 13, errno.EEXIST: 17, errno.ENOTDIR: 20, errno.EISDIR: 21}
    return Exception(f"{os.strerror(error.errno)} (os error {numbers.get(error.errno, error.errno)})")
