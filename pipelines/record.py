"""The public face of the record: settling a quarter, starting a control chart anew, remarks on charts, kept views, the talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipelines.acts import Acts, acting
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.labour.asking import enter_labour, fitting_for, labour_standing, step_labour, vacancy_feed
from pipelines.labour.fitting import ORDER as FITTING_ORDER
from pipelines.labour.fitting import Fit, Fitting
from pipelines.labour.fitting import fitting as who_fits
from pipelines.labour.standing import Standing
from pipelines.labour.things import Match, Vacancy
from pipelines.ledger import looking
from pipelines.open_answers import Key, OpenAnswer, decide_within, open_answers_within
from pipelines.parties.face import (
    answer_question,
    questions,
    remove_question,
    take_in_questions,
    write_question,
)
from pipelines.parties.questions import TakenIn
from pipelines.place import Home
from pipelines.remarks import annotate_within, rebase_within, remove_annotation_within, standing_annotations
from pipelines.reports_made import MadeReport, report_made, reports_made
from pipelines.saved_views import LONGEST_NAME, SavedView, remove_view, rename_view, save_view, views_of
from pipelines.social_return.asking import answer_within, ask_within
from pipelines.social_return.reviewing import Entry, compare_entries_within, entries_within, stored_entry
from pipelines.social_return.reviewing import decide_within as decide_entries
from pipelines.social_return.what_if import Answer, Change, what_if
from pipelines.sources.parsers import parse_date
from pipelines.talk.face import (
    Duty,
    EditionDifference,
    Known,
    Settled,
    TalkNow,
    ToDo,
    answer,
    calendar,
    change_action,
    comment,
    discuss_talk,
    edition,
    edition_differences,
    edition_document,
    editions,
    note,
    open_action,
    plan_talk,
    published_quarters,
    remove_note,
    reopen_talk,
    settle_talk,
    talk_now,
    talks_of_quarter,
    to_do,
    to_do_csv,
    withdraw_comment,
)
from pipelines.talk.standing import require_open
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import DataSet

__all__ = [  # beside the functions below
    "TakenIn",
    "answer_question",
    "questions",
    "remove_question",
    "take_in_questions",
    "write_question",
    "Duty",
    "EditionDifference",
    "Answer",
    "Change",
    "Entry",
    "FITTING_ORDER",
    "Fit",
    "Fitting",
    "Match",
    "Known",
    "LONGEST_NAME",
    "MadeReport",
    "OpenAnswer",
    "SavedView",
    "Settled",
    "Standing",
    "TalkNow",
    "ToDo",
    "WrongState",
    "answer",
    "calendar",
    "change_action",
    "comment",
    "discuss_talk",
    "edition",
    "edition_differences",
    "edition_document",
    "editions",
    "enter_labour",
    "fitting_for",
    "labour_standing",
    "note",
    "open_action",
    "plan_talk",
    "published_quarters",
    "remove_note",
    "remove_view",
    "rename_view",
    "reopen_talk",
    "report_made",
    "reports_made",
    "save_view",
    "settle_talk",
    "step_labour",
    "talk_now",
    "talks_of_quarter",
    "to_do",
    "to_do_csv",
    "vacancy_feed",
    "views_of",
    "withdraw_comment",
    "Vacancy",
    "who_fits",
]


WHOLE = "*"
OF_NO_PROVIDER = (DataSet.CITIZEN_PANEL, DataSet.WMO_SURVEY, DataSet.YOUTH_SURVEY, DataSet.REFERENCE)


def lock(home: Home, provider_id: str | None, quarter: str | None, *, data_set: str, by: str) -> str:
    """Settle (vaststellen) a slot that has an accepted delivery; from then on it refuses every load."""
    with acting(home) as acts:
        return lock_within(acts, provider_id, quarter, data_set=data_set, by=by)


def lock_within(
    acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str, by: str, at: str | None = None
) -> str:
    """As `lock`, inside an act that is open. Returns what is now locked, in words."""
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    held = acts.ledger.rows(
        "select 1 from active_slot where provider_id = ? and quarter = ? and data_set = ?", tuple(slot.values())
    )
    if not held:
        raise WrongState(f"{_named(slot)} nog niet geaccepteerd en kan niet worden vastgesteld.")
    if _locked(acts, slot):
        raise WrongState(f"{_named(slot)} al vastgesteld.")
    with acts.ledger.transaction():
        acts.ledger.append("locked", slot, actor=by, at=at)
    return _named(slot)


def settle(home: Home, slots: Sequence[tuple[str, str, str]], *, by: str) -> list[str]:
    """As `lock`, for several slots (provider, quarter, data set) in one act."""
    with acting(home) as acts:
        return [lock_within(acts, provider, quarter, data_set=data_set, by=by) for provider, quarter, data_set in slots]


def unlock(home: Home, provider_id: str | None, quarter: str | None, *, data_set: str, why: str, by: str) -> str:
    """Open a settled slot again. The reason stays in the ledger."""
    with acting(home) as acts:
        return unlock_within(acts, provider_id, quarter, data_set=data_set, why=why, by=by)


def unlock_within(
    acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str, why: str, by: str, at: str | None = None
) -> str:
    """As `unlock`, inside an act that is open. Returns what is now open, in words."""
    if not why.strip():
        raise UsageProblem('Geef een reden op met --why "...". Die komt in het logboek.')
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    if not _locked(acts, slot):
        raise WrongState(f"{_named(slot)} niet vastgesteld.")
    require_open(acts.ledger, slot["provider_id"], slot["quarter"])
    with acts.ledger.transaction():
        acts.ledger.append("unlocked", {**slot, "why": why}, actor=by, at=at)
    return _named(slot)


def _locked(acts: Acts, slot: dict[str, str]) -> bool:
    query = "select 1 from locked_slot where provider_id = ? and quarter = ? and data_set = ?"
    return bool(acts.ledger.rows(query, tuple(slot.values())))


def _named(slot: dict[str, str]) -> str:
    """The slot as the beginning of a Dutch sentence."""
    if slot["data_set"] == DataSet.REGISTER:
        return "De stamgegevens zijn"
    if slot["provider_id"] == WHOLE:
        return f"{slot['quarter']} ({slot['data_set']}) is"
    return f"{slot['quarter']} van {slot['provider_id']} ({slot['data_set']}) is"


def _slot(acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str) -> dict[str, str]:
    """The slot's canonical names. Raises NotFound or UsageProblem."""
    if data_set not in set(DataSet):
        raise UsageProblem(f'Gegevensset "{data_set}" bestaat niet. Kies uit: {", ".join(DataSet)}.')
    if data_set == DataSet.REGISTER:
        return {"provider_id": "*", "quarter": "*", "data_set": data_set}
    if provider_id == WHOLE or (provider_id is None and data_set in OF_NO_PROVIDER):
        return _whole(acts, quarter, data_set)
    if provider_id is None or quarter is None:
        raise UsageProblem("Geef --provider en --quarter op.")
    try:
        canonical = str(Quarter.parse(quarter))
    except NotAPeriod:
        raise UsageProblem(f'"{quarter}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.') from None
    acts.register.require_provider(provider_id)
    return {"provider_id": provider_id, "quarter": canonical, "data_set": data_set}


