"""The sample municipality as local state: its files pass through the same door as everybody's."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from pipelines import record
from pipelines.acts import Acts, acting
from pipelines.arrival import Parcel, deliver_within
from pipelines.errors import DeliveryRefused, WrongState
from pipelines.intake import initialise
from pipelines.parties.questions import answer_within, standing_questions, write_within
from pipelines.place import Home
from pipelines.publishing import Published, publish_within, published_now
from pipelines.sample import make_sample
from pipelines.sample.network import QUESTIONS
from pipelines.sample.social_return import APPROVED
from pipelines.sample.talks import NOW, TALKING, hold_talks, settle_one
from pipelines.social_return.reviewing import decide_within
from pipelines.sources.social_return import entry_id
from pipelines.talk.settling import Documents, no_documents
from schemas.vocabulary import DataSet, DeliveryState

SAMPLE_FOLDER = "voorbeeldbestanden"
BY = "Kwartaalbeeld voorbeeld"
Progress = Callable[[float], None]
_DELIVERING = ("accepteren", "wachten")
_JUDGING = "beoordelen"
_JUDGED = ("entry_approved", "entry_rejected")
_EVENTS = {"vaststellen": "locked", "ontgrendelen": "unlocked"}


def prepare_sample(
    home: Home, *, told: Progress = lambda _: None, documents: Documents = no_documents
) -> Published:  # fmt: skip
    """Make Lindendaal's files in the home, deliver them in the order in which it all happened, publish, and hold the talks.
    `documents` makes what is kept with the edition of the one that is settled.

    What was done before is not done again, so an interrupted start simply goes on. `told` hears after each step which
    part of it all is done (0 to 1). Raises WrongState in a home that holds another municipality.
    """
    initialise(home, by=BY)
    folder = home.root / SAMPLE_FOLDER
    make_sample(folder)
    with (folder / "leveringen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with acting(home) as acts:
        _refuse_another_municipality(acts, folder)
        _ask(acts)
        left, done = _to_do(acts, rows, folder), 0
        for does, same in groupby(left, key=lambda row: _doer(row["actie"])):
            step = list(same)
            does(acts, step, folder)
            done += len(step)
            told(done / len(left))
        published = publish_within(acts, by=BY)
        return _talked(acts, published, documents)


def _talked(acts: Acts, published: Published, documents: Documents) -> Published:
    """The talks, once the figures that they are about count."""
    marks = ", ".join("?" * len(TALKING))
    there = acts.ledger.rows(
        f"select 1 from active_slot where quarter = ? and data_set = ? and provider_id in ({marks})",  # noqa: S608 - marks only
        (NOW, DataSet.MONITORING.value, *TALKING),
    )
    if len(there) < len(TALKING):
        return published
    if not acts.ledger.rows("select 1 from talk limit 1"):
        hold_talks(acts)
    if acts.ledger.rows("select 1 from edition limit 1"):
        return published
    settle_one(acts, documents)
    return published_now(acts, figures=published.figures)


def _ask(acts: Acts) -> None:
    """The questions of before the start, with the days on which they were asked and answered: all of them or none."""
    if standing_questions(acts.ledger):
        return
    with acts.ledger.transaction():
        for subject, question, answer, asked, published in QUESTIONS:
            at = f"{asked.isoformat()}T09:00:00Z"
            found = write_within(acts, question, subject=subject, asked_on=asked, by=BY, at=at)
            if answer and published:
                answer_within(
                    acts, found, answer, published_on=published, by=BY, at=f"{published.isoformat()}T09:00:00Z"
                )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse_another_municipality(acts: Acts, folder: Path) -> None:
    register = acts.ledger.rows("select sha256 from delivery where data_set = ?", (DataSet.REGISTER.value,))
    if any(row["sha256"] != _sha256(folder / "stamgegevens.xlsx") for row in register):
        raise WrongState(
            f"In {acts.home.root} staat al een gemeente. Kies voor het voorbeeld een andere map, met --home."
        )


def _to_do(acts: Acts, rows: list[dict[str, str]], folder: Path) -> list[dict[str, str]]:
    """The acts that the ledger does not hold yet: files by their hash, settling by how often it happened, judging by who
    did it when."""
    delivered = {row["sha256"] for row in acts.ledger.rows("select sha256 from delivery")}
    settled: dict[tuple[str, str, str], int] = {}
    judged: dict[tuple[str, str], int] = {}
    for event in acts.ledger.events():
        if event.kind in _JUDGED:
            judged[event.actor, event.at] = judged.get((event.actor, event.at), 0) + 1
        if event.kind in _EVENTS.values() and event.payload["data_set"] == DataSet.MONITORING:
            key = (event.kind, event.payload["provider_id"], event.payload["quarter"])
            settled[key] = settled.get(key, 0) + 1
    left = []
    for row in rows:
        if row["actie"] == _JUDGING:
            if judged.get((row["door"], row["op"]), 0) < len(_judgements(folder / row["bestand"])):
                left.append(row)
            continue
        if row["actie"] in _DELIVERING:
            if _sha256(folder / row["bestand"]) not in delivered:
                left.append(row)
            continue
        key = (_EVENTS[row["actie"]], row["aanbieder"], row["kwartaal"])
        if settled.get(key, 0):
            settled[key] -= 1
        else:
            left.append(row)
    return left


def _deliver(acts: Acts, rows: list[dict[str, str]], folder: Path) -> None:
    parcels = [
        Parcel(
            folder / row["bestand"],
            row["door"],
            row["actie"] == "accepteren",
            row["op"],
            explanation=row["reden"] or None,
        )
        for row in rows
    ]
    for result in deliver_within(acts, parcels):
        if result.state is DeliveryState.REFUSED:
            raise DeliveryRefused(f"{result.file_name}: {result.checked.errors[0].sentence}")


def _doer(action: str) -> Callable[[Acts, list[dict[str, str]], Path], None]:
    if action == _JUDGING:
        return _judge
    return _deliver if action in _DELIVERING else _settle


def _judgements(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _judge(acts: Acts, rows: list[dict[str, str]], folder: Path) -> None:
    """What a list of judgements says of entries of social return, all of it or nothing."""
    for row in rows:
        with acts.ledger.transaction():
            for said in _judgements(folder / row["bestand"]):
                found = entry_id(said["aanbieder"], said["verplichting"], said["kenmerk"])
                approve = said["oordeel"] == APPROVED
                decide_within(acts, [found], approve=approve, why=said["reden"], by=row["door"], at=row["op"])


def _settle(acts: Acts, rows: list[dict[str, str]], _: Path) -> None:
    for row in rows:
        slot = {"data_set": DataSet.MONITORING.value, "by": row["door"], "at": row["op"]}
        if row["actie"] == "vaststellen":
            record.lock_within(acts, row["aanbieder"], row["kwartaal"], **slot)
            _settle_beside(acts, row)
        else:
            record.unlock_within(acts, row["aanbieder"], row["kwartaal"], why=row["reden"], **slot)


def _settle_beside(acts: Acts, row: dict[str, str]) -> None:
    """What came beside the monitor over that quarter is settled with it."""
    beside = acts.ledger.rows(
        "select data_set from active_slot a where provider_id = ? and quarter = ? and data_set <> ? and not exists "
        "(select 1 from locked_slot l where l.provider_id = a.provider_id and l.quarter = a.quarter and "
        "l.data_set = a.data_set) order by data_set",
        (row["aanbieder"], row["kwartaal"], DataSet.MONITORING.value),
    )
    for slot in beside:
        record.lock_within(
            acts, row["aanbieder"], row["kwartaal"], data_set=slot["data_set"], by=row["door"], at=row["op"]
        )
