"""Browsers with other engines than Chromium's, where they are installed: Firefox and WebKit in GTK's small browser."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
# Debian's place and Fedora's; it comes with WebKit's driver
PLACES = [("/usr/lib", "*/webkit2gtk-4*/MiniBrowser"), ("/usr/libexec", "webkit2gtk-4*/MiniBrowser")]
MINI = next((path for root, name in PLACES for path in Path(root).glob(name)), None)
XVFB = shutil.which("Xvfb")
LACKS = {
    "firefox": not FIREFOX and "there is no Firefox: apt-get install firefox-esr",
    "webkit": not (MINI and XVFB) and "there is no WebKit: apt-get install webkit2gtk-driver xvfb",
}


@contextlib.contextmanager
def visit(engine: str, address: str, home: Path):
    """A browser of its own with the address open; `home` is its empty folder."""
    with contextlib.ExitStack() as stack:
        environment = dict(os.environ)
        if engine == "firefox":
            command = [FIREFOX, "--headless", "--no-remote", "--profile", home, address]
        else:
            command = [MINI, address]
            environment |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "DISPLAY": stack.enter_context(_screen())}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        yield


@contextlib.contextmanager
def _screen():
    """The name of a display that nobody sees."""
    command = [XVFB, "-displayfd", "1", "-screen", "0", "1366x900x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()
