"""Mergers and take-overs: which trend goes on from which, and why another does not. Nothing is ever added up."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipelines.parties.words import day, listing
from pipelines.register import Register
from schemas.quarter import Month
from schemas.vocabulary import SuccessionKind


def predecessor_table(register: Register) -> pd.DataFrame:
    """As schemas.party_tables.PREDECESSORS: stitched where there is exactly one, of nobody else, and the provider did not
    take part itself before."""
    names = register.provider.set_index("provider_id")["provider"].to_dict()
    rows = [_told(row, register, names) for row in register.predecessor.to_dict("records")]
    return pd.DataFrame(rows)


def _told(row: dict[str, Any], register: Register, names: dict[str, str]) -> dict[str, Any]:
    table, heir, before = (
        register.predecessor,
        row["provider_id"],
        names.get(row["predecessor_id"], row["predecessor_id"]),
    )
    what = f"{SuccessionKind(row['kind']).label} per {day(row['since'])}"
    others = table.loc[(table["provider_id"] == heir) & (table["predecessor_id"] != row["predecessor_id"])]
    split = table.loc[(table["predecessor_id"] == row["predecessor_id"]) & (table["provider_id"] != heir)]
    stays = register.participation[register.participation["provider_id"] == heir]
    if len(others):
        all_of_them = listing(
            [names.get(code, code) for code in table.loc[table["provider_id"] == heir, "predecessor_id"]]
        )
        why = f"er zijn meer voorgangers ({all_of_them}), en unieke personen mogen niet worden opgeteld"
    elif len(split):
        why = f"{before} ging verder bij meer dan één aanbieder"
    elif (stays["joined_on"] < row["since"]).any():
        why = "deze aanbieder deed zelf al mee, en unieke personen mogen niet worden opgeteld"
    else:
        return {**row, "stitched": True, "sentence": f"{what}: gaat verder op de cijfers van {before}."}
    return {**row, "stitched": False, "sentence": f"{what} van {before}: de cijfers van daarvoor zijn er niet bij, "
            f"want {why}."}  # fmt: skip


def stitch_table(register: Register, predecessors: pd.DataFrame) -> pd.DataFrame:
    """As schemas.party_tables.STITCHES: of each stitched provider its total, and its one sub-agreement where both have one."""
    rows = []
    for row in predecessors.to_dict("records"):
        if not row["stitched"]:
            continue
        since = row["since"]
        until = str(Month(since.year, since.month).quarter.shift(-1))
        one = {"provider_id": row["provider_id"], "predecessor_id": row["predecessor_id"], "until": until}
        rows.append({**one, "sub_agreement_id": None, "predecessor_sub_agreement_id": None})
        own, earlier = (register.sub_agreements_of.get(row[name], ()) for name in ("provider_id", "predecessor_id"))
        if len(own) == len(earlier) == 1:
            rows.append({**one, "sub_agreement_id": own[0], "predecessor_sub_agreement_id": earlier[0]})
    return pd.DataFrame(rows)


def succession_remarks(predecessors: pd.DataFrame) -> pd.DataFrame:
    """Rows for the table of remarks: at every figure of a provider the day on which it came in another's place."""
    rows = [
        {"annotation_id": f"opvolging-{row['provider_id']}-{row['predecessor_id']}", "starts_on": row["since"],
         "text": row["sentence"].rstrip("."), "provider_id": row["provider_id"], "written_by": "stamgegevens",
         "written_at": row["since"].date().isoformat()}
        for row in predecessors.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows)
