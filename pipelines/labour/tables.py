"""From what stands at the end of each quarter to the tables of a publication about vacancies and placements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.labour.counting import Figure, Rates, Span, counts, figures
from pipelines.labour.goals import told
from pipelines.labour.hiding import counted, vacancies_of, why_hidden, why_hidden_together
from pipelines.labour.standing import SQL
from pipelines.labour.things import Match, Vacancy, match_of, vacancy_of
from pipelines.sentences import REASONS
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from schemas.indicators.catalogue import CATALOGUE
from schemas.labour import WHOLE
from schemas.policy_goals import GOALS
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Grain, PeriodKind, VacancyState


@dataclass(frozen=True)
class Told:
    """`tables` of a publication, and rows for its `values`: one per provider x quarter and indicator."""

    tables: dict[str, pd.DataFrame]
    figures: pd.DataFrame


def labour(warehouse: Warehouse, active: pd.DataFrame, settings: Settings) -> Told:
    """active: the rows of active_slot. Of every quarter that was delivered what stood at its end."""
    active = active[active["data_set"].eq(DataSet.LABOUR.value) & active["provider_id"].ne(WHOLE)]
    if active.empty:
        return Told({}, pd.DataFrame())
    stored = {table: warehouse.ask(name, active_slot=active).to_dict("records") for table, name in SQL.items()}
    vacancies = [(str(row["quarter"]), vacancy_of(row)) for row in stored["labour_vacancy"]]
    matches = [(str(row["quarter"]), match_of(row)) for row in stored["labour_match"]]
    rates = Rates(settings.saving_month_euros, settings.saving_deadweight, settings.saving_partly,
                  settings.saving_coach_hour_euros)  # fmt: skip
    made = [
        of_quarter(quarter, there, _of(quarter, vacancies), _of(quarter, matches), rates=rates, settings=settings)
        for quarter, there in sorted(active.groupby("quarter")["provider_id"])
    ]
    own, whole, numbers, goals = ([row for part in made for row in part[at]] for at in range(4))
    tables = {"sr_vacancies": [_vacancy(*item) for item in vacancies], "sr_labour": whole, "sr_labour_counts": numbers,
              "sr_goals": goals}  # fmt: skip
    return Told({name: pd.DataFrame(rows) for name, rows in tables.items()}, _values(own))


def of_quarter(
    quarter: str,
    providers: Iterable[str],
    offered: Sequence[Vacancy],
    put_forward: Sequence[Match],
    *,
    rates: Rates,
    settings: Settings,
) -> tuple[list[dict[str, Any]], ...]:
    """What is told of one quarter: rows of each provider, of all together, of sr_labour_counts and of sr_goals."""
    span = Span.ending(Quarter.parse(quarter))
    per_provider = {
        provider: figures(_mine(provider, offered), _mine(provider, put_forward), span, rates)
        for provider in sorted(providers)
    }
    own = [_row(code, item, provider_id=provider, quarter=quarter, settings=settings)
           for provider, found in per_provider.items() for code, item in found.items()]  # fmt: skip
    together = figures(offered, put_forward, span, rates)
    hidden = {
        code: why_hidden_together(code, item, [found[code] for found in per_provider.values()], settings)
        for code, item in together.items()
    }
    whole = [{"quarter": quarter, "indicator": code, "position": place, **_shown(code, item, hidden[code])}
             for place, (code, item) in enumerate(together.items())]  # fmt: skip
    goals = [
        {"quarter": quarter, "goal": goal.goal.value, "position": place, "question": goal.question,
         "indicators": ", ".join(goal.indicators), "sentence": told(goal, together, hidden, rates)}
        for place, goal in enumerate(GOALS)
    ]  # fmt: skip
    numbers = counted(quarter, counts(offered, put_forward, span), hidden, settings)
    for provider in per_provider:
        mine = counts(_mine(provider, offered), (), span)["vacancies"]
        numbers += vacancies_of(provider, quarter, mine, settings)
    return own, whole, numbers, goals


def _of(quarter: str, told: Iterable[tuple[str, Any]]) -> list[Any]:
    return [item for at, item in told if at == quarter]


def _mine(provider_id: str, items: Iterable[Any]) -> list[Any]:
    return [item for item in items if item.provider_id == provider_id]


def _shown(code: str, figure: Figure, why: str | None) -> dict[str, Any]:
    if why is not None:
        return {
            "value": None,
            "numerator": None,
            "denominator": None,
            "n": None,
            "reason_code": why,
            "reason": REASONS[why].format(minimum=CATALOGUE[code].minimum_n),
        }
    return {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator,
            "n": float(figure.n), "reason_code": None, "reason": None}  # fmt: skip


def _row(code: str, figure: Figure, *, provider_id: str, quarter: str, settings: Settings) -> dict[str, Any]:
    nothing = figure.value is None
    kept = _shown(code, figure, None if nothing else why_hidden(code, figure, settings))
    return {"provider_id": provider_id, "quarter": quarter, "indicator": code, "nothing": nothing, **kept}


def _values(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Where there is nothing to divide there is no row."""
    found = pd.DataFrame([row for row in rows if not row["nothing"]])
    if found.empty:
        return found
    numbers = ["value", "numerator", "denominator", "n"]
    return found.drop(columns=["nothing", "reason"]).astype({**dict.fromkeys(numbers, "float64"), "reason_code": "str"}).assign(
        grain=Grain.PROVIDER.value, period=found["quarter"], period_kind=PeriodKind.QUARTER.value, per_part=False,
    )  # fmt: skip


def days_to_fill(vacancy: Vacancy) -> int | None:
    if vacancy.state is not VacancyState.FILLED or vacancy.filled_on is None:
        return None
    return (vacancy.filled_on - vacancy.reported_on).days


def _vacancy(quarter: str, item: Vacancy) -> dict[str, Any]:
    kept = ("provider_id", "vacancy", "title", "hours", "district", "starts_on", "requirements", "description",
            "reported_on", "closes_on", "filled_on")  # fmt: skip
    return {
        "quarter": quarter, **{name: getattr(item, name) or None for name in kept}, "form": item.form.value,
        "state": item.state.value, "days_to_fill": days_to_fill(item),
    }  # fmt: skip
