"""What live cells add to the site: their files, the loader's script element, and every page's Content-Security-Policy.

The built files wait in .cache/live, laid out as they go over the site's root (`live/…`, `sw.js`). Without that folder
the site is the static one: no script, no buttons, `config.extra["live"]` is "".
"""

import hashlib
import json
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from course.contract import contract
from course.pages.lesson import SiteLesson, joined, tags
from course.site.columns import with_columns, with_places
from course.site.content_policy import with_policy
from course.site.kept_files import list_files
from course.site.page_scripts import integrity, part_element, with_doorman
from course.site.patches import HEAD_END, before, told_plainly
from course.site.playgrounds import with_playgrounds
from course.site.search import seal, with_search

LOADER = "live/loader.js"

_NEEDS_LOADER = re.compile(r'class="(tt-cell|tt-path|tt-storage)"')
_RECORDED = re.compile(r'<header class="tt-lesson[^>]* data-lesson="(?P<slug>[^"]+)"')


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """`config.extra["live"]`: the loader's fingerprint, "" without live cells. Templates ask for it."""
    loader = _folder(config) / LOADER
    config.extra["live"] = hashlib.sha256(loader.read_bytes()).hexdigest()[:12] if loader.is_file() else ""
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the built tree, and for each lesson what its cells showed in the build."""
    if not config.extra["live"]:
        return files
    folder = _folder(config)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        files.append(File.generated(config, path.relative_to(folder).as_posix(), abs_src_path=str(path)))
    config.extra["recorded"] = {}
    for lesson in config.extra["lessons"]:
        texts = json.dumps(shown(lesson), ensure_ascii=False, separators=(",", ":"))
        file = File.generated(config, f"live/build/{lesson.slug}.json", content=texts)
        config.extra["recorded"][lesson.slug] = (file.url, texts.encode())
        files.append(file)
    return files


@told_plainly
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Link the loader where there is something for it to do, and add the policy."""
    live = config.extra["live"]
    # with instant navigation a reader can come to a lesson from any page, and scripts of the head are not loaded then
    if live and (_NEEDS_LOADER.search(output) or "navigation.instant" in config.theme.get("features", [])):
        more = f' data-style-nonce="{_nonce(live)}" async'
        script = part_element(
            _folder(config) / LOADER, get_relative_url(LOADER, page.url), ".tt-lesson, .tt-storage", more
        )
        output = before(output, HEAD_END, script, "the end of its head")
        output = _RECORDED.sub(
            lambda match: match[0] + _recorded(config, match["slug"]), output, count=1
        )  # of lessons alone
    to_root = get_relative_url(".", page.url).rstrip("/") + "/"
    folder = _folder(config) / "live"
    output = with_places(with_columns(with_playgrounds(output, folder, to_root), folder), folder, to_root)
    return _protected(with_doorman(with_search(output, folder, to_root)), config)


@told_plainly
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """404.html is no page for MkDocs, and gets its policy here."""
    return _protected(output_content, config) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """The pages learn of their search index, and the service worker gets its list, when every file of the site is
    written."""
    seal(Path(config.site_dir))
    list_files(Path(config.site_dir))


def shown(lesson: SiteLesson) -> dict[str, str]:
    """Cell id → all that the cell showed, as text: one text per output, without final line breaks, a line break
    between.

    Cells that the build did not run (setup and the starters of exercises) are left out. live/src/page/compare.ts makes
    the same text of a reader's outputs.
    """
    without = set(contract()["notRecorded"])
    ran = [cell for cell in lesson.cells if cell["cell_type"] == "code" and not without.intersection(tags(cell))]
    return {cell["id"]: "\n".join(map(_text, cell["outputs"])) for cell in ran}


def _recorded(config: MkDocsConfig, slug: str) -> str:
    """Attributes of a lesson's header: where what its cells showed is kept, and what it should be."""
    url, data = config.extra["recorded"][slug]
    sha256 = integrity(data).removeprefix("sha256-")
    return f' data-recorded="{url}" data-recorded-bytes="{len(data)}" data-recorded-sha256="{sha256}"'


def _text(output: dict) -> str:
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}" if output["evalue"] else output["ename"]
    text = output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"]
    return joined(text).rstrip("\n")


def _protected(html: str, config: MkDocsConfig) -> str:
    # `mkdocs serve` builds into a temporary folder of this name; its live reload is an inline script, another at each
    # request
    if Path(config.site_dir).name.startswith("mkdocs_"):
        return html
    return with_policy(html, _nonce(config.extra["live"]))


def _nonce(live: str) -> str:
    return f"style-{live}" if live else ""


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / ".cache" / "live"
