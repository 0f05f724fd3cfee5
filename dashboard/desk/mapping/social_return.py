"""Social return: where the entries of a registration tool, or invoices, say what; and what their words mean."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping import owner
from dashboard.desk.mapping.form import OUT, Form, column_options, suggested
from dashboard.desk.mapping.meaning import meaning
from dashboard.views.markup import tag
from pipelines.intake import Content, SheetSeen, Source, Strange
from schemas import entry_forms
from schemas.dimensions import Field
from schemas.social_return import ENTRIES, INVOICES
from schemas.synonyms import folded
from schemas.target_groups import GROUP_LABELS, target_group
from schemas.vocabulary import DataSet, EntryState

PARTS = {
    ENTRIES.name: "Een inzet: een plaatsing, stage, leerwerkbaan, training, inkoop of activiteit",
    INVOICES.name: "Een factuur, of wat in een kwartaal is gefactureerd",
}
DECLARED = "\x00declared"
_ELSEWHERE = ("provider_id", "sub_agreement_id", "quarter", "invoiced_quarter", "obligation_id", "no_displacement")
# the others stand folded: most exports do not have them
_IN_SIGHT = (
    "entry",
    "candidate",
    "form",
    "target_group",
    "starts_on",
    "planned_end",
    "hours",
    "paid",
    "state",
    "amount",
)
_LABELS = {"entry": "Kenmerk van de inzet", "candidate": "Kenmerk van de kandidaat", "form": "Vorm van de inzet",
           "starts_on": "Eerste dag", "planned_end": "Laatste dag zoals gepland", "ends_on": "Werkelijke laatste dag",
           "amount": "Gefactureerd bedrag"}  # fmt: skip
_CALLED = {"form": "de vorm", "target_group": "de doelgroep", "state": "de status", "obligation_id": "het contract",
           "evidence": "het bewijs"}  # fmt: skip
_STATES = {
    EntryState.SUBMITTED.label: "ingediend",
    EntryState.WITHDRAWN.label: "ingetrokken: telt niet meer",
    EntryState.APPROVED.label: "goedgekeurd: wacht hier op Beoordelen",
    EntryState.REJECTED.label: "afgekeurd: wacht hier op Beoordelen",
}
_STATE = owner.Asking("Van welk kwartaal is een rij de stand?", "Dit hele bestand is de stand van één kwartaal",
                      owner.QUARTER_OF_DATE)  # fmt: skip
_INVOICED = owner.Asking(
    "Van welk kwartaal is een factuur?", "Alle facturen zijn van één kwartaal", owner.QUARTER_OF_DATE
)


def drawn(form: Form, file: Strange, seen: SheetSeen, title: str) -> Content:
    """What the form holds of a recipe, apart from how the file is laid out."""
    part = form.one_of("Wat is een rij?", tuple(PARTS.values()), field="sr_part")
    if part is None:
        return Content(title, data_set=DataSet.SOCIAL_RETURN)
    sheet = ENTRIES if part == PARTS[ENTRIES.name] else INVOICES
    columns: dict[str, Source] = {}
    constants: dict[str, str] = {}
    fields = [item for item in sheet.fields if item.name not in _ELSEWHERE]
    for item in fields:
        if item.name in _IN_SIGHT:
            _column(form, file, seen, item, columns=columns)
    if sheet is ENTRIES:
        _displacing(form, seen, columns=columns, constants=constants)
    with st.expander("Staat er nog meer in het bestand?"):
        for item in fields:
            if item.name not in _IN_SIGHT:
                _column(form, file, seen, item, columns=columns)
    st.html(tag("h2", "Voor wie en wanneer?"))
    owner.provider(form, file, seen, columns=columns, constants=constants)
    if "provider_name" in columns:
        columns["provider_id"] = columns.pop("provider_name")
    _obligation(form, file, seen, columns=columns)
    period_is = owner.period(form, seen, "quarter", columns=columns, constants=constants, asking=_STATE)
    if sheet is INVOICES:
        invoiced = owner.period(form, seen, "invoiced_quarter", columns=columns, constants=constants, asking=_INVOICED)
        period_is = invoiced if period_is == "as_written" else period_is
    return Content(title, data_set=DataSet.SOCIAL_RETURN, part=sheet.name, columns=columns, constants=constants,
                   period_is=period_is)  # fmt: skip


def _column(form: Form, file: Strange, seen: SheetSeen, item: Field, *, columns: dict[str, Source]) -> None:
    """One of our columns, and what its words mean where they are few."""
    preset, hint = suggested(seen.columns, item.name)
    label = _LABELS.get(item.name, dutch.capital(item.header)) + ("" if item.required else " (mag leeg blijven)")
    where = form.choose(label, column_options(seen.columns), field=f"sr_{item.name}", preset=preset,
                        hint=hint or item.explanation, needed=item.required)  # fmt: skip
    if where:
        columns[item.name] = Source((where,), words=_words(form, file, seen, item, where=where))


def _words(form: Form, file: Strange, seen: SheetSeen, item: Field, *, where: str) -> dict[str, str]:
    if item.name not in _CALLED:
        return {}
    texts = next(column.labels for column in seen.columns if column.name == where)
    known = {text: _known(item, text, file.obligations) for text in texts}
    options = {**_options(item, file.obligations), OUT: "Telt niet mee: laat deze rijen weg"}
    field = f"sr_{item.name}_word"
    said = form.former(f"{field}_", texts) | meaning(form, known, options, what=_CALLED[item.name], field=field)
    return form.words(where, said)


def _known(item: Field, text: str, obligations: Mapping[str, str]) -> str:
    match item.name:
        case "form":
            found = entry_forms.NAMES.get(folded(text))
            return found.label if found else ""
        case "target_group":
            group = target_group(text)
            return group.label if group else ""
        case "obligation_id":
            return text if text in obligations else ""
    return next((word for word in item.words if folded(word) == folded(text)), "")


def _options(item: Field, obligations: Mapping[str, str]) -> Mapping[str, str]:
    match item.name:
        case "state":
            return _STATES
        case "target_group":
            return {label: label for label in GROUP_LABELS}
        case "obligation_id":
            return obligations
    return {word: word for word in item.words}


def _displacing(form: Form, seen: SheetSeen, *, columns: dict[str, Source], constants: dict[str, str]) -> None:
    preset, hint = suggested(seen.columns, "no_displacement")
    options = {DECLARED: "Bij elke plaatsing is verklaard dat zij niemand verdringt", **column_options(seen.columns)}
    where = form.choose("Verdringt een plaatsing geen gewone werknemer?", options, field="sr_no_displacement", preset=preset,
                        hint=hint or "Nodig bij plaatsingen, stages en leerwerkbanen. Weet u het niet? Vraag het de aanbieder.")  # fmt: skip
    if where == DECLARED:
        constants["no_displacement"] = "ja"
    elif where:
        columns["no_displacement"] = Source((where,))


def _obligation(form: Form, file: Strange, seen: SheetSeen, *, columns: dict[str, Source]) -> None:
    if not file.obligations:
        text = (
            "Er is nog geen verplichting bekend. Lever en accepteer eerst de werkmap social return; daarna dit bestand."
        )
        st.html(tag("p", text, class_="kb-complaint", role="alert"))
    item = ENTRIES.field("obligation_id")
    preset, hint = suggested(seen.columns, item.name)
    where = form.choose(
        "Kolom met de verplichting of het contract (mag leeg blijven)", column_options(seen.columns), field="sr_obligation_id",
        preset=preset, hint=hint or "Leeg: de enige verplichting van de aanbieder of deelovereenkomst.", needed=False,
    )  # fmt: skip
    if where:
        columns[item.name] = Source((where,), words=_words(form, file, seen, item, where=where))
