"""All workbooks of a quarter at once: one per provider, the register, and the same in one zip with a letter."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pandas as pd

from pipelines.register import Register
from pipelines.sources.register import TABLES
from pipelines.templates.labour import write_labour
from pipelines.templates.lead_time_cases import write_case_list
from pipelines.templates.monitoring import dutch_day, write_monitoring
from pipelines.templates.register import write_register
from pipelines.templates.rows import STANDARD_INDICATORS, also_asked, monitoring_rows
from pipelines.templates.social_return import write_social_return
from pipelines.templates.surveys import PRESETS, survey_template
from pipelines.templates.volunteers import volunteer_rows
from schemas.indicators.catalogue import CATALOGUE
from schemas.parties import REGISTER_WORKBOOK
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Evidence

REGISTER_NAME = "stamgegevens.xlsx"
README_NAME = "LEESMIJ.txt"
SURVEY_NAME = "enquete-"
OF_THE_MUNICIPALITY = "gemeente"
NO_ACTIONS: Mapping[str, Sequence[Mapping[str, Any]]] = MappingProxyType({})
_README = """Sjablonen voor het {quarter}
{municipality}
In dit zipbestand staat voor elke aanbieder een eigen werkmap. De naam begint met het kwartaal, daarna
komt de code van de aanbieder:

{providers}

Wat doet u ermee?
1. Pak het zipbestand uit.
2. Stuur elke aanbieder alleen wat van hem is.
3. De aanbieder vult de gele cellen in en stuurt de werkmap terug, uiterlijk op {due}.
4. Lever wat terugkomt bij Kwartaalbeeld. U mag alle werkmappen in een keer leveren, in een map.

In elke werkmap staan de cijfers van het vorige kwartaal en de afgesproken normen, om mee te vergelijken.
Het blad Uitleg zegt per indicator wat de aanbieder telt. Het blad Vrijwilligers is voor aanbieders die met
vrijwilligers werken; wie dat niet doet, laat het zoals het is.
{case_lists}
{register} is voor uzelf: daarin staan de aanbieders, de deelovereenkomsten en de afspraken.
Klopt er iets niet meer? Verbeter het daar en lever dat bestand eerst. Stuur het niet naar aanbieders.

De werkmappen die met "{survey}" beginnen, zijn voor wie een enquête houdt: onder cliënten, onder partners, onder
inwoners, en voor het cliëntervaringsonderzoek Wmo. Er hoort één meting in. Het blad Uitleg zegt wat waar komt.
"""

_CASE_LISTS = """
Een werkmap met "zakenlijst" in de naam heeft een rij per aanvraag. Daarin is niets vooringevuld: wij bewaren geen
zaaknummers. Het blad Uitleg zegt wat erin komt. Stuur haar mee aan dezelfde aanbieder.
"""


def make_templates(
    register: Register,
    quarter: Quarter,
    *,
    previous: pd.DataFrame | None,
    due_on: date,
    pools: pd.DataFrame | None = None,
    on: frozenset[str] = frozenset(CATALOGUE),
    case_lists: frozenset[str] = frozenset(),
    social_return: bool = False,
    vacancies: bool = False,
    actions: Mapping[str, Sequence[Mapping[str, Any]]] = NO_ACTIONS,
) -> Iterator[tuple[str, bytes]]:
    """Names and contents: first the register, then a workbook for every provider with a sub-agreement that runs in
    the quarter, and one per kind of survey. previous: as also_asked; pools: as volunteer_rows. on: the indicators in use.
    case_lists: the providers of whom a case list is awaited; its workbook holds only headings and explanation, for no case
    number is stored. social_return, vacancies: an empty workbook for it too; of vacancies also one for the municipality's own candidates. actions: what is open per provider, as write_actions. The same input gives the same bytes."""
    base = [item for item in STANDARD_INDICATORS if item.code in on]
    also = also_asked(quarter, targets=register.agreed_target, previous=previous)
    also = also[also["indicator"].isin(on)]
    with_volunteers = any(CATALOGUE[code].evidence is Evidence.VOLUNTEERS for code in on)
    municipality = _municipality(register)
    stream = BytesIO()
    write_register(stream, register_sheets(register), municipality=municipality)
    yield REGISTER_NAME, stream.getvalue()
    names = register.provider.set_index("provider_id")["provider"]
    for provider_id, own in _running(register, quarter).groupby("provider_id"):
        rows = monitoring_rows(
            own, quarter, indicators=base, also=also, previous=previous, targets=register.agreed_target
        )
        stream = BytesIO()
        volunteers = volunteer_rows(own, quarter, previous=pools) if with_volunteers else None
        write_monitoring(stream, rows, provider=names[provider_id], municipality=municipality, quarter=quarter,
                         due_on=due_on, volunteers=volunteers, actions=actions.get(str(provider_id), ()))  # fmt: skip
        yield f"{quarter}-{provider_id}.xlsx", stream.getvalue()
        if provider_id in case_lists:
            stream = BytesIO()
            write_case_list(
                stream, pd.DataFrame(), provider=names[provider_id], municipality=municipality, quarter=quarter
            )
            yield f"{quarter}-{provider_id}-{DataSet.CASE_LIST}.xlsx", stream.getvalue()
        if social_return:
            stream = BytesIO()
            write_social_return(stream, {}, provider=names[provider_id], municipality=municipality, quarter=quarter)
            yield f"{quarter}-{provider_id}-{DataSet.SOCIAL_RETURN}.xlsx", stream.getvalue()
        if vacancies:
            yield _labour(str(provider_id), names[provider_id], municipality, quarter=quarter)
    if vacancies:
        yield _labour(OF_THE_MUNICIPALITY, municipality, municipality, quarter=quarter)
    known = register.provider.loc[~register.provider["placeholder"], ["provider_id", "provider"]]
    for kind, word in PRESETS.items():
        yield f"{SURVEY_NAME}{word}.xlsx", survey_template(kind, known)


