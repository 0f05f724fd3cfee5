"""What came out of surveys as tables to take along: results with their margins and comparisons, and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard import dutch
from dashboard.absence import survey_absence
from dashboard.pictures.sheet import Cell, Sheet
from dashboard.readings import Readings
from dashboard.survey_rows import Answer, Result, Wave, WaveResult
from schemas.vocabulary import Comparability, SurveyMeasure

RESULT_COLUMNS = (
    "meting", "kwartaal", "vraag", "vraagtekst", "maat", "antwoord", "aanbieder", "wijk", "gewogen", "waarde", "teller",
    "noemer", "n", "zonder antwoord", "deel zonder antwoord", "marge van", "marge tot", "indicatief", "waarom geen cijfer",
    "reden", "vorige meting", "n vorige meting", "verschil met vorige meting", "verschil van", "verschil tot",
    "over vorige meting", "andere aanbieders", "n andere aanbieders", "verschil met andere aanbieders",
    "verschil met andere van", "verschil met andere tot", "over andere aanbieders",
)  # fmt: skip
ANSWER_COLUMNS = (
    "meting", "kwartaal", "vraag", "vraagtekst", "aanbieder", "wijk", "gewogen", "antwoord", "kant", "deel", "n",
    "te klein om te tonen",
)  # fmt: skip
WAVE_COLUMNS = (
    "meting", "kwartaal", "maat", "waarde", "n", "marge van", "marge tot", "indicatief", "waarom geen cijfer", "reden",
    "vraagtekst", "vergelijkbaar met de vorige", "waarom niet",
)  # fmt: skip
_SIDES = {"favourable": "gunstig", "neutral": "neutraal", "unfavourable": "ongunstig", "missing": "geen antwoord"}


def results_sheet(name: str, readings: Readings, wave: Wave, rows: Iterable[Result]) -> Sheet:
    """Each result with what stands behind it; a hidden one with its reason."""
    texts, names = _texts(readings, wave), _names(readings)
    made = tuple(_result(row, wave, texts=texts, names=names) for row in rows)
    return Sheet(name, RESULT_COLUMNS, made, readings.id)


def answers_sheet(name: str, readings: Readings, wave: Wave, rows: Iterable[Answer]) -> Sheet:
    """The answers that bars are drawn of; those without an answer too, apart."""
    texts, names = _texts(readings, wave), _names(readings)
    made = tuple(
        (
            wave.title, dutch.period(wave.quarter), row.item, texts.get(row.item), names.get(row.provider_id or ""),
            row.district, row.weighted, row.answer, _SIDES.get(row.side or ""), row.share, row.n, bool(row.few),
        )
        for row in rows
    )  # fmt: skip
    return Sheet(name, ANSWER_COLUMNS, made, readings.id)


def waves_sheet(name: str, rows: Iterable[WaveResult], *, measure: str, publication: str) -> Sheet:
    """One question over the waves, with what may be said between one wave and the next."""
    made = tuple(
        (
            row.title, dutch.period(row.quarter), SurveyMeasure(measure).label, row.value, row.n, row.lower, row.upper,
            row.indicative, _why(row), row.reason, row.text,
            Comparability(row.comparability).label if row.comparability else None, row.comparability_reason,
        )
        for row in rows
    )  # fmt: skip
    return Sheet(name, WAVE_COLUMNS, made, publication)


def _result(row: Result, wave: Wave, *, texts: Mapping[str, str], names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        wave.title, dutch.period(wave.quarter), row.item, texts.get(row.item), SurveyMeasure(row.measure).label, row.option,
        names.get(row.provider_id or ""), row.district, row.weighted, row.value, row.numerator, row.denominator, row.n,
        row.missing, row.missing_share, row.lower, row.upper, row.indicative, _why(row), row.reason, row.former_value,
        row.former_n, row.change, row.change_lower, row.change_upper, row.change_sentence, row.others_value, row.others_n,
        row.others_difference, row.others_lower, row.others_upper, row.others_sentence,
    )  # fmt: skip


def _why(row: Result | WaveResult) -> str | None:
    why = survey_absence(row)
    return why.label if why else None


def _texts(readings: Readings, wave: Wave) -> dict[str, str]:
    return {item.item: item.text for item in readings.survey_items(wave.wave_id)}


def _names(readings: Readings) -> dict[str, str]:
    return {row.provider_id: row.provider for row in readings.providers()}
