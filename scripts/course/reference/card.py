"""A tokenizer's model card: its facts and its manifest entry as Markdown sections with HTML inside. Pure."""

import html
import json

from course.reference.parts import code, facts_table, folded, listing, number, table
from course.reference.words import explained, model_explained
from course.tokenizers.manifest import Model, Package

_STAGES = (
    ("normalizer", "Normalizer"),
    ("pre_tokenizer", "Pre-tokenizer"),
    ("model", "Model"),
    ("post_processor", "Post-processor"),
    ("decoder", "Decoder, on the way back"),
)
_FLAGS = {
    "rstrip": "swallows the white space after it",
    "lstrip": "swallows the white space before it",
    "normalized": "matched after normalization",
    "single_word": "matched only as a word of its own",
}
_MANY_ROWS = 40  # of added tokens, from which on those that are not special are folded away
_ROLES = {
    "bos": "start of text (bos)",
    "eos": "end (eos)",
    "pad": "padding (pad)",
    "unk": "unknown (unk)",
    "cls": "stands for the whole text (cls)",
    "sep": "between texts (sep)",
    "mask": "to be guessed (mask)",
}


def sections(model: Model, facts: dict, package: Package) -> list[tuple[str, str]]:
    """`(heading, HTML)`, the first without a heading."""
    return [
        ("", _overview(model, facts)),
        ("From text to ids and back", _pipeline(facts)),
        ("Special and other added tokens", _tokens(facts)),
        ("Chat template", _chat(facts)),
        ("Where the files come from", _files(model, facts, package)),
    ]


def _overview(model: Model, facts: dict) -> str:
    limit = facts["max_length"]
    named, loaded = facts["named_class"], facts["class"]
    said = (
        f"tokenizer_config.json says {code(named)}"
        if named
        else "tokenizer_config.json names none, so the model_type of config.json decides"
    )
    class_words = code(loaded) + (f" ({said})" if named != loaded else "")
    rows = [
        ("Load it", code(f'AutoTokenizer.from_pretrained("{model.repo}")')),
        ("Class", class_words),
        (
            "Entries",
            (
                f"{number(facts['length'])}: {code('len(tokenizer)')}. In the vocabulary itself "
                f"{number(facts['vocab_size'])}: {code('vocab_size')}"
            ),
        ),
        ("Merges", number(facts["merges"]) if facts["merges"] else "none: it does not merge"),
        (
            "Single bytes",
            f"{facts['single_bytes']} of {2**8} are tokens of their own"
            if facts["single_bytes"] is not None
            else "it does not spell in bytes: what its tokens cannot write is unknown",
        ),
        (
            "Longest input",
            f"{number(limit)} tokens: {code('model_max_length')}" if limit else "not stated by the tokenizer",
        ),
        ("Pads on the", facts["padding_side"]),
        (code('encode("Hi")'), " ".join(map(code, facts["adds"]["one"]))),
        ("Chat template", "yes" if facts["template"] else "no"),
        ("Licence", f'<a href="{html.escape(model.licence_url)}">{html.escape(model.licence)}</a>'),
    ]
    return facts_table(rows, f"{model.name} in short") + _doubt(model, facts)


def _doubt(model: Model, facts: dict) -> str:
    """What may be otherwise in the repository, where a file of ours is not known to be the one there."""
    unsure = [file.name for file in model.files if not file.confirmed(facts["files"][file.name]["sha256"])]
    if not unsure:
        return ""
    told = (
        "the longest input, the padding side, the roles of special tokens and the chat template"
        if unsure == ["tokenizer_config.json"]
        else "what is told here"
    )
    return (
        f"<p>It is not confirmed that the repository’s {' and '.join(map(code, unsure))} is the copy used here: {told} "
        'may be otherwise there. <a href="#where-the-files-come-from">Where the files come from</a></p>'
    )


def _pipeline(facts: dict) -> str:
    rows = []
    for part, title in _STAGES:
        here, stored = facts["pipeline"][part], facts["stored"][part]
        tell = model_explained if part == "model" else lambda component, part=part: explained(part, component)
        said = listing(tell(here))
        if part in facts["stored_differs"] and (other := tell(stored)) != tell(here):
            said += (
                '<p class="tt-differs"><strong>Not what tokenizer.json says.</strong> The class '
                f"{code(facts['class'])} builds this step itself. "
                f"In the file it is: {' '.join(other)}</p>"
            )
        rows.append((title, said))
    return facts_table(rows, "Steps")


