"""An attack with a solver on what is published of vacancies and placements: by whom knows nothing else, and by a provider that
knows its own. Everybody's file has none of it (pipelines.audiences)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attack
import numpy as np
import pandas as pd
import pytest

from pipelines.labour.counting import Rates, Span, counts, figures
from pipelines.labour.tables import of_quarter
from pipelines.labour.things import Match
from pipelines.settings import Settings
from schemas.policy_goals import AT_A_DISTANCE
from schemas.quarter import Quarter
from schemas.vocabulary import AfterPlacement, CandidateOrigin, TargetGroup, WorkForm

QUARTER, SPAN, RATES = "2025-K4", Span.ending(Quarter(2025, 4)), Rates(1280, 0.25, 0.5, 0)
NEAR = tuple(group.value for group in AT_A_DISTANCE)
GROUPS = (TargetGroup.PW, TargetGroup.EXDET, TargetGroup.BOL, TargetGroup.WW_KORT)
FORMS = (WorkForm.REGULAR, WorkForm.INTERNSHIP)


def placement(provider: str, number: int, **told: Any) -> Match:
    return Match(**{
        "provider_id": provider, "vacancy": f"V-{number}", "candidate": f"kand-{number}", "target_group": TargetGroup.PW,
        "origin": CandidateOrigin.MUNICIPALITY, "put_forward_on": date(2025, 2, 1), "placed_on": date(2025, 3, 1),
        "form": WorkForm.REGULAR, "hours": 24.0, **told,
    })  # fmt: skip


def town(sizes: dict[str, int], seed: int) -> list[Match]:
    """Providers with so many placements each, of which the rest is by chance."""
    rng = np.random.default_rng(seed)
    return [
        placement(
            provider, number, target_group=GROUPS[rng.choice(4, p=(0.5, 0.1, 0.2, 0.2))], form=FORMS[rng.integers(2)],
            origin=list(CandidateOrigin)[rng.integers(3)], job_coach=bool(rng.random() < 0.3),
            **({"ends_on": date(2025, 6, 1), "after": AfterPlacement.REGULAR} if rng.random() < 0.4 else {}),
        )
        for provider, many in sizes.items() for number in range(many)
    ]  # fmt: skip


def published(matches: list[Match]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    providers = sorted({item.provider_id for item in matches})
    own, whole, numbers, _ = of_quarter(QUARTER, providers, [], matches, rates=RATES, settings=Settings())
    values = pd.DataFrame([row for row in own if not row["nothing"]]).assign(breakdown=None)
    return values, pd.DataFrame(whole), pd.DataFrame(numbers).astype({"number": "Int64"})


def truth(matches: list[Match]) -> dict[tuple, float]:
    """Every cell of the attack as it really is."""
    known: dict[tuple, float] = {}
    for provider in ("", *{item.provider_id for item in matches}):
        mine = [item for item in matches if provider in ("", item.provider_id)]
        for code, figure in figures([], mine, SPAN, RATES).items():
            there = figure.numerator or 0
            for what, amount in (("part", there), ("whole", figure.n), ("rest", figure.n - there)):
                known[(what, code, provider)] = float(amount)
    return known | {
        (kind, part, ""): float(number)
        for kind, parts in counts([], matches, SPAN).items()
        for part, number in parts.items()
    }


def leaks(matches: list[Match], *, knows: str = "") -> list[str]:
    """knows: the provider whose own figures the outsider has."""
    true = truth(matches)
    mine = {cell: amount for cell, amount in true.items() if knows and cell[2] == knows}
    puzzle, secret = attack.labour(*published(matches), near=NEAR, known=mine)
    return attack.pinned(puzzle, secret, {cell: true.get(cell, 0.0) for cell in secret} | true)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(
    "sizes", [{"berk": 14, "eik": 6, "es": 5}, {"berk": 30, "eik": 3}, {"berk": 8, "eik": 9, "es": 25}]
)
def test_neither_everybody_nor_a_provider_gets_at_a_small_group(sizes: dict[str, int], seed: int):
    matches = town(sizes, seed)
    for knows in ("", *sizes):
        assert leaks(matches, knows=knows) == []


def test_the_attack_finds_what_a_total_a_table_of_parts_or_a_list_of_forms_gives_away():
    """Twelve of De Berk, all of the municipality's own register; three of De Eik, two of them."""
    matches = [placement("berk", number) for number in range(12)]
    matches += [placement("eik", number, form=WorkForm.INTERNSHIP) for number in (1, 2)]
    matches += [placement("eik", 3, origin=CandidateOrigin.OWN, form=WorkForm.INTERNSHIP)]
    assert leaks(matches) == []
    values, whole, numbers = published(matches)
    true = truth(matches)

    def found(whole: pd.DataFrame, numbers: pd.DataFrame) -> str:
        puzzle, secret = attack.labour(values, whole, numbers, near=NEAR, known={})
        return " ".join(attack.pinned(puzzle, secret, {cell: true.get(cell, 0.0) for cell in secret} | true))

    told = whole.assign(numerator=whole["numerator"].mask(whole["indicator"].eq("SR-9"), 14.0))
    assert "part SR-9 eik: 2 tot 2" in found(told, numbers)
    origin = numbers["part"].eq("municipality")
    assert "part SR-9 eik: 2 tot 2" in found(whole, numbers.assign(number=numbers["number"].mask(origin, 14)))
    listed = numbers[~numbers["part"].isin(["work_learning", "training"])]
    assert "forms internship: 3 tot 3" in found(whole, listed)
