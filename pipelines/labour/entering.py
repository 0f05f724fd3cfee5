"""What is typed about vacancies: the newest state with that row in it, delivered like any other workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pandas as pd

from pipelines.acts import Acts
from pipelines.checking_sheets import check_typed
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.labour.standing import newest_rows, standing_within
from pipelines.labour.things import Match, Vacancy
from pipelines.labour.writing import labelled
from pipelines.ledger import day_of, utc_now
from pipelines.sources.labour import TABLES
from pipelines.templates.labour import write_labour
from pipelines.typed import TypedWrong, deliver_state, remark
from schemas.labour import LABOUR_SHEETS, MATCHES, VACANCIES, WHOLE
from schemas.quarter import Quarter
from schemas.vocabulary import CandidateOrigin, DataSet, MatchStep, TargetGroup, VacancyState

Typed = tuple[str, Mapping[str, str]]  # the name of a sheet, and field name -> what was typed
_DAY_OF = {
    MatchStep.PUT_FORWARD: "put_forward_on", MatchStep.INTERVIEW: "interview_on", MatchStep.PLACED: "placed_on",
    MatchStep.REJECTED: "rejected_on", MatchStep.WITHDRAWN: "withdrawn_on", MatchStep.ENDED: "ends_on",
}  # fmt: skip


def enter_within(acts: Acts, typed: Sequence[Typed], quarter: Quarter, *, by: str, at: str | None = None) -> str:
    """Put rows into the state of a quarter of one provider: each takes the place of the row with its key. Where the quarter
    has no state yet, it begins as the newest before it. Returns the delivery. Raises UsageProblem with every finding,
    WrongState where the quarter is settled."""
    checked = [check_typed(acts.register, name, {**told, "quarter": str(quarter)}, today=day_of(at or utc_now()),
                           known=_vacancies(acts, quarter, typed)) for name, told in typed]  # fmt: skip
    if errors := [item for part in checked for item in part.errors]:
        raise TypedWrong(errors)
    new = [part.frames for part in checked]
    providers = {str(code) for frames in new for frame in frames.values() for code in frame["provider_id"]}
    if len(providers) != 1:
        raise UsageProblem("Vul van één aanbieder tegelijk iets in.")
    (provider_id,) = providers
    state = newest_rows(acts, until=quarter, provider_id=provider_id)
    for frames in new:
        state |= {table: _with(state[table], rows) for table, rows in frames.items()}
    content = _workbook(acts, state, provider_id, quarter=quarter)
    slot = (provider_id, quarter, DataSet.LABOUR)
    return str(deliver_state(acts, content, slot, by=by, at=at).delivery_id)


def _vacancies(acts: Acts, quarter: Quarter, typed: Sequence[Typed]) -> frozenset[tuple[str, str]]:
    """Vacancies that stand, and those typed in the same act."""
    rows = newest_rows(acts, until=quarter)["labour_vacancy"][["provider_id", "vacancy"]]
    keys = acts.register.provider_keys
    own = {
        (keys.get(told.get("provider_id", "").casefold(), told.get("provider_id", "")), told.get("vacancy", ""))
        for name, told in typed
        if name == VACANCIES.name
    }
    return frozenset(rows.itertuples(index=False, name=None)) | frozenset(own)


def _with(rows: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The rows with the new ones in the place of those with their key."""
    key = [name for name in ("vacancy", "candidate") if name in new]
    kept = rows[~pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(new[key]))]
    both = [part for part in (kept, new) if len(part)]
    return pd.concat([part.astype(object) for part in both], ignore_index=True)


def _workbook(acts: Acts, state: Mapping[str, pd.DataFrame], provider_id: str, *, quarter: Quarter) -> bytes:
    sheets = {form.name: labelled(state[TABLES[form.name]], form, quarter) for form in LABOUR_SHEETS}
    stream, register = BytesIO(), acts.register
    write_labour(stream, sheets, provider=register.named(provider_id), municipality=register.municipality,
                 quarter=quarter, remark=remark(acts))  # fmt: skip
    return stream.getvalue()


def step_within(
    acts: Acts,
    provider_id: str,
    vacancy: str,
    candidate: str,
    *,
    step: MatchStep,
    told: Mapping[str, str],
    quarter: Quarter,
    by: str,
    at: str | None = None,
) -> str:
    """Say what happened to a candidate: `told` holds the day under `on`, and more fields of the sheet by name. A placement
    fills the vacancy. Returns the delivery. Raises NotFound, UsageProblem, WrongState."""
    stands = standing_within(acts, until=quarter)
    offered = stands.vacancy(provider_id, vacancy)
    if offered is None:
        raise NotFound(f'Vacature "{vacancy}" van {provider_id} is er niet. Bekijk ze met "kwartaalbeeld vacancies".')
    former = next((item for item in stands.of_vacancy(offered) if item.candidate == candidate), None)
    if (former is None) != (step is MatchStep.PUT_FORWARD):
        what = "is al voorgedragen" if former else "is nog niet voorgedragen"
        raise WrongState(f"Deze kandidaat {what} voor vacature {vacancy}.")
    row = _begun(provider_id, vacancy, candidate) if former is None else _typed(former)
    if former is None and (known := stands.candidate(candidate)) is not None:
        origin = CandidateOrigin.MUNICIPALITY if known.provider_id == WHOLE else CandidateOrigin.OWN
        row |= {"target_group": known.target_group.label, "origin": origin.label}
    row |= {name: text for name, text in told.items() if name != "on"} | {_DAY_OF[step]: told.get("on", "")}
    if not row[_DAY_OF[step]].strip():
        raise UsageProblem("Vul de dag in, bijvoorbeeld 4-11-2025.")
    typed: list[Typed] = [(MATCHES.name, row)]
    if step is MatchStep.PLACED:
        row.setdefault("hours", f"{offered.hours:g}".replace(".", ","))
        if offered.state in (VacancyState.OPEN, VacancyState.REPORTED):
            filled = labelled_vacancy(replace(offered, state=VacancyState.FILLED))
            typed.insert(0, (VACANCIES.name, filled | {"filled_on": row["placed_on"]}))
    return enter_within(acts, typed, quarter, by=by, at=at)


def _begun(provider_id: str, vacancy: str, candidate: str) -> dict[str, str]:
    return {"provider_id": provider_id, "vacancy": vacancy, "candidate": candidate}


def _typed(match: Match) -> dict[str, str]:
    """A trajectory as somebody would type it."""
    group = TargetGroup(match.target_group).label
    row = {
        **_begun(match.provider_id, match.vacancy, match.candidate), "target_group": group, "origin": match.origin.label,
        "job_coach": "ja" if match.job_coach else "", "form": match.form.label if match.form else "",
        "after": match.after.label if match.after else "",
    }  # fmt: skip
    row |= {name: day.isoformat() for name in _DAY_OF.values() if (day := getattr(match, name))}
    numbers = ("hours", "coach_hours", "months_off", "months_partly")
    return row | {name: f"{value:g}".replace(".", ",") for name in numbers if (value := getattr(match, name))}


def labelled_vacancy(item: Vacancy) -> dict[str, str]:
    """A vacancy as somebody would type it."""
    days = ("starts_on", "reported_on", "closes_on", "filled_on")
    texts = ("provider_id", "vacancy", "title", "district", "requirements", "description")
    return {
        **{name: getattr(item, name) for name in texts},
        **{name: day.isoformat() if (day := getattr(item, name)) else "" for name in days},
        "form": item.form.label, "state": item.state.label, "hours": f"{item.hours:g}".replace(".", ","),
    }  # fmt: skip
