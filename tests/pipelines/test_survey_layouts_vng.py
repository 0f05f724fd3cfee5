"""The national resident survey of the VNG: every column of the real layout, and that layout filled with answers."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pyreadstat
from real_files import cells_of, real

from pipelines.reading.pool import ReadingPool
from pipelines.surveys.export import CHOSEN, NOT_CHOSEN, Export
from pipelines.surveys.layouts import read_export
from pipelines.surveys.proposing import see

EMPTY = "B3_vng_burgerpeiling_2022.sav"
ABOUT = {"weging": "weight", "wijknr": "district", "ch01": "sex", "ch02": "age_band"}
OF_THE_WAVE = {"respondent", "gemnr", "jr", "kw", "veldwerkmodus", "org"}
OPTIONS = {"zw05": 6, "zw08": 8, "zw13": 11, "zw14": 7, "zw15_0": 5, "zw15_1": 5, "zw15_2": 5, "zw15_3": 5, "zw15_4": 5,
           "zw17": 9}  # fmt: skip


def filled(path: Path, many: int) -> pd.DataFrame:
    """The real layout with answers in every column: codes by chance, a tenth of them a code that SPSS counts as missing."""
    empty, about = pyreadstat.read_sav(real(EMPTY), user_missing=True)
    chance = random.Random(5)
    columns: dict[str, list[object]] = {}
    for name in about.column_names:
        labels = list(about.variable_value_labels.get(name, {}))
        if name == "weging":
            columns[name] = [[0.5, 1.0, 4.999, 5.0, 7.2][row % 5] for row in range(many)]
        elif name == "wijknr":
            columns[name] = [f"WK0123{row % 3:02d}" for row in range(many)]
        elif not labels:
            columns[name] = [float(row + 1) for row in range(many)]
        elif len(labels) == 1:
            columns[name] = [labels[0] if chance.random() < 0.3 else None for _ in range(many)]
        else:
            columns[name] = [88.0 if chance.random() < 0.1 else chance.choice(labels) for _ in range(many)]
    frame = pd.DataFrame(columns)
    pyreadstat.write_sav(
        frame, path, column_labels=dict(zip(about.column_names, about.column_labels, strict=True)),
        variable_value_labels=about.variable_value_labels, missing_ranges=about.missing_ranges,
    )  # fmt: skip
    assert list(empty.columns) == list(frame.columns)
    return frame


def read(path: Path) -> Export:
    with ReadingPool(1) as pool:
        found = read_export(pool.read(path))
    assert found is not None and found.tool == "de VNG Burgerpeiling (SPSS)"
    return found


def test_each_of_the_178_columns_is_mapped():
    found = read_export(cells_of(EMPTY))
    assert found is not None
    names = cells_of(EMPTY).sheets[0].row(0)
    asked = [item for item in found.asked if item.option is None]
    options = pd.Series([item.code for item in found.asked if item.option is not None]).value_counts().to_dict()
    assert options == OPTIONS
    assert sorted(found.about.columns) == sorted(ABOUT.values())
    assert found.left_out["technical"] == len(OF_THE_WAVE)
    known = {item.code for item in asked} | set(ABOUT) | OF_THE_WAVE
    left = [name for name in names if name not in known]
    assert len(left) == sum(OPTIONS.values()) and {name.rpartition("_")[0] for name in left} == set(OPTIONS)
    assert len(names) == 178 == len(asked) + sum(OPTIONS.values()) + len(ABOUT) + len(OF_THE_WAVE)
    assert not any(item.text.startswith("[") or "|" in item.text for item in found.asked)


def test_the_delivered_file_has_no_respondent_in_it():
    found = read_export(cells_of(EMPTY))
    assert found is not None
    assert (len(found.answers), found.left_out["empty"]) == (0, 1)


def test_a_filled_file_reads_by_its_labels_and_the_heaviest_are_left_out(tmp_path: Path):
    frame = filled(tmp_path / "peiling.sav", 200)
    found = read(tmp_path / "peiling.sav")
    kept = frame[frame["weging"] < 5]
    assert found.left_out["weight"] == (frame["weging"] >= 5).sum() == 80
    assert len(found.answers) == len(kept) == 120
    assert set(found.about["district"]) == {"WK012300", "WK012301", "WK012302"}
    assert sorted(set(found.about["weight"])) == ["0,5", "1", "4,999"]
    assert found.about["sex"].value_counts().to_dict() == {
        "man": (kept["ch01"] == 1).sum(), "vrouw": (kept["ch01"] == 2).sum(), "anders": (kept["ch01"] == 3).sum(),
        "wil ik liever niet zeggen": (kept["ch01"] == 4).sum(), "": (kept["ch01"] == 88).sum(),
    }  # fmt: skip


def test_dont_know_reads_as_its_words_whatever_its_code(tmp_path: Path):
    frame = filled(tmp_path / "peiling.sav", 300)
    found, kept = read(tmp_path / "peiling.sav"), frame[frame["weging"] < 5]
    by_code = {item.code: found.answers[item.key] for item in found.asked if item.option is None}
    for name, code, words in (
        ("wl02_0", 6, "weet niet / geen mening"), ("wl06", 5, "weet niet / geen mening"),
        ("dv01", 11, "weet niet / geen mening"), ("zw04", 5, "wil ik niet zeggen / weet niet"),
    ):  # fmt: skip
        assert (by_code[name] == words).sum() == (kept[name] == code).sum() > 0
    assert not any("88" in set(column) for column in by_code.values())


def test_options_are_shares_of_who_chose_any(tmp_path: Path):
    frame = filled(tmp_path / "peiling.sav", 200)
    found, kept = read(tmp_path / "peiling.sav"), frame[frame["weging"] < 5]
    columns = [name for name in kept.columns if name.startswith("zw17_")]
    saw = kept[columns].notna().any(axis=1).sum()
    options = [item for item in found.asked if item.code == "zw17"]
    for name, item in zip(columns, options, strict=True):
        answers = found.answers[item.key]
        assert (answers == CHOSEN).sum() == kept[name].notna().sum()
        assert answers.isin([CHOSEN, NOT_CHOSEN]).sum() == saw


def test_what_the_file_says_of_the_wave_is_filled_in_beforehand(tmp_path: Path):
    frame = filled(tmp_path / "alles.sav", 200)
    _, about = pyreadstat.read_sav(real(EMPTY), user_missing=True)
    one = frame.assign(jr=2022.0, kw=3.0, veldwerkmodus=1.0, org=5.0)
    pyreadstat.write_sav(
        one, tmp_path / "een.sav", column_labels=dict(zip(about.column_names, about.column_labels, strict=True)),
        variable_value_labels=about.variable_value_labels, missing_ranges=about.missing_ranges,
    )  # fmt: skip
    with ReadingPool(1) as pool:
        several, same = see(pool.read(tmp_path / "alles.sav")), see(pool.read(tmp_path / "een.sav"))
    assert several is not None and same is not None
    assert "quarter" not in several.facts and "mode" not in several.facts  # it says more than one thing
    assert same.facts == {
        "kind": "inwonerpanel", "title": "Burgerpeiling 2022", "quarter": "2022-K3", "mode": "via internet",
        "agency": "I & O research", "weighting": "gewogen met de gewichten uit het bestand",
        "weight_source": "weging in het bestand van de Burgerpeiling",
    }  # fmt: skip
