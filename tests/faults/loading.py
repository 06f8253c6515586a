"""Every file of the build, loaded as the pages load it, while it is answered wrongly in every way; then mended."""

import json

from static_site import SILENT, WAYS
from until import until

VISITS = ("first", "later")  # later: a service worker answers
# ms that a stalled download may bring nothing; elsewhere the page's own limit of 20 s stays, since right files may be
# late
SHORT = 500


def every_file(site) -> list[dict]:
    """What the build lists, as pages know it; less what only tests have, and of the tokenizers the smallest: the worker
    fetches each in the same way, and all of them are as large as all else."""
    listed = json.loads((site.folder / "live" / "manifest.json").read_text())["files"]
    listed.pop("live/harness.js", None)
    tokenizers = sorted((url for url in listed if "/tokenizers/" in url), key=lambda url: listed[url]["bytes"])
    for url in tokenizers[1:]:
        del listed[url]
    return [{"url": url, **file} for url, file in sorted(listed.items())]


def walk(harness, visit: str, ways=WAYS) -> dict[tuple[str, str], str]:
    """(URL, way) → "" where all went well, or what did not. `harness`: the page of tests/live/python, in a fresh
    browser context."""
    site, page = harness.site, harness.page
    files = every_file(site)
    if visit == "later":
        page.evaluate("() => live.serve()")
    devtools = page.context.new_cdp_session(page)
    verdicts = {}
    for way in ways:
        devtools.send("Network.clearBrowserCache")
        page.evaluate("() => live.forget()")
        site.trouble.update({f"/{file['url']}": way for file in files})
        _have_patience(page, SHORT if way in SILENT else None)
        told = page.evaluate("files => live.load(files)", files)
        kept = page.evaluate("files => live.wrong(files)", files)
        site.trouble.clear()
        _have_patience(page, None)
        # browsers let a second request for an address join the first, which may still be silent: Retry asks anew
        mended = page.evaluate("([files, again]) => live.load(files, again)", [files, way in SILENT])
        if visit == "later":  # what came to be kept later would answer for the next way's files
            came = [file for file, after in zip(files, mended, strict=True) if not after]
            until(page, f"() => live.keeps({json.dumps(came)})")
        if way == ways[-1]:  # all of it is read for that, which takes as long as loading it
            kept += page.evaluate("files => live.wrong(files)", files)
        for file, sentence, after in zip(files, told, mended, strict=True):
            verdicts[file["url"], way] = _verdict(file["url"], way, sentence, after, kept)
    return verdicts


def _have_patience(page, milliseconds: int | None) -> None:
    for side in (page, *page.context.service_workers):
        side.evaluate("ms => { self.tokenTourPatience = ms ?? undefined }", milliseconds)


def _verdict(url, way, sentence, after, kept):
    if any(address.endswith(url) for address in kept):
        return "a wrong answer is kept"
    if after:
        return f"after it was mended: {after}"
    if way == "typed":  # the bytes are right
        return sentence
    return (
        ""
        if sentence.startswith("Could not load a file") and f"({url})" in sentence and sentence.endswith(".")
        else f"says {sentence!r}"
    )
