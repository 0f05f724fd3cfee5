"""An attack on what leaves `intern`: no number of one provider, no words about one, no part, no target group."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.audiences import OF_ONE, TOGETHER, for_audience, for_every_provider
from pipelines.promised import shaped
from schemas import publication as promise
from schemas.vocabulary import Audience, TargetGroup

SECRETS = (TargetGroup.EXDET, TargetGroup.WAJONG, TargetGroup.WIA)
Tables = dict[str, pd.DataFrame]


def whole() -> Tables:
    """A publication that tells a secret wherever a table has room for one."""
    tables = {}
    for table in promise.TABLES:
        rows = [{name: _filled(name, kind, at) for name, kind in table.columns.items()} for at in range(3)]
        tables[table.name] = shaped(pd.DataFrame(rows), table)
    values = tables["values"]
    tables["values"] = values.assign(
        breakdown=pd.Series([None, "target_group", "district"], dtype="str"),
        breakdown_value=pd.Series([None, TargetGroup.EXDET.value, "Centrum"], dtype="str"), headline=True,
    )  # fmt: skip
    return tables


def _filled(name: str, kind: str, at: int) -> object:
    if "group" in name or name in ("block", "breakdown_value", "part"):
        return SECRETS[at].value
    if kind == promise.TEXT:
        return f"x{at}"
    if kind == promise.DAY:
        return pd.Timestamp(2025, 1, 1 + at)
    return bool(at) if kind == promise.FLAG else 3


@pytest.fixture
def kept() -> Tables:
    return for_audience(whole(), Audience.PUBLIEK)


def test_a_table_is_for_intern_until_somebody_decides_otherwise(kept: Tables):
    told = {name for name, rows in kept.items() if len(rows.dropna(how="all"))}
    assert told <= {*TOGETHER, *OF_ONE} <= {table.name for table in promise.TABLES}
    assert not told & {
        "talks",
        "sr_lines",
        "sr_vacancies",
        "sr_labour_counts",
        "funnels",
        "survey_answers",
        "deliveries",
    }


def test_no_target_group_is_left_in_any_column_of_any_table(kept: Tables):
    for name, rows in kept.items():
        assert not any(secret.value in rows.to_csv() for secret in SECRETS), name


def test_everybody_knows_of_one_provider_who_it_is_and_how_it_was_judged_and_no_number(kept: Tables):
    """22,356.16 euros over 0.559 full-time years would be a building block: the target group of the one placement."""
    columns = {table.name: table.columns for table in promise.TABLES}
    for name in OF_ONE:
        found = kept[name].columns[kept[name].notna().any()]
        words = {column for column in found if columns[name][column] not in (promise.TEXT, promise.DAY, promise.FLAG)}
        assert words <= {"position"}, name
        assert not {"reason", "note", "sentence", "verdict_sentence", "left_because", "delivery_id"} & {*found}
    assert kept["values"]["status"].tolist() == ["x0"]  # its total; nothing of a district or a group


def test_of_all_together_there_is_no_part_and_nobody_who_handed_in_or_settled():
    tables = whole()
    tables["survey_results"] = tables["survey_results"].assign(
        provider_id=pd.Series([None, None, "berk"], dtype="str"), district=pd.Series([None, "Centrum", None], dtype="str"),
        measure="agrees",
    )  # fmt: skip
    tables["editions"] = tables["editions"].assign(provider_id=["berk", "*", "eik"], content_hash=["a", "b", "c"])
    tables["umbrella_questions"] = tables["umbrella_questions"].assign(number=pd.array([1, None, 2], dtype="Int64"))
    kept = for_audience(tables, Audience.PUBLIEK)
    assert len(kept["survey_results"]) == 1 and kept["survey_results"]["district"].isna().all()
    assert kept["editions"]["content_hash"].tolist() == ["b"]
    assert len(kept["umbrella_questions"]) == 2  # the others are not published
    named = {column for rows in kept.values() for column in rows.columns[rows.notna().any()] if column.endswith("_by")}
    assert named <= {"checked_by", "succeeded_by"}  # of an indicator, and a provider
    assert "because" not in " ".join(column for rows in kept.values() for column in rows.columns[rows.notna().any()])


def test_a_provider_gets_of_all_together_what_everybody_gets_and_who_takes_part():
    tables = whole()
    public, every = for_audience(tables, Audience.PUBLIEK), for_every_provider(tables)
    assert every["providers"].equals(tables["providers"])
    assert all(len(every[name]) == 0 for name in OF_ONE if name != "providers")
    assert all(every[name].equals(public[name]) for name in TOGETHER if "provider_id" not in public[name])


def test_intern_holds_everything_and_the_columns_are_the_same_for_all(kept: Tables):
    tables = whole()
    assert for_audience(tables, Audience.INTERN) is tables
    assert {name: list(rows.columns) for name, rows in kept.items()} == {
        name: list(rows.columns) for name, rows in tables.items()
    }
    assert len(tables["sr_lines"]) == 3  # nothing was changed in place
