"""Vacancies for a vacancy site: what schema.org and RSS ask is there, and no text can become anything but text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from pipelines.errors import UsageProblem
from pipelines.labour.feed import FORMATS, feed, open_on
from pipelines.labour.things import Vacancy
from schemas.vocabulary import VacancyState, WorkForm

WORK = Vacancy("berk", "V-1", "Medewerker groen", WorkForm.REGULAR, 24, date(2025, 10, 1), VacancyState.OPEN, "Noord",
               date(2026, 1, 5), "rijbewijs B", "Werken in het groen.", date(2026, 2, 28))  # fmt: skip
BARE = Vacancy("eik", "V-2", "Stage zorg", WorkForm.INTERNSHIP, 36, date(2025, 11, 3), VacancyState.OPEN)
WICKED = replace(WORK, vacancy="V-3", title='=HYPERLINK("x")', requirements="</script><img onerror=alert(1)> & \x00\x08",
                 description="<script>alert(1)</script>", district="]]>")  # fmt: skip
NAMES = {"berk": "De Berk", "eik": "<b>De Eik</b>"}


def made(kind: str, *items: Vacancy) -> str:
    return feed(
        kind, items or (WORK, BARE, WICKED), NAMES, municipality="Kleindorp", site="https://werk.kleindorp.nl"
    ).decode()


def test_a_posting_has_what_a_vacancy_site_must_have():
    first, second, _ = json.loads(made("jsonld"))["@graph"]
    for item in (first, second):  # required: schema.org/JobPosting as search engines ask it
        assert item["@type"] == "JobPosting"
        assert all(item[name] for name in ("title", "description", "datePosted", "hiringOrganization", "jobLocation"))
        assert item["jobLocation"]["address"]["addressCountry"] == "NL"
        date.fromisoformat(item["datePosted"])
    assert first["validThrough"] == "2026-02-28"
    assert first["employmentType"] == "PART_TIME"
    assert second["employmentType"] == "INTERN"
    assert second["description"] == "<p>Stage, 36 uur per week. Start in overleg.</p>"
    assert "validThrough" not in second
    assert json.loads(made("jsonld"))["@context"] == "https://schema.org"


@pytest.mark.parametrize(("hours", "kind"), [(35, "PART_TIME"), (36, "FULL_TIME"), (40, "FULL_TIME")])
def test_a_full_time_job_is_36_hours(hours: float, kind: str):
    (item,) = json.loads(made("jsonld", replace(WORK, hours=hours)))["@graph"]
    assert item["employmentType"] == kind


def test_json_ld_cannot_leave_its_script_element():
    text = made("jsonld")
    assert not set(text) & set("<>&\u2028\u2029\x00\x08")
    assert json.loads(text)["@graph"][2]["qualifications"] == "</script><img onerror=alert(1)> &"
    assert "&lt;script&gt;" in json.loads(text)["@graph"][2]["description"]


def test_rss_has_what_rss_2_asks_and_holds_texts_as_texts():
    root = ElementTree.fromstring(made("rss"))
    channel = root.find("channel")
    assert root.get("version") == "2.0" and channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    items = channel.findall("item")
    assert [item.findtext("guid") for item in items] == ["berk/V-1", "eik/V-2", "berk/V-3"]
    assert parsedate_to_datetime(items[0].findtext("pubDate") or "").date() == date(2025, 10, 1)
    assert items[1].findtext("title") == "Stage zorg (<b>De Eik</b>)"
    assert "<script>" not in (items[2].findtext("description") or "")


@pytest.mark.parametrize("site", ["", "javascript:alert(1)", "https://a b", 'https://a"b'])
def test_rss_needs_the_address_of_the_site(site: str):
    with pytest.raises(UsageProblem, match="adres van de vacaturesite"):
        feed("rss", [WORK], NAMES, municipality="Kleindorp", site=site)


def test_csv_holds_no_formulas_and_reads_back():
    header, *rows = csv.reader(io.StringIO(made("csv").removeprefix("\ufeff")), delimiter=";")
    assert header[:3] == ["vacature", "aanbieder", "titel"]
    assert rows[0][:6] == ["V-1", "De Berk", "Medewerker groen", "regulier werk", "24", "Noord"]
    assert rows[2][2] == '\'=HYPERLINK("x")'
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_vacancies_give_the_same_bytes_and_none_is_a_whole_file_too(kind: str):
    assert made(kind) == made(kind)
    assert feed(kind, [], NAMES, municipality="Kleindorp", site="https://werk.kleindorp.nl")


def test_only_what_is_open_on_the_day_is_shown_newest_first():
    others = [replace(WORK, state=state) for state in VacancyState if state is not VacancyState.OPEN]
    later = replace(WORK, vacancy="V-4", reported_on=date(2026, 3, 2))
    assert open_on([WORK, BARE, later, *others], date(2026, 2, 28)) == [BARE, WORK]
    assert open_on([WORK, BARE], date(2026, 3, 1)) == [BARE]
