"""The harness page as an object: run cells, press Stop, see what the runtime reported."""


class Harness:
    """Conditions are functions: text would have to pass through eval, which a strict policy refuses from the second
    look on."""

    def __init__(self, context, site):
        self.context = context
        self.site = site
        self.page = context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open()

    def open(self):
        self.page.goto(self.site.root + "harness/")
        self.page.wait_for_function("() => window.live")

    def forget(self):
        """Nothing that was reported counts any more."""
        self.js("() => { live.events.length = live.pieces.length = 0 }")
        self.complaints.clear()

    def restart(self):
        """A fresh worker with an empty namespace, from the files that the page has."""
        self.js("() => live.runtime.restart()")
        self.forget()

    def js(self, script, *arguments):
        return self.page.evaluate(script, *arguments)

    def run(self, code, cell="cell", as_built=False):
        """Run a cell, as a reader's or, with `as_built`, as the lesson's own; return its RunResult."""
        return self.js("([code, cell, asBuilt]) => live.run(code, cell, asBuilt)", [code, cell, as_built])

    def start(self, code, cell="cell"):
        """Run a cell without waiting for it; `result` waits."""
        self.js("([code, cell]) => { window.later = live.run(code, cell) }", [code, cell])
        self.page.wait_for_function("() => live.runtime.state === 'running'")

    def stop(self):
        self.js("live.runtime.stop()")

    def result(self):
        return self.js("() => window.later")

    def events(self, kind):
        return self.js("kind => live.events.filter(event => event.type === kind)", kind)

    def shown(self, code, cell="cell"):
        """All that a cell shows, as one text."""
        result = self.run(code, cell)
        assert result["status"] == "ok", result["error"]
        return "".join(output["text"] for output in result["outputs"])

    @property
    def state(self):
        return self.js("live.runtime.state")

    @property
    def way(self):
        return self.js("live.runtime.way")
