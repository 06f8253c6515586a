"""Another build of a site, without building it: scripts with other names and hashes, in which each names the next, as
in a real one."""

import base64
import hashlib
import os
import shutil
from pathlib import Path

from course.site.kept_files import list_files

CHANGED = (
    "worker",
    "app",
    "editor",
    "loader",
)  # each stands in a later one: worker in app, app and editor in loader, loader in pages
NEWS = "of the new build"


def deployed(old: Path, new: Path) -> Path:
    """`new`, a copy of the site `old` with another worker, app, editor and loader; its pages say NEWS."""
    shutil.copytree(old, new, copy_function=os.link)
    for name in CHANGED:
        _change(
            old, new, next(path for path in (new / "live").glob(f"{name}*.js") if path.stem.partition("-")[0] == name)
        )
    for page in new.rglob("*.html"):
        _write(page, page.read_text().replace("</article>", f"<p>{NEWS}</p></article>", 1))
    for path in (new / "sw.js", new / "live" / "manifest.json"):
        _write(path, path.read_text())  # no links into the old site, which would change with it
    list_files(new)
    return new


def _change(old, site, script):
    known = (old / "live" / script.name).read_bytes()  # which others name, though what it names may have changed by now
    data = script.read_bytes()
    assert data.endswith(b"\n")
    changed = data[:-1] + b";"  # as long as before, so that its length may stay where it is written
    stem, _, version = script.stem.partition("-")
    name = f"{stem}-{hashlib.sha256(changed).hexdigest()[:8].upper()}.js" if version else script.name
    script.unlink()
    (site / "live" / name).write_bytes(changed)
    words = {
        script.name: name,
        _base64(known): _base64(changed),
        hashlib.sha256(known).hexdigest()[:12]: hashlib.sha256(changed).hexdigest()[:12],
    }
    for path in [*(site / "live").glob("*.js"), site / "sw.js", site / "live" / "manifest.json", *site.rglob("*.html")]:
        text = path.read_text()
        for before, after in words.items():
            text = text.replace(before, after)
        if text != path.read_text():
            _write(path, text)


def _write(path, text):
    path.unlink()
    path.write_text(text)


def _base64(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()