def _labour(code: str, name: str, municipality: str, *, quarter: Quarter) -> tuple[str, bytes]:
    stream = BytesIO()
    write_labour(stream, {}, provider=name, municipality=municipality, quarter=quarter)
    return f"{quarter}-{code}-{DataSet.LABOUR}.xlsx", stream.getvalue()


def templates_zip(register: Register, quarter: Quarter, *, files: Iterable[tuple[str, bytes]], due_on: date) -> bytes:
    """Everything of make_templates in one zip, with a letter that says what to do. Deterministic."""
    made = list(files)
    letter = _readme(register, quarter, names=[name for name, _ in made[1:] if not name.startswith(SURVEY_NAME)],
                     due_on=due_on)  # fmt: skip
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        # with a byte order mark and carriage returns the oldest Notepad shows it well too
        for name, content in [(README_NAME, letter.replace("\n", "\r\n").encode("utf-8-sig")), *made]:
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def register_sheets(register: Register) -> dict[str, pd.DataFrame]:
    """The register as the sheets of its own workbook, to correct and deliver again. Placeholders are left out."""
    sheets = {}
    for form in REGISTER_WORKBOOK:
        frame = getattr(register, TABLES[form.name])
        sheets[form.name] = frame.loc[~frame["placeholder"], [item.name for item in form.fields]]
    return sheets


def _municipality(register: Register) -> str:
    umbrella = register.umbrella_agreement
    return str(umbrella["municipality"].iloc[0]) if len(umbrella) else ""


def _running(register: Register, quarter: Quarter) -> pd.DataFrame:
    """The sub-agreements that run on at least one day of the quarter."""
    first, last = pd.Timestamp(quarter.first_day), pd.Timestamp(quarter.last_day)
    spans = register.spans
    running = spans[(spans["runs_from"] <= last) & (spans["runs_until"] >= first)]
    return register.sub_agreement[register.sub_agreement["sub_agreement_id"].isin(running["sub_agreement_id"])]


def _readme(register: Register, quarter: Quarter, *, names: list[str], due_on: date) -> str:
    providers = zip(register.provider["provider_id"], register.provider["provider"], strict=True)
    beside = (DataSet.CASE_LIST, DataSet.SOCIAL_RETURN, DataSet.LABOUR)
    endings = (("", ""), *((f"-{item}", f", {item.label}") for item in beside))
    titles = {f"{quarter}-{code}{ending}.xlsx": f"{name}{told}" for code, name in providers for ending, told in endings}
    titles[f"{quarter}-{OF_THE_MUNICIPALITY}-{DataSet.LABOUR}.xlsx"] = "kandidaten uit het bestand van de gemeente"
    listed = [f"  {name}   {titles[name]}" for name in names]
    return _README.format(
        quarter=quarter.label,
        municipality=_municipality(register),
        providers="\n".join(listed) or "  (in dit kwartaal loopt er geen enkele deelovereenkomst)",
        due=dutch_day(due_on),
        register=REGISTER_NAME,
        survey=SURVEY_NAME,
        case_lists=_CASE_LISTS if any(name.endswith(f"-{DataSet.CASE_LIST}.xlsx") for name in names) else "",
    )
