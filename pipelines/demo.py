"""The sample municipality as local state: its files pass through the same door as everybody's."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from pipelines import record
from pipelines.acts import Acts, acting
from pipelines.errors import DeliveryRefused
from pipelines.intake import Parcel, deliver_within, initialise
from pipelines.place import Home
from pipelines.publishing import Published, publish_within
from pipelines.sample import make_sample
from schemas.vocabulary import DataSet, DeliveryState

SAMPLE_FOLDER = "voorbeeldbestanden"
BY = "Kwartaalbeeld voorbeeld"


def prepare_sample(home: Home) -> Published:
    """Make Lindendaal's files in the home, deliver them in the order in which it all happened, and publish.
    An act that is interrupted can simply be started again: what was delivered is known."""
    initialise(home, by=BY)
    folder = home.root / SAMPLE_FOLDER
    make_sample(folder)
    with (folder / "leveringen.csv").open(encoding="utf-8", newline="") as file:
        acts_done = list(csv.DictReader(file, delimiter=";"))
    with acting(home) as acts:
        if not acts.ledger.rows("select 1 from locked_slot limit 1"):
            for kind, rows in groupby(acts_done, key=lambda row: row["actie"] in ("accepteren", "wachten")):
                (_deliver if kind else _settle)(acts, list(rows), folder)
        return publish_within(acts, by=BY)


def _deliver(acts: Acts, rows: list[dict[str, str]], folder: Path) -> None:
    parcels = [Parcel(folder / row["bestand"], row["door"], row["actie"] == "accepteren", row["op"]) for row in rows]
    for result in deliver_within(acts, parcels):
        if result.state is DeliveryState.REFUSED:
            raise DeliveryRefused(f"{result.file_name}: {result.checked.errors[0].sentence}")


def _settle(acts: Acts, rows: list[dict[str, str]], _: Path) -> None:
    for row in rows:
        slot = {"data_set": DataSet.MONITORING.value, "by": row["door"], "at": row["op"]}
        if row["actie"] == "vaststellen":
            record.lock_within(acts, row["aanbieder"], row["kwartaal"], **slot)
        else:
            record.unlock_within(acts, row["aanbieder"], row["kwartaal"], why=row["reden"], **slot)
