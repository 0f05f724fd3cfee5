"""What a delivery is and would change, in sentences: words for what the pipelines computed, no sums of its own."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from pipelines import intake
from pipelines.intake import Case, Change, Checked, Difference, Preview
from schemas.in_words import before_and_after
from schemas.quarter import NotAPeriod
from schemas.vocabulary import DataSet, DeliveryState, Status

_RANK = {
    status.value: place
    for place, status in enumerate((Status.BEHIND, Status.ATTENTION, Status.ON_TRACK, Status.UNCERTAIN))
}


def status(code: str | None) -> str:
    return dutch.status(code) or "geen oordeel"


def change(item: Change) -> str:
    """Bereikte personen, Taalkring, K4 2025: 125 wordt 118; status op koers wordt aandacht."""
    before, after = before_and_after(item.before, item.unit), before_and_after(item.after, item.unit)
    moved = f"{before} blijft {after}" if before == after else f"{before} wordt {after}"
    if item.before is None and item.after is None:
        moved = "nog steeds geen cijfer"
    verdict = ""
    if item.status_before != item.status_after:
        verdict = f"; status {status(item.status_before)} wordt {status(item.status_after)}"
    return f"{item.title}, {item.provider}, {dutch.short_period(item.quarter)}: {moved}{verdict}"


def preview(found: Preview, changes: Sequence[Change]) -> str:
    """The one sentence that says what accepting would do: the change that matters most, the first of `changes`, and
    then how far it goes."""
    if not found.figures:
        reports = dutch.plural(len(found.reports), "rapport", "rapporten")
        words = f"; wel wat er over verandering staat in {reports}" if found.reports else ""
        return f"Accepteren verandert geen enkel gepubliceerd cijfer{words}."
    parts = []
    if changes:
        parts.append(change(changes[0]))
        others = len(changes) + found.unnamed - 1
        if others:
            parts.append(f"nog {dutch.plural(others, 'ander cijfer verandert', 'andere cijfers veranderen')}")
        if first_of_its_quarter(changes):
            parts.append("bij wie over dit kwartaal nog niets leverde, komt ‘niet geleverd’ te staan")
    else:
        parts.append(f"{dutch.plural(found.figures, 'cijfer verandert', 'cijfers veranderen')} in de details")
    parts.append(dutch.plural(len(found.reports), "rapport verandert", "rapporten veranderen"))
    settled = dutch.plural(len(found.locked), "vastgesteld kwartaal", "vastgestelde kwartalen")
    way_out = "; moet dat, open dat kwartaal dan eerst weer"
    parts.append(f"raakt {settled}{way_out}" if found.locked else "raakt geen vastgesteld kwartaal")
    return f"{'; '.join(parts)}."


def first_of_its_quarter(changes: Sequence[Change]) -> bool:
    """Whether others appear because of it: a quarter nobody had a figure in."""
    return any(
        item.status_before is None and item.status_after == Status.NOT_DELIVERED for item in changes
    ) and not any(item.status_before for item in changes if item.quarter == changes[0].quarter)


def own_slots(changes: Sequence[Change], slots: Sequence[tuple[str, str, str]]) -> list[Change]:
    """What changes about the delivery's own providers and quarters."""
    own = {(provider, quarter) for provider, quarter, _ in slots}
    return [item for item in changes if (item.provider_id, item.quarter) in own]


def in_order(changes: Sequence[Change], slots: Sequence[tuple[str, str, str]]) -> list[Change]:
    """What this delivery is about first; there a verdict that changes before a figure that does, what asks for a talk
    before what does not."""
    own = {id(item) for item in own_slots(changes, slots)}

    def place(item: Change) -> tuple[bool, bool, bool, int]:
        rank = _RANK.get(item.status_after or "", len(_RANK))
        return id(item) not in own, item.after is None, item.status_before == item.status_after, rank

    return sorted(changes, key=place)


