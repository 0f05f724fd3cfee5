"""NET-1, NET-2 and NET-3: how many parties an umbrella agreement has at the end of a quarter, and who came and left."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipelines.parties.words import listing
from pipelines.register import FAR, Register
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter


def network_figures(register: Register, quarters: Sequence[Quarter]) -> pd.DataFrame:
    """As schemas.party_tables.NETWORK_FIGURES, from the quarter in which the umbrella agreement began. A provider counts
    once, however often it joined in the quarter; one that a recipe registered has joined nothing."""
    stays = register.participation[~register.participation["placeholder"].astype(bool)]
    stays = stays.merge(register.provider[["provider_id", "provider"]], on="provider_id", validate="many_to_one")
    rows = []
    for umbrella in register.umbrella_agreement.to_dict("records"):
        own = stays[stays["umbrella_agreement_id"] == umbrella["umbrella_agreement_id"]]
        begun = [quarter for quarter in quarters if pd.Timestamp(quarter.last_day) >= umbrella["starts_on"]]
        for quarter in begun:
            rows += [
                {"umbrella_agreement_id": umbrella["umbrella_agreement_id"], **row} for row in _counted(own, quarter)
            ]
    return pd.DataFrame(rows)


def _counted(stays: pd.DataFrame, quarter: Quarter) -> list[dict[str, object]]:
    first, last = pd.Timestamp(quarter.first_day), pd.Timestamp(quarter.last_day)
    ends = stays["left_on"].fillna(FAR)
    parties = stays[(stays["joined_on"] <= last) & (ends > last)]
    joined = stays[stays["joined_on"].between(first, last)]
    left = stays[ends.between(first, last)]
    counts = {code: frame["provider_id"].nunique() for code, frame in zip(CODES, (parties, joined, left), strict=True)}
    now, new, gone = counts.values()
    before = now - new + gone
    told = (
        _moved(now, before, new=new, gone=gone),
        _who(joined, "Toegetreden", "Niemand trad toe."),
        _who(left, "Uitgetreden", "Niemand trad uit."),
    )
    return [
        {"indicator": code, "quarter": str(quarter), "value": float(counts[code]), "unit": CATALOGUE[code].unit.value,
         "sentence": sentence}
        for code, sentence in zip(CODES, told, strict=True)
    ]  # fmt: skip


def _moved(now: int, before: int, *, new: int, gone: int) -> str:
    parties = "1 partij" if now == 1 else f"{now} partijen"
    if not (new or gone):
        return f"{parties}, evenveel als aan het einde van het kwartaal ervoor: niemand trad toe of uit."
    return f"{parties}: {before} aan het einde van het kwartaal ervoor, {new} erbij, {gone} eraf."


CODES = ("NET-1", "NET-2", "NET-3")


def _who(stays: pd.DataFrame, what: str, nobody: str) -> str:
    names = sorted(set(stays["provider"]), key=str.casefold)
    return f"{what}: {listing(names)}." if names else nobody
