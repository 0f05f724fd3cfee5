"""Open answers of surveys: shown by nobody before somebody released them, one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipelines.acts import Acts
from pipelines.errors import NotFound, UsageProblem
from pipelines.ledger import Ledger
from pipelines.surveys.marks import SERVICE_NUMBER
from pipelines.warehouse import Warehouse
from schemas.survey_tables import SURVEY_QUOTES
from schemas.vocabulary import DataSet

RELEASED, REFUSED = "open_answer_released", "open_answer_refused"
MINIMUM = 10  # fewer answered of this provider, or in this wave: a quotation points at somebody
_KEY = ["delivery_id", "row", "item"]

Key = tuple[str, int, str]


@dataclass(frozen=True)
class OpenAnswer:
    """One answer in somebody's own words. `marks`: what in it may point at a person. `released` is None while nobody
    decided; else by whom and when (UTC)."""

    key: Key
    wave_id: str
    kind: DataSet
    title: str
    quarter: str
    provider_id: str | None
    item: str
    question: str
    text: str
    marks: tuple[str, ...]
    released: bool | None = None
    decided_by: str | None = None
    decided_at: str | None = None


def open_answers_within(acts: Acts) -> list[OpenAnswer]:
    """Every open answer of a survey that counts now, with what was decided about it."""
    decided = {
        (row["delivery_id"], row["row"], row["item"]): row for row in acts.ledger.rows("select * from open_decision")
    }
    found = []
    for row in standing(acts.ledger, acts.warehouse).to_dict("records"):
        key = (str(row["delivery_id"]), int(row["row"]), str(row["item"]))
        said = decided.get(key)
        found.append(OpenAnswer(
            key, row["wave_id"], DataSet(row["kind"]), row["title"], row["quarter"],
            None if pd.isna(row["provider_id"]) else row["provider_id"], row["item"], row["question"], row["text"],
            tuple(part for part in str(row["marks"] or "").split(", ") if part and part != "nan"),
            bool(said["released"]) if said else None, said["decided_by"] if said else None,
            said["decided_at"] if said else None,
        ))  # fmt: skip
    return found


def standing(ledger: Ledger, warehouse: Warehouse) -> pd.DataFrame:
    """As sql/open_answers, of the deliveries that hold a slot."""
    rows = ledger.rows("select distinct delivery_id, provider_id from active_slot")
    return warehouse.ask("open_answers", slot=pd.DataFrame(rows, columns=["delivery_id", "provider_id"], dtype="str"))


def decide_within(
    acts: Acts, keys: Sequence[Key], *, released: bool, by: str, read: bool = False, at: str | None = None
) -> int:
    """Release or refuse; a later decision replaces the former. An answer that may point at a person is released only by
    who says to have read it (`read`), and one with a service number never. Returns how many. Raises NotFound,
    UsageProblem."""
    known = {item.key: item for item in open_answers_within(acts)}
    if not keys:
        raise UsageProblem("Kies eerst een antwoord.")
    if any(key not in known for key in keys):
        raise NotFound("Dit antwoord is er niet (meer). Misschien is de meting vervangen.")
    marked = [known[key] for key in keys if known[key].marks]
    if released and any(SERVICE_NUMBER in item.marks for item in marked):
        raise UsageProblem("In dit antwoord staat misschien een burgerservicenummer. Het kan niet worden vrijgegeven.")
    if released and marked and not read:
        told = ", ".join(sorted({mark for item in marked for mark in item.marks}))
        raise UsageProblem(
            f"Hierin staat misschien iets dat naar een persoon wijst ({told}). Lees het antwoord, en zeg erbij dat u dat deed."
        )
    with acts.ledger.transaction():
        for delivery_id, row, item in keys:
            acts.ledger.append(
                RELEASED if released else REFUSED,
                {"delivery_id": delivery_id, "row": row, "item": item},
                actor=by,
                at=at,
            )
    return len(keys)


def quotes(ledger: Ledger, warehouse: Warehouse) -> pd.DataFrame:
    """The table SURVEY_QUOTES: what was released, in an order that says nothing about who wrote it. Where fewer than
    MINIMUM answered about a provider, none of it; neither of a wave with fewer."""
    columns = list(SURVEY_QUOTES.columns)
    rows = ledger.rows('select delivery_id, "row", item from open_decision where released = 1')
    decided = pd.DataFrame(rows, columns=_KEY).astype({"delivery_id": "str", "row": "int64", "item": "str"})
    if decided.empty:
        return pd.DataFrame(columns=columns)
    found = standing(ledger, warehouse).astype({"delivery_id": "str", "row": "int64", "item": "str"})
    found = found.merge(decided, on=_KEY, validate="many_to_one")
    found = found[_enough(found, warehouse)]
    order = found["text"].map(lambda text: hashlib.sha256(text.encode()).hexdigest())
    found = found.assign(order=order).sort_values(["wave_id", "item", "order"], kind="stable")
    position = found.groupby(["wave_id", "item"]).cumcount() + 1
    return found.assign(position=position)[columns].reset_index(drop=True)


def _enough(found: pd.DataFrame, warehouse: Warehouse) -> pd.Series:
    """Whether so many answered in the same delivery, and about the same provider, that a quotation points at nobody."""
    people = warehouse.ask("survey_people")
    place = ["delivery_id", "wave_id"]
    about = found[[*place, "provider_id"]].merge(people, how="left", on=[*place, "provider_id"])["people"].to_numpy()
    whole = (
        found[place]
        .merge(people.groupby(place, as_index=False)["people"].sum(), how="left", on=place)["people"]
        .to_numpy()
    )
    return pd.Series(
        (whole >= MINIMUM) & (found["provider_id"].isna().to_numpy() | (about >= MINIMUM)), index=found.index
    )
