"""The sample municipality as it is served, and one browser for all tests that only look."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

from tests.conftest import Lindendaal

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def shown(lindendaal: Lindendaal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a copy of the sample, so that opening the ledger harms nobody else."""
    home = tmp_path_factory.mktemp("shown") / "home"
    shutil.copytree(lindendaal.home.root, home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(sys.executable).with_name("kwartaalbeeld")
    server = subprocess.Popen(
        [str(script), "show", "--port", str(port), "--no-browser", "--home", str(home)], stdout=subprocess.PIPE
    )
    assert server.stdout
    assert f"{port}" in server.stdout.readline().decode()
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=60)
    server.stdout.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    """One window for all that looks: what a page brought along, the next one finds in its cache."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started.new_context(viewport=VIEWPORT, color_scheme="light", locale="nl-NL")
        started.close()


@pytest.fixture(scope="module")
def tab(chromium: BrowserContext) -> Page:
    """One tab for all that looks, page after page: the browser compiles what they share once."""
    return chromium.new_page()


def settled(page: Page, url: str) -> None:
    """A page as it is first seen, wide and in the light, whatever was done in the tab before."""
    page.set_default_timeout(180_000)
    page.set_viewport_size(VIEWPORT)
    page.emulate_media(color_scheme="light")
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_timeout(500)
