"""Tells the service worker what it may keep: the length and SHA-256 of every page, and of what pages load."""

import base64
import hashlib
import json
from pathlib import Path

SERVICE_WORKER = "sw.js"
_MARK = "self.SITE_FILES="


def list_files(site: Path) -> None:
    """Put the list in front of the built site's service worker, in place of an earlier one; without a worker there is nothing to do."""
    worker = site / SERVICE_WORKER
    if not worker.is_file():
        return
    text = worker.read_text(encoding="utf-8")
    if text.startswith(_MARK):
        text = text.partition("\n")[2]
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    listed = {name: _described(path) for name, path in files.items() if _is_kept(name)}
    worker.write_text(f"{_MARK}{json.dumps(listed, separators=(',', ':'))};\n{text}", encoding="utf-8")


def _is_kept(name: str) -> bool:
    """The service worker knows live/ itself, less what the lessons' cells showed; nobody needs downloads without a connection."""
    if name == SERVICE_WORKER or name.startswith("downloads/") or name.startswith("sitemap"):
        return False
    return not name.startswith("live/") or name.startswith("live/build/")


def _described(path: Path) -> dict[str, int | str]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": base64.b64encode(hashlib.sha256(data).digest()).decode()}
