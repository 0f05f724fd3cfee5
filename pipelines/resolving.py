"""Whom and what a row is about: names to codes of the register, and providers that a recipe may register."""

from __future__ import annotations

import hashlib
import re

import pandas as pd

from pipelines.recipes import Recipe
from pipelines.register import Register, folded
from pipelines.sources import monitoring
from pipelines.sources.table import Tidy
from schemas.quarter import parse_period


def resolve(tidy: Tidy, recipe: Recipe | None, register: Register) -> tuple[Register, dict[str, pd.DataFrame]]:
    """Provider names to codes, and the one possible sub-agreement where none was given. A recipe may register
    unknown providers by its explicit wish; those come back as rows to store with this delivery."""
    frame = tidy.frame
    delivered = frame["provider_id"]
    keys = register.provider_keys
    known = {text: keys.get(folded(text)) for text in delivered.dropna().unique()}
    registrations: dict[str, pd.DataFrame] = {}
    if recipe and recipe.registers_unknown:
        wanted = {
            text: provider_code(text)
            for text, found in known.items()
            if found is None or found not in register.registered
        }
        known |= wanted
        register, registrations = _with_placeholders(tidy, recipe, register, wanted=wanted)
    frame["provider_id"] = monitoring.translated(delivered, {text: found or text for text, found in known.items()})
    only = {provider: subs[0] for provider, subs in register.sub_agreements_of.items() if len(subs) == 1}
    if recipe and recipe.registers_unknown:
        only |= {code: f"{code}-nb" for code in wanted.values()}
    fill = monitoring.translated(frame["provider_id"], only)
    if "sub_agreement_id" not in tidy.texts or recipe:
        frame["sub_agreement_id"] = frame["sub_agreement_id"].where(frame["sub_agreement_id"].notna(), fill)
    return register, registrations


def provider_code(name: str) -> str:
    """A name that is already a code stays; else a readable code with a hash, so that two names never meet."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", name):
        return name
    readable = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:32].strip("-")
    return f"{readable or 'aanbieder'}-{hashlib.sha256(folded(name).encode()).hexdigest()[:6]}"


def _with_placeholders(
    tidy: Tidy, recipe: Recipe, register: Register, *, wanted: dict[str, str]
) -> tuple[Register, dict[str, pd.DataFrame]]:
    named = tidy.frame[tidy.frame["provider_id"].isin(wanted)]
    names = dict(zip(named["provider_id"], named["provider_name"], strict=True))
    begun = named.dropna(subset=["period"]).groupby("provider_id")["period"].min()
    starts = {text: pd.Timestamp(parse_period(str(period)).first_day) for text, period in begun.items()}
    rows = sorted({code: (str(names[text]), starts[text]) for text, code in wanted.items() if text in starts}.items())
    codes = pd.Series([code for code, _ in rows], dtype="str")
    day = pd.Series([start for _, (_, start) in rows], dtype="datetime64[us]")
    provider = pd.DataFrame({"provider_id": codes, "provider": pd.Series([name for _, (name, _) in rows], dtype="str")})
    sub = pd.DataFrame(
        {
            "sub_agreement_id": codes + "-nb",
            "provider_id": codes,
            "title": f"Nog niet bekend (recept {recipe.name})",
            "starts_on": day,
        }
    )
    participation = pd.DataFrame({"provider_id": codes, "joined_on": day})
    added = {"provider": provider, "sub_agreement": sub, "participation": participation}
    frames = {
        name: pd.concat([getattr(register, name), frame.assign(placeholder=True)], ignore_index=True).drop_duplicates(
            ["provider_id"] if name != "sub_agreement" else ["sub_agreement_id"]
        )
        if name != "participation"
        else pd.concat([register.participation, frame.assign(placeholder=True)], ignore_index=True)
        for name, frame in added.items()
    }
    return Register(register.umbrella_agreement, frames["provider"], frames["sub_agreement"],
                    frames["participation"], register.agreed_target), added  # fmt: skip
