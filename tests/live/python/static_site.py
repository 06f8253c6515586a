"""A plain static server under a sub-path, whose failures a test chooses."""

import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path

SUB_PATH = "/token-tour/"

SILENT = ("stalled", "silent")  # the browser waits
# How a file can be answered wrongly; what each does stands at the methods of _Handler.
WAYS = ("cut", "truncated", "altered", "bit", "empty", "missing", "error", "page", "dropped", "typed", *SILENT)


class Site:
    """The folder behind `root`, which may become another. `trouble`: {part of a path: one of WAYS}; `headers`: for all
    answers."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.trouble: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.root = ""


@contextmanager
def serve(folder: Path):
    site = Site(folder)
    handler = functools.partial(_Handler, site)
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.root = f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Browsers hang up when a page closes."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, site, *args, **kwargs):
        self.site = site
        super().__init__(*args, **kwargs)

    def translate_path(self, path):
        self.directory = str(self.site.folder)  # of now: a connection may be older
        inside = path.startswith(SUB_PATH)
        return (
            super().translate_path("/" + path.removeprefix(SUB_PATH))
            if inside
            else str(self.site.folder / "no-such-file")
        )

    def do_GET(self):
        self.site.asked.append(self.path)
        way = next((way for part, way in self.site.trouble.items() if part in self.path), None)
        if way is None:
            return super().do_GET()
        getattr(self, f"_{way}")(Path(self.translate_path(self.path)))

    def _answer(self, body, kind=None, status=200, promised=None):
        self.send_response(status)
        self.send_header("Content-Type", kind or self.guess_type(self.path))
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self):
        self.close_connection = True
        self.connection.close()

    def _missing(self, file):
        self.send_error(404)

    def _error(self, file):
        self.send_error(500)

    def _dropped(self, file):
        self._hang_up()

    def _cut(self, file):
        """Promised, and not sent."""
        body = file.read_bytes()
        self._answer(body[: len(body) // 2], promised=len(body))
        self._hang_up()

    def _truncated(self, file):
        """A whole answer, with half of the file."""
        body = file.read_bytes()
        self._answer(body[: len(body) // 2])

    def _altered(self, file):
        body = file.read_bytes()
        middle = len(body) // 2
        self._answer(body[:middle] + bytes(b ^ 0x5A for b in body[middle : middle + 64]) + body[middle + 64 :])

    def _bit(self, file):
        body = bytearray(file.read_bytes())
        body[len(body) // 2] ^= 1
        self._answer(bytes(body))

    def _empty(self, file):
        self._answer(b"")

    def _page(self, file):
        """What a hotel's network answers."""
        self._answer(b"<!doctype html><title>Welcome</title><p>Please log in.", "text/html")

    def _typed(self, file):
        """The right file under a wrong type."""
        self._answer(file.read_bytes(), "text/plain")

    def _stalled(self, file):
        """Half of the file, then silence until the browser hangs up."""
        body = file.read_bytes()
        self._answer(body[: len(body) // 2], promised=len(body))
        self.wfile.flush()
        self._silent(file)

    def _silent(self, file):
        """Not a word until the browser hangs up."""
        while self.connection.recv(1024):
            pass
        self.close_connection = True

    def end_headers(self):
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args):
        pass
