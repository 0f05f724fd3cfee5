"""The pages about surveys with a publication made by hand, in which everything occurs: axe finds nothing that is ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CHROMIUM, settled
from tests.browser.test_accessible import in_the_dark, violations
from tests.dashboard import survey_publication as rich
from tests.dashboard.conftest import publish_under

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium ontbreekt: sudo apt-get install chromium"),
]
REPOSITORY = Path(__file__).parents[2]
START = "import sys; from pathlib import Path; from dashboard.web import serve; serve(Path(sys.argv[1]), 0, open_browser=False)"
ADDRESSES = (
    "/tevredenheid?meting=clienten-2025&vraag=past",
    "/tevredenheid?meting=clienten-2025&vraag=cijfer&aanbieder=linde",
    "/tevredenheid?meting=clienten-2025&vraag=past&tabel=antwoorden-clienten-2025-samen,metingen-clienten-2025-agrees",
    "/tevredenheid?meting=jeugd-2025&aanbieder=linde",
    "/inwonerpanel?vraag=prettig",
)


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the publication with surveys."""
    home = tmp_path_factory.mktemp("surveys")
    rich.surveyed(partial(publish_under, home), home)
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(home)], cwd=home, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert server.stdout
    yield server.stdout.readline().split()[4].rstrip("/")
    server.kill()
    server.wait()
    server.stdout.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_on_the_pages_about_surveys(tab: Page, surveys: str, address: str) -> None:
    settled(tab, surveys + address)
    tab.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert violations(tab) == []
    assert in_the_dark(tab) == []
