"""Tells the service worker what it may keep: the length and SHA-256 of every page, and of what pages load."""

import base64
import hashlib
import json
from pathlib import Path

from course.site.search import INDEX

SERVICE_WORKER = "sw.js"
MANIFEST = "live/manifest.json"
_MARK = "self.SITE_FILES="


def list_files(site: Path) -> None:
    """Put the list in front of the built site's service worker, in place of an earlier one; without a worker there is
    nothing to do.

    What MkDocs has put into live/, and the search index, go into live/manifest.json too, by which a page knows whether
    the site is newer than itself.
    """
    worker = site / SERVICE_WORKER
    if not worker.is_file():
        return
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    listed = {name: _described(site / name) for name in names if _is_kept(name)}
    manifest = site / MANIFEST
    known = json.loads(manifest.read_text(encoding="utf-8"))
    known["files"] |= {name: file for name, file in listed.items() if name.startswith("live/") or name == INDEX}
    manifest.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    listed[MANIFEST] = _described(manifest)
    text = worker.read_text(encoding="utf-8")
    if text.startswith(_MARK):
        text = text.partition("\n")[2]
    worker.write_text(f"{_MARK}{json.dumps(listed, separators=(',', ':'))};\n{text}", encoding="utf-8")


def _is_kept(name: str) -> bool:
    """The service worker knows live/ itself, less what the lessons' cells showed; nobody needs downloads without a
    connection."""
    if name == SERVICE_WORKER or name.startswith("downloads/") or name.startswith("sitemap"):
        return False
    return not name.startswith("live/") or name.startswith("live/build/")


def _described(path: Path) -> dict[str, int | str]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": base64.b64encode(hashlib.sha256(data).digest()).decode()}