def _whole(acts: Acts, name: str | None, data_set: str) -> dict[str, str]:
    """A slot of no provider: a wave by its code, or an edition of reference figures."""
    query = "select distinct quarter from active_slot where provider_id = ? and data_set = ? order by 1"
    known = [row["quarter"] for row in acts.ledger.rows(query, (WHOLE, data_set))]
    if name not in known:
        listed = ", ".join(known[:10]) or "nog niets"
        raise NotFound(
            f'Geef met --quarter op wat u bedoelt. Geaccepteerd is: {listed}. "{name or ""}" is er niet bij.'
        )
    return {"provider_id": WHOLE, "quarter": str(name), "data_set": data_set}


def rebase(
    home: Home, provider_id: str, indicator: str, *, sub_agreement_id: str | None, on: date, why: str, by: str
) -> None:
    """Decide that the control charts of an indicator of a provider (of one sub-agreement, else of all) start again on
    a day. Raises UsageProblem, NotFound, WrongState."""
    with acting(home) as acts:
        rebase_within(acts, provider_id, indicator, sub_agreement_id=sub_agreement_id, on=on, why=why, by=by)


def annotate(
    home: Home,
    text: str,
    *,
    starts_on: date,
    ends_on: date | None,
    indicators: list[str],
    providers: list[str],
    by: str,
) -> str:
    """Keep a dated remark that is drawn on charts; an empty list means all. Returns its id. Raises UsageProblem (also
    for a text that may hold a citizen service number) and NotFound."""
    with acting(home) as acts:
        return annotate_within(
            acts, text, starts_on=starts_on, ends_on=ends_on, indicators=indicators, providers=providers, by=by
        )


