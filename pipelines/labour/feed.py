"""Open vacancies for a vacancy site: schema.org JobPosting in JSON-LD, RSS 2.0, and CSV. The same vacancies, the same bytes."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

from pipelines.errors import UsageProblem
from pipelines.labour.things import Vacancy
from schemas.vocabulary import VacancyState, WorkForm

FULL_TIME = 36  # hours a week, as the norm of the building blocks
FORMATS = ("jsonld", "rss", "csv")
_EMPLOYMENT = {WorkForm.INTERNSHIP: "INTERN", WorkForm.TRAINING: "OTHER"}
_CSV = ("vacature", "aanbieder", "titel", "vorm", "uren per week", "wijk", "gemeente", "start", "eisen", "omschrijving",
        "gemeld op", "sluit op")  # fmt: skip
# what may not stand in XML 1.0, nor in a text that somebody reads
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# a spreadsheet reads a cell that begins so as a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def open_on(vacancies: Iterable[Vacancy], day: date) -> list[Vacancy]:
    """Those that are open on a day, the newest first."""
    found = [
        item
        for item in vacancies
        if item.state is VacancyState.OPEN
        and item.reported_on <= day
        and (item.closes_on is None or day <= item.closes_on)
    ]
    return sorted(found, key=lambda item: (-item.reported_on.toordinal(), item.provider_id, item.vacancy))


def feed(
    kind: str, vacancies: Iterable[Vacancy], names: Mapping[str, str], *, municipality: str, site: str = ""
) -> bytes:
    """kind: one of FORMATS. names: of providers by code. site: the address of the vacancy site, which RSS needs."""
    shown = list(vacancies)
    if kind == "jsonld":
        return _json_ld([_posting(item, names, municipality) for item in shown])
    if kind == "rss":
        return _rss(shown, names, municipality, site=site)
    if kind == "csv":
        return _table(shown, names, municipality)
    raise UsageProblem(f'Vorm "{kind}" bestaat niet. Kies uit: {", ".join(FORMATS)}.')


def _posting(item: Vacancy, names: Mapping[str, str], municipality: str) -> dict[str, Any]:
    """title, description, datePosted, hiringOrganization and jobLocation are what a site must have."""
    part_time = "FULL_TIME" if item.hours >= FULL_TIME else "PART_TIME"
    place: dict[str, Any] = {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": municipality, "addressCountry": "NL"},
    }
    if item.district:
        place["name"] = _plain(item.district)
    posting: dict[str, Any] = {
        "@type": "JobPosting",
        "title": _plain(item.title),
        "description": "".join(f"<p>{html.escape(part)}</p>" for part in _told(item)),  # a site reads it as HTML
        "identifier": {"@type": "PropertyValue", "name": _plain(names.get(item.provider_id, item.provider_id)),
                       "value": f"{item.provider_id}/{item.vacancy}"},
        "datePosted": item.reported_on.isoformat(),
        "employmentType": _EMPLOYMENT.get(item.form, part_time),
        "hiringOrganization": {"@type": "Organization", "name": _plain(names.get(item.provider_id, item.provider_id))},
        "jobLocation": place,
        "workHours": f"{_number(item.hours)} uur per week",
    }  # fmt: skip
    if item.closes_on:
        posting["validThrough"] = item.closes_on.isoformat()
    if item.starts_on:
        posting["jobStartDate"] = item.starts_on.isoformat()
    if item.requirements:
        posting["qualifications"] = _plain(item.requirements)
    return posting


def _json_ld(postings: list[dict[str, Any]]) -> bytes:
    """Safe inside a script element of a page: no sign that ends it can stand in a text."""
    text = json.dumps({"@context": "https://schema.org", "@graph": postings}, ensure_ascii=False, indent=2)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{text}\n".encode()


def _rss(items: list[Vacancy], names: Mapping[str, str], municipality: str, *, site: str) -> bytes:
    if not re.fullmatch(r"https?://[^\s<>\"]+", site):
        raise UsageProblem("Voor RSS is het adres van de vacaturesite nodig, zoals https://werk.gemeente.nl.")
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, text in (
        ("title", f"Vacatures social return {municipality}"),
        ("link", site),
        ("description", f"Plekken bij opdrachtnemers van de gemeente {municipality}"),
        ("language", "nl"),
    ):
        ElementTree.SubElement(channel, name).text = text
    for item in items:
        entry = ElementTree.SubElement(channel, "item")
        ElementTree.SubElement(entry, "title").text = f"{_plain(item.title)} ({_provider(item, names)})"
        ElementTree.SubElement(entry, "description").text = "".join(
            f"<p>{html.escape(part)}</p>" for part in _told(item)
        )
        ElementTree.SubElement(entry, "category").text = item.form.label
        guid = ElementTree.SubElement(entry, "guid", isPermaLink="false")
        guid.text = f"{item.provider_id}/{item.vacancy}"
        posted = datetime.combine(item.reported_on, time(), tzinfo=UTC)
        ElementTree.SubElement(entry, "pubDate").text = format_datetime(posted)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _table(items: list[Vacancy], names: Mapping[str, str], municipality: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_CSV)
    for item in items:
        cells = (
            item.vacancy, _provider(item, names), item.title, item.form.label, _number(item.hours), item.district,
            municipality, _iso(item.starts_on), item.requirements, item.description, _iso(item.reported_on),
            _iso(item.closes_on),
        )  # fmt: skip
        writer.writerow([_cell(text) for text in cells])
    return out.getvalue().encode("utf-8-sig")


def _told(item: Vacancy) -> list[str]:
    """What the work is, in sentences; a vacancy without a text of its own says what is known."""
    start = f"Start: {_iso(item.starts_on)}." if item.starts_on else "Start in overleg."
    parts = [item.description, f"{item.form.label.capitalize()}, {_number(item.hours)} uur per week. {start}"]
    parts += [f"Wat u nodig heeft: {item.requirements}"] if item.requirements else []
    return [_plain(part) for part in parts if part]


def _provider(item: Vacancy, names: Mapping[str, str]) -> str:
    return _plain(names.get(item.provider_id, item.provider_id))


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub("", text).strip()


def _cell(text: str) -> str:
    plain = _plain(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
