"""A plain static server under a sub-path, whose failures a test chooses."""

import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path

SUB_PATH = "/token-tour/"


class Site:
    """The folder behind `root`. `trouble`: {part of a path: "missing" | "cut" | "damaged" | "dropped"}; `headers`: for all answers."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.trouble: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.root = ""


@contextmanager
def serve(folder: Path):
    site = Site(folder)
    handler = functools.partial(_Handler, site, directory=str(folder))
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
        inside = path.startswith(SUB_PATH)
        return super().translate_path("/" + path.removeprefix(SUB_PATH)) if inside else str(self.site.folder / "no-such-file")

    def do_GET(self):
        self.site.asked.append(self.path)
        trouble = next((kind for part, kind in self.site.trouble.items() if part in self.path), None)
        if trouble is None:
            return super().do_GET()
        if trouble == "missing":
            return self.send_error(404)
        if trouble == "dropped":
            self.close_connection = True
            return self.connection.close()
        body = Path(self.translate_path(self.path)).read_bytes()
        middle = len(body) // 2
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if trouble == "cut":  # promised, and not sent
            self.wfile.write(body[:middle])
            self.close_connection = True
            return self.connection.close()
        return self.wfile.write(body[:middle] + bytes(b ^ 0x5A for b in body[middle : middle + 64]) + body[middle + 64 :])

    def end_headers(self):
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args):
        pass
