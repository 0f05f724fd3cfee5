"""From a published figure back to the delivered cells: file, sheet, cell, who and when."""

from __future__ import annotations

from typing import Any

from pipelines.errors import NotFound
from pipelines.place import Home
from pipelines.publishing import published_rows
from schemas import in_words as words
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Status

_FIGURES = """
select provider_id, provider, sub_agreement_id, sub_agreement, grain, quarter, period, indicator, unit, value, numerator,
    denominator, n, lower, upper, target, target_agreed, target_period, status, reason, provisional, note,
    verdict, verdict_sentence, variation, assurance, forecast, forecast_sentence
from "values"
where provider_id = $provider and indicator = $indicator and quarter = $quarter
  and period_kind = 'quarter' and breakdown is null
order by grain, sub_agreement_id
"""
_CELLS = """
select c.sub_agreement_id, c.period, c.breakdown, c.breakdown_value, c.value, c.numerator, c.denominator, c.sheet, c."row",
    c.value_cell, c.numerator_cell, c.denominator_cell, c.recipe_note, c.version, c.delivery_id,
    d.file_name, d.sha256, d.recipe, d.delivered_by, d.received_at, d.accepted_by, d.accepted_at
from delivered_cells as c
join deliveries as d using (delivery_id)
where c.provider_id = $provider and c.indicator = $indicator and c.quarter = $quarter
order by c.sub_agreement_id, c.period, c.breakdown nulls first, c.breakdown_value, d.received_at, c.sheet, c."row"
"""


def explain(home: Home, *, provider: str, indicator: str, quarter: str) -> dict[str, Any]:
    """A figure, its definition, and the delivered rows behind it. Raises NotFound."""
    declared = CATALOGUE.get(indicator)
    if declared is None:
        raise NotFound(f'Indicator "{indicator}" bestaat niet. Bekijk ze met "kwartaalbeeld indicators".')
    given = {"provider": provider, "indicator": indicator, "quarter": quarter}
    figures = published_rows(home, _FIGURES, given)
    if not figures:
        raise NotFound(f"Er is geen cijfer {indicator} van {provider} in {quarter}. Controleer de namen.")
    return {
        "provider": provider,
        "indicator": indicator,
        "quarter": quarter,
        "title": declared.title,
        "definition": declared.definition,
        "made_from": declared.made_from,
        "combination": declared.combination.label,
        "evidence": declared.evidence.label,
        "publication": published_rows(home, "select value from meta where key = $key", {"key": "id"})[0]["value"],
        "figures": figures,
        "delivered_cells": published_rows(home, _CELLS, given),
    }


def in_words(found: dict[str, Any]) -> list[str]:
    """The explanation as Dutch lines for a terminal."""
    lines = [f"{found['indicator']} {found['title']}, {found['provider']}, {found['quarter']}", found["definition"]]
    for figure in found["figures"]:
        about = figure["sub_agreement"] or "alle deelovereenkomsten samen"
        lines.append(f"{about}: {_figure(figure)} {figure['reason']}")
    made = (
        f"Maanden en delen: {found['combination']}. "
        if found["made_from"] == ()
        else f"Uit {', '.join(found['made_from'])}. "
    )
    lines.append(f"{made}Bron: {found['evidence']}.")
    for cell in found["delivered_cells"]:
        cells = "; ".join(c for c in (cell["value_cell"], cell["numerator_cell"], cell["denominator_cell"]) if c)
        place = f'blad "{cell["sheet"]}", ' if cell["sheet"] else ""
        part = "".join(f", {text}" for text in (cell["sub_agreement_id"], cell["breakdown_value"]) if text)
        lines.append(
            f"  {cell['period']}{part}: {cell['file_name']}, {place}rij {cell['row']}, cel {cells or '-'}; "
            f"{cell['delivery_id']} versie {cell['version']}, door {cell['delivered_by']} op {cell['received_at'].replace('T', ' ').replace('Z', ' UTC')}"
        )
    lines.append(f"Publicatie {found['publication']}")
    return lines


def _figure(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return "geen cijfer."
    parts = (
        f" ({_counted(figure['numerator'])} van {_counted(figure['denominator'])})"
        if figure["numerator"] is not None
        else ""
    )
    target = f", norm {words.figure(figure['target'], figure['unit'])}" if figure["target"] is not None else ""
    return f"{words.figure(figure['value'], figure['unit'])}{parts}{target}, {Status(figure['status']).label}."


def _counted(number: float) -> str:
    """What was counted or added up: whole where it is."""
    return words.number(number, 0 if float(number).is_integer() else 1)
