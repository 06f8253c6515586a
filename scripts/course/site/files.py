"""The files that the site has beside its pages: one style sheet and the downloads of each lesson."""

import functools
import posixpath
import re
import runpy
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from course.errors import CourseError
from course.pages.lesson import SiteLesson
from course.pages.links import portable

STYLE_SHEET = "assets/token-tour.css"
_REPORT = ("template_report.py", "template_probes.json")  # the script that a template's report card names


def style_sheet(tour: Path, folder: Path) -> str:
    """The rules of `tour.STYLE` (their only source), then every .css file of `folder` in the order of names, without
    comments."""
    if not tour.is_file():
        raise CourseError(f"{tour.name} is missing in {tour.parent.name}/; it holds the styles of the token chips")
    sheets = [
        runpy.run_path(str(tour))["STYLE"],
        *(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"))),
    ]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def with_site_files(files: Files, config: MkDocsConfig, root: Path, lessons: tuple[SiteLesson, ...]) -> Files:
    """`files` with the one style sheet in place of its pieces, and under downloads/ each lesson's notebook and script
    and the script of report cards."""
    for file in [file for file in files if file.src_uri.startswith("stylesheets/")]:
        files.remove(file)
    sheet = style_sheet(root / "examples" / "tour.py", Path(config.docs_dir) / "stylesheets")
    files.append(File.generated(config, STYLE_SHEET, content=sheet))
    # A script alone would end in an ImportError; with this beside it, it says that it needs the project.
    files.append(File.generated(config, "downloads/tour.py", abs_src_path=str(root / "examples" / "tour.py")))
    for name in _REPORT:
        files.append(File.generated(config, f"downloads/{name}", abs_src_path=str(root / "examples" / name)))
    for lesson in lessons:
        notebook = Path(config.docs_dir) / lesson.notebook
        pages = {other.notebook: other.src_uri for other in lessons}
        book = portable(
            notebook.read_bytes(),
            functools.partial(_page_address, files, pages, config.site_url or "", lesson.notebook),
        )
        files.append(File.generated(config, f"downloads/{notebook.name}", content=book))
        script = root / "examples" / lesson.script
        if not script.is_file():
            raise CourseError(
                f"{lesson.notebook} has no script examples/{script.name}; remove the notebook or write the script"
            )
        files.append(File.generated(config, f"downloads/{lesson.slug}.py", abs_src_path=str(script)))
    return files


def _page_address(files: Files, pages: dict[str, str], site_url: str, src_uri: str, link: str) -> str:
    """Where the page is that `link` names from `src_uri`; "" without a site's address, or where MkDocs will say that
    there is none.

    `pages`: a lesson's notebook → its page.
    """
    path = posixpath.normpath(posixpath.join(posixpath.dirname(src_uri), link)) if link else src_uri
    file = files.get_file_from_path(pages.get(path, path))
    return f"{site_url.rstrip('/')}/{file.url}" if site_url and file else ""


def lesson_links(lesson: SiteLesson, config: MkDocsConfig, to_root: str) -> list[tuple[str, str, bool]]:
    """`(label, address, is a download)` for a lesson's header; Colab and Edit only when the repository is on GitHub and
    known."""
    links = [
        ("Notebook", f"{to_root}downloads/{lesson.slug}.ipynb", True),
        ("Script", f"{to_root}downloads/{lesson.slug}.py", True),
    ]
    repository, branch = (config.repo_url or "").rstrip("/"), config.extra.get("branch") or "main"
    if repository.startswith("https://github.com/"):
        name = repository.removeprefix("https://github.com/")
        colab = f"https://colab.research.google.com/github/{name}/blob/{branch}/docs/{lesson.notebook}"
        links.insert(0, ("Open in Colab", colab, False))
        links.append(("Edit", f"{repository}/edit/{branch}/examples/{lesson.script}", False))
    return links
