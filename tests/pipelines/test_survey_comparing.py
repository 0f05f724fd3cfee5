"""Two waves are joined by a line only where the same was asked, of the same people, in the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from real_files import register_of
from scipy.stats import ttest_ind
from small_waves import AGREE, DISAGREE, Waves, published, result
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from pipelines.surveys.beside import taking_part, with_provider_targets

NOW, THEN = "2025-K3", "2025-K1"
# series of two waves of a provider of its own, and what is another in the second one
CASES: dict[str, dict[str, Any]] = {
    "same": {},
    "wording": {"item": {"text": "Voelde u zich gehoord?"}},
    "signs": {"item": {"text": "  VRAAG a!"}},
    "scale": {"item": {"scale": "likert5_tevreden"}},
    "mode": {"wave": {"mode": "paper"}},
    "group": {"wave": {"target_group": "ouders"}},
    "selection": {"wave": {"selection": "sample"}},
    "response": {"invited": 200},
    "people": {"age_band": "senior"},
    "first": {},
}
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    waves = Waves()
    for provider, other in CASES.items():
        for quarter, about in ((THEN, {}), (NOW, other)):
            if provider == "first" and quarter == THEN:
                continue
            wave = f"{provider}-{quarter}"
            waves.wave(wave, quarter=quarter, **about.get("wave", {})).item(
                wave, "a", **{"text": "Vraag a", **about.get("item", {})}
            ).item(wave, "cijfer", "grade")
            waves.count(wave, invited=about.get("invited", 100))
            words = ("tevreden", "ontevreden") if provider == "scale" and quarter == NOW else (AGREE, DISAGREE)
            for number in range(60):
                favourable = number % (3 if quarter == THEN else 6) > 0
                age = about.get("age_band", "adult") if number % 2 else "adult"
                answers = {
                    "a": words[0] if favourable else words[1],
                    "cijfer": 5 + number % (3 if quarter == THEN else 5),
                }
                waves.form(wave, answers, provider, age_band=age)
    return published(waves, tmp_path_factory.mktemp("metingen"))


def comparability(tables: Tables, provider: str, item: str = "a") -> pd.Series:
    rows = tables["survey_items"]
    return rows[(rows["wave_id"] == f"{provider}-{NOW}") & (rows["item"] == item)].iloc[0]


@pytest.mark.parametrize(
    ("provider", "kind", "words"),
    [
        ("same", "comparable", "Vergelijkbaar met Meting same"),
        ("signs", "comparable", "zelfde vraag"),
        ("wording", "broken", "De vraag is anders gesteld. Toen: “Vraag a”"),
        ("mode", "broken", "nu op papier gesteld en toen via internet"),
        ("selection", "broken", "nu steekproef, toen iedereen uitgenodigd"),
        ("response", "broken", "De respons is nu 30% en was toen 60%"),
        ("people", "broken", "verschilt te veel naar leeftijd"),
        ("scale", "refused", "een andere schaal"),
        ("group", "refused", "nu “ouders”, toen “cliënten”"),
    ],
)
def test_what_differs_breaks_the_line_or_refuses_the_comparison(tables: Tables, provider: str, kind: str, words: str):
    found = comparability(tables, provider)
    assert (found["comparability"], found["compared_with"]) == (kind, f"{provider}-{THEN}")
    assert words in found["comparability_reason"]


def test_a_first_wave_is_compared_with_nothing(tables: Tables):
    assert comparability(tables, "first")[["comparability", "compared_with", "comparability_reason"]].isna().all()


def test_where_the_line_is_broken_nothing_is_compared_and_the_reason_stands_in_its_place(tables: Tables):
    for provider in ("wording", "mode", "group"):
        found = result(tables, "a", provider, wave_id=f"{provider}-{NOW}")
        assert found["value"] == pytest.approx(100 * 50 / 60)
        assert pd.isna([found[name] for name in ("former_value", "former_n", "change", "change_p", "change_q")]).all()
        assert found["change_sentence"] == comparability(tables, provider)["comparability_reason"]


def test_a_change_of_a_share_is_newcombe_and_the_pooled_test(tables: Tables):
    found = result(tables, "a", "same", wave_id=f"same-{NOW}")
    x, n = (50, 40), (60, 60)
    low, high = confint_proportions_2indep(x[0], n[0], x[1], n[1], method="newcomb")
    assert (found["former_value"], found["former_n"]) == (pytest.approx(100 * 40 / 60), 60)
    assert found["change"] == pytest.approx(100 * (50 - 40) / 60)
    assert (found["change_lower"], found["change_upper"]) == pytest.approx((100 * low, 100 * high))
    assert found["change_p"] == found["change_q"] == pytest.approx(proportions_ztest(x, n)[1])
    assert found["change_sentence"].startswith("Nu 83% (60), in Meting same-2025-K1 67% (60): 17 procentpunt meer")


def test_a_change_of_a_grade_is_welch(tables: Tables):
    found = result(tables, "cijfer", "same", wave_id=f"same-{NOW}", measure="mean")
    now, then = ([5 + number % many for number in range(60)] for many in (5, 3))
    expected = ttest_ind(now, then, equal_var=False)
    assert found["change_p"] == pytest.approx(expected.pvalue)
    assert found["change_lower"] == pytest.approx(expected.confidence_interval(0.95).low)
    assert "Meer dan toeval verklaart" in found["change_sentence"] and "1,0 punt hoger" in found["change_sentence"]


def test_of_nearly_equal_numbers_no_direction_is_told(tables: Tables):
    assert comparability(tables, "mode", "cijfer")["comparability"] == "broken"
    found = result(tables, "cijfer", "people", wave_id=f"people-{NOW}", measure="mean")
    assert "verschilt te veel" in found["change_sentence"]


# --- beside the other figures


def test_who_delivers_an_indicator_keeps_it_and_a_survey_of_a_later_quarter_waits():
    figures = pd.DataFrame({"provider_id": ["berk", "eik", "eik", "berk"], "indicator": ["TEV-2", "TEV-2", "TEV-1", "TEV-1"],
                            "quarter": ["2025-K1", "2025-K1", "2025-K2", "2025-K4"]})  # fmt: skip
    delivered = pd.DataFrame({"provider_id": ["berk"], "indicator": ["TEV-2"]})
    kept = taking_part(figures, delivered, pd.Series(["2025-K1", "2025-K3"]))
    assert list(zip(kept["provider_id"], kept["indicator"], strict=True)) == [("eik", "TEV-2"), ("eik", "TEV-1")]
    alone = taking_part(figures, delivered.iloc[:0], pd.Series([], dtype="str"))
    assert len(alone) == 4


def test_a_target_that_all_sub_agreements_share_is_that_of_the_provider():
    at = {"period": "2025-K1", "period_kind": "quarter", "indicator": "TEV-1"}
    agreed = pd.DataFrame(
        [
            {"sub_agreement_id": sub, "target": target, "target_agreed": target, "target_period": "quarter",
             "months_counted": 3.0, "months_in_year": 12.0, **at}
            for sub, target in {"B-1": 7.5, "B-2": 7.5, "E-1": 7.0, "E-2": 8.0}.items()
        ]
    )  # fmt: skip
    none = {
        "target": None,
        "target_agreed": None,
        "target_period": None,
        "months_counted": None,
        "months_in_year": None,
    }
    rows = pd.DataFrame(
        [{"provider_id": name, "grain": "provider", "per_part": False, **none, **at} for name in ("berk", "eik")]
    ).astype({"target": "float64", "target_agreed": "float64", "months_counted": "float64", "months_in_year": "float64",
              "target_period": "str"})  # fmt: skip
    subs = pd.DataFrame(
        {"sub_agreement_id": ["B-1", "B-2", "E-1", "E-2"], "provider_id": ["berk", "berk", "eik", "eik"]}
    )
    register = replace(register_of(berk="De Berk", eik="De Eik"), sub_agreement=subs)
    found = with_provider_targets(rows, agreed, register)
    assert found["target"].tolist()[0] == 7.5 and pd.isna(found["target"].tolist()[1])
    assert found["target_period"].tolist()[0] == "quarter"
