"""The public face of the record: settling a quarter, starting a control chart anew, remarks on charts, kept views, the talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipelines.acts import acting
from pipelines.errors import UsageProblem, WrongState
from pipelines.labour.asking import enter_labour, fitting_for, labour_standing, step_labour, vacancy_feed
from pipelines.labour.fitting import ORDER as FITTING_ORDER
from pipelines.labour.fitting import Fit, Fitting
from pipelines.labour.fitting import fitting as who_fits
from pipelines.labour.standing import Standing
from pipelines.labour.things import Match, Vacancy
from pipelines.ledger import looking
from pipelines.locking import lock, lock_within, settle, unlock, unlock_within
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
from pipelines.social_return.block_tables import Block, BlockTable
from pipelines.social_return.entering import Entered, Promise, Slate
from pipelines.social_return.face import (
    answer_about_entry,
    approve_entries,
    ask_about_entry,
    compare_entries,
    enter_entry,
    entries_to_review,
    entry_providers,
    entry_slate,
    reject_entries,
    what_if_entry,
    withdraw_entry,
)
from pipelines.social_return.needed import asks_group, needed, to_choose
from pipelines.social_return.own_version import TableWrong
from pipelines.social_return.own_version import place as place_in_table
from pipelines.social_return.reviewing import Entry
from pipelines.social_return.table_words import Beside, Rule
from pipelines.social_return.table_words import rules as table_rules
from pipelines.social_return.table_words import worth as block_worth
from pipelines.social_return.tables_face import (
    TableNow,
    block_tables,
    copied_table,
    preview_table,
    save_table,
    save_table_file,
    tables_beside,
)
from pipelines.social_return.what_if import Answer, Change
from pipelines.sources.parsers import parse_date
from pipelines.talk.face import (
    Duty,
    EditionDifference,
    Known,
    SaidDifference,
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
    edition_words,
    editions,
    note,
    open_action,
    plan_talk,
    published_names,
    published_quarters,
    remove_note,
    reopen_quarter,
    reopen_talk,
    settle_quarter,
    settle_talk,
    talk_now,
    talks_of_quarter,
    to_do,
    to_do_csv,
    withdraw_comment,
)
from pipelines.typed import TypedWrong

__all__ = [  # beside the functions below
    "TakenIn",
    "answer_question",
    "questions",
    "remove_question",
    "take_in_questions",
    "write_question",
    "Duty",
    "EditionDifference",
    "SaidDifference",
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
    "edition_words",
    "edition_document",
    "editions",
    "enter_labour",
    "fitting_for",
    "labour_standing",
    "lock",
    "lock_within",
    "note",
    "open_action",
    "plan_talk",
    "published_names",
    "published_quarters",
    "remove_note",
    "remove_view",
    "rename_view",
    "reopen_quarter",
    "reopen_talk",
    "report_made",
    "reports_made",
    "save_view",
    "settle",
    "settle_quarter",
    "settle_talk",
    "step_labour",
    "talk_now",
    "talks_of_quarter",
    "to_do",
    "to_do_csv",
    "unlock",
    "unlock_within",
    "vacancy_feed",
    "views_of",
    "withdraw_comment",
    "Vacancy",
    "TableWrong",
    "Block",
    "BlockTable",
    "place_in_table",
    "Beside",
    "Rule",
    "table_rules",
    "block_worth",
    "TableNow",
    "block_tables",
    "copied_table",
    "preview_table",
    "save_table",
    "save_table_file",
    "tables_beside",
    "answer_about_entry",
    "approve_entries",
    "ask_about_entry",
    "compare_entries",
    "enter_entry",
    "entries_to_review",
    "entry_providers",
    "entry_slate",
    "reject_entries",
    "what_if_entry",
    "withdraw_entry",
    "Entered",
    "Promise",
    "Slate",
    "asks_group",
    "needed",
    "to_choose",
    "TypedWrong",
    "who_fits",
]


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
