"""A small server on this machine that speaks the Hub's file protocol, for tests of real huggingface_hub code.

HEAD and GET /ORG/NAME/resolve/REVISION/FILE answer as the Hub does: X-Repo-Commit, ETag; large files as a redirect
with X-Linked-Size and X-Linked-Etag to another host name; 401, 403 and 404 with X-Error-Code.
Source of the protocol: huggingface_hub/file_download.py and utils/_http.py (version 2.4).
"""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from course.tokenizers.manifest import Model
from course.tokenizers.snapshot_store import snapshot_folder

MEMBER, STRANGER = "hf_member", "hf_stranger"  # tokens: with access to gated repositories, and without
_LARGE = 1_000_000


@dataclass
class Repo:
    """A repository at one revision. `gated`: only MEMBER may read. `cut`: bytes that the transfer of a file leaves
    out."""

    revision: str
    files: dict[str, bytes]
    gated: bool = False
    cut: int = 0


@dataclass
class Hub:
    """The running server: its address, and what it was asked: (method, path, token or "")."""

    url: str
    repos: dict[str, Repo]
    requests: list[tuple[str, str, str]] = field(default_factory=list)

    def asked_for(self, repo: str) -> bool:
        return any(path.startswith(f"/{repo}/") for _, path, _ in self.requests)


def published(cache: Path, model: Model, **options) -> dict[str, Repo]:
    """The repository as the Hub has it: the real files, and a config.json about weights."""
    folder = snapshot_folder(cache, model)
    files = {file.name: (folder / file.name).read_bytes() for file in model.files}
    files["config.json"] = b'{"model_type": "of the Hub", "hidden_size": 4096}'
    return {model.repo: Repo(model.revision, files, gated=model.gated, **options)}


@contextmanager
def serve(repos: dict[str, Repo]) -> Iterator[Hub]:
    """Runs the server on a free port of this machine until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.hub = Hub(f"http://127.0.0.1:{server.server_port}", repos)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer()

    def do_HEAD(self):
        self._answer()

    def log_message(self, *_):
        pass

    def _answer(self):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.server.hub.requests.append((self.command, self.path, token))
        match = re.fullmatch(
            r"/(?P<store>store/)?(?P<repo>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<name>.+)", self.path
        )
        repo = self.server.hub.repos.get(match["repo"]) if match else None
        if token and token not in (MEMBER, STRANGER):
            self._refuse(401, "", "Invalid credentials in Authorization header")
        elif repo is None:
            self._refuse(401, "RepoNotFound", "Repository not found")
        elif match["store"]:
            self._store(repo, repo.files[match["name"]], token)
        elif repo.gated and token != MEMBER:
            self._refuse(403 if token else 401, "GatedRepo", "Access to this model is restricted")
        elif match["revision"] != repo.revision:
            self._refuse(404, "RevisionNotFound", "Invalid rev id")
        elif match["name"] not in repo.files:
            self._refuse(404, "EntryNotFound", "Entry not found", commit=repo.revision)
        else:
            self._file(repo, repo.files[match["name"]])

    def _file(self, repo: Repo, data: bytes):
        digest = hashlib.sha256(data).hexdigest()
        if len(data) < _LARGE:
            return self._send(200, data, repo.cut, {"X-Repo-Commit": repo.revision, "ETag": f'"{digest[:40]}"'})
        store = f"http://localhost:{self.server.server_port}/store{self.path}"
        linked = {"X-Linked-Size": str(len(data)), "X-Linked-Etag": f'"{digest}"'}
        return self._send(302, b"", 0, {"X-Repo-Commit": repo.revision, "Location": store, **linked})

    def _store(self, repo: Repo, data: bytes, token: str):
        if token:  # like the Hub's storage, which refuses a signed address that comes with a token
            return self._refuse(400, "", "Only one authorization mechanism is allowed")
        return self._send(200, data, repo.cut, {})

    def _refuse(self, status: int, code: str, message: str, commit: str = ""):
        headers = {"X-Error-Code": code, "X-Error-Message": message, "X-Repo-Commit": commit}
        self._send(status, message.encode(), 0, {key: value for key, value in headers.items() if value})

    def _send(self, status: int, data: bytes, cut: int, headers: dict[str, str]):
        body = data if self.command == "HEAD" else data[: len(data) - cut]
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
