"""Every page of dashboard.contents: axe finds nothing that is ours, and the keyboard reaches every control."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from dashboard.contents import CONTENTS, THEMES, Entry, sections
from dashboard.selection import PROVIDER, QUARTER
from tests.browser.conftest import CHROMIUM, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium ontbreekt: sudo apt-get install chromium"),
]
DOCUMENT = Path(__file__).parents[2] / "docs" / "accessibility.md"
WIDTHS = ((1440, 900), (390, 844))
SAMPLE = {QUARTER: "2025-K4", PROVIDER: "de-linde"}
# what axe says of Streamlit's own markup, which we cannot change: the rule, and what stands in the node
STREAMLITS = {
    ("presentation-role-conflict", "stFileUploaderDropzone"),
    ("list", "stSidebarNavItems"),
    ("listitem", "st-emotion-cache"),
}
MORE = (
    "/weergaven?bewaar=%2F%3Fkwartaal%3D2025-K4",
    "/aanleveren?deel=bord&tot=2025-K4",
    "/aanleveren?levering=L00002",
)


def _address(entry: Entry) -> str:
    known = {name: SAMPLE[name] for name in entry.parameters if name in SAMPLE}
    return f"/{entry.address}" + (f"?{urlencode(known)}" if known else "")


ADDRESSES = [*map(_address, CONTENTS), *MORE]


@pytest.fixture(scope="module", params=ADDRESSES)
def page(request: pytest.FixtureRequest, tab: Page, shown: str) -> Page:
    """A page, opened once for all that is asked of it: the keyboard first, then axe, which changes width and colours."""
    settled(tab, shown + request.param)
    return tab


def violations(page: Page, only: str | None = None, *, widths: Sequence[tuple[int, int]] = WIDTHS) -> list[str]:
    """What axe finds at these widths, save what is Streamlit's own; by one rule, or by all."""
    found = []
    rules = {"resultTypes": ["violations"]} | ({"runOnly": [only]} if only else {})
    for width, height in widths:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        for violation in Axe().run(page, options=rules).response["violations"]:
            found += [
                f"{width} px, {violation['id']}: {node['html'][:200]}"
                for node in violation["nodes"]
                if not any(violation["id"] == rule and part in node["html"] for rule, part in STREAMLITS)
            ]
    page.set_viewport_size({"width": WIDTHS[0][0], "height": WIDTHS[0][1]})
    return found


def in_the_dark(page: Page) -> list[str]:
    """What axe finds of colours in the dark: the other rules do not look at colours, and ran in the light at both
    widths; one width will do, for a phone has the same colours."""
    light = page.evaluate(_GROUND)
    page.emulate_media(color_scheme="dark")
    for _ in range(100):  # a policy against eval stands in the way of waiting for a function
        page.wait_for_timeout(200)
        if page.evaluate(_GROUND) != light:
            break
    page.wait_for_timeout(700)  # colours fade from one to the other
    assert page.evaluate(_GROUND) != light
    found = violations(page, "color-contrast", widths=WIDTHS[:1])
    page.emulate_media(color_scheme="light")
    return found


_GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


# what a mouse can use; a radio that is not chosen is reached by the arrows of its group, and the button of a list to
# choose from, or to count up and down, by the arrows of its field (as the patterns of WAI-ARIA have it)
_CONTROLS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=tab], [role=switch]";
  let count = 0;
  for (const item of document.querySelectorAll(kinds)) {
    const box = item.getBoundingClientRect(), style = getComputedStyle(item);
    const seen = box.width > 1 && box.height > 1 && style.visibility === "visible" && style.opacity !== "0";
    const radio = item.type === "radio" && !item.checked;
    const spin = item.matches("[data-testid^=stNumberInputStep]");
    const arrow = item.tabIndex < 0 && item.matches("button") && (spin || item.parentElement.querySelector("[role=combobox]"));
    const shut = item.matches("details:not([open]) *") && !item.closest("summary");
    if (seen && !radio && !arrow && !item.disabled && !item.closest("[aria-hidden=true]") && !shut) item.dataset.reach = String(count++);
  }
  return count;
}"""
# the numbers of what came into focus since: kept in the page, for asking after every step takes longer than the step
_REMEMBER = """() => {
  window.reached = new Set();
  document.addEventListener("focusin", () => {
    const item = document.activeElement;
    window.reached.add(item?.dataset?.reach ?? item?.querySelector("[data-reach]")?.dataset.reach);
  });
}"""
_STEPS = 20  # of the keyboard before it is asked what they reached
_NAMED = (
    "[...document.querySelectorAll('[data-reach]')].map(item => [item.dataset.reach, item.outerHTML.slice(0, 160)])"
)


def test_the_keyboard_reaches_every_control(page: Page) -> None:
    count = page.evaluate(_CONTROLS)
    assert count >= len(sections()[""]) + len(sections()) - 1
    page.evaluate(_REMEMBER)
    reached: set[str] = set()
    for _ in range(2 * count // _STEPS + 2):
        for _ in range(_STEPS):
            page.keyboard.press("Tab")
        reached = set(page.evaluate("[...window.reached].filter(Boolean)"))
        if len(reached) == count:
            break
    assert [html for number, html in page.evaluate(_NAMED) if number not in reached] == []


def test_axe_finds_nothing_that_is_ours(page: Page) -> None:
    assert violations(page) == []


def test_colours_can_be_told_apart_in_the_dark(page: Page) -> None:
    assert in_the_dark(page) == []


def test_the_keyboard_opens_a_menu_and_goes_to_a_page(chromium: BrowserContext, shown: str) -> None:
    page = chromium.new_page()
    settled(page, shown + "/definities")
    page.locator("[data-testid=stTopNavSection]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=stTopNavDropdownLink]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/{sections()[THEMES][1].address}"))
    page.close()


def test_what_is_streamlits_own_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").split("## Streamlit's own", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| `([A-Za-z-]+)` \|", text, flags=re.MULTILINE)
    assert set(rows) == STREAMLITS