def difference(found: Difference) -> str:
    """Vergeleken met L00012 (geweigerd ...): 2 hersteld, 1 gebleven, geen nieuw."""
    counts = [
        f"{dutch.number(len(faults)) if faults else 'niets'} {word}"
        for faults, word in ((found.mended, "hersteld"), (found.left, "gebleven"), (found.new, "nieuw"))
    ]
    return f"Vergeleken met de vorige versie, {found.former_id} ({found.former_state.label}): {dutch.listing(counts)}."


def counted(checked: Checked) -> str:
    """3 fouten, 1 vraag en 2 waarschuwingen."""
    kinds = ((checked.errors, "fout", "fouten"), (checked.questions, "vraag", "vragen"),
             (checked.warnings, "waarschuwing", "waarschuwingen"))  # fmt: skip
    return dutch.listing([dutch.plural(intake.count(found), one, many) for found, one, many in kinds if found])


def about(data_set: str | None, slots: Sequence[tuple[str, str, str]], names: dict[str, str]) -> str:
    """Kwartaalmonitor van Taalkring over het 4e kwartaal 2025."""
    if not data_set:
        return "Nog niet bekend"
    kind = dutch.capital(DataSet(data_set).label)
    providers = {provider for provider, _, _ in slots if provider != "*"}
    known = providers & set(names) or providers  # a name that nobody has is a fault, not one more provider
    owners = sorted({names.get(provider, provider) for provider in known}, key=str.casefold)
    quarters = sorted({quarter for _, quarter, _ in slots if quarter != "*"})
    whose = owners[0] if len(owners) == 1 else dutch.plural(len(owners), "aanbieder", "aanbieders")
    span = _span(quarters)
    return kind + (f" van {whose}" if owners else "") + (f" over {span}" if span else "")


def _span(quarters: Sequence[str]) -> str:
    if len(quarters) > 1:
        return f"{dutch.plural(len(quarters), 'kwartaal', 'kwartalen')} ({quarters[0]} tot en met {quarters[-1]})"
    try:
        return f"het {dutch.period(quarters[0])}" if quarters else ""
    except NotAPeriod:
        return quarters[0]


def verdict(found: Case) -> str:
    """The answer to whether a delivery counts, and what to do now."""
    errors = intake.count(found.checked.errors)
    many = dutch.plural(errors, "fout", "fouten")
    match found.state:
        case DeliveryState.ACCEPTED:
            settled = " Het kwartaal is vastgesteld." if found.locked else ""
            return f"Ja, deze levering telt mee.{settled}"
        case DeliveryState.UNMAPPED:
            if any(item.code == "recipe_asks" for item in found.checked.findings):
                return (
                    "Nog niet. Kwartaalbeeld kent deze indeling. Vul hieronder in wat uit het bestand zelf niet blijkt."
                )
            return "Nog niet. Kwartaalbeeld kent de indeling van dit bestand niet. Wijs aan wat waar staat."
        case DeliveryState.REFUSED:
            return f"Nee. Er {'zit' if errors == 1 else 'zitten'} {many} in het bestand. Geef het terug aan de afzender en lever de herstelde versie in."
        case DeliveryState.REJECTED | DeliveryState.SUPERSEDED | DeliveryState.WITHDRAWN:
            return f"Nee, deze levering is {found.state.label}."
    if found.locked:
        return "Nee, het kwartaal is vastgesteld. Open het eerst weer, bij het gesprek of bij de levering die nu telt, of wijs deze levering af."
    if errors:
        return f"Nee. Bij opnieuw controleren {'kwam' if errors == 1 else 'kwamen'} er {many} uit."
    if questions := intake.count(found.checked.questions):
        return f"Nog niet. Het kan na uitleg bij {dutch.plural(questions, 'cijfer', 'cijfers')}. De levering wacht op uw besluit."
    return "Nog niet. Er zijn geen fouten gevonden. De levering wacht op uw besluit."
