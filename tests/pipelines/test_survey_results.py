"""Measures of surveys, each computed a second time in plain Python from the forms that were filled in."""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind
from small_waves import AGREE, CLIENTS, DISAGREE, NEUTRAL, PANEL, PARTNERS, VERY, Waves, published, result, stored
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from schemas.vocabulary import DataSet, MissingReason

UNSURE = MissingReason.DONT_KNOW
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def forms() -> dict[str, list[dict]]:
    """Per provider what its clients answered, in no order."""
    draw = random.Random(7)
    words = [VERY, AGREE, NEUTRAL, DISAGREE, UNSURE]
    return {
        provider: [
            {
                "gehoord": draw.choices(words, [4, 4, 2, 1, 3])[0], "afspraken": draw.choices(words, [2, 5, 2, 1, 2])[0],
                "cijfer": draw.choice([4, 6, 7, 7.5, 8, 9, UNSURE]), "aanbevelen": draw.choice([0, 5, 7, 8, 9, 10]),
                "hoe": draw.choice(["thuis", "elders"]), "wat": tuple(draw.sample(["dagbesteding", "huis", "praten"], 2)),
            }
            for _ in range(many)
        ]
        for provider, many in {"berk": 60, "eik": 45, "linde": 38}.items()
    }  # fmt: skip


