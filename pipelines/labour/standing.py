"""Which vacancies, candidates and trajectories stand now: of each provider its newest state, up to a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipelines.acts import Acts
from pipelines.labour.things import Candidate, Match, Vacancy, candidate_of, match_of, vacancy_of
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet

SQL = {"labour_vacancy": "labour_vacancies", "labour_candidate": "labour_candidates", "labour_match": "labour_matches"}


@dataclass(frozen=True)
class Standing:
    """`names`: of the providers, by code. `newest`: the last quarter of which anything is told."""

    vacancies: tuple[Vacancy, ...]
    candidates: tuple[Candidate, ...]
    matches: tuple[Match, ...]
    names: Mapping[str, str]
    municipality: str
    newest: str | None

    def vacancy(self, provider_id: str, vacancy: str) -> Vacancy | None:
        return next(
            (item for item in self.vacancies if (item.provider_id, item.vacancy) == (provider_id, vacancy)), None
        )

    def candidate(self, candidate: str) -> Candidate | None:
        return next((item for item in self.candidates if item.candidate == candidate), None)

    def of_vacancy(self, vacancy: Vacancy) -> tuple[Match, ...]:
        own = (vacancy.provider_id, vacancy.vacancy)
        return tuple(item for item in self.matches if (item.provider_id, item.vacancy) == own)


def newest_rows(acts: Acts, *, until: Quarter | None = None, provider_id: str | None = None) -> dict[str, pd.DataFrame]:
    """Warehouse table -> rows of the newest state of each provider (or of one), of no quarter after `until`."""
    last = str(until) if until else "9999"
    rows = acts.ledger.rows(
        "select * from active_slot a where data_set = ? and quarter = (select max(quarter) from active_slot b "
        "where b.provider_id = a.provider_id and b.data_set = a.data_set and b.quarter <= ?)",
        (DataSet.LABOUR.value, last),
    )
    own = [row for row in rows if provider_id in (None, row["provider_id"])]
    active = pd.DataFrame(own, columns=["provider_id", "quarter", "data_set", "delivery_id"]).astype("str")
    return {table: acts.warehouse.ask(name, active_slot=active) for table, name in SQL.items()}


def standing_within(acts: Acts, *, until: Quarter | None = None) -> Standing:
    rows = newest_rows(acts, until=until)
    umbrella = acts.register.umbrella_agreement
    quarters = [quarter for frame in rows.values() for quarter in frame["quarter"].astype("str")]
    return Standing(
        tuple(vacancy_of(row) for row in rows["labour_vacancy"].to_dict("records")),
        tuple(candidate_of(row) for row in rows["labour_candidate"].to_dict("records")),
        tuple(match_of(row) for row in rows["labour_match"].to_dict("records")),
        dict(acts.register.provider[["provider_id", "provider"]].itertuples(index=False, name=None)),
        str(umbrella["municipality"].iloc[0]) if len(umbrella) else "",
        max(quarters, default=None),
    )
