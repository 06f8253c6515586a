"""What a reader does on either playground's page."""

import base64

from playwright.sync_api import expect

# As a paste does it; Playwright's own `fill` takes a minute for many lines.
PASTE = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })); }"


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

    def settle(self):
        expect(self.page.locator(self.grid)).to_have_attribute("aria-busy", "false")

    def panel(self, model="llama-3.1"):
        return self.page.locator(f'[data-model="{model}"]')

    def copied(self, button):
        """What a click on this button puts on the clipboard."""
        self.page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        return self.page.wait_for_function("async () => await navigator.clipboard.readText()").json_value()

    def ids(self, model="llama-3.1"):
        """The ids of a panel, as its Copy button gives them."""
        names = {}
        exec(self.copied(self.panel(model).get_by_role("button", name="Copy ids")), names)
        return names["ids"]
