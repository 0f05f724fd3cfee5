"""What decisions of the consultation changed: each target with the one before it, and the remark drawn where it is drawn."""

from __future__ import annotations

import pandas as pd

from pipelines.parties.words import amount, day
from pipelines.register import Register

_SERIES = ["sub_agreement_id", "indicator"]


def target_changes(register: Register) -> pd.DataFrame:
    """One row per target that a decision set: as schemas.party_tables.TARGET_CHANGES, with the decision's own texts. The target before is the last that was valid before this
    one; nothing is said where the value stayed the same."""
    targets = register.agreed_target.sort_values([*_SERIES, "valid_from"], kind="stable")
    targets = targets.assign(former=targets.groupby(_SERIES)["target_value"].shift(), target=targets["target_value"])
    found = targets[targets["decision_id"].notna() & targets["former"].ne(targets["target"])]
    found = found.merge(
        register.consultation_decision[["decision_id", "decided_on", "subject"]], on="decision_id",
        validate="many_to_one",
    ).merge(
        register.sub_agreement[["sub_agreement_id", "provider_id"]], on="sub_agreement_id", validate="many_to_one"
    )  # fmt: skip
    sentences = [_sentence(row) for row in found.to_dict("records")]
    return found.assign(sentence=pd.Series(sentences, index=found.index, dtype="str"))


def _sentence(row: dict) -> str:
    new = amount(row["target"], row["indicator"])
    if pd.isna(row["former"]):
        return f"norm {new} (tafelbesluit {day(row['decided_on'])}: {row['subject']})"
    was = amount(row["former"], row["indicator"])
    return f"norm van {was} naar {new} (tafelbesluit {day(row['decided_on'])}: {row['subject']})"


def decision_remarks(register: Register) -> pd.DataFrame:
    """Rows for the table of remarks: a target that was changed, and a provider in whose place another came."""
    changes = target_changes(register)
    changes = changes[changes["former"].notna()]
    rows = [
        {"annotation_id": f"norm-{row['decision_id']}-{row['sub_agreement_id']}-{row['indicator']}",
         "starts_on": row["valid_from"], "text": row["sentence"], "indicator": row["indicator"],
         "provider_id": row["provider_id"], "sub_agreement_id": row["sub_agreement_id"], "written_by": "tafelbesluit",
         "written_at": row["decided_on"].date().isoformat()}
        for row in changes.to_dict("records")
    ]  # fmt: skip
    columns = ["annotation_id", "starts_on", "ends_on", "text", "indicator", "provider_id", "sub_agreement_id",
               "written_by", "written_at"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def consequences(changes: pd.DataFrame, register: Register) -> dict[str, str]:
    """Decision -> which targets it changed, as one Dutch sentence."""
    names = register.provider.set_index("provider_id")["provider"]
    told: dict[str, list[str]] = {}
    for row in changes.to_dict("records"):
        new = amount(row["target"], row["indicator"])
        was = "" if pd.isna(row["former"]) else f"van {amount(row['former'], row['indicator'])} "
        told.setdefault(row["decision_id"], []).append(
            f"{row['indicator']} van {names.get(row['provider_id'], row['provider_id'])} ({row['sub_agreement_id']}) "
            f"{was}naar {new}"
        )
    return {decision: "; ".join(parts) + "." for decision, parts in told.items()}