def _tokens(facts: dict) -> str:
    by_id: dict[int, list[str]] = {role[1]: [] for role in facts["roles"].values() if role}
    for role, found in facts["roles"].items():
        if found:
            by_id[found[1]].append(_ROLES[role])
    missing = [_ROLES[role] for role, found in facts["roles"].items() if not found]
    counts = [(token.get("until", token)["id"] - token["id"] + 1, token["special"]) for token in facts["added"]]
    total = sum(count for count, _ in counts)
    special = sum(count for count, special in counts if special)
    inside = sum(count for (count, _), token in zip(counts, facts["added"]) if token["id"] < facts["vocab_size"])
    words = (
        f"<p>{number(total)} added {'token' if total == 1 else 'tokens'}, "
        f"{_of(special, total)}marked special{f', {_of(inside, total)}in the vocabulary itself' if inside else ''}. "
        f"{code('all_special_ids')} lists {facts['known_special']}."
        + (f" There is none for: {', '.join(missing)}." if missing else "")
        + "</p>"
    )
    if len(facts["added"]) <= _MANY_ROWS:
        return words + _token_table(facts["added"], by_id, "Added tokens")
    first = [token for token in facts["added"] if token["special"]]
    others = [token for token in facts["added"] if not token["special"]]
    return (
        words
        + _token_table(first, by_id, "Special tokens")
        + folded(
            f"Those that are not special ({number(total - special)})", _token_table(others, by_id, "Other added tokens")
        )
    )


def _of(count: int, total: int) -> str:
    return "" if count == total == 1 else "all of them " if count == total else f"{number(count)} of them "


def _token_table(tokens: list[dict], by_id: dict[int, list[str]], label: str) -> str:
    return table(["Ids", "Token", "Role", "Kind"], [_token_row(token, by_id) for token in tokens], label)


def _token_row(token: dict, by_id: dict[int, list[str]]) -> list[str]:
    last = token.get("until")
    ids = f"{number(token['id'])} to {number(last['id'])}" if last else number(token["id"])
    name = f"{code(token['content'])} … {code(last['content'])}" if last else code(token["content"])
    kind = [
        "special" if token["special"] else "not special",
        *(words for flag, words in _FLAGS.items() if token.get(flag)),
    ]
    return [ids, name, ", ".join(by_id.get(token["id"], [])), ", ".join(kind)]


_BANANA = {
    True: "Copies a role that does not exist, such as {}.",
    False: "Leaves out a role that does not exist, such as {}.",
    None: "Refuses a role that does not exist, such as {}, with an error.",
}


def _chat(facts: dict) -> str:
    template = facts["template"]
    if not template:
        return f"<p>None. {code('apply_chat_template')} raises a {code('ValueError')} until you give it a template.</p>"
    usual = {role: written for role, written in template["writes"].items() if role != "banana"}
    lost = [role for role, written in usual.items() if written is False]
    refused = [role for role, written in usual.items() if written is None]
    notes = [
        "Adds a system message that nobody wrote." if template["own_system"] else "Adds no system message of its own.",
        f"Loses without a word: messages of the role {' and '.join(map(code, lost))}." if lost else "",
        f"Refuses with an error: a message of the role {' and '.join(map(code, refused))} right after the user’s."
        if refused
        else "",
        "Writes messages of every usual role." if not lost and not refused else "",
        _BANANA[template["writes"]["banana"]].format(code("banana")),
        f"Describes {code('tools=')} to the model." if template["tools"] else f"Ignores {code('tools=')}.",
        f"Generation prompt: {code(template['generation'])}."
        if template["generation"]
        else "Without a generation prompt it ends the text instead: the two differ in more than an addition.",
    ]
    if template["day"]:
        notes.append(f"Asks for today’s date; here it is told {code(template['day'])}.")
    spoken = html.escape(template["ready"])
    return (
        "<ul>" + "".join(f"<li>{note}</li>" for note in notes if note) + "</ul>\n"
        f"<p>The user’s message <code>Hi</code> with a generation prompt, {template['tokens']} tokens:</p>\n"
        f'<pre class="tt-plain"><code>{spoken}</code></pre>\n'
        + folded(
            f"The template’s source ({number(len(template['source']))} characters of Jinja)",
            (
                '<pre class="tt-plain" data-search-exclude="true"><code tabindex="0">'
                f"{html.escape(template['source'])}</code></pre>"
            ),
        )
    )


def _files(model: Model, facts: dict, package: Package) -> str:
    rows = [
        (
            "Repository",
            f'<a href="https://huggingface.co/{model.repo}/tree/{model.revision}">{html.escape(model.repo)}</a>'
            + (" (gated)" if model.gated else ""),
        ),
        ("Revision", code(model.revision)),
    ]
    if model.mirror:
        rows.append(("Same bytes, not gated", f"{html.escape(model.mirror.repo)} at {code(model.mirror.revision)}"))
    rebuilt = model.source.removeprefix("rebuilt ")
    if rebuilt != model.source:
        rows.append(("Rebuilt", f"{html.escape(rebuilt)}, in {html.escape(package.name)} {package.version}"))
    else:
        rows.append(("Taken from", html.escape(model.source)))
    for file in model.files:
        known = facts["files"][file.name]
        rows.append(
            (
                file.name,
                (
                    f"{number(known['size'])} bytes, {html.escape(file.whose(known['sha256']))}. "
                    f"SHA-256 {code(known['sha256'])}"
                ),
            )
        )
    rows.append(
        (
            "config.json",
            f"written by us, because AutoTokenizer picks the class by it: {code(json.dumps(dict(model.config)))}",
        )
    )
    return facts_table(rows, "Provenance")
