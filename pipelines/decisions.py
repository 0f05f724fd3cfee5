"""What is decided about a delivery: accept it, reject it, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.checked import Checked
from pipelines.errors import (
    DeliveryRefused,
    ExplanationNeeded,
    NotFound,
    Overtaken,
    SlotLocked,
    UsageProblem,
    WrongState,
)
from pipelines.findings import Finding, fold
from pipelines.ledger import Ledger, day_of, utc_now
from pipelines.replay import apply_waiting, content
from pipelines.screening import passes_eleven_test
from pipelines.social_return.fixed_tables import fix_tables
from pipelines.talk.standing import require_open
from schemas.vocabulary import DataSet, DeliveryState

Figure = tuple[str, ...]  # of a question: see Finding.figure
LONGEST = 1000


def delivery_of(ledger: Ledger, delivery_id: str) -> dict[str, Any]:
    found = ledger.delivery(delivery_id)
    if found is None:
        raise NotFound(f'Levering "{delivery_id}" bestaat niet. Bekijk de leveringen met "kwartaalbeeld deliveries".')
    return found


def accept_within(
    acts: Acts,
    delivery_id: str,
    *,
    by: str,
    at: str | None = None,
    explanations: Mapping[Figure, str] | str | None = None,
    since: int | None = None,
) -> None:
    """Let a waiting (or earlier replaced or withdrawn) delivery count. `explanations` answer its open questions: a
    text per figure, or one for all. `since` is the ledger position that the decision was based on.

    Raises NotFound, WrongState, SlotLocked, Overtaken, DeliveryRefused, ExplanationNeeded."""
    state = DeliveryState(delivery_of(acts.ledger, delivery_id)["state"])
    if state not in (DeliveryState.WAITING, DeliveryState.SUPERSEDED, DeliveryState.WITHDRAWN):
        raise WrongState(f"Levering {delivery_id} kan niet worden geaccepteerd ({state.label}).")
    refuse_locked(acts.ledger, delivery_id)
    if since is not None and (others := acts.ledger.overtaken(delivery_id, since=since)):
        raise Overtaken(overtaken_sentence(others[-1]))
    checked = _check_again(acts, delivery_id, day_of(at or utc_now()))
    answers = answered(checked.questions, explanations)
    with acts.ledger.transaction():
        fix_tables(acts, checked.frames, by=by, at=at)
        acts.ledger.append("accepted", accepted_payload(delivery_id, answers), actor=by, at=at)
    apply_waiting(acts.ledger, acts.warehouse, acts.archive, acts.pool)


def accepted_payload(delivery_id: str, answers: Mapping[Figure, str]) -> dict[str, Any]:
    told = {"explanations": [[*figure, text] for figure, text in sorted(answers.items())]} if answers else {}
    return {"delivery_id": delivery_id, **told}


def overtaken_sentence(other: Mapping[str, Any]) -> str:
    return (
        f"Intussen heeft {other['accepted_by']} een andere levering over hetzelfde geaccepteerd: "
        f"{other['delivery_id']} ({other['file_name']}, van {other['delivered_by']}). "
        "Vergelijk de twee en accepteer daarna de goede."
    )


def answered(questions: list[Finding], given: Mapping[Figure, str] | str | None) -> dict[Figure, str]:
    """An explanation for each question. Raises ExplanationNeeded or UsageProblem."""
    texts = {
        item.figure: (given if isinstance(given, str) else (given or {}).get(item.figure, "")) for item in questions
    }
    answers = {figure: " ".join(text.split()) for figure, text in texts.items()}
    for text in answers.values():
        if len(text) > LONGEST:
            raise UsageProblem(f"Een uitleg is hoogstens {LONGEST} tekens lang.")
        if any(passes_eleven_test(word) for word in text.split()):
            raise UsageProblem("In de uitleg staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    unanswered = [item for item in questions if not answers[item.figure]]
    if unanswered:
        first = fold(unanswered)[0].sentence
        more = f" En nog {len(unanswered) - 1}." if len(unanswered) > 1 else ""
        raise ExplanationNeeded(f'Geef eerst uitleg bij wat opvalt, met --explain "...". {first}{more}')
    return answers


def refuse_locked(ledger: Ledger, delivery_id: str) -> None:
    if locked := ledger.locked_among(delivery_id):
        provider, quarter, data_set = locked[0]
        require_open(ledger, provider, quarter)
        more = f" en nog {len(locked) - 1}" if len(locked) > 1 else ""
        whole = provider == "*"
        raise SlotLocked(
            f"{quarter}{'' if whole else f' van {provider}'} ({data_set}){more} is vastgesteld. Er is niets veranderd. "
            f"Moet het toch anders? Ontgrendel eerst: kwartaalbeeld unlock {'' if whole else f'--provider {provider} '}"
            f'--quarter {quarter} --data-set {data_set} --why "reden".'
        )


def _check_again(acts: Acts, delivery_id: str, today: pd.Timestamp) -> Checked:
    """What was right on arrival must still be right against the register of today. Raises DeliveryRefused."""
    cells, recipe = content(acts.ledger, acts.archive, acts.pool, delivery_id)
    checked = acts.check(cells, recipe, today=today)
    if checked.errors:
        raise DeliveryRefused(
            f"Levering {delivery_id} past niet meer bij de stamgegevens van nu. {fold(checked.errors)[0].sentence}"
        )
    return checked


def reject_within(acts: Acts, delivery_id: str, *, why: str, by: str) -> None:
    """Turn a waiting delivery, or one whose layout nobody knows, down. It stays in the archive."""
    require_reason(why)
    state = DeliveryState(delivery_of(acts.ledger, delivery_id)["state"])
    if state not in (DeliveryState.WAITING, DeliveryState.UNMAPPED):
        raise WrongState(f"Alleen wat wacht kunt u afwijzen; levering {delivery_id} niet ({state.label}).")
    with acts.ledger.transaction():
        acts.ledger.append("rejected", {"delivery_id": delivery_id, "why": why}, actor=by)


def withdraw_within(acts: Acts, delivery_id: str, *, why: str, by: str) -> list[str]:
    """Stop an accepted delivery from counting. Its slots fall empty; returns the earlier deliveries that may be
    accepted again in its place."""
    require_reason(why)
    state = DeliveryState(delivery_of(acts.ledger, delivery_id)["state"])
    if state not in (DeliveryState.ACCEPTED, DeliveryState.WAITING):
        raise WrongState(f"Levering {delivery_id} kan niet worden ingetrokken ({state.label}).")
    refuse_locked(acts.ledger, delivery_id)
    _refuse_ground_away(acts.ledger, delivery_id)
    earlier = acts.ledger.rows(
        "select distinct d.delivery_id from delivery d join delivery_slot s using (delivery_id) "
        "join delivery_slot w on w.provider_id = s.provider_id and w.quarter = s.quarter "
        "and w.data_set = s.data_set where w.delivery_id = ? and d.state = 'superseded' order by 1",
        (delivery_id,),
    )
    with acts.ledger.transaction():
        acts.ledger.append("withdrawn", {"delivery_id": delivery_id, "why": why}, actor=by)
    return [row["delivery_id"] for row in earlier]


def _refuse_ground_away(ledger: Ledger, delivery_id: str) -> None:
    """The register carries every figure: it is replaced, not taken away while figures stand on it."""
    register = ledger.rows(
        "select 1 from active_slot where delivery_id = ? and data_set = ?", (delivery_id, DataSet.REGISTER.value)
    )
    if register and ledger.rows("select 1 from active_slot where data_set <> ? limit 1", (DataSet.REGISTER.value,)):
        raise WrongState(
            "De stamgegevens dragen de geleverde cijfers en kunnen niet worden ingetrokken. "
            "Lever een verbeterde versie; die komt er dan voor in de plaats."
        )


def require_reason(why: str) -> None:
    if not why.strip():
        raise UsageProblem('Geef een reden op met --why "...". Die komt in het logboek.')
