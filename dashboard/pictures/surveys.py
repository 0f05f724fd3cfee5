"""The pictures of a survey: answers per question and provider, grades, choices, themes, waves, a panel per district."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import dutch, survey_words
from dashboard.charts.answers import AnswerBars, Asked, answer_bars
from dashboard.charts.dots import DotRows, Measured, dot_rows
from dashboard.charts.drawing import Drawing
from dashboard.charts.grades import grades_drawing
from dashboard.charts.rows_drawing import answers_drawing, dots_drawing
from dashboard.charts.waves import waves_drawing
from dashboard.pictures.picture import Maker, Picture
from dashboard.pictures.sheet import Sheet
from dashboard.pictures.survey_sheets import answers_sheet, results_sheet, waves_sheet
from dashboard.readings import Readings
from dashboard.selection import Selection
from dashboard.survey_rows import Item, Result, Wave
from dashboard.survey_scope import Scope, answers_of, headlines, preferred, scope
from schemas.vocabulary import QuestionKind, SurveyMeasure

ANSWERS, PROVIDERS, CHOICES, GRADES, WAVES = "antwoorden", "vraag-aanbieders", "keuzes", "rapportcijfers", "metingen"
PANEL, DISTRICTS, THEMES, RESULTS = "panel", "panel-wijken", "themas", "enquete"
_IN_BARS = (QuestionKind.SCALE, QuestionKind.NPS)
Rows = AnswerBars | DotRows


def per_question(readings: Readings, here: Scope) -> AnswerBars | None:
    """A bar for every question with an order in its answers."""

    def make() -> AnswerBars | None:
        found, answers = headlines(readings, here), readings.survey_answers(here.wave.wave_id, here.provider_id)
        lines = [
            Asked(item.item, item.text, found.get(item.item), answers_of(answers, item.item, found.get(item.item)))
            for item in readings.survey_items(here.wave.wave_id)
            if item.kind in _IN_BARS and item.item in found
        ]
        return answer_bars(f"{ANSWERS}-{here.key}", "Antwoorden per vraag", lines)

    return readings.once(ANSWERS, here.key, make)


def per_provider(readings: Readings, here: Scope) -> Rows | None:
    """The chosen question of every provider, in the order of the alphabet: bars of answers, else dots."""
    if here.item is None or not here.wave.per_provider or not survey_words.on_a_scale(here.item.kind):
        return None
    item = here.item
    return readings.once(
        PROVIDERS, f"{here.wave.wave_id}-{item.item}", lambda: _per_provider(readings, here.wave, item)
    )


def _per_provider(readings: Readings, wave: Wave, item: Item) -> Rows | None:
    measure = survey_words.measure_of(item.kind)
    rows = [row for row in readings.item_per_provider(wave.wave_id, item.item) if row.measure == measure]
    rows = preferred(rows, lambda row: row.provider_id)
    name = f"{PROVIDERS}-{wave.wave_id}-{item.item}"
    if item.kind not in _IN_BARS:
        return dot_rows(name, item.text, [Measured(row.provider_id or "", row.provider or "", row) for row in rows])
    answers = readings.answers_per_provider(wave.wave_id, item.item)
    lines = []
    for row in rows:
        mine = answers_of([answer for answer in answers if answer.provider_id == row.provider_id], item.item, row)
        lines.append(Asked(row.provider_id or "", row.provider or "", row, mine))
    return answer_bars(name, item.text, lines)


def choices(readings: Readings, here: Scope) -> AnswerBars | None:
    """The options of the chosen question, as they were asked."""
    if here.item is None or here.item.kind not in (QuestionKind.CHOICE, QuestionKind.MULTIPLE):
        return None
    answers = answers_of(readings.survey_answers(here.wave.wave_id, here.provider_id), here.item.item)
    rows = readings.survey_results(here.wave.wave_id, here.provider_id)
    shares = [row for row in rows if row.item == here.item.item and row.measure == SurveyMeasure.SHARE]
    found = {row.option: row for row in preferred(shares, lambda row: row.option)}
    lines = [
        Asked(answer.answer, answer.answer, found.get(answer.answer), [answer])
        for answer in answers
        if answer.side != "missing"
    ]
    several = here.item.kind == QuestionKind.MULTIPLE
    return answer_bars(f"{CHOICES}-{here.key}-{here.item.item}", here.item.text, lines, several=several)


def grades(readings: Readings, here: Scope) -> Drawing | None:
    """How often each grade was given, for the chosen question."""
    if here.item is None or here.item.kind != QuestionKind.GRADE:
        return None
    result = headlines(readings, here).get(here.item.item)
    answers = answers_of(readings.survey_answers(here.wave.wave_id, here.provider_id), here.item.item, result)
    return grades_drawing(result, answers, title=here.item.text) if result else None


def over_waves(readings: Readings, here: Scope) -> Drawing | None:
    """The chosen question in every wave of this kind."""
    if here.item is None or not survey_words.on_a_scale(here.item.kind):
        return None
    measure = survey_words.measure_of(here.item.kind)
    rows = readings.item_over_waves(
        here.wave.kind, here.item.item, measure=measure, provider_id=here.provider_id
    )  # fmt: skip
    return None if measure is SurveyMeasure.SHARE else waves_drawing(rows, measure=measure, title=here.item.text)


def panel(readings: Readings, here: Scope) -> DotRows | None:
    """Every question of a panel with a figure: weighted with its margin, and unweighted beside it."""
    return readings.once(PANEL, here.wave.wave_id, lambda: _panel(readings, here))


def _panel(readings: Readings, here: Scope) -> DotRows | None:
    found = headlines(readings, here)
    plain = {
        (row.item, row.measure): row
        for row in readings.survey_results(here.wave.wave_id, None)
        if not row.weighted and row.option is None
    }
    rows = [
        Measured(item.item, item.text, result, plain.get((item.item, result.measure)) if result.weighted else None)
        for item in readings.survey_items(here.wave.wave_id)
        if (result := found.get(item.item)) and survey_words.on_a_scale(item.kind)
    ]
    return dot_rows(f"{PANEL}-{here.wave.wave_id}", "Uitkomsten per vraag", rows)


def districts(readings: Readings, here: Scope) -> DotRows | None:
    """The chosen question in every district."""
    rows = district_results(readings, here)
    named = [Measured(row.district or "", row.district or "", row) for row in rows]
    if here.item is None or not survey_words.on_a_scale(here.item.kind):
        return None
    return dot_rows(f"{DISTRICTS}-{here.key}-{here.item.item}", here.item.text, named)


def district_results(readings: Readings, here: Scope) -> list[Result]:
    if here.item is None:
        return []
    measure = survey_words.measure_of(here.item.kind)
    rows = [row for row in readings.item_per_district(here.wave.wave_id, here.item.item) if row.measure == measure]
    return preferred(rows, lambda row: row.district)


def themes(readings: Readings, here: Scope) -> DotRows | None:
    """Each theme of the wave: the favourable answers to its questions, with the margin and the unweighted figure."""
    rows = [
        row
        for row in readings.survey_results(here.wave.wave_id, here.provider_id)
        if row.measure == SurveyMeasure.THEME
    ]
    plain = {row.item: row for row in rows if not row.weighted}
    found = [
        Measured(row.item, dutch.capital(row.item), row, plain.get(row.item) if row.weighted else None)
        for row in preferred(rows, lambda row: row.item)
    ]
    return dot_rows(f"{THEMES}-{here.key}", "Uitkomsten per thema", found)


def drawing(rows: Rows) -> Drawing:
    """The same rows as one picture on a sheet of its own."""
    return answers_drawing(rows) if isinstance(rows, AnswerBars) else dots_drawing(rows)


def _picture(
    make: Callable[[Readings, Scope], Rows | Drawing | None], sheet: Callable[[Readings, Scope], Sheet]
) -> Maker:
    def made(readings: Readings, selection: Selection) -> Picture | None:
        here = scope(readings, selection)
        chart = make(readings, here) if here else None
        if here is None or chart is None:
            return None
        return Picture(chart if isinstance(chart, Drawing) else drawing(chart), sheet(readings, here), here.about)

    return made


def _answers(readings: Readings, here: Scope) -> Sheet:
    rows = readings.survey_answers(here.wave.wave_id, here.provider_id)
    return answers_sheet(f"{ANSWERS}-{here.key}", readings, here.wave, rows)


def _answers_to_one(readings: Readings, here: Scope) -> Sheet:
    rows = readings.survey_answers(here.wave.wave_id, here.provider_id)
    return answers_sheet(
        f"{ANSWERS}-{_one(here)}", readings, here.wave, [row for row in rows if row.item == _item(here)]
    )


def _providers(readings: Readings, here: Scope) -> Sheet:
    rows = readings.item_per_provider(here.wave.wave_id, _item(here))
    return results_sheet(f"{PROVIDERS}-{here.wave.wave_id}-{_item(here)}", readings, here.wave, rows)


def _waves(readings: Readings, here: Scope) -> Sheet:
    measure = survey_words.measure_of(here.item.kind) if here.item else SurveyMeasure.AGREES
    rows = readings.item_over_waves(here.wave.kind, _item(here), measure=measure, provider_id=here.provider_id)
    return waves_sheet(f"{WAVES}-{_one(here)}", rows, measure=measure, publication=readings.id)


def _results(readings: Readings, here: Scope) -> Sheet:
    rows = readings.survey_results(here.wave.wave_id, here.provider_id)
    return results_sheet(f"{RESULTS}-{here.key}", readings, here.wave, rows)


def _districts(readings: Readings, here: Scope) -> Sheet:
    rows = readings.item_per_district(here.wave.wave_id, _item(here))
    return results_sheet(f"{DISTRICTS}-{_one(here)}", readings, here.wave, rows)


def _item(here: Scope) -> str:
    return here.item.item if here.item else ""


def _one(here: Scope) -> str:
    return f"{here.key}-{_item(here)}"


def results(readings: Readings, selection: Selection) -> Sheet | None:
    """Everything that came out of a wave, of one provider or of everyone together."""
    here = scope(readings, selection)
    return _results(readings, here) if here else None


KINDS: dict[str, Maker] = {
    ANSWERS: _picture(per_question, _answers),
    PROVIDERS: _picture(per_provider, _providers),
    CHOICES: _picture(choices, _answers_to_one),
    GRADES: _picture(grades, _answers_to_one),
    WAVES: _picture(over_waves, _waves),
    PANEL: _picture(panel, _results),
    DISTRICTS: _picture(districts, _districts),
    THEMES: _picture(themes, _results),
}
SHEETS: dict[str, Callable[[Readings, Selection], Sheet | None]] = {RESULTS: results}
