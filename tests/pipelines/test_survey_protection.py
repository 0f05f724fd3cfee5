"""An outsider with a solver before the published tables of surveys: nothing of fewer than ten answers can be known."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import attack
import numpy as np
import pandas as pd
import pytest
from small_waves import AGREE, DISAGREE, NEUTRAL, PANEL, VERY, Waves, published, result

from schemas.vocabulary import MissingReason

Tables = dict[str, pd.DataFrame]
PRIVATE = {"too_few", "small_part", "whole_hidden"}
MUST_BE_EMPTY = [
    "value", "numerator", "denominator", "n", "missing", "missing_share", "lower", "upper", "former_value", "former_n",
    "change", "change_lower", "change_upper", "change_p", "change_q", "change_sentence", "others_value", "others_n",
    "others_difference", "others_lower", "others_upper", "others_p", "others_q", "others_sentence",
]  # fmt: skip
ITEMS = ("gehoord", "afspraken", "route")


def puzzle_of(tables: Tables, part: str) -> tuple[attack.Puzzle, list[tuple]]:
    """Every number of answers an outsider knows of one wave, with the sums between them: completed per part, valid and
    missing per question and part, and the others of each. `part` is provider_id or district. The secret cells are the
    valid answers of every part, the part without a name included."""
    puzzle, parts = attack.Puzzle(), defaultdict(list)
    results, response = tables["survey_results"], tables["survey_response"]
    names = sorted(set(results[part].dropna()))
    other = "district" if part == "provider_id" else "provider_id"
    shown = results[results[other].isna() & results["measure"].ne("theme") & ~results["weighted"]]
    counted = response.set_index(response["provider_id"].fillna(""))["completed"]
    puzzle.shown["completed", ""] = float(counted[""]) if pd.notna(counted[""]) else None
    for name in (*names, "?"):  # without a name
        known = counted.get(name) if part == "provider_id" else None
        puzzle.shown["completed", name] = float(known) if known is not None and pd.notna(known) else None
    puzzle.total(("completed", ""), [("completed", name) for name in (*names, "?")])
    for item, rows in shown.groupby("item"):
        first = rows.drop_duplicates(part).set_index(rows.drop_duplicates(part)[part].fillna(""))
        for name in ("", *names, "?"):
            row = first.loc[name] if name in first.index else None
            n, gone = (None if row is None or pd.isna(row[what]) else float(row[what]) for what in ("n", "missing"))
            puzzle.shown["valid", item, name], puzzle.shown["missing", item, name] = n, gone
            # who did not answer this one is the rest of who took part
            puzzle.sums.append(
                [(1.0, ("completed", name)), (-1.0, ("valid", item, name)), (-1.0, ("missing", item, name))]
            )
            if row is not None and pd.notna(row["others_n"]):
                puzzle.shown["others", item, name] = float(row["others_n"])
                puzzle.total(("valid", item, ""), [("valid", item, name), ("others", item, name)])
        for what in ("valid", "missing"):
            puzzle.total((what, item, ""), [(what, item, name) for name in (*names, "?")])
            parts[what].append(item)
    return puzzle, [cell for cell in puzzle.shown if cell[0] == "valid"]


def given_away(tables: Tables, truth: dict[tuple[str, str], int], part: str = "provider_id") -> list[str]:
    """Parts with one to nine valid answers whose number can be pinned down to fewer than ten values, or that stand alone
    in what is hidden, so that their result is the whole minus the others."""
    puzzle, secret = puzzle_of(tables, part)
    ranges = puzzle.ranges()
    found = []
    for cell in secret:
        _, item, name = cell
        if not name or not 0 < truth.get((item, name), 0) < 10:
            continue
        low, high = ranges.get(cell, (0, np.inf)) if puzzle.shown[cell] is None else (0.0, 0.0)
        if high - low < 9 - 1e-6:
            found.append(f"{item} {name}: {low:.0f} to {high:.0f}")
        if puzzle.shown["valid", item, ""] is not None:
            away = [
                that for (what, that), many in truth.items()
                if what == item and many and puzzle.shown["valid", item, that] is None
            ]  # fmt: skip
            together = sum(truth[item, that] for that in away)
            if len(away) < 2 or together < 10:
                found.append(f"{item} {name}: alone in the whole minus the others")
    return found


def town(seed: int) -> tuple[Waves, dict[tuple[str, str], int]]:
    """A wave with providers of all sizes, some clients of nobody knows whom, and a question that few were asked."""
    draw = random.Random(seed)
    waves, truth = Waves().wave("m1"), defaultdict(int)
    for item in ITEMS:
        waves.item("m1", item, topic="contact" if item != "route" else None)
    sizes = {f"p{at}": draw.choice([0, 3, 6, 9, 10, 11, 12, 14, 20, 35, 60]) for at in range(draw.randint(1, 7))}
    for provider, many in {**sizes, "?": draw.choice([0, 0, 2, 8, 15])}.items():
        for _ in range(many):
            answers: dict[str, Any] = {
                item: MissingReason.DONT_KNOW if draw.random() < 0.12 else draw.choice([VERY, AGREE, NEUTRAL, DISAGREE])
                for item in ITEMS
            }
            if draw.random() < 0.7:
                answers["route"] = MissingReason.NOT_APPLICABLE
            waves.form("m1", answers, None if provider == "?" else provider)
            for item, answer in answers.items():
                truth[item, provider] += not isinstance(answer, MissingReason)
    return waves, truth


@pytest.mark.parametrize("seed", range(12))
def test_an_outsider_with_a_solver_cannot_know_a_small_provider(seed: int, tmp_path: Path):
    waves, truth = town(seed)
    if not truth:
        pytest.skip("nobody lives here")
    tables = published(waves, tmp_path)
    assert given_away(tables, truth) == []


@pytest.mark.parametrize("seed", range(4))
def test_nothing_of_a_hidden_result_is_in_its_row_nor_in_the_bars(seed: int, tmp_path: Path):
    tables = published(town(seed)[0], tmp_path)
    rows = tables["survey_results"]
    hidden = rows[rows["reason_code"].isin(PRIVATE)]
    assert (
        hidden[MUST_BE_EMPTY].isna().all(axis=None)
        and hidden["reason"].notna().all()
        and not hidden["indicative"].any()
    )
    assert (rows.loc[rows["n"].notna(), "n"] >= 10).all()
    place = ["wave_id", "item", "provider_id"]
    names = set(hidden[place].fillna("").itertuples(index=False, name=None))
    drawn = set(tables["survey_answers"][place].fillna("").itertuples(index=False, name=None))
    assert not names & drawn
    response = tables["survey_response"]
    assert (response["completed"].dropna() >= 10).all()


def test_the_solver_does_find_a_small_provider_that_is_given_away(tmp_path: Path):
    waves, truth = Waves().wave("m1").item("m1", "gehoord"), {}
    for provider, many in {"berk": 40, "eik": 30, "linde": 6}.items():
        waves.forms_of("m1", provider, many, {"gehoord": AGREE})
        truth["gehoord", provider] = many
    tables = published(waves, tmp_path)
    assert given_away(tables, truth) == []
    rows = tables["survey_results"]
    rows.loc[rows["provider_id"] == "eik", "n"] = 30  # as if only the small one were hidden
    assert given_away(tables, truth) != []


def test_with_one_small_provider_the_next_smallest_is_hidden_too(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "gehoord")
    for provider, many in {"berk": 40, "eik": 30, "linde": 6}.items():
        waves.forms_of("m1", provider, many, {"gehoord": AGREE})
    tables = published(waves, tmp_path)
    assert result(tables, "gehoord")["n"] == 76
    assert {name: result(tables, "gehoord", name)["reason_code"] for name in ("eik", "linde")} == {
        "eik": "small_part", "linde": "small_part",
    }  # fmt: skip
    assert result(tables, "gehoord", "eik")["reason"] == result(tables, "gehoord", "linde")["reason"]
    counted = tables["survey_response"].set_index("provider_id")["completed"]
    assert counted["berk"] == 40 and counted[["eik", "linde"]].isna().all()


def test_where_a_provider_of_many_forms_has_few_answers_to_one_question_its_whole_is_hidden(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "gehoord").item("m1", "route")
    waves.forms_of("m1", "berk", 40, {"gehoord": AGREE, "route": AGREE})
    waves.forms_of("m1", "eik", 9, {"gehoord": AGREE, "route": AGREE})
    waves.forms_of("m1", "eik", 3, {"gehoord": AGREE, "route": MissingReason.EMPTY})
    tables = published(waves, tmp_path)
    assert result(tables, "gehoord")["n"] == 52 and result(tables, "gehoord", "eik")["n"] == 12
    assert result(tables, "route")["reason_code"] == "whole_hidden"
    assert result(tables, "route", "berk")["n"] == 40 and result(tables, "route", "eik")["reason_code"] == "small_part"
    assert pd.isna(result(tables, "route", "berk")["others_n"])  # the others are the whole under another name


def test_a_wave_of_nine_tells_nothing_but_why(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "gehoord").forms_of("m1", "berk", 9, {"gehoord": AGREE})
    tables = published(waves, tmp_path)
    assert result(tables, "gehoord")["reason_code"] == "too_few"
    assert tables["survey_response"]["completed"].isna().all() and tables["survey_answers"].empty
    assert "minder dan 10 antwoorden" in tables["survey_response"].iloc[0]["sentence"]


def test_a_change_is_told_only_where_both_waves_are_shown(tmp_path: Path):
    waves = Waves()
    for wave, quarter, many in (("m1", "2025-K1", 8), ("m2", "2025-K3", 40)):
        waves.wave(wave, quarter=quarter).item(wave, "gehoord")
        waves.forms_of(wave, "berk", many, {"gehoord": AGREE}).forms_of(wave, "eik", 50, {"gehoord": VERY})
        waves.forms_of(wave, "linde", 45, {"gehoord": VERY})
    tables = published(waves, tmp_path)
    found = result(tables, "gehoord", "berk", wave_id="m2")
    assert found["value"] == 100 and pd.isna(found["former_value"]) and pd.isna(found["change"])
    assert "niet getoond" in found["change_sentence"]


@pytest.mark.parametrize("seed", range(6))
def test_an_outsider_cannot_know_a_small_district_of_a_panel(seed: int, tmp_path: Path):
    draw = random.Random(seed)
    waves, truth = Waves().wave("b1", PANEL, weighting="raked", selection="sample").item("b1", "buurt"), {}
    sizes = {f"W{at}": draw.choice([2, 5, 9, 10, 13, 30, 50, 80]) for at in range(6)} | {"?": draw.choice([0, 3, 14])}
    for district, many in sizes.items():
        for _ in range(many):
            missing = draw.random() < 0.1
            waves.form("b1", {"buurt": MissingReason.EMPTY if missing else draw.choice([AGREE, DISAGREE])},
                       district=None if district == "?" else district)  # fmt: skip
            truth["buurt", district] = truth.get(("buurt", district), 0) + (not missing)
    waves.people("b1", "district", **{name: 100 + 10 * many for name, many in sizes.items() if name != "?"})
    tables = published(waves, tmp_path)
    assert given_away(tables, truth, "district") == []
    margins = tables["survey_margins"]
    people = margins[margins["respondents"].notna()]
    for names, number in zip(people["category"].str.split(" + ", regex=False), people["respondents"], strict=True):
        rows = tables["survey_results"]
        shown = rows[rows["district"].isin(names) & rows["n"].notna() & ~rows["weighted"]]
        away = [name for name in names if name not in set(shown["district"])]
        assert number >= 10
        assert not away or (len(away) > 1 and sum(sizes[name] for name in away) >= 10) or not shown.shape[0]


def test_a_reason_for_no_answer_that_few_gave_is_not_told_apart(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "gehoord")
    waves.forms_of("m1", "berk", 40, {"gehoord": AGREE}).forms_of("m1", "berk", 2, {"gehoord": MissingReason.REFUSED})
    waves.forms_of("m1", "berk", 9, {"gehoord": MissingReason.DONT_KNOW})
    bars = published(waves, tmp_path)["survey_answers"]
    none = bars[bars["side"] == "missing"]
    assert set(none["answer"]) == {"geen antwoord"} and set(none["n"]) == {11} and not none["few"].any()


def test_fewer_than_five_who_did_not_answer_are_few(tmp_path: Path):
    waves = Waves().wave("m1").item("m1", "gehoord")
    waves.forms_of("m1", "berk", 40, {"gehoord": AGREE}).forms_of("m1", "berk", 3, {"gehoord": MissingReason.REFUSED})
    tables = published(waves, tmp_path)
    none = tables["survey_answers"].query("side == 'missing'")
    assert none["few"].all() and none[["n", "share"]].isna().all(axis=None)
    found = result(tables, "gehoord", "berk")
    assert pd.isna(found["missing"]) and pd.isna(found["missing_share"])


def test_of_a_provider_that_is_hidden_it_is_not_told_how_many_were_asked(tmp_path: Path):
    waves = Waves().wave("t1").item("t1", "a").count("t1", invited=90)
    for provider, many in {"berk": 20, "eik": 4, "wilg": 6, "linde": 15}.items():
        waves.forms_of("t1", provider, many, {"a": AGREE}).count("t1", provider_id=provider, invited=many + 1)
    response = published(waves, tmp_path)["survey_response"].set_index("provider_id")
    assert response.loc[["eik", "wilg"], ["population", "invited", "undeliverable", "completed"]].isna().all(axis=None)
    assert response.loc["berk", "invited"] == 20 + 1
