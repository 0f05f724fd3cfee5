"""The published tables of parties and agreements, from the register as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipelines.parties.checks import represented
from pipelines.parties.decided import consequences, decision_remarks, target_changes
from pipelines.parties.events import event_table
from pipelines.parties.figures import network_figures
from pipelines.parties.predecessors import predecessor_table, stitch_table, succession_remarks
from pipelines.parties.words import day, listing
from pipelines.register import Register
from schemas.quarter import Quarter
from schemas.vocabulary import RuleSubject


def party_tables(register: Register, quarters: Sequence[Quarter]) -> dict[str, pd.DataFrame]:
    """Every table of schemas.party_tables, by name. quarters: those of the publication."""
    changes = target_changes(register)
    predecessors = predecessor_table(register)
    decisions = register.consultation_decision
    return {
        "umbrella_agreements": _umbrellas(register),
        "umbrella_rules": _rules(register.umbrella_rule),
        "participations": _participations(register),
        "admissions": _admissions(register.admission),
        "proposal_steps": _steps(register.proposal_step),
        "network_meetings": _meetings(register),
        "consultation_decisions": decisions.assign(
            consequence=decisions["decision_id"].map(consequences(changes, register)).astype("str")
        ),
        "target_changes": changes,
        "agreement_versions": register.sub_agreement_version,
        "predecessors": predecessors,
        "stitches": stitch_table(register, predecessors),
        "network_events": event_table(register),
        "network_figures": network_figures(register, quarters),
    }


def party_remarks(register: Register) -> list[pd.DataFrame]:
    """Rows for the table of remarks that nobody wrote: they follow from the register."""
    return [decision_remarks(register), succession_remarks(predecessor_table(register))]


def _own(frame: pd.DataFrame) -> pd.DataFrame:
    """Without what a recipe registered."""
    return frame[~frame["placeholder"].astype(bool)]


def _rules(table: pd.DataFrame) -> pd.DataFrame:
    """In the order of their subjects."""
    order = {subject.value: place for place, subject in enumerate(RuleSubject)}
    ordered = table.sort_values("subject", key=lambda subjects: subjects.map(order), kind="stable")
    return ordered.assign(position=ordered.groupby("umbrella_agreement_id").cumcount())


def _participations(register: Register) -> pd.DataFrame:
    """Each stay with what is known of the requirements now."""
    told = {
        provider: _admission(same)
        for provider, same in _admissions(register.admission).groupby("provider_id", sort=True)
    }
    table = _own(register.participation).rename(columns={"reason": "left_because"})
    return table.assign(admission=table["provider_id"].map(told).astype("str"))


def _admission(states: pd.DataFrame) -> str:
    now = states[states["until"].isna()]
    short = [f"{row['requirement']} (sinds {day(row['since'])})" for row in now.to_dict("records") if not row["met"]]
    if short:
        return f"Voldoet niet aan: {listing(short)}."
    return "Voldoet aan de ene eis." if len(now) == 1 else f"Voldoet aan alle {len(now)} eisen."


def _umbrellas(register: Register) -> pd.DataFrame:
    table = _own(register.umbrella_agreement)
    return table.assign(sentence=[_term(row) for row in table.to_dict("records")])


def _term(row: dict) -> str:
    if pd.isna(row["ends_on"]):
        return f"Loopt vanaf {day(row['starts_on'])}, zonder afgesproken einde."
    return f"Loopt van {day(row['starts_on'])} tot en met {day(row['ends_on'])}."


def _admissions(table: pd.DataFrame) -> pd.DataFrame:
    """Each state holds until the day before the next of the same requirement."""
    ordered = table.sort_values(["provider_id", "requirement", "since"], kind="stable")
    following = ordered.groupby(["provider_id", "requirement"])["since"].shift(-1)
    return ordered.assign(until=following - pd.Timedelta(days=1))


def _steps(table: pd.DataFrame) -> pd.DataFrame:
    ordered = table.sort_values(["proposal_id", "on_day"], kind="stable")
    place = ordered.groupby("proposal_id").cumcount()
    return ordered.assign(position=place, latest=place.eq(place.groupby(ordered["proposal_id"]).transform("max")))


def _meetings(register: Register) -> pd.DataFrame:
    names = register.provider.set_index("provider_id")["provider"].to_dict()
    table = register.network_meeting
    who = [
        sorted((names.get(code, code) for code in represented(text)), key=str.casefold) for text in table["represented"]
    ]
    return table.assign(represented=[listing(same) or None for same in who], providers=[len(same) for same in who])
