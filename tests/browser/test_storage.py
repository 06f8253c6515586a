"""What the site keeps in a browser can be removed where a reader finds it: downloads alone, and, asked first, what the
reader made."""

from playwright.sync_api import expect
from until import until

KEPT = """async () => ({
  scopes: (await navigator.serviceWorker.getRegistrations()).length,
  caches: await caches.keys(),
  written: Object.keys(localStorage).filter(key => /tour:|token-tour\\./.test(key)).length,
})"""


def test_downloads_go_and_drafts_stay_until_they_are_deleted_too(open_page, address):
    page = open_page(width=390)
    page.goto(address + "lessons/text-to-ids/")
    cell = page.locator(".tt-cell").nth(1)
    cell.get_by_role("button", name="Edit").click()
    expect(cell.locator(".cm-content")).to_be_focused()
    page.keyboard.insert_text("# mine\n")
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(cell.locator(".tt-tools .tt-status")).to_contain_text("Your run")
    until(page, "async () => (await caches.keys()).length > 0")

    page.goto(address + "how-made/")
    button = page.locator(".tt-storage").get_by_role("button")
    said = page.locator(".tt-storage").get_by_role("status")
    before = page.evaluate(KEPT)
    assert before["scopes"] and before["caches"] and before["written"]
    button.filter(has_text="Remove downloaded files").click()
    expect(said).to_contain_text("are removed")
    assert page.evaluate(KEPT) == {"scopes": 0, "caches": [], "written": before["written"]}

    delete = button.filter(has_text="Delete what I wrote")
    for answer, left in (("Keep it", before["written"]), ("Delete", 0)):
        delete.click()
        expect(said).to_contain_text("cannot be undone")
        assert page.evaluate(KEPT)["written"] == before["written"]  # asked first
        said.get_by_role("button", name=answer, exact=True).click()
        expect(delete).to_be_focused()
        assert page.evaluate(KEPT)["written"] == left
    expect(said).to_contain_text("are deleted")
    page.goto(address + "lessons/text-to-ids/")
    expect(page.locator(".tt-cell.tt-alive").nth(1)).not_to_contain_text("# mine")
    assert page.troubles == []
