"""The demo may be interrupted and started again, and never mixes with a real municipality."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_home import small_register

from pipelines import demo
from pipelines.demo import SAMPLE_FOLDER, prepare_sample
from pipelines.errors import WrongState
from pipelines.intake import Parcel, deliver, initialise, list_deliveries
from pipelines.ledger import Ledger
from pipelines.place import Home
from tests.conftest import Lindendaal


@pytest.fixture
def home(tmp_path: Path, lindendaal: Lindendaal) -> Home:
    """A home in which the files of the sample stand, and nothing happened yet."""
    shutil.copytree(lindendaal.files, tmp_path / "home" / SAMPLE_FOLDER)
    return Home(tmp_path / "home")


def test_a_home_with_a_municipality_refuses_the_sample(home: Home, tmp_path: Path) -> None:
    initialise(home, by="test")
    small_register(tmp_path / "stamgegevens.xlsx")
    deliver(home, [Parcel(tmp_path / "stamgegevens.xlsx", "test", accept=True)])
    with pytest.raises(WrongState, match="staat al een gemeente"):
        prepare_sample(home)
    assert len(list_deliveries(home)) == 1


def test_an_interrupted_demo_goes_on_where_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = demo._to_do
    with monkeypatch.context() as cut_off:
        cut_off.setattr(demo, "_to_do", lambda *given: whole(*given)[:20])
        prepare_sample(home)
    first = len(list_deliveries(home))
    with monkeypatch.context() as cut_off:
        cut_off.setattr(demo, "_to_do", lambda *given: whole(*given)[:10])
        prepare_sample(home)
    ledger = Ledger(home.ledger)
    acts = ledger.rows(
        "select count(*) as n from event where kind in ('received', 'locked', 'unlocked') "
        "and (kind = 'received' or payload like '%kwartaalmonitor%')"  # the other data sets are locked beside it
    )[0]["n"]
    shas = ledger.rows("select count(*) as n, count(distinct sha256) as d from delivery")[0]
    ledger.close()
    assert acts == 20 + 10
    assert shas["n"] == shas["d"] > first
