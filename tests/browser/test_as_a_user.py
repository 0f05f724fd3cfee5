"""The app started as a user does, and read in a real browser: both pages, wide and narrow, all in Dutch."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import CHROMIUM
from tests.conftest import Lindendaal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium ontbreekt: sudo apt-get install chromium"),
]
# words of Streamlit's and plotly's own chrome that must never be seen or read out
ENGLISH = re.compile(
    r"\b(loading|running|stop|rerun|settings|deploy|close|fullscreen|full screen|download as|search|skip to|"
    r"view|choose|select|clear|zoom|pan|reset|autoscale|traceback|error|exception)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def address(lindendaal: Lindendaal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`make demo`'s own command on a free port, in a home where it was prepared before: from an empty one is what
    `lindendaal` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("demo") / "home"
    shutil.copytree(lindendaal.home.root, home)
    script = Path(sys.executable).with_name("kwartaalbeeld")
    server = subprocess.Popen(
        [str(script), "demo", "--port", str(port), "--no-browser", "--home", str(home)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    for line in server.stdout:
        if f"http://127.0.0.1:{port}" in line:
            break
    else:
        raise AssertionError("the demo ended before it listened")
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()
    assert server.returncode == 0


@pytest.fixture
def page(chromium: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails the test on a console error or on any request to another host."""
    opened, outside, errors = chromium.new_page(), [], []
    opened.on("request", lambda r: outside.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: errors.append(str(e)))
    yield opened
    opened.close()
    assert [url for url in outside if not url.startswith(address.replace("http", "ws"))] == []
    assert errors == []


def settled(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")


def test_the_overview_shows_every_provider_on_one_screen(page: Page, address: str) -> None:
    settled(page, f"{address}/?kwartaal=2025-K4")
    assert page.get_attribute("html", "lang") == "nl"
    assert page.locator("h1").count() == 1
    rows = page.locator("table tbody tr")
    assert rows.count() == 28
    names = [rows.nth(i).locator("th").inner_text().strip() for i in range(28)]
    assert names == sorted(names, key=str.casefold)
    last = rows.nth(27).bounding_box()
    assert last is not None and last["y"] + last["height"] <= 900
    body = page.inner_text("body")
    assert {"op koers", "achter", "aandacht", "uitgetreden"} <= set(
        re.findall(r"op koers|achter|aandacht|uitgetreden", body)
    )
    assert not ENGLISH.search(body), ENGLISH.search(body)


def test_a_provider_leads_from_the_figure_down_to_the_delivered_cell(page: Page, address: str) -> None:
    settled(page, f"{address}/?kwartaal=2025-K4")
    page.get_by_role("link", name="Stichting De Linde Lindendaal").first.click()
    page.wait_for_url(re.compile("aanbieder=de-linde"))
    page.wait_for_selector("h1:has-text('De Linde')")
    assert "kwartaal=2025-K4" in page.url
    page.wait_for_selector(".js-plotly-plot, [role=img]")
    page.get_by_text("Hoe komt dit getal tot stand?").first.click()
    text = page.inner_text("body")
    assert "de-linde-correctie.xlsx" in text
    assert re.search(r"\b[A-Z]{1,2}\d+\b", text)  # a cell address
    assert "controller De Linde" in text
    assert not ENGLISH.search(text), ENGLISH.search(text)


@pytest.mark.parametrize("where", ["/?kwartaal=2025-K4", "/aanbieder?kwartaal=2025-K4&aanbieder=de-linde"])
def test_a_phone_shows_the_page_without_sideways_scrolling(page: Page, address: str, where: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page, address + where)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_report_can_be_downloaded_from_the_page(page: Page, address: str) -> None:
    settled(page, f"{address}/aanbieder?kwartaal=2025-K4&aanbieder=de-linde")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    path = waiting.value.path()
    assert path.read_bytes().startswith(b"%PDF")
