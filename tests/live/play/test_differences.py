"""All differences of a text's tokens: places and share as the library's offsets give them; the text beside English."""

from playwright.sync_api import expect
from test_ids import QUIET

TEXT = "Der Leuchtturmwärter zählte 1234 Erdbeeren und schlief nicht."
ENGLISH = "The lighthouse keeper counted 1234 strawberries and did not sleep."


def test_places_share_and_language_are_those_of_the_library(new_play, real, open_page):
    play, page = new_play, new_play.page  # a new tab: a tokenizer that has been fetched cannot fail to come
    play.fill(TEXT)
    page.get_by_role("tab", name="Differences").click()
    tool = page.locator(".tt-tool-differences")
    for name in ("Qwen2", "StarCoder2"):
        tool.get_by_label(name, exact=True).uncheck()
    tool.get_by_label("GPT-2").check()
    tool.get_by_label("The same in English").fill(ENGLISH)
    rows = tool.locator("table").last.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.last.locator("td").last).not_to_be_empty()

    script = play.copied(tool.get_by_role("button", name="Copy as Python"))
    script += "\nids = [common, every, same, counts, repositories]\n"
    common, every, same, counts, repositories = real.run(QUIET % script)["ids"]
    assert 0 < same < len(TEXT)
    expect(tool).to_contain_text(f"{int(1000 * same / len(TEXT)) / 10:g} % of the characters")
    # each place runs from one common cut to the next, with cuts of some tokenizers between
    places = [(a, b) for a, b in zip(common, common[1:], strict=False) if every[every.index(a) + 1] != b]
    marked = tool.locator("mark")
    assert marked.all_text_contents() == [TEXT[a:b] for a, b in places]
    assert tool.locator(".tt-cut-places tbody th").all_text_contents() == [f"{a + 1} to {b}" for a, b in places]
    for row, count, repo in zip(rows.all(), counts, repositories, strict=True):
        [english] = real.encode(repo, [ENGLISH], add_special_tokens=False)
        cells = row.locator("td").all_text_contents()
        assert (cells[0], cells[-2], cells[-1]) == (str(count), str(len(english)), f"{count / len(english):.2f}")

    # the English text changes its own columns alone, also where it is too long
    english, cell = tool.get_by_label("The same in English"), rows.last.locator("td").last
    marked.first.evaluate("mark => { mark.kept = true; }")
    english.fill("x" * 200_001)
    expect(tool).to_contain_text("The English text may have 200,000 characters; this one has 200,001")
    expect(cell).to_be_empty()
    english.fill(ENGLISH)
    expect(cell).not_to_be_empty()
    expect(tool).not_to_contain_text("The English text may have")
    assert marked.first.evaluate("mark => mark.kept")

    # what cannot be had takes the place of the old results
    link = play.link()
    page.route("**/tokenizers/BAAI*", lambda route: route.abort())
    tool.get_by_label("bge-small").check()
    expect(tool).to_contain_text("Could not load the tokenizer of bge-small")
    expect(tool.locator("mark, table")).to_have_count(0)
    page.unroute("**/tokenizers/BAAI*")
    page.troubles.clear()  # the request that was to fail
    tool.get_by_role("button", name="Try again").first.click()
    expect(rows).to_have_count(4)

    other = open_page()
    other.goto(link)
    expect(other.locator(".tt-tool-differences mark")).to_have_count(len(places))
    expect(other.locator(".tt-tool-differences table").last.locator("tbody tr")).to_have_count(3)
    assert other.troubles == []


def test_the_words_of_the_text_are_counted_while_english_is_typed(new_play):
    play, page = new_play, new_play.page
    page.get_by_role("tab", name="Differences").click()
    english = page.get_by_label("The same in English")
    english.fill(ENGLISH)
    expect(page.locator(".tt-language, .tt-tool-differences table").last).to_be_visible()
    play.settle()
    page.evaluate(
        """async (long) => {
          const type = (field, text) => { field.value = text; field.dispatchEvent(new Event("input", { bubbles: true })); };
          const english = document.querySelector("#tt-english"), grid = document.querySelector(".tt-token-grid");
          type(document.querySelector("#tt-play-text"), long);
          for (let n = 0; grid.ariaBusy === "true"; n += 1) {
            type(english, `${n} words`);
            await new Promise((resolve) => setTimeout(resolve));
          }
        }""",
        "two words " + "🤗" * 150_000,  # many turns
    )
    page.get_by_role("tab", name="Tokens").click()
    expect(page.locator(".tt-play-counts")).to_contain_text("words")


def test_where_a_token_goes_on_into_the_next_character_there_is_no_cut(new_play, real):
    """A token of GPT-2 has the end of one character and the beginning of the next."""
    play, page = new_play, new_play.page
    play.fill("ab\u200d어𓎓국च靐")
    page.get_by_role("tab", name="Differences").click()
    tool = page.locator(".tt-tool-differences")
    tool.get_by_label("GPT-2").check()
    for name in ("Phi-3", "Qwen2", "StarCoder2"):
        tool.get_by_label(name, exact=True).uncheck()
    expect(tool.locator(".tt-cuts")).to_have_attribute("aria-busy", "false")
    expect(tool.locator(".tt-cut-places tbody th").last).to_have_text("7 to 8")
    script = play.copied(tool.get_by_role("button", name="Copy as Python"))
    common = real.run(QUIET % (script + "\nids = common\n"))["ids"]
    assert 6 in common and 7 not in common
