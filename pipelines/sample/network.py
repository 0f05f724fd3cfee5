"""The network behind the sample: its rules, admissions, proposals, meetings and decisions. All invented."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.sample.providers import PROVIDERS, UMBRELLA_AGREEMENT
from schemas.vocabulary import MeetingKind, ProposalPhase, RuleSubject, SuccessionKind

Rows = list[dict[str, object]]

PUBLISHED_ON, QUESTIONS_UNTIL, LAST_DAY = date(2022, 1, 17), date(2022, 2, 14), date(2028, 6, 30)
JOINED_BECAUSE = {
    "kindspoor": "Aanbod voor kinderen in armoede ontbrak in het netwerk.",
    "elzenbroek": "Lange wachttijd bij begeleiding bij autisme.",
    "digipunt": "Nieuwe vraag uit de wijk De Weiden naar hulp met de computer.",
}
# decision, day, meeting, subject, what was decided, from
_DECIDED = (
    ("TB-2023-11-1", date(2023, 11, 16), "N-2023-11", "Uitbreiding naar De Weiden",
     "Welzijn Lindendaal gaat ook in De Weiden werken; de norm voor bereik gaat van 300 naar 350.", date(2024, 1, 1)),
    ("TB-2023-11-3", date(2023, 11, 16), "N-2023-11", "Zakenlijsten",
     "Zeven aanbieders leveren een zakenlijst; daarbij horen normen in dagen.", date(2024, 1, 1)),
    ("TB-2024-11-2", date(2024, 11, 20), "N-2024-11", "Norm na de fusie met De Westerwilg",
     "De norm voor bereik van Zilverdraad gaat omhoog naar 260.", date(2025, 1, 1)),
    ("TB-2024-11-5", date(2024, 11, 20), "N-2024-11", "Meer taalmaatjes",
     "De norm voor bereik van de taalmaatjes gaat van 210 naar 240.", date(2025, 1, 1)),
    ("TB-2025-06-3", date(2025, 6, 12), "N-2025-06", "Tekort aan personeel",
     "De norm voor tijdig starten gaat bij drie aanbieders omlaag zolang er een tekort aan personeel is.",
     date(2025, 7, 1)),
    ("TB-2025-06-4", date(2025, 6, 12), "N-2025-06", "Minder vrijwilligers bij de Bezoekdienst",
     "De norm voor bereik gaat van 80 naar 65.", date(2025, 7, 1)),
)  # fmt: skip
_SOURCES = {
    "Tafelverslag 16 november 2023, besluit 1": "TB-2023-11-1",
    "Tafelverslag 16 november 2023, besluit 3": "TB-2023-11-3",
    "Tafelverslag 20 november 2024, besluit 2": "TB-2024-11-2",
    "Tafelverslag 20 november 2024, besluit 5": "TB-2024-11-5",
    "Tafelverslag 12 juni 2025, besluit 3": "TB-2025-06-3",
    "Tafelverslag 12 juni 2025, besluit 4": "TB-2025-06-4",
}
_MEETINGS = (
    ("N-2022-05", date(2022, 5, 19), MeetingKind.PHYSICAL, "Voorbereiding van de deelovereenkomsten",
     "de-linde; welzijn-lindendaal; kompaskade; mantelpunt; taalkring"),
    ("N-2022-11", date(2022, 11, 17), MeetingKind.NETWORK, "Eerste kwartaal: wat er wordt geleverd",
     "de-linde; welzijn-lindendaal; kompaskade; thuisvaart; noorderbrug; zilverdraad"),
    ("N-2023-05", date(2023, 5, 25), MeetingKind.NETWORK, "Toetreding van Kindspoor en wachttijden",
     "de-linde; gezinsanker; thuisvaart; westerwilg"),
    ("N-2023-11", date(2023, 11, 16), MeetingKind.NETWORK, "Normen voor 2024",
     "welzijn-lindendaal; kompaskade; de-linde; thuisvaart; sterkspoor; kindspoor"),
    ("N-2024-05", date(2024, 5, 23), MeetingKind.PHYSICAL, "Overdracht van De Westerwilg aan Zilverdraad",
     "westerwilg; zilverdraad; de-linde; elzenbroek"),
    ("N-2024-11", date(2024, 11, 20), MeetingKind.NETWORK, "Normen voor 2025",
     "zilverdraad; taalkring; de-linde; welzijn-lindendaal; bovenkamer"),
    ("N-2025-06", date(2025, 6, 12), MeetingKind.NETWORK, "Tekort aan personeel en minder vrijwilligers",
     "kompaskade; zilverdraad; sterkspoor; bezoekdienst; de-linde"),
    ("N-2025-10", date(2025, 10, 9), MeetingKind.VIRTUAL, "Reacties op het voorstel Taal op de werkvloer", None),
    ("N-2025-11", date(2025, 11, 13), MeetingKind.NETWORK, "Voortgang en het jaar 2026",
     "de-linde; welzijn-lindendaal; taalkring; digipunt; zilverdraad; kompaskade"),
)  # fmt: skip
_RULES = (
    (RuleSubject.CONSULTATION, "Het Netwerk sociaal domein komt ten minste twee keer per jaar bijeen."),
    (RuleSubject.CONSULTATION, "Iedere partij mag een onderwerp op de agenda zetten, tot tien werkdagen vooraf."),
    (RuleSubject.REPRESENTATION, "Aan de fysieke overlegtafel zitten vertegenwoordigers, gekozen per soort aanbod. "
     "De andere partijen reageren aan de virtuele tafel."),
    (RuleSubject.DECIDING, "Een besluit is genomen als de gemeente en de vertegenwoordigers het eens zijn."),
    (RuleSubject.JOINING, "Een nieuwe partij kan elk kwartaal toetreden als zij aan de kwaliteitseisen voldoet."),
    (RuleSubject.LEAVING, "Wie uittreedt, meldt dat drie maanden vooraf en draagt de hulp zorgvuldig over."),
    (RuleSubject.CHANGING, "Een norm verandert alleen met een besluit van de tafel, en nooit met terugwerkende kracht."),
    (RuleSubject.TERM, "De overeenkomst loopt zes jaar en eindigt vanzelf."),
)  # fmt: skip
_REQUIREMENTS = (
    ("Kwaliteitskeurmerk of gelijkwaardig", "certificaat"),
    ("Regeling voor klachten", "reglement"),
    ("Verklaring omtrent gedrag van medewerkers", "eigen verklaring"),
    ("Jaarrekening met controle", "verklaring van de accountant"),
)
# provider, number of the requirement, met, since, evidence: what differs from the others
_OTHERWISE = (
    ("kwikstaarthoeve", 0, False, date(2022, 6, 1), None),
    ("kwikstaarthoeve", 0, True, date(2023, 3, 1), "certificaat"),
    ("oosterhof", 0, False, date(2025, 9, 1), None),
    ("digipunt", 3, False, date(2025, 6, 1), None),
)
_P = ProposalPhase
# proposal, provider, title, steps: phase, day, assessment, discussed, decision, sub-agreement
_PROPOSALS = (
    ("V-2023-01", "kindspoor", "Steun voor kinderen in armoede", (
        (_P.PRELIMINARY, date(2023, 2, 6), None, None, None, None),
        (_P.CONSTRUCTION, date(2023, 3, 16), "Vult aan wat er is. De wachttijd is nog niet uitgewerkt.",
         "Samenwerken met Gezinsanker; wie toeleidt.", "Verder uitwerken.", None),
        (_P.FINAL, date(2023, 5, 8), "Past bij alle vijf criteria.", None, "Akkoord.", None),
        (_P.AGREED, date(2023, 6, 12), None, None, None, "DO-2023-01"))),
    ("V-2023-02", "thuisvaart", "Oudergroepen", (
        (_P.PRELIMINARY, date(2023, 8, 28), None, None, None, None),
        (_P.CONSTRUCTION, date(2023, 10, 5), "Past, de prijs per groep is hoog.", "Grootte van de groepen.",
         "Groepen van acht ouders.", None),
        (_P.FINAL, date(2023, 11, 6), "Past bij alle vijf criteria.", None, "Akkoord.", None),
        (_P.AGREED, date(2023, 12, 11), None, None, None, "DO-2024-01"))),
    ("V-2023-03", "beukenkamer", "Logeren in de vakantie", (
        (_P.PRELIMINARY, date(2023, 9, 18), None, None, None, None),
        (_P.CONSTRUCTION, date(2023, 10, 26), "Er is te weinig vraag.", "Kan het binnen de lopende overeenkomst?",
         None, None),
        (_P.WITHDRAWN, date(2023, 12, 4), None, None, "Ingetrokken: het past in de lopende overeenkomst.", None))),
    ("V-2024-01", "elzenbroek", "Ambulante begeleiding bij autisme", (
        (_P.PRELIMINARY, date(2023, 11, 20), None, None, None, None),
        (_P.CONSTRUCTION, date(2024, 1, 18), "Verkort de wachttijd. Ervaring is aangetoond.",
         "Overdracht vanuit andere aanbieders.", "Verder uitwerken.", None),
        (_P.FINAL, date(2024, 3, 4), "Past bij alle vijf criteria.", None, "Akkoord.", None),
        (_P.AGREED, date(2024, 4, 2), None, None, None, "DO-2024-02"))),
    ("V-2024-02", "eetpunt", "Maaltijden aan huis", (
        (_P.PRELIMINARY, date(2024, 9, 2), None, None, None, None),
        (_P.REJECTED, date(2024, 10, 14), "Draagt niet bij aan meedoen.", None,
         "Afgewezen: dit is er al in de winkel.", None))),
    ("V-2025-01", "digipunt", "Digitale vaardigheden", (
        (_P.PRELIMINARY, date(2025, 2, 10), None, None, None, None),
        (_P.CONSTRUCTION, date(2025, 3, 27), "Past. De jaarrekening is nog zonder controle.",
         "Plekken in De Weiden; samen met de bibliotheek.", "Verder uitwerken.", None),
        (_P.FINAL, date(2025, 5, 12), "Past bij vier van de vijf criteria.", None,
         "Akkoord, met een jaarrekening binnen een jaar.", None),
        (_P.AGREED, date(2025, 6, 16), None, None, None, "DO-2025-01"))),
    ("V-2025-02", "taalkring", "Taal op de werkvloer", (
        (_P.PRELIMINARY, date(2025, 9, 8), None, None, None, None),
        (_P.CONSTRUCTION, date(2025, 10, 16), "Past. Werkgevers zijn nog niet gevonden.",
         "Reacties van de virtuele tafel.", "Verder uitwerken.", None))),
)  # fmt: skip

# subject, question, answer, asked, published: as they came in through the website; the last one waits for an answer
QUESTIONS = (
    ("artikel 5", "Mag een zelfstandige zonder personeel meedoen?",
     "Ja, als hij aan alle kwaliteitseisen voldoet. De eisen staan in bijlage 2.", date(2022, 1, 18), date(2022, 1, 25)),
    ("artikel 12", "Hoe lang loopt de overeenkomst, en kan zij worden verlengd?",
     "Zes jaar. Zij eindigt vanzelf en wordt niet verlengd.", date(2022, 1, 19), date(2022, 1, 25)),
    ("artikel 8", "Kunnen wij later instappen?",
     "Ja. Elk kwartaal kan een partij toetreden die aan de eisen voldoet.", date(2022, 1, 26), date(2022, 2, 1)),
    ("artikel 3", "Wie kiest de vertegenwoordigers aan de fysieke tafel?",
     "De partijen zelf, per soort aanbod. De gemeente stelt alleen vast dat elk soort aanbod is vertegenwoordigd.",
     date(2022, 2, 2), date(2022, 2, 8)),
    ("artikel 14", "Geldt een lagere norm ook voor het kwartaal waarin de tafel dat besluit?",
     "Nee. Een norm verandert vanaf een dag na het besluit; wat daarvoor is geleverd, blijft beoordeeld met de oude norm.",
     date(2022, 2, 10), date(2022, 2, 15)),
    (None, "Komt er een tweede ronde met vragen?", None, date(2022, 2, 14), None),
)  # fmt: skip


def decision_of(source: object) -> str | None:
    """The decision behind a target, from where it says that it comes from."""
    return next((code for begin, code in _SOURCES.items() if str(source).startswith(begin)), None)


def party_rows(changes: tuple[tuple, ...]) -> dict[str, Rows]:
    """The sheets about parties, by form name. changes: sub-agreement, indicator, new value, from, source."""
    return {
        "koepelregels": [
            {"umbrella_agreement_id": UMBRELLA_AGREEMENT, "subject": subject.label, "rule": rule}
            for subject, rule in _RULES
        ],
        "toelatingseisen": _admissions(),
        "voorstellen": [
            {"proposal_id": proposal, "provider_id": provider, "title": title, "phase": phase.label, "on_day": day,
             "assessment": assessment, "discussed": discussed, "decision": decision, "sub_agreement_id": sub}
            for proposal, provider, title, steps in _PROPOSALS
            for phase, day, assessment, discussed, decision, sub in steps
        ],
        "overleggen": [
            {"meeting_id": code, "held_on": day, "kind": kind.label, "subject": subject, "represented": who}
            for code, day, kind, subject, who in _MEETINGS
        ],
        "tafelbesluiten": [
            {"decision_id": code, "meeting_id": meeting, "decided_on": day, "subject": subject, "decision": decision,
             "applies_from": since}
            for code, day, meeting, subject, decision, since in _DECIDED
        ],
        "versies": _versions(changes),
        "voorgangers": [
            {"provider_id": "zilverdraad", "predecessor_id": "westerwilg", "since": date(2024, 7, 1),
             "kind": SuccessionKind.MERGER.label}
        ],
    }  # fmt: skip


def _admissions() -> Rows:
    rows: Rows = []
    for provider in PROVIDERS:
        first = (provider.joined_on - timedelta(days=30)).replace(day=1)
        for number, (requirement, evidence) in enumerate(_REQUIREMENTS):
            own = [item for item in _OTHERWISE if item[:2] == (provider.provider_id, number)]
            states = [(met, since, seen) for *_, met, since, seen in own]
            if not own or own[0][3] > first:
                states.insert(0, (True, first, evidence))
            rows += [
                {"provider_id": provider.provider_id, "requirement": requirement, "met": met, "since": since,
                 "evidence": seen}
                for met, since, seen in states
            ]  # fmt: skip
    return rows


def _versions(changes: tuple[tuple, ...]) -> Rows:
    rows: Rows = []
    for provider in PROVIDERS:
        for agreement in provider.agreements:
            sub = agreement.sub_agreement_id
            rows.append({"sub_agreement_id": sub, "version": 1, "valid_from": provider.starts_on(agreement),
                         "changed": None, "decision_id": None})  # fmt: skip
            own = sorted((since, code, new, source) for other, code, new, since, source in changes if other == sub)
            rows += [
                {"sub_agreement_id": sub, "version": number, "valid_from": since,
                 "changed": f"Norm van {code} wordt {new}.", "decision_id": decision_of(source)}
                for number, (since, code, new, source) in enumerate(own, start=2)
            ]  # fmt: skip
    return rows
