"""A press or a link that leads on: whoever looks next looks at the page it leads to.

Playwright's own click returns before a slow machine has begun to leave the page, and then what is
read is still the old one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

# Marks a page that is about to be left or changed. Without script no listener runs, and whatever
# is pressed leads on.
MARKING = """one => {
    const page = document.documentElement;
    const here = (link) => link.hash && link.href.split("#")[0] === location.href.split("#")[0];
    const leads = (link) => link?.href && !link.target && !here(link);
    const goes = () => { page.dataset.going = ""; };
    const stays = () => { delete page.dataset.going; };
    if (matchMedia("(scripting: none)").matches) {
        const { form } = one;
        const sent = form && (form.noValidate || one.formNoValidate || form.checkValidity());
        if (sent || leads(one)) goes();
        return;
    }
    addEventListener("submit", (event) => event.defaultPrevented || goes());
    addEventListener("click", (event) =>
        event.defaultPrevented || leads(event.target.closest("a[href]")) && goes());
    addEventListener("htmx:before:request", goes);
    addEventListener("htmx:finally:request", stays);
}"""


def go(where: Locator) -> None:
    where.evaluate(MARKING)
    where.click()
    where.page.locator("html:not([data-going])").wait_for(state="attached")
    where.page.wait_for_load_state()
