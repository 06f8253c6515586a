"""A plain static server that counts what it sends."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Served:
    """What the folder behind `root` was asked for since `forget()`: all requests, and the files whose bytes went
    out."""

    def __init__(self) -> None:
        self.root = ""
        self.requests = 0
        self.files: list[Path] = []

    def forget(self) -> None:
        self.requests, self.files = 0, []


@functools.cache
def gzipped(file: Path) -> int:
    """The file's bytes as a host with gzip sends them; this server sends it as it is."""
    data = file.read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve the folder to this machine, at an origin of its own."""
    served = Served()
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, served, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.root = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Browsers hang up when a page closes."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, served: Served, *args, **kwargs):
        self.served = served
        super().__init__(*args, **kwargs)

    def do_GET(self):
        self.served.requests += 1
        super().do_GET()

    def copyfile(self, source, outputfile):
        if isinstance(source.name, str):  # a file, not the list of a folder
            self.served.files.append(Path(source.name))
        super().copyfile(source, outputfile)

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        super().end_headers()

    def log_message(self, *args):
        pass
