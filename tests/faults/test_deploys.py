"""A new site takes the place of the old one while readers have a page open, then without a connection."""

import pytest
from deploys import NEWS, deployed
from patience import MILLISECONDS
from playwright.sync_api import expect
from static_site import serve
from until import until

LESSON = "lessons/text-to-ids/"


@pytest.fixture
def reader(browser):
    contexts = []

    def arrives(site):
        contexts.append(browser.new_context())
        contexts[-1].set_default_timeout(MILLISECONDS)
        page = contexts[-1].new_page()
        page.goto(site.root + LESSON)
        return page

    yield arrives
    for context in contexts:
        context.close()


def run(page):
    cell = page.locator(".tt-cell[data-cell=look]")
    cell.get_by_role("button", name="Run", exact=True).click()
    return cell.get_by_text("same as the build")


def kept(page, *parts):
    """Wait until the service worker keeps files of these names."""
    there = f"{list(parts)}.every((part) => urls.some((url) => url.includes(part)))"
    every = (
        "for (const name of await caches.keys()) for (const { url } of await (await "
        "caches.open(name)).keys()) urls.push(url);"
    )
    until(page, f"async () => {{ const urls = []; {every} return {there}; }}")


def test_an_old_page_runs_or_says_that_it_is_old_and_the_next_visit_is_the_new_site(reader, folder, tmp_path):
    new = deployed(folder, tmp_path / "site")
    with serve(folder) as site:
        site.headers["Cache-Control"] = "max-age=600"  # as GitHub Pages says
        arrived, ran = reader(site), reader(site)
        expect(run(ran)).to_be_visible()
        kept(ran, "live/app-", "live/worker-", "live/loader.js", "live/snapshot-", LESSON)
        site.folder = new

        # who has only opened the page is told what to do, and it is enough
        run(arrived)
        message = arrived.locator(".tt-messages p:first-child")
        expect(message).to_contain_text("This page is older than the site")
        arrived.get_by_role("button", name="Reload the page").click()
        expect(arrived.get_by_text(NEWS)).to_be_attached()
        expect(run(arrived)).to_be_visible()

        # who has run a cell goes on, with a connection or without
        expect(run(ran)).to_be_visible()
        ran.context.set_offline(True)
        expect(run(ran)).to_be_visible()
        ran.context.set_offline(False)

        # the next visit is the new site, and so is the one after it without a connection
        ran.reload()
        expect(ran.get_by_text(NEWS)).to_be_attached()
        expect(run(ran)).to_be_visible()
        kept(ran, *(f"live/{path.name}" for name in ("app", "worker") for path in (new / "live").glob(f"{name}-*.js")))
        until(
            ran,
            "() => caches.match(new URL('index.html', location.href)).then(kept => kept?.text())"
            f".then(text => text?.includes({NEWS!r}))",
        )
        ran.context.set_offline(True)
        ran.reload()
        expect(ran.get_by_text(NEWS)).to_be_attached()
        expect(run(ran)).to_be_visible()
