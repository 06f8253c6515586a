"""Whole files in the tokenizer playground as a reader uses them."""

from playwright.sync_api import expect

# As a reader runs what was copied, beside the files.
PYTHON = """import io, os, sys
os.chdir(%r)
out, sys.stdout = sys.stdout, io.StringIO()
try:
    exec(%r)
    text = counts
finally:
    sys.stdout = out
"""
# Presses Stop as soon as something has been counted.
STOP = """() => new MutationObserver((_changes, watch) => {
  const stop = [...document.querySelectorAll("button")].find((button) => button.textContent === "Stop");
  if (!stop?.offsetParent || !document.querySelector(".tt-files-said").textContent.includes("MB/s")) return;
  watch.disconnect();
  stop.click();
}).observe(document.querySelector(".tt-files-said"), { subtree: true, childList: true, characterData: true })"""
# A drop on what `selector` finds: a file, or text where there is no name.
DROP = """([selector, name, content]) => {
  const data = new DataTransfer();
  if (name) data.items.add(new File([content], name));
  else data.setData("text/plain", content);
  const event = new DragEvent("drop", { bubbles: true, dataTransfer: data });
  document.querySelector(selector).dispatchEvent(event);
}"""


class FilesTool:
    def __init__(self, page):
        self.page = page
        self.said = page.locator(".tt-files-said")
        self.troubles = page.locator(".tt-files-troubles")

    def open(self):
        self.page.get_by_role("tab", name="Whole files").click()
        expect(self.page.get_by_role("button", name="Choose files")).to_be_visible()
        return self

    def choose(self, *files):
        """Files as the browser's dialog gives them; what could not be taken is what the notice says."""
        self.page.locator(".tt-files-drop input").set_input_files(list(files))

    def count(self):
        self.page.get_by_role("button", name="Count", exact=True).click()
        expect(self.said).to_contain_text("MB/s.")

    def saved(self, name):
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=name).click()
        return download.value.path().read_text(encoding="utf-8")

    def python(self, play):
        return play.copied(self.page.get_by_role("button", name="Copy as Python"))
