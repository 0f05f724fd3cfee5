"""An attack on the file for one provider and on that for everybody: nothing about another is in it, in no table and no byte."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.audiences import for_audience, for_every_provider
from pipelines.published_file import ABOUT_A_PROVIDER, opened, rows_of, write_file
from pipelines.recipients import changed_files, provider_files, public_file
from schemas import publication as promise
from schemas.vocabulary import Audience

WHO = ("berk", "eik")
ID = "0123456789abcdef" * 4
Tables = dict[str, pd.DataFrame]


def told(tables: Tables) -> Tables:
    """Rows about each provider and about all together, each with words of its own; the rest of a table about nobody."""
    for table in promise.TABLES:
        whose = [*WHO, None] if "provider_id" in table.columns else [None]
        rows = [{name: _filled(name, kind, who) for name, kind in table.columns.items()} for who in whose]
        tables[table.name] = pd.DataFrame(rows)
    handed_in = [{"delivery_id": f"geheim-{who}", "file_name": f"bestand-{who}.xlsx"} for who in WHO]
    tables["deliveries"] = pd.DataFrame(handed_in, columns=list(promise.DELIVERIES.columns))
    tables["providers"] = pd.DataFrame(
        {"provider_id": WHO, "provider": ["De Berk", "De Eik"]}, columns=list(promise.PROVIDERS.columns)
    )
    return tables


def _filled(name: str, kind: str, who: str | None) -> object:
    if name == "provider_id":
        return who
    if kind == promise.TEXT:
        return f"geheim-{who}" if who else "van-allen"
    if kind == promise.DAY:
        return pd.Timestamp(2025, 1, 1)
    return True if kind == promise.FLAG else 12


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    path = tmp_path / f"intern-{ID[:16]}.duckdb"
    facts = {"id": ID, "audience": Audience.INTERN.value, "schema_version": str(promise.SCHEMA_VERSION)}
    meta = pd.DataFrame({"key": facts.keys(), "value": facts.values()})
    write_file(path, told({}) | {promise.META.name: meta})
    return path


def read(path: Path) -> Tables:
    with opened(path) as connection:
        return rows_of(connection)


def test_a_provider_finds_itself_as_intern_has_it_and_of_another_the_name_alone(publication: Path):
    whole, own = read(publication), read(provider_files(publication, ["berk"])["berk"])
    for name in ABOUT_A_PROVIDER:
        mine = whole[name][whole[name]["provider_id"] == "berk"]
        found = own[name][own[name]["provider_id"].notna()]
        pd.testing.assert_frame_equal(found.reset_index(drop=True), mine.reset_index(drop=True), check_dtype=False)
    assert own["deliveries"]["file_name"].tolist() == ["bestand-berk.xlsx"]
    assert own["providers"]["provider"].tolist() == ["De Berk", "De Eik"]


def test_no_byte_of_the_file_tells_of_another(publication: Path):
    berk, eik = (path.read_bytes() for path in provider_files(publication, WHO).values())
    assert b"geheim-berk" in berk and b"geheim-eik" in eik  # the files are not packed: what is in them can be found
    assert b"geheim-eik" not in berk and b"geheim-berk" not in eik
    assert b"bestand-eik" not in berk and b"bestand-berk" not in eik


def test_what_is_about_all_is_what_everybody_may_have(publication: Path):
    everybody, own = read(public_file(publication)), read(provider_files(publication, ["eik"])["eik"])
    for name in {table.name for table in promise.TABLES} - {"deliveries", "providers"}:
        of_all = [
            rows[rows["provider_id"].isna()] if name in ABOUT_A_PROVIDER else rows
            for rows in (everybody[name], own[name])
        ]
        assert of_all[0].to_csv(index=False) == of_all[1].to_csv(index=False), name
    assert own["talks"]["provider_id"].tolist() == ["eik"]  # what was said among the parties: its own
    assert own["funnels"].empty and everybody["funnels"].empty  # a sentence there names who stands out


def test_the_rules_ask_nothing_of_rows_about_others_to_decide_on_those_about_all():
    """So the file of a provider may be made from the rows about all, without reading those of everyone."""
    tables = told({})
    alone = {
        name: rows[rows["provider_id"].isna()] if name in ABOUT_A_PROVIDER else rows for name, rows in tables.items()
    }
    public = for_audience(tables, Audience.PUBLIEK)
    for name, rows in for_every_provider(alone).items():
        asked = tables[name] if name == "providers" else public[name]
        asked = asked[asked["provider_id"].isna()] if name in ABOUT_A_PROVIDER else asked
        assert rows.to_csv() == asked.to_csv(), name


def test_each_says_for_whom_it_is_and_has_the_id_of_the_publication(publication: Path):
    for path, audience in (
        (provider_files(publication, ["eik"])["eik"], "aanbieder"),
        (public_file(publication), "publiek"),
    ):
        with duckdb.connect(path, read_only=True) as connection:
            facts = dict(connection.execute("select key, value from meta").fetchall())
        assert facts == {"id": ID, "audience": audience, "schema_version": str(promise.SCHEMA_VERSION)}


def test_a_file_is_made_once_and_goes_when_another_publication_is_asked_for_one(publication: Path):
    once = provider_files(publication, WHO)
    before = {path: path.stat().st_mtime_ns for path in once.values()}
    assert {path: path.stat().st_mtime_ns for path in provider_files(publication, WHO).values()} == before
    half = publication.with_name(".aanbieder-0123456789abcdef-x.duckdb.1.part")
    half.write_bytes(b"")
    later = publication.with_name("intern-fedcba9876543210.duckdb")
    later.write_bytes(publication.read_bytes())
    made = public_file(later)
    assert made.exists() and publication.exists() and not half.exists()
    assert not any(path.exists() for path in once.values())


def test_a_file_that_was_changed_by_hand_or_damaged_is_known(publication: Path):
    berk, eik = provider_files(publication, WHO).values()
    everybody = public_file(publication)
    assert changed_files(publication) == []
    with duckdb.connect(eik) as connection:
        connection.execute("update \"values\" set value = 13 where provider_id = 'eik'")
    everybody.write_bytes(everybody.read_bytes()[:5000])
    assert changed_files(publication) == [eik, everybody] and berk.exists()
    for begin in {*publication.parent.glob("aanbieder-*")} - {berk, eik}:
        begin.write_bytes(begin.read_bytes()[:5000])
    assert len(changed_files(publication)) == 3
    eik.unlink()
    assert read(provider_files(publication, WHO)["eik"])["talks"]["provider_id"].tolist() == [
        "eik"
    ]  # and is made again
    assert changed_files(publication) == []
