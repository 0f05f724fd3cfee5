"""The sections of the page Partijen as it was at the end of the chosen quarter: of everyone together, and of one provider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dashboard import dutch
from dashboard.party_rows import ProposalStep
from dashboard.readings import Readings
from dashboard.selection import PARTIES_PAGE
from dashboard.views.markup import Safe, table, tag
from schemas.quarter import Quarter
from schemas.vocabulary import MeetingKind, ProposalPhase, RuleSubject

_STAYS = ("Toegetreden", "Uitgetreden", "Toelatingseisen, zoals het nu is")
_STEPS = ("Datum", "Past bij de criteria", "Besproken", "Besluit")


def of_everyone(readings: Readings, quarter: str) -> Iterator[Safe | None]:
    """Participants, proposals, meetings, decisions, rules and predecessors."""
    yield _participants(readings, quarter)
    until = Quarter.parse(quarter).last_day
    yield _proposals(readings.proposal_steps(), until)
    yield _decisions(readings, until)
    yield _meetings(readings, until)
    yield _predecessors(readings, until)
    yield _rules(readings)


def of_provider(readings: Readings, provider_id: str, quarter: str) -> Iterator[Safe | None]:
    """Its stay, its requirements one by one, its versions and proposals."""
    yield _participants(readings, quarter, provider_id)
    yield _requirements(readings, provider_id)
    yield _versions(readings, provider_id)
    until = Quarter.parse(quarter).last_day
    yield _proposals(readings.proposal_steps(provider_id), until)
    yield _predecessors(readings, until, provider_id)


def _section(title: str, *parts: Safe | str | None) -> Safe:
    return tag(
        "section", tag("h2", title), *(tag("p", part) if not isinstance(part, Safe | None) else part for part in parts)
    )


def _participants(readings: Readings, quarter: str, provider_id: str | None = None) -> Safe:
    last = Quarter.parse(quarter).last_day
    stays = [row for row in readings.participants(provider_id) if provider_id or row.joined_on <= last]
    if not stays:
        return _section("Deelnemers", "Van deelname is niets bekend. Vul het blad deelname van de stamgegevens in.")
    rows = [
        (
            tag("a", row.provider, href=f"/{PARTIES_PAGE}?kwartaal={quarter}&aanbieder={row.provider_id}"),
            [
                _day(row.joined_on, row.joined_because),
                _day(row.left_on, row.left_because) if row.left_on and row.left_on <= last else dutch.NOTHING,
                tag("span", row.admission or dutch.NOTHING, class_="kb-wrap"),
            ],
        )
        for row in stays
    ]
    return _section("Deelnemers", table("Deelnemers, op alfabet", _STAYS, rows, first="Aanbieder", texts=True,
                                        visible_caption=False))  # fmt: skip


def _day(day: date | None, why: str | None) -> Safe | str:
    if day is None:
        return dutch.NOTHING
    return tag("span", f"{dutch.day(day)}. {why}", class_="kb-wrap") if why else dutch.day(day)


def _requirements(readings: Readings, provider_id: str) -> Safe:
    rows = [
        (
            row.requirement,
            ["voldaan" if row.met else "niet voldaan", _span(row.since, row.until), row.evidence or dutch.NOTHING],
        )
        for row in readings.requirements(provider_id)
    ]
    if not rows:
        return _section("Toelatingseisen", "Van de toelatingseisen is niets vastgelegd.")
    columns = ("Hoe het staat", "Sinds", "Bewijs dat is gezien")
    return _section("Toelatingseisen", table("Toelatingseisen", columns, rows, first="Eis", texts=True,
                                             visible_caption=False))  # fmt: skip


def _span(since: date, until: date | None) -> str:
    return f"{dutch.day(since)} tot en met {dutch.day(until)}" if until else dutch.day(since)


def _versions(readings: Readings, provider_id: str) -> Safe | None:
    rows = [
        (f"{row.title} ({row.sub_agreement_id}), versie {row.version}",
         [dutch.day(row.valid_from), row.changed or dutch.NOTHING, row.decided or dutch.NOTHING])
        for row in readings.agreement_versions(provider_id)
    ]  # fmt: skip
    if not rows:
        return None
    columns = ("Geldig vanaf", "Wat er veranderde", "Tafelbesluit")
    return _section("Deelovereenkomsten en hun versies", table("Versies", columns, rows, first="Deelovereenkomst",
                                                               texts=True, visible_caption=False))  # fmt: skip


def _later(count: int, one: str, many: str) -> Safe | None:
    """That there is more, after the chosen quarter."""
    return tag("p", f"Na dit kwartaal: {dutch.plural(count, one, many)}.", class_="kb-fact") if count else None


def _none(what: str, later: Safe | None) -> str:
    return f"Tot en met dit kwartaal zijn er geen {what} vastgelegd." if later else f"Er zijn geen {what} vastgelegd."


def _proposals(steps: Sequence[ProposalStep], until: date) -> Safe:
    """One block per proposal: where it stood at the end of the quarter, and how it came there."""
    then = [step for step in steps if step.on_day <= until]
    later = _later(len(steps) - len(then), "stap", "stappen")
    blocks = [_proposal(list(same)) for _, same in groupby(then, key=lambda step: step.proposal_id)]
    if not blocks:
        return _section("Voorstellen", _none("voorstellen", later), later)
    told = "Een voorstel gaat van voorlopig voorstel en constructiefase naar definitief voorstel en deelovereenkomst."
    return _section("Voorstellen", tag("p", told, class_="kb-fact"), *blocks, later)


def _proposal(steps: Sequence[ProposalStep]) -> Safe:
    last = steps[-1]
    rows = [
        (dutch.capital(ProposalPhase(step.phase).label),
         [dutch.day(step.on_day), *(text or dutch.NOTHING for text in (step.assessment, step.discussed, step.decision))])
        for step in steps
    ]  # fmt: skip
    became = f" {last.sub_agreement_id}" if last.sub_agreement_id else ""
    head = f"{last.provider}, {last.title}: {ProposalPhase(last.phase).label}{became}"
    made = table(f"Voorstel {last.proposal_id}", _STEPS, rows, first="Fase", texts=True, visible_caption=False)
    return tag("div", tag("h3", head), made, class_="kb-told kb-proposal")


def _decisions(readings: Readings, until: date) -> Safe:
    found = readings.consultation_decisions()
    rows = [
        (
            row.subject,
            [dutch.day(row.decided_on), dutch.day(row.applies_from), row.decision, row.consequence or dutch.NOTHING],
        )
        for row in found
        if row.decided_on <= until
    ]
    later = _later(len(found) - len(rows), "besluit", "besluiten")
    if not rows:
        return _section("Tafelbesluiten", _none("tafelbesluiten", later), later)
    columns = ("Genomen op", "Geldt vanaf", "Besluit", "Welke normen veranderden")
    told = "Een besluit verandert een norm vanaf een dag. De kwartalen ervoor blijven beoordeeld met de norm van toen."
    made = table(
        "Tafelbesluiten, het nieuwste eerst", columns, rows, first="Onderwerp", texts=True, visible_caption=False
    )
    made = tag("div", made, class_="kb-told kb-decided")
    return _section("Tafelbesluiten", tag("p", told, class_="kb-fact"), made, later)


def _meetings(readings: Readings, until: date) -> Safe:
    found = readings.network_meetings()
    rows = [
        (dutch.day(row.held_on), [MeetingKind(row.kind).label, row.subject, row.represented or "niet vastgelegd"])
        for row in found
        if row.held_on <= until
    ]
    later = _later(len(found) - len(rows), "overleg", "overleggen")
    if not rows:
        return _section("Overleggen", _none("overleggen", later), later)
    columns = ("Soort", "Onderwerp", "Vertegenwoordigd")
    made = table("Overleggen, het nieuwste eerst", columns, rows, first="Datum", texts=True, visible_caption=False)
    return _section("Overleggen", tag("div", made, class_="kb-told"), later)


def _predecessors(readings: Readings, until: date, provider_id: str | None = None) -> Safe | None:
    names = {row.provider_id: row.provider for row in readings.providers()}
    found = readings.predecessors(provider_id)
    told = [
        tag("li", f"{names.get(row.provider_id, row.provider_id)}: {row.sentence}")
        for row in found
        if row.since <= until
    ]
    later = _later(len(found) - len(told), "fusie of overname", "fusies en overnames")
    return _section("Fusies en overnames", tag("ul", told) if told else None, later) if found else None


def _rules(readings: Readings) -> Safe | None:
    rules = readings.umbrella_rules()
    if not rules:
        return None
    parts = [
        tag("div", tag("dt", dutch.capital(RuleSubject(subject).label)), [tag("dd", row.rule) for row in same])
        for subject, same in groupby(rules, key=lambda row: row.subject)
    ]
    return _section("Regels van de koepelovereenkomst", tag("dl", parts, class_="kb-rules"))