@pytest.fixture(scope="module")
def tables(forms: dict[str, list[dict]], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    waves = Waves().wave("m1").count("m1", invited=300, undeliverable=14)
    for item, kind in {"gehoord": "scale", "afspraken": "scale", "cijfer": "grade", "aanbevelen": "nps", "hoe": "choice",
                       "wat": "multiple"}.items():  # fmt: skip
        waves.item("m1", item, kind, topic="contact" if kind == "scale" else None)
    for provider, filled in forms.items():
        for answers in filled:
            waves.form("m1", answers, provider)
    return published(waves, tmp_path_factory.mktemp("meting"))


def valid(forms: dict[str, list[dict]], item: str, *providers: str) -> list:
    return [form[item] for name in providers for form in forms[name] if form[item] is not UNSURE]


ALL = ("berk", "eik", "linde")


@pytest.mark.parametrize("provider", [None, *ALL])
def test_favourable_answers_are_the_two_best_of_all_valid_answers(tables: Tables, forms: dict, provider: str | None):
    answers = valid(forms, "gehoord", *([provider] if provider else ALL))
    x, n = sum(word in (VERY, AGREE) for word in answers), len(answers)
    found = result(tables, "gehoord", provider)
    assert (found["value"], found["n"], found["numerator"]) == (pytest.approx(100 * x / n), n, x)
    low, high = proportion_confint(x, n, method="wilson")
    assert (found["lower"], found["upper"]) == pytest.approx((100 * low, 100 * high), abs=1e-6)


def test_everyone_together_is_the_sum_and_not_an_average_of_averages(tables: Tables):
    whole = result(tables, "gehoord")
    parts = [result(tables, "gehoord", name) for name in ALL]
    assert whole["numerator"] == sum(part["numerator"] for part in parts)
    assert whole["n"] == sum(part["n"] for part in parts)
    assert whole["value"] == pytest.approx(100 * whole["numerator"] / whole["denominator"])


def test_no_answer_is_counted_apart(tables: Tables, forms: dict):
    found = result(tables, "gehoord", "berk")
    missing = sum(form["gehoord"] is UNSURE for form in forms["berk"])
    assert missing >= 5
    assert found["missing"] == missing and found["n"] == 60 - missing
    assert found["missing_share"] == pytest.approx(100 * missing / 60)


def test_a_grade_is_a_mean_with_its_interval_and_three_bands(tables: Tables, forms: dict):
    grades = valid(forms, "cijfer", "eik")
    n, mean = len(grades), sum(grades) / len(grades)
    half = 2.0 * np.std(grades, ddof=1) / math.sqrt(n)
    found = result(tables, "cijfer", "eik", measure="mean")
    assert (found["value"], found["n"]) == (pytest.approx(mean), n)
    assert found["upper"] - found["value"] == pytest.approx(half, rel=0.02)  # t(0.975, n - 1) is near 2
    for option, count in {
        "onvoldoende (5 of lager)": sum(g <= 5 for g in grades), "voldoende (tussen 5 en 8)": sum(5 < g < 8 for g in grades),
        "goed (8 of hoger)": sum(g >= 8 for g in grades),
    }.items():  # fmt: skip
        assert result(tables, "cijfer", "eik", option=option)["value"] == pytest.approx(100 * count / n)


def test_nps_is_promoters_minus_detractors_with_its_three_shares(tables: Tables, forms: dict):
    scores = valid(forms, "aanbevelen", "berk")
    up, down, n = sum(s >= 9 for s in scores), sum(s <= 6 for s in scores), len(scores)
    found = result(tables, "aanbevelen", "berk", measure="nps")
    assert found["value"] == pytest.approx(100 * (up - down) / n)
    p, d = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    half = 1.959963984540054 * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
    assert found["upper"] == pytest.approx(100 * (p - d + half))
    shares = [
        result(tables, "aanbevelen", "berk", option=name)["value"] for name in ("promotor", "passief", "criticaster")
    ]
    assert shares == pytest.approx([100 * up / n, 100 * (n - up - down) / n, 100 * down / n])


def test_more_choices_are_shares_of_who_answered(tables: Tables, forms: dict):
    chosen = sum("huis" in form["wat"] for form in forms["linde"])
    found = result(tables, "wat", "linde", option="huis")
    assert (found["value"], found["n"]) == (pytest.approx(100 * chosen / 38), 38)
    shares = [result(tables, "wat", "linde", option=name)["value"] for name in ("huis", "praten", "dagbesteding")]
    assert sum(shares) == pytest.approx(200)  # each chose two


def test_a_theme_has_one_voice_per_person(tables: Tables, forms: dict):
    persons = []
    for form in forms["berk"]:
        answers = [form[item] for item in ("gehoord", "afspraken") if form[item] is not UNSURE]
        if answers:
            persons.append(sum(word in (VERY, AGREE) for word in answers) / len(answers))
    found = result(tables, "contact", "berk", measure="theme")
    assert (found["value"], found["n"]) == (pytest.approx(100 * sum(persons) / len(persons)), len(persons))


def test_the_others_are_everyone_but_this_provider(tables: Tables, forms: dict):
    mine, others = valid(forms, "gehoord", "eik"), valid(forms, "gehoord", "berk", "linde")
    found = result(tables, "gehoord", "eik")
    x = [sum(word in (VERY, AGREE) for word in answers) for answers in (mine, others)]
    n = [len(mine), len(others)]
    assert (found["others_value"], found["others_n"]) == (pytest.approx(100 * x[1] / n[1]), n[1])
    assert found["others_difference"] == pytest.approx(100 * x[0] / n[0] - 100 * x[1] / n[1])
    assert found["others_p"] == pytest.approx(proportions_ztest(x, n)[1])
    family = [result(tables, "gehoord", name)["others_p"] for name in ALL]
    ordered = sorted(family)
    at = ordered.index(found["others_p"])
    assert found["others_q"] == pytest.approx(min(1, *(ordered[j] * 3 / (j + 1) for j in range(at, 3))))
    grades = [valid(forms, "cijfer", *names) for names in (("eik",), ("berk", "linde"))]
    assert result(tables, "cijfer", "eik", measure="mean")["others_p"] == pytest.approx(
        ttest_ind(*grades, equal_var=False).pvalue
    )
    assert "bij de andere aanbieders samen" in found["others_sentence"]
    assert str(n[0]) in found["others_sentence"] and str(n[1]) in found["others_sentence"]


def test_the_response_is_of_who_was_reached(tables: Tables):
    rows = tables["survey_response"]
    whole = rows[rows["provider_id"].isna()].iloc[0]
    assert (whole["completed"], whole["response_rate"]) == (143, pytest.approx(100 * 143 / (300 - 14)))
    assert rows.set_index("provider_id")["completed"].to_dict()["berk"] == 60


def test_the_bars_of_a_question_add_up(tables: Tables):
    rows = tables["survey_answers"]
    valid = rows[rows["side"].ne("missing") & rows["item"].ne("wat")]
    sums = valid.groupby(["item", "provider_id"], dropna=False)["share"].sum()
    assert len(sums) == 5 * 4 and list(sums) == pytest.approx([100] * len(sums))
    mine = rows[(rows["item"] == "gehoord") & (rows["provider_id"] == "berk")].sort_values("position")
    assert list(mine["side"]) == ["favourable", "favourable", "neutral", "unfavourable", "unfavourable", "missing"]
    assert mine.iloc[-1]["answer"] == "weet niet"


# --- partners


def test_each_organisation_has_one_voice_about_a_provider(tmp_path: Path):
    waves = Waves().wave("p1", PARTNERS).item("p1", "cijfer", "grade").item("p1", "bereikbaar")
    for number in range(11):
        waves.form("p1", {"cijfer": 8, "bereikbaar": AGREE}, "berk", organisation=f"School {number}")
    for grade, word in ((2, DISAGREE), (4, AGREE), (6, DISAGREE)):
        waves.form("p1", {"cijfer": grade, "bereikbaar": word}, "berk", organisation="Groot")
    tables = published(waves, tmp_path)
    grade = result(tables, "cijfer", "berk", measure="mean")
    assert (grade["n"], grade["value"]) == (12, pytest.approx((11 * 8 + (2 + 4 + 6) / 3) / 12))
    share = result(tables, "bereikbaar", "berk")
    assert (share["n"], share["value"]) == (12, pytest.approx(100 * (11 + 1 / 3) / 12))
    assert "12 organisaties" in grade["sentence"]
    assert tables["survey_response"].set_index("provider_id").loc["berk", "completed"] == 12


def test_answers_of_an_organisation_that_are_none_leave_its_voice_to_the_others(tmp_path: Path):
    waves = Waves().wave("p1", PARTNERS).item("p1", "bereikbaar")
    for number in range(12):
        waves.form("p1", {"bereikbaar": AGREE}, "berk", organisation=f"School {number}")
    waves.form("p1", {"bereikbaar": UNSURE}, "berk", organisation="School 1")
    for number in range(6):
        waves.form("p1", {"bereikbaar": UNSURE}, "berk", organisation=f"Huisarts {number}")
    found = result(published(waves, tmp_path), "bereikbaar", "berk")
    assert (found["n"], found["missing"], found["value"]) == (12, 6, 100)


# --- what is not meant for providers


def test_a_statutory_youth_survey_is_never_shown_per_provider_and_says_why(tmp_path: Path):
    waves = Waves().wave("j1", DataSet.YOUTH_SURVEY).item("j1", "gehoord")
    waves.forms_of("j1", "berk", 40, {"gehoord": AGREE}).forms_of("j1", "eik", 30, {"gehoord": VERY})
    tables = published(waves, tmp_path)
    for name in ("survey_results", "survey_response", "survey_answers"):
        assert tables[name]["provider_id"].isna().all() and len(tables[name])
    wave = tables["survey_waves"].iloc[0]
    assert not wave["per_provider"] and "niet bedoeld om aanbieders te vergelijken" in wave["per_provider_reason"]
    assert result(tables, "gehoord")["n"] == 70


def test_a_question_about_the_municipality_has_no_number_per_provider(tmp_path: Path):
    waves = (
        Waves().wave("w1", DataSet.WMO_SURVEY).item("w1", "wmo-2", attributable_to="municipality").item("w1", "wmo-6")
    )
    waves.forms_of("w1", "berk", 40, {"wmo-2": AGREE, "wmo-6": AGREE})
    tables = published(waves, tmp_path)
    mine = result(tables, "wmo-2", "berk")
    assert math.isnan(mine["value"]) and pd.isna(mine["n"]) and mine["reason_code"] == "municipality"
    assert "wat de gemeente doet" in mine["reason"]
    assert result(tables, "wmo-2")["n"] == 40 and result(tables, "wmo-6", "berk")["n"] == 40
    assert not (tables["survey_answers"]["item"].eq("wmo-2") & tables["survey_answers"]["provider_id"].notna()).any()


def test_a_theme_of_unlike_scales_has_no_score_and_says_why(tmp_path: Path):
    waves = (
        Waves().wave("m1").item("m1", "a", topic="contact").item("m1", "b", topic="contact", scale="likert5_tevreden")
    )
    waves.forms_of("m1", "berk", 40, {"a": AGREE, "b": "tevreden"})
    found = result(published(waves, tmp_path), "contact", measure="theme")
    assert found["reason_code"] == "unlike_scales" and math.isnan(found["value"])


# --- the awkward


def test_one_answer_none_and_all_the_same(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "een", "grade").item("m1", "geen", "grade").item("m1", "gelijk", "grade")
    waves.form("m1", {"een": 7, "geen": UNSURE, "gelijk": 8}, "berk")
    waves.forms_of("m1", "berk", 19, {"een": UNSURE, "geen": UNSURE, "gelijk": 8})
    tables = published(waves, tmp_path)
    assert result(tables, "een", measure="mean")["reason_code"] == "too_few"
    assert tables["survey_results"]["item"].ne("geen").all()  # nobody answered: there is nothing to tell
    same = result(tables, "gelijk", "berk", measure="mean")
    assert same["value"] == 8 and math.isnan(same["lower"])
    assert "Alle antwoorden zijn gelijk" in same["sentence"]


def test_a_wave_that_nobody_answered_yet_is_a_wave(tmp_path: Path):
    tables = published(Waves().wave("m1").item("m1", "a").count("m1", invited=50), tmp_path)
    assert len(tables["survey_waves"]) == 1 and tables["survey_results"].empty and tables["survey_answers"].empty
    only_missing = Waves().wave("m1").item("m1", "a").forms_of("m1", "berk", 12, {"a": UNSURE})
    tables = published(only_missing, tmp_path / "leeg")
    assert tables["survey_results"].empty and tables["survey_response"]["completed"].tolist() == [12, 12]


def test_all_promoters_have_a_margin(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "nps", "nps").forms_of("m1", "berk", 40, {"nps": 10})
    found = result(published(waves, tmp_path), "nps", "berk", measure="nps")
    assert found["value"] == found["upper"] == 100 and 80 < found["lower"] < 100


def test_below_thirty_there_is_no_nps_but_its_groups_are_shown(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "nps", "nps").forms_of("m1", "berk", 29, {"nps": 9})
    tables = published(waves, tmp_path)
    found = result(tables, "nps", "berk", measure="nps")
    assert math.isnan(found["value"]) and found["reason_code"] == "nps_too_few" and found["n"] == 29
    group = result(tables, "nps", "berk", option="promotor")
    assert group["value"] == 100 and group["indicative"]


def test_who_put_themselves_forward_have_no_margin_and_no_tests(tmp_path: Path):
    waves = Waves()
    for wave, quarter in (("s1", "2025-K1"), ("s2", "2025-K3")):
        waves.wave(wave, CLIENTS, quarter=quarter, selection="self_selected").item(wave, "a")
        waves.forms_of(wave, "berk", 60, {"a": AGREE}).forms_of(wave, "eik", 50, {"a": DISAGREE})
    found = result(published(waves, tmp_path), "a", "berk", wave_id="s2")
    assert found["value"] == 100 and found["former_value"] == 100
    assert pd.isna(
        [found[name] for name in ("lower", "upper", "change_p", "change_q", "others_p", "others_value")]
    ).all()
    assert "zelf aangemeld" in found["sentence"] and "Niet getoetst" in found["change_sentence"]


# --- results that came counted


def test_results_that_came_counted_go_through_the_same_measures(tmp_path: Path):
    waves = Waves().wave("t1").item("t1", "a")
    for provider, numbers in {"berk": (20, 12, 3, 5), "eik": (10, 10, 10, 2)}.items():
        for word, score, many in zip((VERY, AGREE, DISAGREE), (5, 4, 2), numbers, strict=False):
            waves.counted("t1", "a", provider_id=provider, answer=word, score=score, number=many)
        waves.counted("t1", "a", provider_id=provider, missing="dont_know", number=numbers[3])
    for word, score, many in ((VERY, 5, 36), (AGREE, 4, 25), (DISAGREE, 2, 15)):
        waves.counted("t1", "a", answer=word, score=score, number=many)  # the whole, as the file tells it
    tables = published(waves, tmp_path)
    found = result(tables, "a", "berk")
    assert (found["value"], found["n"], found["missing"]) == (pytest.approx(100 * 32 / 35), 35, 5)
    whole = result(tables, "a")
    assert (whole["value"], whole["n"]) == (pytest.approx(100 * 61 / 76), 76)


def test_a_grade_that_came_counted_leads_back_to_its_sheet(tmp_path: Path):
    waves = Waves().wave("t1").item("t1", "cijfer", "grade")
    for provider, low in (("berk", 6), ("eik", 7)):
        for at, grade in enumerate((low, low + 1, low + 2)):
            waves.counted(
                "t1", "cijfer", provider_id=provider, answer=str(grade), score=grade, number=20, sheet="U", row=7 + at
            )
    found = stored(waves, tmp_path)
    assert dict(zip(found.figures["provider_id"], found.figures["value"], strict=True)) == {"berk": 7, "eik": 8}
    assert set(found.figures["indicator"]) == {"TEV-1"} and set(found.figures["n"]) == {60}
    assert found.cells[["provider_id", "sheet", "row"]].to_numpy().tolist() == [["berk", "U", 7], ["eik", "U", 7]]


def test_nps_of_clients_is_a_figure_of_the_provider_with_its_three_groups(tmp_path: Path):
    waves = Waves().wave("t1").item("t1", "aanbevelen", "nps")
    for grade, many in {4: 2, 5: 3, 6: 4, 7: 10, 8: 20, 9: 8, 10: 3}.items():  # 22% - 18% = +4, of 50 answers
        waves.forms_of("t1", "berk", many, {"aanbevelen": grade})
    waves.forms_of("t1", "eik", 29, {"aanbevelen": 9})  # one fewer than NPS is told of
    figures = stored(waves, tmp_path).figures.set_index("provider_id")
    assert set(figures["indicator"]) == {"TEV-4"}
    berk = figures.loc["berk"]
    assert (berk["value"], berk["n"], berk["from_survey"]) == (pytest.approx(22 - 18), 50, "clientenquete")
    middle = (11 + 0.75 - 9 - 0.75) / (50 + 3)  # adjusted Wald: 0.75, 1.5 and 0.75 answers more
    half = 1.959963984540054 * (((11 + 9 + 1.5) / 53 - middle**2) / 53) ** 0.5
    assert (berk["lower"], berk["upper"]) == (
        pytest.approx(100 * (middle - half)),
        pytest.approx(100 * (middle + half)),
    )
    assert berk["about"] == " Uit Meting t1. 22% is promotor (9 of 10), 60% passief (7 of 8), 18% criticaster."
    assert pd.isna(figures.loc["eik", "value"]) and figures.loc["eik", "reason_code"] == "too_few"


# --- panel


def panel(waves: Waves, wave: str, **about: object) -> Waves:
    """Districts of 60, 50 and 40; the young answer seldom and are content less often."""
    waves.wave(wave, PANEL, target_group="inwoners", selection="sample", **about).item(wave, "buurt")
    for at, (district, many) in enumerate({"Centrum": 60, "Noord": 50, "Zuid": 40}.items()):
        for number in range(many):
            young = number % 4 == 0
            word = DISAGREE if young or number % (5 + at) == 0 else AGREE
            waves.form(wave, {"buurt": word}, district=district, age_band="young_adult" if young else "senior")
    waves.people(wave, "age_band", young_adult=400, senior=600)
    return waves.people(wave, "district", Centrum=400, Noord=300, Zuid=300)


def test_a_panel_is_weighted_to_its_margins_beside_the_unweighted_result(tmp_path: Path):
    tables = published(panel(Waves(), "b1", weighting="raked"), tmp_path)
    plain, weighted = (result(tables, "buurt", weighted=flag) for flag in (False, True))
    assert plain["n"] == weighted["n"] == 150
    assert weighted["value"] < plain["value"] - 5  # the young count for more
    margins = tables["survey_margins"]
    assert (margins["share_weighted"] - margins["share_population"]).abs().max() < 1e-6
    assert margins[margins["margin"] == "wijk"].set_index("category")["respondents"].to_dict() == {
        "Centrum": 60, "Noord": 50, "Zuid": 40,
    }  # fmt: skip
    response = tables["survey_response"].iloc[0]
    assert 1 < response["deff"] == pytest.approx(150 / response["n_eff"])
    assert f"ongeveer {response['n_eff']:.0f} willekeurige deelnemers" in response["sentence"]
    x, n = weighted["value"] / 100 * response["n_eff"], response["n_eff"]
    z = 1.959963984540054
    middle, half = x / n + z**2 / (2 * n), z * math.sqrt(x / n * (1 - x / n) / n + z**2 / (4 * n**2))
    assert weighted["upper"] == pytest.approx(100 * (middle + half) / (1 + z**2 / n))
    district = result(tables, "buurt", district="Noord", weighted=True)
    assert district["n"] == 50 and not math.isnan(district["value"])


def test_weights_that_cannot_be_trimmed_leave_the_unweighted_result_with_the_reason(tmp_path: Path):
    waves = Waves().wave("b1", PANEL, weighting="raked").item("b1", "buurt")
    for age, many in {"young_adult": 12, "adult": 400, "senior": 20}.items():
        waves.forms_of("b1", None, many, {"buurt": AGREE}, age_band=age)
    waves.people("b1", "age_band", young_adult=500, adult=300, senior=200)
    tables = published(waves, tmp_path)
    assert not tables["survey_results"]["weighted"].any()
    assert "niet haalbaar" in tables["survey_response"].iloc[0]["sentence"]


def test_a_category_without_respondents_is_joined_with_its_neighbour(tmp_path: Path):
    waves = Waves().wave("b1", PANEL, weighting="raked").item("b1", "buurt")
    for age, many in {"adult": 80, "senior": 70}.items():
        waves.forms_of("b1", None, many, {"buurt": AGREE}, age_band=age)
    waves.people("b1", "age_band", young_adult=150, adult=500, senior=350)
    margins = published(waves, tmp_path)["survey_margins"]
    assert list(margins["category"]) == ["18 t/m 26 jaar + 27 t/m 64 jaar", "65 t/m 74 jaar"]
    assert list(margins["respondents"]) == [80, 70]
    assert margins.iloc[0]["merged"] == "samengenomen: 18 t/m 26 jaar, 27 t/m 64 jaar"


def test_delivered_weights_are_used_as_they_are(tmp_path: Path):
    waves = Waves().wave("b1", PANEL, weighting="delivered").item("b1", "cijfer", "grade")
    rows = [(6 + number % 4, 0.5 + number % 3) for number in range(90)]
    for grade, weight in rows:
        waves.form("b1", {"cijfer": grade}, weight=weight)
    found = result(published(waves, tmp_path), "cijfer", measure="mean", weighted=True)
    assert found["value"] == pytest.approx(sum(g * w for g, w in rows) / sum(w for _, w in rows))


def test_a_residents_panel_tells_nothing_of_providers(tmp_path: Path):
    wave = published(panel(Waves(), "b1"), tmp_path)["survey_waves"].iloc[0]
    assert not wave["per_provider"] and "inwoners" in wave["per_provider_reason"]
