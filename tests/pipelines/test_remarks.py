"""Remarks and re-basing decisions: kept in the ledger, screened, published, replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from small_town import Town

from pipelines import record
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.publishing import is_behind

DAY = date(2025, 4, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    town.accepted("k1.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    town.publish()
    yield town


def annotate(town: Town, text: str, **how: object) -> str:
    given = {"starts_on": DAY, "ends_on": None, "indicators": [], "providers": [], "by": "beheer", **how}
    return record.annotate(town.home, text, **given)  # type: ignore[arg-type]


def test_a_remark_is_kept_published_taken_away_and_survives_a_rebuild(town: Town):
    everywhere = annotate(town, "  Nieuwe   teldefinitie ")
    somewhere = annotate(
        town, "Verhuizing", ends_on=date(2025, 5, 31), indicators=["TER-2", "BER-2"], providers=["linde", "berk"]
    )
    assert is_behind(town.home)
    town.publish()
    assert not is_behind(town.home)
    rows = town.table("annotations").astype(object)
    rows = rows.where(rows.notna(), None)
    assert list(rows[["annotation_id", "indicator", "provider_id"]].itertuples(index=False, name=None)) == [
        (everywhere, None, None),
        *[(somewhere, code, who) for code in ("BER-2", "TER-2") for who in ("berk", "linde")],
    ]
    assert rows["text"].iloc[0] == "Nieuwe teldefinitie"
    assert rows["written_by"].iloc[0] == "beheer" and rows["written_at"].iloc[0].endswith("Z")
    assert (rows["starts_on"].iloc[1], rows["ends_on"].iloc[1]) == (date(2025, 4, 1), date(2025, 5, 31)) or (
        str(rows["ends_on"].iloc[1])[:10] == "2025-05-31"
    )
    assert [item["annotation_id"] for item in record.annotations(town.home)] == [everywhere, somewhere]
    before = town.table("annotations")
    assert town.run("rebuild").code == 0
    assert town.table("annotations").equals(before)
    record.remove_annotation(town.home, everywhere, why="klopte niet", by="beheer")
    with pytest.raises(WrongState):
        record.remove_annotation(town.home, everywhere, why="nog eens", by="beheer")
    assert [item["annotation_id"] for item in record.annotations(town.home)] == [somewhere]
    town.publish()
    assert set(town.table("annotations")["annotation_id"]) == {somewhere}
    assert annotate(town, "Na het weghalen") not in (everywhere, somewhere)  # an id is never used again
    assert town.run("verify").code == 0


@pytest.mark.parametrize("text", ["cliënt 111222333 belde", "111222333", "bsn: 111.222.333"])
def test_a_text_that_may_hold_a_citizen_service_number_is_refused_and_not_echoed(town: Town, text: str):
    with pytest.raises(UsageProblem) as problem:
        annotate(town, text)
    assert "burgerservicenummer" in str(problem.value) and "222" not in str(problem.value)
    with pytest.raises(UsageProblem):
        record.rebase(town.home, "berk", "BER-2", sub_agreement_id=None, on=DAY, why=text, by="beheer")


def test_what_a_remark_is_about_must_exist_and_its_days_are_in_order(town: Town):
    for wrong in ({"indicators": ["XXX-1"]}, {"providers": ["niemand"]}):
        with pytest.raises(NotFound):
            annotate(town, "Tekst", **wrong)
    for text, wrong in (("Tekst", {"ends_on": date(2025, 3, 31)}), ("   ", {}), ("x" * 1001, {})):
        with pytest.raises(UsageProblem):
            annotate(town, text, **wrong)
    with pytest.raises(NotFound):
        record.remove_annotation(town.home, "O9999", why="weg", by="beheer")


def test_a_decision_to_start_anew_needs_a_reason_and_stands_for_something_real(town: Town):
    for provider, indicator, sub in (
        ("niemand", "BER-2", None),
        ("berk", "XXX-1", None),
        ("berk", "BER-2", "D-1"),
    ):
        with pytest.raises(NotFound):
            record.rebase(town.home, provider, indicator, sub_agreement_id=sub, on=DAY, why="anders", by="beheer")
    with pytest.raises(UsageProblem):
        record.rebase(town.home, "berk", "BER-2", sub_agreement_id=None, on=DAY, why="  ", by="beheer")
    record.rebase(town.home, "berk", "BER-2", sub_agreement_id="D-3", on=DAY, why="nieuwe werkwijze", by="beheer")
    with pytest.raises(WrongState):
        record.rebase(town.home, "berk", "BER-2", sub_agreement_id="D-3", on=DAY, why="nog eens", by="beheer")
    assert town.run("verify").code == 0


def test_a_decision_begins_a_phase_in_the_publication_and_after_a_rebuild(town: Town):
    rows = [f"berk;D-3;2025-{month:02d};BER-5;{20 + month};;;aantal;;;" for month in range(1, 7)]
    town.accepted("starters-1.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;", *rows[:3])
    town.accepted("starters-2.csv", *rows[3:])
    record.rebase(town.home, "berk", "BER-5", sub_agreement_id=None, on=DAY, why="andere instroom", by="beheer")
    town.publish()
    limits = town.table("control_limits")
    newest = limits[(limits["indicator"] == "BER-5") & (limits["quarter"] == "2025-K2")].sort_values("phase")
    assert newest["points"].tolist() == [3, 3]
    assert newest["mean"].tolist() == [(21 + 22 + 23) / 3, (24 + 25 + 26) / 3]
    assert newest["decision"].iloc[1] == "Opnieuw begonnen op 2025-04-01: andere instroom (beheer)."
    before = [town.table(name) for name in ("values", "control_limits")]
    assert town.run("rebuild").code == 0
    for name, earlier in zip(("values", "control_limits"), before, strict=True):
        pd.testing.assert_frame_equal(town.table(name), earlier)


def test_a_remark_or_decision_does_not_make_a_delivery_late(town: Town):
    """LEV-2 counts from the last act on a delivery, not from the last act."""
    before = town.publish()
    annotate(town, "Van vandaag")
    after = town.publish()
    pd.testing.assert_frame_equal(before.drop(columns="publication"), after.drop(columns="publication"))


def test_the_terminal_can_do_the_same(town: Town, tmp_path: Path):
    answer = town.run("annotate", "Zomersluiting", "--on", "2025-07-01", "--until", "31-08-2025", "--provider", "berk")
    assert answer.code == 0, answer.err
    found = next(item for item in town.run("annotations", "--json").json if item["text"] == "Zomersluiting")
    assert (found["starts_on"], found["ends_on"]) == ("2025-07-01", "2025-08-31")
    assert (found["indicators"], found["providers"]) == ([], ["berk"])
    assert "Zomersluiting" in town.run("annotations").out
    assert town.run("unannotate", found["annotation_id"], "--why", "gesloten was het niet").code == 0
    assert "Zomersluiting" not in town.run("annotations").out
    again = ("--provider", "berk", "--indicator", "TER-1", "--on", "01-07-2025", "--why", "korter proces")
    assert town.run("rebase", *again).code == 0
    assert town.run("rebase", *again).code == 9
    assert town.run("rebase", *again[:4], "--on", "morgen", "--why", "x").code == 2
