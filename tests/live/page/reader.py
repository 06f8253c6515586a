"""What a person sees and does on a lesson page."""

from playwright.sync_api import expect


class Reader:
    """`page` is Playwright's; `root` the address of the site."""

    def __init__(self, page, root):
        self.page = page
        self.root = root
        self.asked = []
        page.on("request", lambda request: self.asked.append(request.url))

    def settled(self):
        """Wait until the page has loaded and has nothing to do: what it asks for of itself, it has asked for."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("() => new Promise(done => requestIdleCallback(done))")

    def cell(self, name):
        return self.page.locator(f'.tt-cell[data-cell="{name}"]')

    def button(self, name, label):
        return self.cell(name).get_by_role("button", name=label, exact=True)

    def status(self, name):
        return self.cell(name).locator(".tt-tools .tt-status")

    def outputs(self, name):
        return self.cell(name).locator(":scope > .tt-outputs")

    def bar(self):
        return self.page.get_by_role("region", name="Python in this page")

    def live_region(self):
        return self.page.locator(".tt-bar > [role=status]")

    def run(self, name):
        """Press Run and wait until the cell has run."""
        self.button(name, "Run").click()
        self.ran(name)

    def ran(self, name):
        expect(self.status(name)).to_contain_text("Your run")

    def editor(self, name):
        """The cell's editor in CodeMirror, opened by Edit if need be and with the focus in it."""
        edit = self.button(name, "Edit")
        if edit.is_visible():
            edit.click()
        else:
            self.cell(name).get_by_role("textbox").click()
        editor = self.cell(name).locator(".cm-content")
        expect(editor).to_be_focused()
        return editor

    def write(self, name, code):
        """Replace the cell's code by typing."""
        self.editor(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def code(self, name):
        """The code that the cell shows, static or in an editor."""
        return (
            self.cell(name)
            .locator(":scope > .tt-source")
            .evaluate(
                """box => box.querySelector(".cm-content")
                 ? [...box.querySelectorAll(".cm-line")].map(line => line.textContent).join("\\n")
                 : box.querySelector("textarea")?.value ?? box.querySelector("code").textContent"""
            )
        )
