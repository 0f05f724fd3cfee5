"""The table of rules: complete, without overlap, and in the words of the statistics."""

from __future__ import annotations

from itertools import product

import pytest

from pipelines.judging import rules
from pipelines.judging.charting import NO_CHART, TOO_EARLY
from schemas.vocabulary import Assurance, Status, Variation, Verdict

ALL = list(product(rules.STATUSES, rules.CAUSES, rules.ASSURANCES))


def test_every_combination_has_exactly_one_rule():
    assert set(rules.STATUSES) == set(Status)
    assert set(rules.CAUSES) == {*Variation, TOO_EARLY, NO_CHART, rules.NO_FIGURE}
    assert set(rules.ASSURANCES) == {*Assurance, ""}
    assert len(ALL) == 10 * (5 + 3) * (3 + 1)
    for status, cause, assurance in ALL:
        matching = [
            rule for rule in rules.RULES
            if status in rule.statuses and cause in rule.causes and assurance in rule.assurances
        ]  # fmt: skip
        assert len(matching) == 1, (status, cause, assurance)
        assert rules.rule_of(status, cause, assurance) is matching[0]


def test_every_verdict_can_be_given_and_no_rule_is_in_vain():
    used = {rules.rule_of(*combination) for combination in ALL}
    assert used == set(rules.RULES)
    assert {rule.verdict for rule in used} == set(Verdict)


def test_the_icon_is_the_variation_or_the_assurance_that_the_rule_is_about():
    for status, cause, assurance in ALL:
        icon = rules.rule_of(status, cause, assurance).icon
        assert icon in ("", cause, assurance)
        if status in ("not_delivered", "too_few", "suppressed", "left", "not_yet_joined"):
            assert icon == ""


@pytest.mark.parametrize(("cause", "verdict"), [("improvement", "better"), ("concern", "worse")])
@pytest.mark.parametrize("assurance", rules.ASSURANCES)
@pytest.mark.parametrize("status", ["on_track", "attention", "behind", "uncertain", "no_target"])
def test_a_change_outranks_assurance(status: str, assurance: str, cause: str, verdict: str):
    assert rules.rule_of(status, cause, assurance).verdict == verdict


def test_without_a_change_assurance_is_the_verdict():
    found = {
        assurance: rules.rule_of("on_track", "common_cause", assurance).verdict.value for assurance in rules.ASSURANCES
    }
    assert found == {"": "no_change", "consistently_passes": "passes", "consistently_fails": "fails",
                     "hit_or_miss": "hit_or_miss"}  # fmt: skip


def test_the_sentences_are_those_of_the_statistics():
    said = {
        ("common_cause", ""): "Geen aantoonbare verandering: de uitkomst beweegt binnen de gewone schommeling.",
        ("improvement", ""): "Aantoonbaar beter dan gewoonlijk; zoek de oorzaak.",
        ("concern", ""): "Aantoonbaar slechter dan gewoonlijk; zoek de oorzaak.",
        ("common_cause", "consistently_passes"): "Haalt de norm stelselmatig.",
        ("common_cause", "hit_or_miss"): "Haalt de norm soms wel, soms niet.",
    }
    for (cause, assurance), sentence in said.items():
        assert rules.rule_of("no_target", cause, assurance).sentence == sentence
    failing = rules.rule_of("no_target", "common_cause", "consistently_fails").sentence
    assert failing.format(a_good_period="een goede maand") == (
        "Haalt de norm stelselmatig niet, ook niet in een goede maand; dat vraagt een andere werkwijze."
    )
