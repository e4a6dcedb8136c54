"""A window on the running app, and what is looked for in it.

In: a browser, the running app, and an address in it.
Out: a page that has been drawn whole; and its faults, as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

WIDE, NARROW = 1280, 375  # CSS pixels
HEIGHT = 900
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_PATIENCE = 20_000  # milliseconds
_AXE = Axe()
_CRASHED = "Traceback (most recent call last)|This app has encountered an error|StreamlitAPIException"


@dataclass(frozen=True, kw_only=True)
class Site:
    """The app as it runs, and its database."""

    address: str
    database: Path

    def url(self, page: str = "", **place: str) -> str:
        """Return the address of a page, about a place."""
        return f"{self.address}/{page}" + (f"?{urlencode(place, quote_via=quote)}" if place else "")


@contextmanager
def window(browser: Browser, *, width: int = WIDE, dark: bool = False) -> Iterator[Page]:
    """Yield an empty window of a width."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme="dark" if dark else "light", accept_downloads=True
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    yield page
    context.close()


def go(page: Page, address: str) -> None:
    """Open an address, and wait until the page is drawn whole."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the app has nothing more to draw."""
    page.locator("h1").first.wait_for()
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=_PATIENCE)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=_PATIENCE)


def press(page: Page, name: str, *, role: str = "button") -> None:
    """Press a button (or a link) by its name, and wait until the page is drawn again."""
    page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
    page.wait_for_timeout(150)
    settle(page)


def h1(page: Page) -> str:
    """Return the page's one h1; fails where there are none or several."""
    expect(page.locator("h1")).to_have_count(1)
    return page.locator("h1").inner_text().strip()


def faults(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 A and AA, a line for each place."""
    expect(page.locator(".ssb-field:not([id])")).to_have_count(0)  # a box that saves itself is named once it is drawn
    found = _AXE.run(page, options={"runOnly": {"type": "tag", "values": list(WCAG)}}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def crash(page: Page) -> str:
    """Return what a crash has left on the page; empty where there was none."""
    text = page.locator("body").inner_text()
    return text if any(sign in text for sign in _CRASHED.split("|")) else ""


def overhang(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.locator("html, main").evaluate_all(_WIDEST))


def headings(page: Page) -> list[int]:
    """Return the levels of the headings, in their order."""
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    return [int(level) for level in levels]


def sound(page: Page) -> None:
    """Fail where the page crashed, has no heading, skips a level, is wrong for anybody or is wider than its window."""
    assert not crash(page)
    assert h1(page)
    assert all(after - before <= 1 for before, after in pairwise(headings(page)))
    assert faults(page) == []
    assert overhang(page) <= 0


def tab_to(page: Page, name: str, *, most: int = 120) -> None:
    """Go to a control by the keyboard alone; fails where Tab never reaches it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in str(page.evaluate(_FOCUSED)):
            return
    raise AssertionError(f"Tab never reaches {name!r}")


def lost_stops(page: Page, *, most: int = 8) -> list[str]:
    """Return the first stops of the keyboard that nobody sees: hidden, or outside the window."""
    page.evaluate(_START)
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(_LOST)))
    return [stop for stop in found if stop]


_START = """() => {
    window.scrollTo(0, 0);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
}"""
_LOST = """() => {
    const here = document.activeElement;
    if (here.matches("body, iframe")) return "";  // the end of the page, or a frame of its own
    const box = here.getBoundingClientRect();
    const seen = here.matches("input") || here.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    return seen && inside ? "" : `${Math.round(box.left)},${Math.round(box.top)}: ${here.outerHTML.slice(0, 120)}`;
}"""
_WIDEST = "all => Math.max(...all.map(one => one.scrollWidth - one.clientWidth))"
_FOCUSED = """() => {
    const here = document.activeElement;
    if (here.matches("body, main, section")) return "";  // they hold every word of the page
    const labelled = here.labels && here.labels.length ? here.labels[0].innerText : "";
    return [here.getAttribute("aria-label") || "", labelled, here.innerText || ""].join(" ");
}"""
