"""Vacancies, placements and the four goals on paper and in the workbook: only what may be shown, and who the people are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_publication import NOW, publish

from dashboard.readings import Readings
from dashboard.readings.door import Door
from dashboard.report import full, labour, umbrella
from dashboard.report.document import Document, Items, Paragraph
from dashboard.report.workbook import kinds
from schemas.quarter import Quarter

WHEN = Quarter.parse(NOW)
WHY = "Niet getoond, omdat een van de delen te klein is; zo is het ook niet af te leiden."


def counted(kind: str, provider: str | None = None, **parts: int | None) -> list[dict]:
    return [
        {"provider_id": provider, "quarter": NOW, "kind": kind, "part": part, "position": place, "number": number,
         "reason": None if number is not None else WHY}
        for place, (part, number) in enumerate(parts.items())
    ]  # fmt: skip


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """A1 has vacancies and a placement; nobody else has."""
    place: Path = tmp_path_factory.mktemp("home")
    own = {"provider_id": "A1", "quarter": NOW}
    figure = {"quarter": NOW, "numerator": 28, "denominator": 52, "n": 52}
    publish(place, more={
        "indicators": [{"indicator": code, "title": title, "unit": "percent", "position": 9 + place}
                       for place, (code, title) in enumerate({"SR-9": "Eigen bestand", "SR-13": "Met afstand"}.items())],
        "sr_labour": [figure | {"indicator": "SR-9", "position": 0, "value": 100 * 28 / 52},
                      {"quarter": NOW, "indicator": "SR-13", "position": 1, "reason": WHY}],
        "sr_labour_counts": [
            *counted("vacancies", reported=9, filled=5, expired=2, open=3), *counted("forms", regular=7, internship=0, training=5),
            *counted("origins", municipality=None), *counted("groups", exdet=12), *counted("vacancies", "A1", reported=4, filled=1, open=1),
        ],
        "sr_goals": [{"quarter": NOW, "goal": "craftsmanship", "position": 0, "question": "Leren mensen een vak?", "indicators": "SR-14",
                      "sentence": "In vier kwartalen begonnen 5 plaatsingen."}],
        "sr_vacancies": [own | {"vacancy": "V-1", "title": "Stage keuken", "form": "internship", "state": "open", "reported_on": "2025-12-01"},
                         own | {"vacancy": "V-2", "title": "Huismeester", "form": "regular", "state": "filled", "reported_on": "2025-09-01",
                                "filled_on": "2025-10-01", "days_to_fill": 30}],
        "sr_forms": [own | {"form": "placement", "entries": 1, "started": 1, "running": 1, "ended": 0, "fte_years": 0.56, "approved": 22356.16}],
    })  # fmt: skip
    return Door(place).open()


def cells_of(document: Document, key: str) -> list[list[str]]:
    (found,) = [one for one in document.tables() if one.key == key]
    return [[cell.text for cell in row] for row in found.rows if isinstance(row, tuple)]


def told(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_report_of_a_provider_tells_its_vacancies_its_forms_and_the_goals(readings: Readings):
    provider = readings.provider("A1")
    assert provider is not None
    made = full.describe(readings, provider, WHEN)
    assert "Vacatures in vier kwartalen: 4 gemeld, 1 vervuld en 1 open aan het einde." in told(made)
    assert cells_of(made, "vormen") == [["Plaatsing", "1", "1", "1", "0", "0,56", "€ 22.356,16"]]
    assert [row[0] for row in cells_of(made, "vacatures")] == ["Stage keuken"]  # what is filled stands in the workbook
    assert [row[0] for row in cells_of(made, "doelen")] == ["Meedoen", "Vakmanschap", "Minder uitkeringen", "Aanzien"]


def test_who_delivered_nothing_and_promised_nothing_has_no_empty_tables(readings: Readings):
    provider = readings.provider("A2")
    assert provider is not None
    assert labour.of_provider(readings, provider, WHEN, figures=(), titles={}) == []


def test_the_report_of_all_tells_what_may_be_shown_and_not_who_the_people_are(readings: Readings):
    made = umbrella.describe(readings, WHEN)
    assert cells_of(made, "plaatsingen") == [["Eigen bestand", "54%", "28 van 52"], ["Met afstand", "–", WHY]]
    parts = " ".join(text for block in made.blocks if isinstance(block, Items) for text in block.texts)
    assert "naar vorm: Regulier werk 7 en arbeidsmarkttraining 5." in parts
    assert f"naar herkomst: {WHY}" in parts
    assert "detin" not in parts and "doelgroep" not in parts


def test_the_workbooks_hold_the_same_and_no_target_groups(readings: Readings):
    provider = readings.provider("A1")
    assert provider is not None
    own = {sheet.name: sheet for sheet in kinds.of_provider(readings, provider, WHEN).sheets}
    assert [row[0] for row in own["Vacatures"].rows] == ["V-1", "V-2"]
    assert len(own["Inzet naar vorm"].rows) == 1
    whole = {sheet.name: sheet for sheet in kinds.of_umbrella(readings, WHEN).sheets}
    assert [row[0] for row in whole["Plaatsingen"].rows] == ["SR-9", "SR-13"]
    assert {row[0] for row in whole["Aantallen"].rows} == {
        "Vacatures", "Plaatsingen die begonnen, naar vorm", "Plaatsingen die begonnen, naar herkomst",
    }  # fmt: skip
