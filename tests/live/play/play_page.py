"""What a reader does on either playground's page."""

import base64

from playwright.sync_api import expect
from until import until

# As a paste does it; Playwright's own `fill` takes a minute for many lines.
PASTE = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })); }"

# Text that is dropped onto an element.
DROP = """([selector, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", text);
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""

# Follows a link in the open page; what is no part of a link (tokens picked, folds, boxes shown whole) is let go of
# first. Done when the page shows it.
FOLLOW = """async ([fragment, selector]) => {
  document.activeElement?.blur();
  for (const fold of document.querySelectorAll(".tt-play details[open]")) fold.open = false;
  for (const whole of document.querySelectorAll('.tt-clip[aria-expanded="true"], .tt-clip [aria-expanded="true"]')) whole.click();
  for (const box of document.querySelectorAll(".tt-chips")) box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  scrollTo(0, 0);
  const grid = document.querySelector(selector);
  const busy = (state) => new Promise((resolve) => {
    const look = () => grid.getAttribute("aria-busy") === state && (watch.disconnect(), resolve());
    const watch = new MutationObserver(look);
    watch.observe(grid, { attributes: true });
    if (state === "false") look(); // and "true" is set anew, though it be there
  });
  const began = busy("true");
  history.replaceState(history.state, "", location.pathname); // the same link again is followed too
  location.hash = fragment;
  await began;
  await busy("false");
}"""


def button(page, name):
    """One of the playground's own."""
    return page.locator(".tt-play").get_by_role("button", name=name, exact=True)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class PlayPage:
    """A playground; `path` is its page inside the site, `grid` the element with its panels."""

    path: str
    grid: str

    def __init__(self, page, address):
        self.page = page
        self.address = address + self.path
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open(self, link=""):
        self.page.goto("about:blank")
        self.page.goto(self.address + link)
        self.settle()
        return self

    def begin_anew(self):
        """The open page as it was when it opened; Undo and Back still know what was there."""
        self.page.mouse.move(5, 5)
        return self.follow(self.first)

    def follow(self, fragment):
        """A link, in the open page."""
        self.settle()
        self.page.evaluate(FOLLOW, [fragment, self.grid])
        return self

    def link(self):
        """The address that leads to what is shown."""
        return self.copied(self.page.get_by_role("button", name="Copy a link"))

    def settle(self):
        expect(self.page.locator(self.grid)).to_have_attribute("aria-busy", "false")

    def panel(self, model="llama-3.1"):
        return self.page.locator(f'[data-model="{model}"]')

    def copied(self, button):
        """What a click on this button puts on the clipboard."""
        self.page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        until(self.page, "async () => (await navigator.clipboard.readText()) !== ''")
        return self.page.evaluate("navigator.clipboard.readText()")

    def ids(self, model="llama-3.1"):
        """The ids of a panel, as its Copy button gives them."""
        names = {}
        exec(self.copied(self.panel(model).get_by_role("button", name="Copy ids")), names)
        return names["ids"]
