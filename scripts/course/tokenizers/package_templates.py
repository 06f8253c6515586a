"""The chat templates in llama.cpp's folder of the source distribution, and which repositories they were taken from."""

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from course.errors import CourseError

# As its README tells: ./scripts/get_chat_template.py REPO [VARIANT] > models/templates/NAME.jinja
_ORIGIN = re.compile(r"get_chat_template\.py +(\S+)(?: +\S+)? +> +models/templates/(\S+)\.jinja")


def read_templates(archive: Path, folder: str) -> dict[str, str]:
    """`{name: template}` of the .jinja files in `folder`/templates of the source distribution, by name."""
    found = {name.removesuffix(".jinja"): text for name, text in _files(archive, folder) if name.endswith(".jinja")}
    if not found:
        raise CourseError(f"{archive.name} has no templates in {folder}/templates/; models.toml names another release.")
    return dict(sorted(found.items(), key=lambda pair: pair[0].lower()))


def read_origins(archive: Path, folder: str) -> dict[str, str]:
    """`{name: repository}` of those whose origin the folder's README tells."""
    readme = next((text for name, text in _files(archive, folder) if name == "README.md"), "")
    return {name: repo for repo, name in _ORIGIN.findall(readme)}


def _files(archive: Path, folder: str) -> Iterator[tuple[str, str]]:
    place, here = f"{folder}/templates/", False
    with tarfile.open(archive, "r|gz") as tar:
        for member in tar:
            if member.name.startswith(place) and member.isfile():
                here = True
                with tar.extractfile(member) as stream:  # type: ignore[union-attr]  # it is a file
                    yield member.name.removeprefix(place), stream.read().decode("utf-8")
            elif here and not member.name.startswith(place):
                return  # a folder's files stand together
