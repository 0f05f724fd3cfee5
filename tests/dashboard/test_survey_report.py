"""What clients and partners say, on paper: the numbers of the screen, and the rest in the file that travels along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import survey_publication as rich
from test_report import _elements, _text

from dashboard.readings import Readings
from dashboard.report.document import Cards
from dashboard.report.make import make_report
from dashboard.report.sections import by_theme, rest
from dashboard.report.series import all_series
from schemas.quarter import Quarter


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return rich.surveyed(publish, tmp_path)


@pytest.fixture
def pdf(readings: Readings, tmp_path: Path) -> Iterator[pikepdf.Pdf]:
    place = tmp_path / "report.pdf"
    place.write_bytes(make_report(readings, "linde", "2025-K4"))
    with pikepdf.open(place) as opened:
        yield opened


def test_the_report_tells_what_clients_and_partners_say(pdf: pikepdf.Pdf) -> None:
    words = " ".join(_text(page) for page in pdf.pages).replace(" ", "")
    for told in (
        "Wat zeggen cliënten en partners?",
        "Cliëntenquête 2025, 4e kwartaal 2025",
        "128 van de 390 uitgenodigde cliënten deden mee: 33%.",
        "Nu 77%, in de vorige meting 70%: het verschil kan toeval zijn.",
        "77% gunstig",
        "69% tot 85%",
        "64% gunstig, indicatief",
        "aanbieders worden er niet op gerangschikt",
    ):
        assert told.replace(" ", "") in words
    assert "Ikwerdsnelgeholpen" not in words  # a matter of the municipality
    tables = [item for item in _elements(pdf.Root.StructTreeRoot) if item.S == "/Table"]
    assert all("/THead" in [str(part.S) for part in _elements(item)] for item in tables)


def test_every_answer_of_the_surveys_travels_along(pdf: pikepdf.Pdf) -> None:
    assert set(pdf.attachments) == {"cijfers.csv", "herkomst.csv", "enquetes.csv"}
    lines = pdf.attachments["enquetes.csv"].get_file().read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 5 + 1 + 1  # five questions to clients, one of the Wmo survey, one to partners
    assert any("74% bij de andere aanbieders samen." in line for line in lines)


def test_a_hidden_result_is_a_word_on_paper_and_empty_in_the_file(readings: Readings, tmp_path: Path) -> None:
    place = tmp_path / "hidden.pdf"
    place.write_bytes(make_report(readings, rich.HIDDEN, "2025-K4"))
    with pikepdf.open(place) as pdf:
        words = " ".join(_text(page) for page in pdf.pages)
        lines = pdf.attachments["enquetes.csv"].get_file().read_bytes().decode("utf-8-sig").splitlines()
    assert "te weinig" in words
    assert "% gunstig" not in words
    assert all(f";;;;;;;{rich.TOO_FEW['reason']}" in line for line in lines[1:])


def test_only_a_figure_with_a_target_or_a_signal_is_drawn(readings: Readings) -> None:
    definitions = {row.indicator: row for row in readings.definitions()}
    figures = readings.headline("linde", "2025-K4")
    series = all_series(readings, figures, definitions, Quarter(2025, 4))
    blocks = by_theme(readings, series, definitions)
    drawn = [card.picture.chart.id for block in blocks if isinstance(block, Cards) for card in block.cards]
    assert len(drawn) == sum(row.target is not None for row in figures)
    assert rest(series) is None