def remove_annotation(home: Home, annotation_id: str, *, why: str, by: str) -> None:
    """Take a remark off the charts; the ledger keeps it. Raises UsageProblem, NotFound, WrongState."""
    with acting(home) as acts:
        remove_annotation_within(acts, annotation_id, why=why, by=by)


def annotations(home: Home) -> list[dict[str, Any]]:
    """Remarks that stand, oldest first, published or not: annotation_id, starts_on, ends_on (ISO days), text,
    indicators and providers (lists, empty for all), written_by, written_at."""
    with looking(home) as ledger:
        return standing_annotations(ledger)


def read_day(text: str) -> date:
    """A day as the Dutch write it: 4-11-2025, 4 november 2025, or ISO. Raises UsageProblem."""
    found = parse_date(text).value
    if not isinstance(found, date):
        raise UsageProblem("Dit is geen datum. Schrijf bijvoorbeeld 4-11-2025 of 4 november 2025.")
    return found


def open_answers(home: Home) -> list[OpenAnswer]:
    """Every open answer of a survey that counts now, with what was decided about it."""
    with acting(home) as acts:
        return open_answers_within(acts)


def release_open_answers(home: Home, keys: Sequence[Key], *, by: str, read: bool = False) -> int:
    """Let open answers be published. `read`: whoever does this has read what may point at a person."""
    with acting(home) as acts:
        return decide_within(acts, keys, released=True, by=by, read=read)


def refuse_open_answers(home: Home, keys: Sequence[Key], *, by: str) -> int:
    """Never publish these; also takes back what was released."""
    with acting(home) as acts:
        return decide_within(acts, keys, released=False, by=by)


def entries_to_review(home: Home) -> list[Entry]:
    """Every entry of social return in the newest state of each provider; what waits for a judgement first."""
    with acting(home) as acts:
        return entries_within(acts)


def approve_entries(home: Home, entry_ids: Sequence[str], *, by: str) -> int:
    """Let entries of social return count; of custom work the second person does. Returns how many."""
    with acting(home) as acts:
        return decide_entries(acts, entry_ids, approve=True, by=by)


def ask_about_entry(home: Home, entry_id: str, text: str, *, by: str) -> None:
    """Ask something about an entry before judging it. Raises NotFound, UsageProblem."""
    if not text.strip():
        raise UsageProblem("Schrijf de vraag op; leeg kan zij niet zijn.")
    with acting(home) as acts:
        ask_within(acts, stored_entry(acts, entry_id), text, by=by)


def answer_about_entry(home: Home, question: int, text: str, *, by: str) -> None:
    """Write down what was answered. Raises NotFound, WrongState, UsageProblem."""
    if not text.strip():
        raise UsageProblem("Schrijf het antwoord op; leeg kan het niet zijn.")
    with acting(home) as acts:
        answer_within(acts, question, text, by=by)


def compare_entries(home: Home, entry_id: str, *, twice: bool, why: str, by: str) -> None:
    """Say whether an entry that looks like another is the same placement: then it does not count. Remembered."""
    with acting(home) as acts:
        compare_entries_within(acts, entry_id, twice=twice, why=why, by=by)


def what_if_entry(home: Home, change: Change) -> Answer:
    """Where an obligation would end if one entry lasted longer or took more hours. Nothing is kept. Raises NotFound,
    UsageProblem."""
    with acting(home) as acts:
        return what_if(acts, change)


def reject_entries(home: Home, entry_ids: Sequence[str], *, why: str, by: str) -> int:
    """Say that entries do not count, and why. Returns how many."""
    with acting(home) as acts:
        return decide_entries(acts, entry_ids, approve=False, why=why, by=by)
