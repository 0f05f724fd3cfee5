"""How a survey came to be: who was asked, who answered, what weighting did, what must not be concluded; and the quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch, survey_words
from dashboard.charts.dots import DotRows
from dashboard.readings import Readings
from dashboard.survey_rows import Margin, Response, Wave
from dashboard.survey_scope import Scope
from dashboard.views import survey_rows
from dashboard.views.markup import Safe, join, table, tag
from schemas.vocabulary import Selection as Chosen
from schemas.vocabulary import SurveyMode, Unit, Weighting


def in_sight(readings: Readings, here: Scope) -> Safe:
    """Response and method, in the words of the publication, at the head of the page: never folded away."""
    response = readings.survey_response(here.wave.wave_id, here.provider_id)
    lines = [survey_words.response(response), dutch.sentence(here.wave.method_sentence or "")]
    return tag("p", " ".join(filter(None, lines)), class_="kb-fact")


def drawn(readings: Readings, here: Scope, compared: DotRows | None = None) -> Safe:
    """The method box: opens without the server."""
    response = readings.survey_response(here.wave.wave_id, here.provider_id)
    parts = [
        tag("dl", [tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(here.wave)], class_="kb-record"),
        _weights(here.wave, response),
        survey_rows.as_table(compared, "Vraag") if compared else None,
        _margins(readings.survey_margins(here.wave.wave_id)),
        _responses(readings, here),
        tag("p", "Wie weet niet, niet van toepassing of niets invulde, telt niet mee in een uitkomst en is apart geteld."),
    ]  # fmt: skip
    return tag(
        "details", tag("summary", "Hoe komt dit tot stand?"), parts,
        tag("p", f"Publicatie {readings.id[:16]}.", class_="kb-fact"), class_="kb-origin",
    )  # fmt: skip


def _facts(wave: Wave) -> list[tuple[str, str]]:
    """Of the wave as it was held; what is not known is left out."""
    days = [dutch.day(day) for day in (wave.starts_on, wave.ends_on) if day]
    found = [
        ("Gehouden", " tot en met ".join(days) or dutch.period(wave.quarter)),
        ("Onder wie", wave.target_group or ""),
        ("Wie kon meedoen", Chosen(wave.selection).label if wave.selection else ""),
        ("Hoe", SurveyMode(wave.mode).label if wave.mode else ""),
        ("Waarvoor", wave.purpose or ""),
        ("Uitgevoerd door", wave.agency or ""),
        ("Weging", ", ".join(filter(None, (Weighting(wave.weighting).label, wave.weight_source)))),
    ]
    return [(name, value) for name, value in found if value]


def _weights(wave: Wave, response: Response | None) -> Safe | None:
    """What the weights are, and what weighting cannot do."""
    if wave.weighting == Weighting.NONE or response is None:
        return None
    parts = []
    if response.weight_smallest is not None and response.weight_largest is not None:
        smallest, largest = (dutch.number(one, 2) for one in (response.weight_smallest, response.weight_largest))
        parts.append(f"Het kleinste gewicht is {smallest}, het grootste {largest}.")
    if response.n_eff is not None and response.deff is not None:
        parts.append(
            f"Het aantal waarmee de marge is berekend, is {dutch.number(response.n_eff)} (ontwerpeffect "
            f"{dutch.number(response.deff, 2)})."
        )
    parts.append("Weging maakt alleen gelijk waarop gewogen is; wie anders denkt en niet meedeed, blijft weg.")
    return tag("p", " ".join(parts))


def _margins(margins: Sequence[Margin]) -> Safe | None:
    """What was weighted to: who answered beside the population, and after weighting."""
    if not margins:
        return None
    lines = [
        (
            row.category,
            [
                dutch.capital(row.margin), _count(row.respondents), _share(row.share_answered),
                _share(row.share_population), _share(row.share_weighted), row.merged or "",
            ],
        )
        for row in margins
    ]  # fmt: skip
    columns = ["Kenmerk", "Deelnemers", "Zonder weging", "Bevolking", "Na weging", "Samengevoegd"]
    return table("Waarnaar is gewogen", columns, lines, first="Groep", texts=True)


def _responses(readings: Readings, here: Scope) -> Safe | None:
    """Response per provider, in the order of the alphabet; only where all are shown together."""
    rows = [row for row in readings.survey_responses(here.wave.wave_id) if row.provider_id]
    if not rows or here.provider_id:
        return None
    names = {row.provider_id: row.provider for row in readings.providers()}
    lines = [
        (
            names.get(row.provider_id or "", ""),
            [
                _count(row.completed),
                _share(row.response_rate),
                tag("span", survey_words.response(row), class_="kb-wrap"),
            ],
        )
        for row in rows
    ]
    return table("Respons per aanbieder", ["Deden mee", "Respons", "In woorden"], lines, first="Aanbieder", texts=True)


def _count(value: int | None) -> str:
    return dutch.NOTHING if value is None else dutch.number(value)


def _share(value: float | None) -> str:
    return dutch.figure(value, Unit.PERCENT)


def quotes(readings: Readings, here: Scope) -> Safe | None:
    """Open answers that an approver released, under their question."""
    found = readings.survey_quotes(here.wave.wave_id, here.provider_id)
    if not found:
        return None
    texts = {item.item: item.text for item in readings.survey_items(here.wave.wave_id)}
    names = {row.provider_id: row.provider for row in readings.providers()}
    parts = []
    for item, same in groupby(found, key=lambda quote: quote.item):
        same = list(same)
        parts.append(tag("h3", texts.get(item) or same[0].question))
        parts += [
            tag("blockquote", tag("p", quote.text), _whom(names.get(quote.provider_id or "")))
            for quote in same
        ]  # fmt: skip
    note = "Vrijgegeven door de gemeente; gekozen, en dus geen uitkomst."
    return join(tag("h2", "In eigen woorden"), tag("p", note, class_="kb-fact"), tag("div", parts, class_="kb-quotes"))


def _whom(name: str | None) -> Safe | None:
    return tag("p", f"Over {name}", class_="kb-fact") if name else None
