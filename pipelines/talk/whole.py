"""The quarter as a whole: settled when the talks are, or with the reason why not all of them; and opened again."""

from __future__ import annotations

from pipelines.acts import Acts
from pipelines.decisions import require_reason
from pipelines.errors import WrongState
from pipelines.ledger import utc_now
from pipelines.parties.words import listing
from pipelines.talk.freezing import Documents, Settled, frozen, no_documents
from pipelines.talk.settling import require_nothing_waits
from pipelines.talk.standing import quarter_named, require_open_whole, whole_edition
from pipelines.talk.texts import kept_text
from schemas.quarter import Quarter
from schemas.talk import WHOLE_QUARTER, TalkState

_NAMED = 5  # providers of whom the talk is not settled; the page Gesprek lists them all


def settle_whole_within(
    acts: Acts, quarter: str, *, by: str, why: str = "", at: str | None = None, documents: Documents = no_documents
) -> Settled:
    """Publish and freeze the edition of the quarter with its documents: all of it or nothing. Raises SlotLocked where it
    is settled, WrongState where a delivery waits or a talk is not settled and `why` does not say why."""
    canonical, at = quarter_named(quarter), at or utc_now()
    require_open_whole(acts.ledger, canonical)
    taking_part = _taking_part(acts, canonical)
    if not taking_part:
        raise WrongState(f"In het {_label(canonical)} deed geen aanbieder mee. Er is dus niets om vast te stellen.")
    require_nothing_waits(acts, canonical, taking_part)
    unsettled = _unsettled(acts, canonical)
    if unsettled and not why.strip():
        raise WrongState(
            f"Over het {_label(canonical)} is het gesprek nog niet vastgesteld met {_named(acts, unsettled)}. Stel die gesprekken "
            "eerst vast, of zeg waarom het zonder kan; dat komt in de rapporten te staan."
        )
    reason = kept_text(why, "reden") if unsettled else None

    def settle(key: dict[str, str]) -> None:
        payload = {**key, "unsettled": unsettled, "why": reason}
        acts.ledger.append("quarter_settled", payload, actor=by, at=at)

    return frozen(acts, WHOLE_QUARTER, canonical, by=by, at=at, documents=documents, settle=settle)


def reopen_whole_within(acts: Acts, quarter: str, *, why: str, by: str, at: str | None = None) -> None:
    """Open a settled quarter again. Its edition stays as it was, and its talks stay settled."""
    require_reason(why)
    canonical = quarter_named(quarter)
    if whole_edition(acts.ledger, canonical) is None:
        raise WrongState(f"Het {_label(canonical)} is als geheel niet vastgesteld; het is al open.")
    with acts.ledger.transaction():
        payload = {"quarter": canonical, "why": kept_text(why, "reden")}
        acts.ledger.append("quarter_reopened", payload, actor=by, at=at or utc_now())


def _taking_part(acts: Acts, quarter: str) -> list[str]:
    over = Quarter.parse(quarter)
    return sorted(name for name in acts.register.registered if acts.register.takes_part(name, over))


def _unsettled(acts: Acts, quarter: str) -> list[str]:
    settled = "select provider_id from talk where quarter = ? and state = ?"
    done = {row["provider_id"] for row in acts.ledger.rows(settled, (quarter, TalkState.SETTLED.value))}
    return [name for name in _taking_part(acts, quarter) if name not in done]


def _named(acts: Acts, providers: list[str]) -> str:
    """Their names, alphabetical; of many the first few and how many more."""
    names = sorted((acts.register.named(name) for name in providers), key=str.casefold)
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"nog {len(names) - _NAMED} aanbieders"]
    return listing(names)


def _label(quarter: str) -> str:
    return Quarter.parse(quarter).label
