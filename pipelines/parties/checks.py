"""Checks on the parties side of the register: proposals in their order, decisions before what they change, predecessors."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.register import Register
from pipelines.sources import register as source
from pipelines.sources.table import Tidy
from schemas.parties import PARTY_SHEETS
from schemas.vocabulary import ProposalPhase

_STEP = {phase.value: rank for rank, phase in enumerate(ProposalPhase)}
ENDS = (ProposalPhase.AGREED.value, ProposalPhase.WITHDRAWN.value, ProposalPhase.REJECTED.value)
_LABELS = {phase.value: phase.label for phase in ProposalPhase}


def left_out(found: Mapping[str, Tidy], register: Register) -> list[Finding]:
    """Sheets that hold something now and are not in the new workbook: that would vanish without anybody's wish."""
    lost = [
        form.name
        for form in PARTY_SHEETS
        if source.TABLES[form.name] not in found and len(getattr(register, source.TABLES[form.name]))
    ]
    return [Finding("sheet_left_out", detail=", ".join(lost))] if lost else []


def check_parties(found: Mapping[str, Tidy]) -> None:
    """Add a finding at every cell that cannot be right. Sheets that were left out are passed over."""
    providers = set(found["provider"].frame["provider_id"].dropna())
    owner = dict(found["sub_agreement"].frame[["sub_agreement_id", "provider_id"]].itertuples(index=False, name=None))
    umbrellas = set(found["umbrella_agreement"].frame["umbrella_agreement_id"].dropna())
    for table, name, known, code in (
        ("umbrella_rule", "umbrella_agreement_id", umbrellas, "unknown_umbrella"),
        ("admission", "provider_id", providers, "unknown_provider"),
        ("proposal_step", "provider_id", providers, "unknown_provider"),
        ("proposal_step", "sub_agreement_id", set(owner), "sub_agreement_absent"),
        ("consultation_decision", "meeting_id", _codes(found, "network_meeting", "meeting_id"), "unknown_meeting"),
        ("sub_agreement_version", "sub_agreement_id", set(owner), "sub_agreement_absent"),
        ("predecessor", "provider_id", providers, "unknown_provider"),
        ("predecessor", "predecessor_id", providers, "unknown_provider"),
    ):
        if table in found:
            unknown = found[table].frame[name].notna() & ~found[table].frame[name].isin(known)
            found[table].add_rows(code, unknown.to_numpy(), name)
    if "proposal_step" in found:
        _check_proposals(found["proposal_step"], owner)
    if "network_meeting" in found:
        _check_represented(found["network_meeting"], providers)
    if "predecessor" in found:
        _check_predecessors(found["predecessor"], found["provider"].frame)
    if "sub_agreement_version" in found:
        _check_versions(found["sub_agreement_version"])
    for table in ("agreed_target", "sub_agreement_version"):
        if table in found:
            _check_decided(found[table], found)


def _codes(found: Mapping[str, Tidy], table: str, name: str) -> set[str]:
    return set(found[table].frame[name].dropna()) if table in found else set()


def _check_proposals(tidy: Tidy, owner: Mapping[str, str]) -> None:
    frame = tidy.frame
    whose = frame["sub_agreement_id"].map(owner)
    other = whose.notna() & frame["provider_id"].notna() & whose.ne(frame["provider_id"])
    tidy.add_rows("agreement_of_another", other.to_numpy(), "sub_agreement_id")
    bare = frame["phase"].eq(ProposalPhase.AGREED.value) & frame["sub_agreement_id"].isna()
    tidy.add_rows("phase_without_agreement", bare.to_numpy(), "sub_agreement_id")
    known = frame.dropna(subset=["proposal_id", "phase", "on_day"])
    ordered = known.assign(step=known["phase"].map(_STEP)).sort_values(["proposal_id", "on_day", "step"], kind="stable")
    before = ordered.groupby("proposal_id")[["phase", "step", "provider_id"]].shift()
    backwards = before["step"].notna() & (before["phase"].isin(ENDS) | (before["step"] > ordered["step"]))
    for index, phase in before.loc[backwards, "phase"].items():
        tidy.add("phase_order", _place(index), "phase", detail=_LABELS[phase])
    moved = before["provider_id"].notna() & before["provider_id"].ne(ordered["provider_id"])
    for index, provider in before.loc[moved, "provider_id"].items():
        tidy.add("proposal_of_two", _place(index), "provider_id", detail=str(provider))


def _place(index: object) -> int:
    return int(str(index))


def represented(text: object) -> list[str]:
    """The codes in a cell of `vertegenwoordigd`."""
    return [code.strip() for code in str(text).split(";") if code.strip()] if isinstance(text, str) else []


def _check_represented(tidy: Tidy, providers: set[str]) -> None:
    """What is no code may be somebody's name: it is counted, never repeated."""
    unknown = [sum(code not in providers for code in represented(text)) for text in tidy.frame["represented"]]
    for index in np.flatnonzero(unknown):
        tidy.add("unknown_represented", int(index), "represented", detail=str(unknown[index]))


def _check_predecessors(tidy: Tidy, provider: pd.DataFrame) -> None:
    frame = tidy.frame
    before: dict[str, set[str]] = {}
    for one, other in frame[["provider_id", "predecessor_id"]].dropna().itertuples(index=False, name=None):
        before.setdefault(one, set()).add(other)
    circle = [_leads_back(provider, before) for provider in frame["provider_id"]]
    tidy.add_rows("own_predecessor", np.array(circle, dtype=bool), "predecessor_id")
    told = provider.dropna(subset=["provider_id"]).drop_duplicates("provider_id").set_index("provider_id")
    heir = frame["predecessor_id"].map(told["succeeded_by"].dropna())
    differs = heir.notna() & frame["provider_id"].notna() & heir.ne(frame["provider_id"])
    tidy.add_rows("successor_differs", differs.to_numpy(), "provider_id", detail=lambda index: str(heir.iloc[index]))


def _leads_back(provider_id: object, before: Mapping[str, set[str]]) -> bool:
    seen, ahead = set[str](), list(before.get(str(provider_id), ()))
    while ahead:
        one = ahead.pop()
        if one == provider_id:
            return True
        if one not in seen:
            seen.add(one)
            ahead += before.get(one, ())
    return False


def _check_versions(tidy: Tidy) -> None:
    frame = tidy.frame.dropna(subset=["sub_agreement_id", "version", "valid_from"])
    ordered = frame.sort_values(["sub_agreement_id", "version"], kind="stable")
    former = ordered.groupby("sub_agreement_id")["valid_from"].shift()
    late = ordered.index[(former.notna() & (former >= ordered["valid_from"])).to_numpy()]
    tidy.add_rows("version_order", late.to_numpy(dtype=np.int64), "valid_from")


def _check_decided(tidy: Tidy, found: Mapping[str, Tidy]) -> None:
    """A target or version names a decision that is there, and begins no earlier than that decision applies."""
    known = _codes(found, "consultation_decision", "decision_id")
    cited = tidy.frame["decision_id"]
    tidy.add_rows("unknown_decision", (cited.notna() & ~cited.isin(known)).to_numpy(), "decision_id")
    if not known:
        return
    decisions = found["consultation_decision"].frame.drop_duplicates("decision_id").set_index("decision_id")
    applies = pd.to_datetime(cited.map(decisions["applies_from"]))
    early = applies.notna() & (tidy.frame["valid_from"] < applies)
    tidy.add_rows("before_decision", early.to_numpy(), "valid_from",
                  detail=lambda index: f"{applies.iloc[index]:%d-%m-%Y}")  # fmt: skip
