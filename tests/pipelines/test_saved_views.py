"""Views are acts in the ledger: checked on the way in, carried by verify and rebuild, and of no weight to a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import publishing, record
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.ledger import Ledger
from pipelines.maintenance import rebuild, verify
from tests.pipelines.small_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def names(town: Town, user: str) -> list[str]:
    return [view.name for view in record.views_of(town.home, user)]


@pytest.mark.parametrize(
    "address",
    [
        "//elders.example",
        "https://elders.example",
        "/\\elders",
        "/a?<script>",
        "/a#b",
        "/a/b",
        "/a?b=c d",
        "",
        "a",
        "/" + "a" * 400,
    ],
)
def test_only_a_path_of_ours_is_kept(town: Town, address: str) -> None:
    with pytest.raises(UsageProblem):
        record.save_view(town.home, "Naam", address, shared=True, by="Anja")
    assert names(town, "Anja") == []


def test_views_are_found_by_name_and_numbered_for_ever(town: Town) -> None:
    assert record.save_view(town.home, "zuid", "/overzicht", shared=False, by="Anja") == "W00001"
    record.remove_view(town.home, "W00001", by="Anja")
    assert record.save_view(town.home, "Noord", "/overzicht", shared=False, by="Anja") == "W00002"
    record.save_view(town.home, "midden", "/overzicht", shared=True, by="Bram")
    assert names(town, "Anja") == ["midden", "Noord"]
    record.rename_view(town.home, "W00003", "Centrum", by="Anja")
    assert names(town, "Cees") == ["Centrum"]


def test_a_name_with_a_citizen_number_is_refused(town: Town) -> None:
    with pytest.raises(UsageProblem, match="burgerservicenummer"):
        record.save_view(town.home, "cliënt 111222333", "/overzicht", shared=True, by="Anja")
    assert names(town, "Anja") == []


def test_nobody_touches_a_view_that_is_another_s_alone(town: Town) -> None:
    record.save_view(town.home, "Noord", "/overzicht", shared=False, by="Anja")
    for act in (record.remove_view, lambda *args, by: record.rename_view(*args, "Zuid", by=by)):
        with pytest.raises(NotFound):
            act(town.home, "W00001", by="Bram")
    record.save_view(town.home, "Noord", "/overzicht", shared=False, by="Bram")  # each may have his own
    with pytest.raises(WrongState):
        record.save_view(town.home, "NOORD", "/overzicht", shared=True, by="Bram")
    assert (names(town, "Anja"), names(town, "Bram")) == (["Noord"], ["Noord"])


def test_views_survive_verify_and_rebuild_and_change_no_publication(town: Town) -> None:
    town.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    before = publishing.publish(town.home, by="Anja").publication
    record.save_view(town.home, "Noord", "/overzicht?kwartaal=2025-K1", shared=True, by="Anja")
    record.rename_view(town.home, "W00001", "Zuid", by="Anja")
    assert not publishing.is_behind(town.home)
    verify(town.home)
    assert rebuild(town.home, by="Anja").publication == before
    assert names(town, "Bram") == ["Zuid"]


def test_a_ledger_of_an_earlier_form_gets_its_views_back_from_the_events(town: Town) -> None:
    record.save_view(town.home, "Noord", "/overzicht", shared=True, by="Anja")
    ledger = Ledger(town.home.ledger)
    ledger.connection.execute("drop table saved_view")
    ledger.connection.execute("pragma user_version = 3")
    ledger.close()
    assert names(town, "Anja") == ["Noord"]
