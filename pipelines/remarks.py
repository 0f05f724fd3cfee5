"""What people say about figures: a control chart that begins anew from a day, and dated remarks drawn on charts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.citizen_numbers import in_a_sentence, passes_eleven_test
from pipelines.decisions import LONGEST, require_reason
from pipelines.errors import NotFound, SlotLocked, UsageProblem, WrongState
from pipelines.ledger import Ledger
from pipelines.talk.standing import closed_quarters
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, Quarter
from schemas.talk import WHOLE_QUARTER


def rebase_within(
    acts: Acts, provider_id: str, indicator: str, *, sub_agreement_id: str | None, on: date, why: str, by: str
) -> None:
    """From this day the control charts of an indicator of a provider start again: of one sub-agreement, else of all."""
    require_reason(why)
    text = fit_to_keep(why, "reden")
    _known(acts, [indicator], [provider_id])
    subs = acts.register.sub_agreement
    own = set(subs.loc[subs["provider_id"] == provider_id, "sub_agreement_id"])
    if sub_agreement_id is not None and sub_agreement_id not in own:
        raise NotFound(
            f'Deelovereenkomst "{sub_agreement_id}" van aanbieder {provider_id} staat niet in de stamgegevens.'
        )
    same = acts.ledger.rows(
        "select 1 from rebasing where provider_id = ? and indicator = ? and sub_agreement_id is ? and starts_on = ?",
        (provider_id, indicator, sub_agreement_id, on.isoformat()),
    )
    if same:
        raise WrongState(f"De regelkaart van {indicator} van {provider_id} begint op {on.isoformat()} al opnieuw.")
    _open_from(acts.ledger, provider_id, on)
    payload = {"provider_id": provider_id, "sub_agreement_id": sub_agreement_id, "indicator": indicator,
               "on": on.isoformat(), "why": text}  # fmt: skip
    with acts.ledger.transaction():
        acts.ledger.append("rebased", payload, actor=by)


def _open_from(ledger: Ledger, provider_id: str, on: date) -> None:
    """Raises SlotLocked where a quarter is settled of which points would be judged anew."""
    since = str(Month(on.year, on.month).quarter)
    closed = sorted(
        quarter for who, quarter in closed_quarters(ledger) if who in (provider_id, WHOLE_QUARTER) and quarter >= since
    )
    if closed:
        label = Quarter.parse(closed[-1]).label
        raise SlotLocked(
            f"Het {label} is vastgesteld. Een regelkaart die voor het einde daarvan opnieuw begint, zou oordelen van dat kwartaal "
            f"veranderen. Er is niets veranderd. Kies een latere dag, of open het eerst weer met kwartaalbeeld reopen."
        )


def annotate_within(
    acts: Acts,
    text: str,
    *,
    starts_on: date,
    ends_on: date | None,
    indicators: Sequence[str],
    providers: Sequence[str],
    by: str,
) -> str:
    """Keep a dated remark; no indicators or no providers means all of them. Returns its id."""
    said = fit_to_keep(text, "opmerking")
    if not said:
        raise UsageProblem("Schrijf de opmerking op; leeg kan zij niet zijn.")
    if ends_on is not None and ends_on < starts_on:
        raise UsageProblem("De einddatum ligt voor de begindatum. Draai ze om of laat de einddatum weg.")
    _known(acts, indicators, providers)
    with acts.ledger.transaction():
        count = acts.ledger.rows("select count(*) as many from annotation")[0]["many"]
        annotation_id = f"O{count + 1:04d}"
        payload = {
            "annotation_id": annotation_id, "text": said, "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else None,
            "indicators": sorted(set(indicators)), "providers": sorted(set(providers)),
        }  # fmt: skip
        acts.ledger.append("annotated", payload, actor=by)
    return annotation_id


def remove_annotation_within(acts: Acts, annotation_id: str, *, why: str, by: str) -> None:
    """Take a remark off the charts. It stays in the ledger, with the reason."""
    require_reason(why)
    found = acts.ledger.rows("select removed_at from annotation where annotation_id = ?", (annotation_id,))
    if not found:
        raise NotFound(f'Opmerking "{annotation_id}" bestaat niet. Bekijk ze met "kwartaalbeeld annotations".')
    if found[0]["removed_at"]:
        raise WrongState(f"Opmerking {annotation_id} is al weggehaald.")
    payload = {"annotation_id": annotation_id, "why": fit_to_keep(why, "reden")}
    with acts.ledger.transaction():
        acts.ledger.append("annotation_removed", payload, actor=by)


def standing_annotations(ledger: Ledger) -> list[dict[str, Any]]:
    """Remarks that were not removed, oldest first: indicators and providers are lists, empty for all."""
    rows = ledger.rows(
        "select annotation_id, starts_on, ends_on, text, indicators, providers, written_by, written_at from annotation "
        "where removed_at is null order by starts_on, annotation_id"
    )
    return [{**row, **{part: json.loads(row[part]) for part in ("indicators", "providers")}} for row in rows]


def rebasings(ledger: Ledger) -> pd.DataFrame:
    """Decisions to start a control chart anew, in the order in which they were taken."""
    columns = ["seq", "provider_id", "sub_agreement_id", "indicator", "starts_on", "why", "decided_by"]
    rows = ledger.rows(f"select {', '.join(columns)} from rebasing order by seq")  # noqa: S608 - our own names
    return pd.DataFrame(rows, columns=columns)


def annotation_table(ledger: Ledger, following: Sequence[pd.DataFrame] = ()) -> pd.DataFrame:
    """The published table of remarks: one row per indicator and provider it is about, null for all. following: rows that
    nobody wrote, because they follow from the register."""
    rows = [
        {**remark, "indicator": indicator, "provider_id": provider}
        for remark in standing_annotations(ledger)
        for indicator in remark["indicators"] or [None]
        for provider in remark["providers"] or [None]
    ]
    columns = ["annotation_id", "starts_on", "ends_on", "text", "indicator", "provider_id", "sub_agreement_id",
               "written_by", "written_at"]  # fmt: skip
    said = [row for frame in following for row in frame.to_dict("records")]
    return pd.DataFrame([*rows, *said], columns=columns)


def _known(acts: Acts, indicators: Sequence[str], providers: Sequence[str]) -> None:
    """Raises NotFound for what does not exist."""
    for code in indicators:
        if code not in CATALOGUE:
            raise NotFound(f'Indicator "{code}" bestaat niet. Bekijk ze met "kwartaalbeeld indicators".')
    for code in providers:
        acts.register.require_provider(code)


def fit_to_keep(text: str, what: str) -> str:
    """The text in one line. Raises UsageProblem where it is too long or may hold a citizen service number."""
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise UsageProblem(f"Een {what} is hoogstens {LONGEST} tekens lang.")
    if in_a_sentence(said) or any(passes_eleven_test(word) for word in said.split()):
        raise UsageProblem(f"In de {what} staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    return said
