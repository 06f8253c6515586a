"""Where every tokenizer file comes from, for the page on how the site is made. Pure."""

import html

from course.manifest import Manifest
from course.reference.parts import code, number, table


def files_table(manifest: Manifest, facts: dict) -> str:
    """A row for each file: size, hash, whose copy has it."""
    rows = []
    for model in manifest.models:
        for file in model.files:
            known = facts["models"][model.id]["files"][file.name]
            notes = [accepted.note for accepted in file.accepted if accepted.sha256 == known["sha256"]]
            rows.append([html.escape(model.repo), file.name, number(known["size"]), code(known["sha256"]), html.escape("; ".join(notes))])
    return table(["Repository", "File", "Bytes", "SHA-256", "Whose copy has these bytes"], rows, "Files and hashes")


def package_words(manifest: Manifest) -> str:
    """The archive that the vocabularies are taken from."""
    package = manifest.package
    return (
        f"<p>The archive: {code(package.file)}, {number(package.size)} bytes, SHA-256 {code(package.sha256)}. "
        f"The vocabularies lie in its folder {code(package.folder.partition('/')[2])}.</p>"
    )
