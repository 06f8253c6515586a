"""What a reader does with tokenizers and templates of their own, on either playground's page."""

from pathlib import Path

from playwright.sync_api import expect

# Drops files on an element, as the browser hands them over.
DROP = """([selector, files]) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def choose(play, path, said="is here"):
    """Chooses files or a folder in the browser's dialog."""
    inputs = play.page.locator(".tt-play input[type=file]")
    place = inputs.last if isinstance(path, Path) and path.is_dir() else inputs.first
    place.set_input_files(path)
    expect(play.page.locator(".tt-own-status")).to_contain_text(said)
    play.settle()


def drop(play, *files, onto=".tt-play"):
    play.page.evaluate(DROP, [onto, [[name, text] for name, text in files]])


def refused(play, sentence):
    notice = play.page.locator(".tt-play-notice").first
    expect(notice).to_contain_text(sentence)
    notice.get_by_role("button", name="Dismiss").click()


def own(play, name):
    """The id of the panel with this name."""
    heading = play.page.locator(".tt-token-grid").get_by_role("heading", name=name, exact=True)
    return heading.locator("xpath=ancestor::section").get_attribute("data-model")


def item(play, name):
    """A tokenizer in the list of what the reader brought."""
    if play.page.locator(".tt-own-section").is_hidden():
        play.page.locator(".tt-own-entry").click()
    return play.page.get_by_role("listitem").filter(has=play.page.get_by_label(f"Name of {name}", exact=True))
