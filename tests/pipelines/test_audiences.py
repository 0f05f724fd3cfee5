"""An attack on what leaves `intern`: no single entry, no target group beside anything, no group of fewer than ten."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.audiences import AMONG_PARTIES, OF_ONE, OWN_WORK, TELLING, WORDS, for_audience
from pipelines.computing import shaped
from schemas import publication as promise
from schemas.party_tables import PARTY_TABLES
from schemas.talk import TALK_TABLES
from schemas.vocabulary import Audience, TargetGroup

SECRETS = (TargetGroup.EXDET, TargetGroup.WAJONG, TargetGroup.WIA)


def whole() -> dict[str, pd.DataFrame]:
    """A publication that tells a secret wherever a table has room for one."""
    tables = {}
    for table in promise.TABLES:
        rows = [{name: _filled(name, kind, at) for name, kind in table.columns.items()} for at in range(3)]
        tables[table.name] = shaped(pd.DataFrame(rows), table)
    counts = tables["sr_labour_counts"]
    tables["sr_labour_counts"] = counts.assign(
        provider_id=pd.Series(None, index=counts.index, dtype="str"), quarter="2025-K4", kind=["groups", "groups", "forms"], part=[TargetGroup.EXDET.value, TargetGroup.PW.value, "job"],
        number=pd.array([3, 40, 2], dtype="Int64"), reason_code=None,
    )  # fmt: skip
    return tables


def _filled(name: str, kind: str, at: int) -> object:
    if name in TELLING:
        return SECRETS[at].value
    if kind == promise.TEXT:
        return f"x{at}"
    if kind == promise.DAY:
        return pd.Timestamp(2025, 1, 1 + at)
    return bool(at) if kind == promise.FLAG else at


def test_every_table_that_names_a_target_group_is_known_to_the_rule():
    """A new table that has such a column under another name is to be added to the rule before it is published."""
    naming = {
        (table.name, column)
        for table in promise.TABLES
        for column in table.columns
        if "group" in column or column in ("block", "doelgroep", "candidate")
    }
    assert {column for _, column in naming} <= {*TELLING}


@pytest.mark.parametrize("audience", ["publiek", "berk", ""])
def test_outside_intern_no_entry_and_no_target_group_is_left(audience: str):
    tables = for_audience(whole(), audience)
    assert tables["sr_lines"].empty
    for name, rows in tables.items():
        for column in set(TELLING) & set(rows.columns):
            assert rows[column].isna().all(), (name, column)
        told = rows.drop(columns="part", errors="ignore").to_csv()
        assert not any(secret.value in told.split(",") for secret in SECRETS), name


def test_a_group_of_fewer_than_ten_takes_the_other_groups_with_it_so_that_nothing_follows_from_the_total():
    tables = for_audience(whole(), "publiek")
    counts = tables["sr_labour_counts"].set_index("part")
    assert counts["number"].isna().tolist() == [True, True, False]  # 40 too: the total less 40 would be the three
    assert counts.loc["exdet", "reason_code"] == counts.loc["pw", "reason_code"] == "small_part"


def test_each_table_of_the_parties_is_decided_upon_and_nothing_written_among_them_leaves():
    """A new table of the parties fails here until it is decided who may see it."""
    everybody = {"umbrella_agreements", "umbrella_rules", "stitches", *WORDS} - {"completeness"}
    assert {table.name for table in (*PARTY_TABLES, *TALK_TABLES)} == everybody | {*AMONG_PARTIES}
    tables = for_audience(whole(), "publiek")
    assert all(tables[name].empty for name in AMONG_PARTIES)
    assert all(tables[name][list(words)].isna().all(axis=None) for name, words in WORDS.items())
    assert len(tables["participations"]) == 3 and tables["network_figures"]["value"].notna().all()


def test_outside_intern_nobody_learns_who_handed_in_what_and_only_editions_of_whole_quarters_stay():
    tables = whole()
    tables["editions"] = tables["editions"].assign(provider_id=["berk", "*", "eik"], content_hash=["a", "b", "c"])
    tables["umbrella_questions"] = tables["umbrella_questions"].assign(number=pd.array([1, None, 2], dtype="Int64"))
    kept = for_audience(tables, Audience.PUBLIEK)
    assert all(kept[name].empty for name in OWN_WORK)
    assert kept["editions"]["content_hash"].tolist() == ["b"] and kept["editions"]["settled_by"].isna().all()
    assert len(kept["umbrella_questions"]) == 2  # the others are not published
    named = {column for rows in kept.values() for column in rows.columns[rows.notna().any()] if column.endswith("_by")}
    assert named <= {"checked_by", "succeeded_by"}  # of an indicator, and a provider


def test_intern_holds_everything_and_the_columns_are_the_same_for_all():
    tables = whole()
    assert for_audience(tables, Audience.INTERN) is tables
    for name, rows in for_audience(tables, "publiek").items():
        assert list(rows.columns) == list(tables[name].columns)
    assert len(tables["sr_lines"]) == 3  # nothing was changed in place


def test_everybody_knows_of_one_provider_who_it_is_and_how_it_was_judged_and_no_number():
    """22,356.16 euros over 0.559 full-time years would be a building block: the target group of the one placement."""
    kept = for_audience(whole(), Audience.PUBLIEK)
    of_one = {table.name for table in promise.TABLES if "provider_id" in table.columns}
    told = {name for name in of_one if len(kept[name].dropna(subset="provider_id"))}
    assert told <= {*OF_ONE} and {"sr_lines", "sr_vacancies", "sr_forms", "pools", "talks"} <= of_one - told
    values = kept["values"]
    assert values["status"].notna().all() and len(values) == 3
    numbers = [name for name, kind in promise.VALUES.columns.items() if kind not in (promise.TEXT, promise.FLAG)]
    assert values[[*numbers, "reason", "verdict_sentence", "note"]].isna().all(axis=None) and len(numbers) > 10
