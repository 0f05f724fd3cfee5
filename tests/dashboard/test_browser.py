"""As a reader meets it: the server started from elsewhere, a real browser, nothing English, nothing from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import publish_under

CHROMIUM = Path("/usr/bin/chromium")
REPOSITORY = Path(__file__).parents[2]
START = "import sys; from pathlib import Path; from dashboard.web import serve; serve(Path(sys.argv[1]), 0, open_browser=False)"
EVIL = "<img src=x onerror=\"document.title='lek'\">Zorg"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium on this machine"),
]


Served = tuple[str, "subprocess.Popen[str]"]


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """A server of its own, started in another folder, ended by its process id."""
    publish_under(home, "intern-1.duckdb", provider=EVIL)
    elsewhere = home / "elders"
    elsewhere.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(home)],
        cwd=elsewhere, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Kwartaalbeeld staat klaar op http://127.0.0.1:"), line
        yield line.split()[4], process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For all that only look."""
    with serving(tmp_path_factory.mktemp("getoond")) as served:
        yield served


@pytest.fixture(scope="module")
def window(server: Served) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 1440, "height": 900}, base_url=server[0])
        browser.close()


@pytest.fixture
def page(window: Any) -> Iterator[Any]:
    """A page that keeps its complaints and its requests."""
    opened = window.new_page()
    opened.complaints, opened.asked = [], []
    opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(request.url))
    yield opened
    opened.close()


def test_both_pages_are_dutch_quiet_and_ask_nobody_else(page: Any, server: Served) -> None:
    page.goto("/")
    page.wait_for_selector(".kb-matrix")
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title() == "Overzicht · Kwartaalbeeld"
    assert page.locator("h1").count() == 1
    page.click(".kb-matrix tbody th a")
    page.wait_for_selector(".js-plotly-plot .xtick")
    assert page.locator("h1").count() == 1
    assert "aanbieder=linde" in page.url
    assert "kwartaal=2025-K4" in page.url
    page.wait_for_timeout(500)
    named = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)")
    assert not {"App pages", "Open", "Sidebar", "Skip to main content"} & set(named)
    assert "Skip to main" not in page.inner_text("body")
    assert page.complaints == []
    outside = [url for url in page.asked if not url.startswith((server[0], "data:", "blob:"))]
    assert outside == []


def test_a_provider_named_as_an_attack_stays_a_name(page: Any) -> None:
    page.goto("/aanbieder?aanbieder=linde")
    page.wait_for_selector("h1:has-text('onerror')")
    assert page.locator("img[src=x]").count() == 0
    assert "lek" not in page.title().replace(EVIL, "")


def test_every_picture_has_a_sentence_and_a_table_under_it(page: Any) -> None:
    page.goto("/aanbieder?aanbieder=linde&cijfer=TER-2")
    page.wait_for_selector(".js-plotly-plot .xtick")
    said = page.get_attribute("[data-testid=stPlotlyChart]", "aria-label")
    assert "laatste getal 62% in 4e kwartaal 2025" in said
    assert "62%" in page.inner_text(".kb-under table")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGTERM")
@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_cleanly_when_asked(tmp_path: Path, kind: int) -> None:
    with serving(tmp_path) as (_, process):
        process.send_signal(kind)
        told, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert told.strip() == "Kwartaalbeeld is gestopt."
