"""The pictures: with real tokenizers, both faces carry what they should, and a mistake is told in a sentence."""

import re
import sys
import unicodedata
from html.parser import HTMLParser

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

import tour
from course.tokenizers import manifest

TAGS = {"b", "br", "div", "i", "rect", "small", "span", "svg", "table", "tbody", "td", "th", "thead", "tr", "u"}
ATTRIBUTES = {
    "aria-hidden",
    "aria-label",
    "class",
    "colspan",
    "height",
    "preserveaspectratio",
    "role",
    "scope",
    "viewbox",
    "width",
    "x",
}
# Classes without a rule of their own: a row of labels looks like any other row, the third kind of gap like any gap.
PLAIN = {"l", "c2"}
NASTY = '<s> & "é e\u0301\n안녕 🤗</script>'


@pytest.fixture(scope="module")
def tokenizers(cache):
    return {
        model.id: AutoTokenizer.from_pretrained(model.repo, cache_dir=cache / "hub", local_files_only=True)
        for model in manifest.load().heroes
    }


@pytest.fixture
def llama(tokenizers):
    return tokenizers["llama-3.1"]


@pytest.fixture
def phi(tokenizers):
    return tokenizers["phi-3"]


class Read(HTMLParser):
    """Markup as a browser has it: `elements` are `[tag, attributes, text inside]`, `pieces` the texts. Refuses what is
    not balanced."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.pieces, self._open = [], [], []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS and set(dict(attrs)) <= ATTRIBUTES, (tag, attrs)
        self.elements.append([tag, dict(attrs), ""])
        if tag != "br":
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        self.pieces.append(data)
        for element in self._open:
            element[2] += data

    def texts(self, tag, name=None):
        """The texts of all `tag`, or of those of class `name`."""
        return [
            text
            for found, attrs, text in self.elements
            if found == tag and (name is None or name in (attrs.get("class") or "").split())
        ]


def numbers(text):
    return re.findall(r"-?\d+(?:[.,]\d+)*", text)


def batch(llama):
    """Two rows of five ids, three of them padding, with labels for the real ones but the first."""
    llama.pad_token = "<|finetune_right_pad_id|>"
    made = llama(["Hi", "Hi you all there"], padding=True)
    return {**made, "labels": [[-100, 1, -100, -100, -100], [-100, 2, 3, 4, 5]]}


LOW = [["Ġ", "l", "o", "w"], ["Ġ", "lo", "w"], ["Ġ", "low"], ["Ġlow"]]
PICTURES = {
    "chips": lambda t: tour.chips(t["llama-3.1"], NASTY, label="<a & b>"),
    "chips of ids": lambda t: tour.chips(t["phi-3"], [1, 2, 999999]),
    "chips of nothing": lambda t: tour.chips(t["qwen2"], ""),
    "compare": lambda t: tour.compare(NASTY, t),
    "table": lambda t: tour.table([["<s>", 1, 2.5], ["b", -1234, 0]], header=["<name>", "n", "x"]),
    "bars": lambda t: tour.bars({"<a>": 1234, "b": 0.5}, unit="<unit>"),
    "stacked bars": lambda t: tour.bars({"<a>": {"<x>": 1, "y": 2}, "b": {"y": 0}}),
    "byte_map": lambda t: tour.byte_map("<é🤗", t),
    "grid": lambda t: tour.grid(t["llama-3.1"], batch(t["llama-3.1"]), column=-1, label="<g>"),
    "merge_tree": lambda t: tour.merge_tree(LOW, {"lo": 4, "low": 50, "Ġlow": 600}, label="<l>"),
    "merge_tree of marks": lambda t: tour.merge_tree([["<", "s", ">"], ["<s", ">"]]),
    "cuts": lambda t: tour.cuts("<s> é", {"<r>": [0, 1, 2, 0]}, ["<good>", "bad", "worse"]),
    "stretches": lambda t: tour.stretches({"<a>": [("<system>", "<s>\nhi "), ("", "<|eot_id|>")], "": [("user", "x")]}),
}
EVERY = pytest.mark.parametrize("name", PICTURES)


@EVERY
def test_markup_is_balanced_and_has_neither_script_nor_style(tokenizers, name):
    picture = PICTURES[name](tokenizers)
    found = Read(picture.html)  # refuses tags and attributes that no picture needs
    assert picture._repr_html_() == f"<style data-tour>{tour.STYLE}</style>{picture.html}"
    assert repr(picture) == picture.text
    assert "</script" not in picture.html and "<s>" not in picture.html
    assert found.elements


@EVERY
def test_every_class_has_a_rule(tokenizers, name):
    used = {
        one
        for _, attrs, _ in Read(PICTURES[name](tokenizers).html).elements
        for one in (attrs.get("class") or "").split()
    }
    assert [one for one in used - PLAIN if not re.search(rf"\.{one}(?![\w-])", tour.STYLE)] == []


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in ("stacked bars", "byte_map", "cuts")])
def test_both_faces_tell_the_same_numbers(tokenizers, name):
    picture = PICTURES[name](tokenizers)
    assert sorted(numbers(" ".join(Read(picture.html).pieces))) == sorted(numbers(picture.text))


def test_a_picture_of_tokens_reads_its_ids_and_text_aloud(llama):
    found = Read(tour.chips(llama, 'a "b"\n<s>').html)
    (spoken,) = [attrs["aria-label"] for _, attrs, _ in found.elements if attrs.get("role") == "img"]
    assert spoken == '<|begin_of_text|> 128000, a 64, space " 330, b 65, "newline 702, <s 45147, > 29'


def test_added_tokens_are_pills_and_parts_of_characters_are_bytes(llama, phi):
    found = Read(tour.chips(llama, "<|eot_id|> 🤗", add_special_tokens=False).html)
    assert found.texts("span", "s") == ["<|eot_id|>128009"]
    assert found.texts("span", "b") == [r"·\xf0\x9f11410", r"\xa497", r"\x97245"]
    assert Read(tour.chips(phi, "<s>", add_special_tokens=False).html).texts("span", "s") == ["<s>1"]
    assert Read(tour.chips(phi, [3 + 0xF0]).html).texts("span", "b") == [r"\xf0243"]


def test_white_space_and_invisible_characters_are_seen(phi):
    assert (
        tour.chips(phi, "a b\tc\n\r\u200d", add_special_tokens=False).text.split("\n")[0].replace(" ", "")
        == r"·a·b⇥c↵␍\u200d"
    )
    assert Read(tour.chips(phi, "a b", add_special_tokens=False).html).texts("u") == ["·", "·"]


def test_an_added_token_that_is_a_line_break_shows_it(cache):
    repo = next(model.repo for model in manifest.load().models if model.id == "gemma-3")
    gemma = AutoTokenizer.from_pretrained(repo, cache_dir=cache / "hub", local_files_only=True)
    made = Read(tour.chips(gemma, "a\n\nb", add_special_tokens=False).html)
    assert made.texts("span", "s") == [f"↵↵{gemma.convert_tokens_to_ids(chr(10) * 2)}"]


def test_an_id_that_no_token_has_is_shown_as_such(tokenizers):
    for tok in tokenizers.values():
        picture = tour.chips(tok, [10**6])
        assert picture.text == "(no token)\n1000000"
        assert Read(picture.html).texts("span") == ["(no token)1000000"]


def test_no_tokens_is_said_not_left_blank(tokenizers):
    picture = tour.compare("", tokenizers)
    assert picture.text.count(": 0 tokens\n(no tokens)") == len(tokenizers)
    assert Read(picture.html).texts("div", "tour-chips") == ["(no tokens)"] * len(tokenizers)


def test_special_tokens_are_added_to_chips_and_not_to_a_comparison(llama, tokenizers):
    assert "128000" in tour.chips(llama, "Hi").text
    assert "128000" not in tour.chips(llama, "Hi", add_special_tokens=False).text
    picture = tour.compare("Hi", tokenizers)
    assert picture.text.startswith("llama-3.1: 1 token\nHi\n13347\n\nphi-3: 1 token\n")
    assert Read(picture.html).texts("small") == [
        f"{len(tok.encode('Hi', add_special_tokens=False))} token" for tok in tokenizers.values()
    ]


def test_the_lines_of_a_terminal_are_aligned_and_not_too_long(tokenizers):
    for tok in tokenizers.values():
        text = "안녕 e\u0301 🤗 " * 20
        lines = tour.chips(tok, text, add_special_tokens=False).text.split("\n")
        assert max(map(tour._columns_of, lines)) <= 79
        assert "".join(lines[1::2]).split() and [int(i) for line in lines[1::2] for i in line.split()] == tok.encode(
            text, add_special_tokens=False
        )


def test_the_bytes_of_tokens_make_up_the_text(tokenizers):
    for name, tok in tokenizers.items():
        text = "I'd pay  5 €, e\u0301\n\t안녕 🤗"
        data = b"".join(tour.token_bytes(tok, i) for i in tok.encode(text, add_special_tokens=False))
        expected = {"phi-3": " " + text, "qwen2": unicodedata.normalize("NFC", text)}.get(name, text)
        assert data.decode() == expected
        assert tour.token_bytes(tok, 10**6) is None and tour.token_bytes(tok, tok.eos_token_id) is None


def test_tokenizers_that_do_not_spell_in_bytes_have_pictures_too(cache):
    text = "Embeddings für 東京 é"
    [bge] = manifest.load().select(["bge-small"])
    wordpiece = AutoTokenizer.from_pretrained(bge.repo, cache_dir=cache / "hub", local_files_only=True)
    # as XLM-R is, which takes seconds to load
    scores = [(piece, -1.0) for piece in ("<unk>", "▁", "▁Em", "bed", "ding", "s", "▁für", "東", "京", "é", "Ġ")]
    unigram = Tokenizer(models.Unigram(scores, unk_id=0))
    unigram.pre_tokenizer = pre_tokenizers.Metaspace()
    for name, tok, expected in (
        ("bge-small", wordpiece, "embeddingsfur東京e"),
        ("unigram", PreTrainedTokenizerFast(tokenizer_object=unigram), " " + text),
    ):
        ids = tok.encode(text, add_special_tokens=False)
        assert b"".join(tour.token_bytes(tok, i) for i in ids).decode() == expected
        for picture in (tour.chips(tok, text), tour.compare(text, {name: tok}), tour.byte_map(text, {name: tok})):
            assert all(str(i) in picture.html for i in ids)


def test_a_table_aligns_columns_of_numbers():
    picture = PICTURES["table"]({})
    assert picture.text == "<name>       n     x\n<s>          1  2.50\nb       -1,234     0"
    found = Read(picture.html)
    assert found.texts("th") == ["<name>", "n", "x"] and found.texts("th", "n") == ["n", "x"]
    assert found.texts("td") == ["<s>", "1", "2.50", "b", "-1,234", "0"] and len(found.texts("td", "n")) == 4
    assert tour.table([], header=["a"]).text == "a"


def test_bars_are_as_long_as_their_numbers():
    picture = tour.bars({"a": 200, "b": 50, "c": 0})
    rects = [
        (float(attrs["x"]), float(attrs["width"])) for tag, attrs, _ in Read(picture.html).elements if tag == "rect"
    ]
    assert rects == [(0, 100), (0, 25), (0, 0)]
    assert [(line.split()[0], line.count("█"), line.split()[-1]) for line in picture.text.split("\n")] == [
        ("a", 25, "200"),
        ("b", 6, "50"),
        ("c", 0, "0"),
    ]


def test_stacked_bars_name_their_parts_and_their_totals():
    picture = PICTURES["stacked bars"]({})
    found = Read(picture.html)
    rects = [
        (attrs["class"], float(attrs["x"]), float(attrs["width"]))
        for tag, attrs, _ in found.elements
        if tag == "rect" and "x" in attrs
    ]
    assert rects == [("tour-k0", 0, 33.33), ("tour-k1", 33.33, 66.67), ("tour-k1", 0, 0)]
    assert found.texts("b") == ["3", "0"] and [text for text in found.texts("span") if text in ("<x>", "y")] == [
        "<x>",
        "y",
    ]
    assert [attrs["aria-label"] for tag, attrs, _ in found.elements if attrs.get("role") == "img"] == [
        "<x> 1, y 2",
        "y 0",
    ]
    assert "3  (<x> 1, y 2)" in picture.text and picture.text.endswith("0  (y 0)")


def test_a_byte_map_shows_whose_byte_is_whose(tokenizers):
    picture = tour.byte_map("<é🤗", tokenizers)
    found = Read(picture.html)
    columns = [int(attrs["colspan"]) for tag, attrs, _ in found.elements if tag == "th" and "colspan" in attrs]
    assert columns == [1, 2, 4] and ["<", "éU+00E9", "🤗U+1F917"] == found.texts("th")[1:4]
    cells = iter(found.texts("td"))
    assert next(cells) == ""  # Phi-3's space stands before the text, so the row of characters starts a column later
    for name, tok in tokenizers.items():
        ids = tok.encode("<é🤗", add_special_tokens=False)
        shown = [tour.token_bytes(tok, i).hex(" ").upper() for i in ids]
        if name != "phi-3":
            assert next(cells) == ""
        assert [next(cells) for _ in ids] == [f"{data}{i}" for data, i in zip(shown, ids)]
        assert "|".join(shown) in picture.text
        assert f"{len(ids)} tokens: {' '.join(map(str, ids))}" in picture.text
    assert (
        "◌\u0301" in tour.byte_map("e\u0301", tokenizers).text
        and "◌\u0301" in tour.byte_map("e\u0301", tokenizers).html
    )


def test_a_grid_marks_padding_masks_labels_and_a_column(llama):
    picture = PICTURES["grid"]({"llama-3.1": llama})
    found = Read(picture.html)
    pad, rows = llama.pad_token_id, picture.text.split("\n")
    kinds = [attrs["class"] for tag, attrs, _ in found.elements if tag == "tr"]
    assert kinds == ["t", "m", "l", "g", "t", "m", "l"]
    padded = [text for text in found.texts("td", "p") if text.startswith("pad")]
    assert padded == [f"pad{pad}"] * 3 and rows[1].count("[pad]") == 3
    assert found.texts("td", "p").count("0") == 3 and found.texts("td", "p").count("-100") == 5
    assert found.texts("td", "c") == [f"pad{pad}", f"·there{llama.encode(' there', add_special_tokens=False)[0]}"]
    assert rows[0] == "<g>" and rows[3].split() == ["attention_mask", "1", "1", "0", "0", "0"]
    assert rows[4].split() == ["labels", "-100", "1", "-100", "-100", "-100"]
    assert rows[-1].strip() == "^" and rows[-1].index("^") == rows[6].index("·there")


def test_a_tree_shows_each_piece_and_the_numbers_of_joined_ones():
    picture = PICTURES["merge_tree"]({})
    assert picture.text == "<l>\n·───────────────┐\nl─┐             │\no─┴lo 4─┐       │\nw───────┴low 50─┴·low 600"
    boxes = Read(picture.html).texts("b")
    assert sorted(boxes) == sorted(["·", "l", "o", "w", "lo4", "low50", "·low600"])
    assert 'aria-label="·low 600"' in picture.html


def test_cuts_stand_between_the_characters():
    picture = PICTURES["cuts"]({})
    assert picture.text == "<r>: 2 <good>, 1 bad, 1 worse\n<|s>·|é\n\n| <good>"
    found = Read(picture.html)
    assert found.texts("div", "tour-cuts") == ["<s>·é"] and found.texts("small") == ["2 of 4"]
    assert [len(found.texts("b", f"c{kind}")) for kind in range(3)] == [2, 1, 1]


def test_show_displays_in_the_middle_of_a_cell(monkeypatch):
    shown = []
    monkeypatch.setattr(sys, "displayhook", shown.append)
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    tour.show("a", "b")
    assert shown == ["a", "b"]


MISTAKES = {
    "an id below 0": (lambda t: tour.chips(t, [-1]), "-1 is no id"),
    "an id above all": (lambda t: tour.chips(t, [1 << 40]), "1099511627776 is no id"),
    "tokens for ids": (lambda t: tour.chips(t, ["a"]), "'a' is no id"),
    "a batch for a row": (lambda t: tour.chips(t, t(["a", "b"])["input_ids"]), "[128000, 64] is no id"),
    "all that a tokenizer gives": (lambda t: tour.chips(t, t("a")), "'input_ids' is no id"),
    "nothing": (lambda t: tour.chips(t, None), "None is no id"),
    "tokenizers without names": (lambda t: tour.compare("a", [t]), "{name: tokenizer}"),
    "no tokenizers": (lambda t: tour.byte_map("a", {}), "{name: tokenizer}"),
    "no text for bytes": (lambda t: tour.byte_map("", {"a": t}), "at least one character"),
    "a short row": (
        lambda t: tour.table([[1, 2], [1]], header=["a", "b"]),
        "Row 2 of the table and its header differ in length: 1 and 2.",
    ),
    "a long row": (lambda t: tour.table([[1, 2]], header=["a"]), "Row 1"),
    "a bar below 0": (lambda t: tour.bars({"a": -1}), "'a' has -1"),
    "a bar of no number": (lambda t: tour.bars({"a": {"x": "1"}}), "'a' has {'x': '1'}"),
    "a bar without a length": (lambda t: tour.bars({"a": float("nan")}), "'a' has nan"),
    "one text as a batch": (lambda t: tour.grid(t, t("a b")), "a list of one"),
    "a batch without a mask": (lambda t: tour.grid(t, {"input_ids": [[1]]}), "attention_mask"),
    "an empty batch": (lambda t: tour.grid(t, {"input_ids": [[]], "attention_mask": [[]]}), "no ids to draw"),
    "a ragged mask": (
        lambda t: tour.grid(t, {"input_ids": [[1, 2]], "attention_mask": [[1]]}),
        "attention_mask and input_ids differ in shape",
    ),
    "labels of another shape": (
        lambda t: tour.grid(t, {**t(["a"]), "labels": []}),
        "labels and input_ids differ in shape",
    ),
    "a column that is not there": (lambda t: tour.grid(t, t(["a"]), column=2), "no column 2"),
    "no states": (lambda t: tour.merge_tree([]), "at least one state"),
    "a state that joins nothing": (
        lambda t: tour.merge_tree([["a", "b"], ["a", "b"]]),
        "with one neighbouring pair joined",
    ),
    "a state that joins too much": (
        lambda t: tour.merge_tree([["a", "b", "c"], ["abc"]]),
        "with one neighbouring pair joined",
    ),
    "no text for cuts": (lambda t: tour.cuts("", {"a": []}, ["x"]), "at least one character"),
    "too few gaps": (
        lambda t: tour.cuts("abc", {"a": [0]}, ["x"]),
        "'a' needs the number of a kind for each of the 2 gaps",
    ),
    "a kind without a name": (lambda t: tour.cuts("ab", {"a": [1]}, ["x"]), "'a' needs"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_a_sentence(llama, name):
    call, message = MISTAKES[name]
    with pytest.raises(ValueError, match=re.escape(message)) as error:
        call(llama)
    assert str(error.value).endswith(".")
