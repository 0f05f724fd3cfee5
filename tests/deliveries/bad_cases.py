"""Bad case lists: each with one thing wrong in one of three rows. Made by make_bad.py."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

HEADER = (
    "aanbieder;deelovereenkomst;kwartaal;zaaknummer;aanvraagdatum;startdatum;einddatum;reden einde;leeftijdsgroep;wijk"
)
PERIODS = "aanbieder;deelovereenkomst;periode;indicator;waarde;teller;noemer;eenheid;toelichting"


def number(name: str) -> str:
    return hashlib.sha256(f"bad {name}".encode()).hexdigest()


def row(**changed: str) -> str:
    """A right row of De Berk, with some cells changed."""
    cells = {
        "aanbieder": "berk", "deelovereenkomst": "D-3", "kwartaal": "2025-K1", "zaaknummer": number(str(changed)),
        "aanvraagdatum": "10-01-2025", "startdatum": "31-01-2025", "einddatum": "", "reden einde": "",
        "leeftijdsgroep": "27 t/m 64 jaar", "wijk": "Centrum",
    }  # fmt: skip
    return ";".join((cells | changed).values())


def listed(*rows: str, header: str = HEADER) -> Callable[[], bytes]:
    return lambda: ("\n".join([header, *rows]) + "\n").encode()


def wrong(**changed: str) -> Callable[[], bytes]:
    """Two right rows around the wrong one."""
    return listed(row(wijk="Noord"), row(**changed), row(wijk="Zuid"))


def more(header: str, value: str) -> Callable[[], bytes]:
    """A column too many, filled in for one of the cases."""
    return listed(f"{row(wijk='Noord')};", f"{row(wijk='Zuid')};{value}", header=f"{HEADER};{header}")


CASES = {
    "bad/zakenlijst/start-voor-aanvraag.csv": wrong(startdatum="09-01-2025"),
    "bad/zakenlijst/einde-voor-start.csv": wrong(einddatum="30-01-2025", **{"reden einde": "afgerond"}),
    "bad/zakenlijst/einde-voor-aanvraag.csv": wrong(
        startdatum="", einddatum="09-01-2025", **{"reden einde": "ingetrokken"}
    ),
    "bad/zakenlijst/start-na-het-kwartaal.csv": wrong(startdatum="01-04-2025"),
    "bad/zakenlijst/aanvraag-na-het-kwartaal.csv": wrong(aanvraagdatum="02-04-2025", startdatum=""),
    "bad/zakenlijst/zaak-twee-keer.csv": listed(row(), row(wijk="Noord"), row(startdatum="01-02-2025", zaaknummer=number("{}"))),
    "bad/zakenlijst/leeftijd-in-jaren.csv": wrong(leeftijdsgroep="43"),
    "bad/zakenlijst/reden-onbekend.csv": wrong(einddatum="01-03-2025", **{"reden einde": "klaar"}),
    "bad/zakenlijst/einde-zonder-reden.csv": wrong(einddatum="01-03-2025"),
    "bad/zakenlijst/reden-zonder-einde.csv": wrong(**{"reden einde": "afgerond"}),
    "bad/zakenlijst/ingetrokken-na-start.csv": wrong(einddatum="01-03-2025", **{"reden einde": "ingetrokken"}),
    "bad/zakenlijst/maand-in-plaats-van-kwartaal.csv": wrong(kwartaal="2025-01"),
    "bad/zakenlijst/zaaknummer-leeg.csv": wrong(zaaknummer=""),
    "bad/zakenlijst/zaaknummer-van-negen-cijfers.csv": wrong(zaaknummer="992345678"),
    "bad/zakenlijst/zaaknummer-is-naam.csv": wrong(zaaknummer="G. Okkerse"),
    "bad/zakenlijst/zaaknummer-is-datum.csv": wrong(zaaknummer="12-03-1951"),
    "bad/zakenlijst/aanvraagdatum-ontbreekt.csv": wrong(aanvraagdatum=""),
    "bad/zakenlijst/datum-zonder-eeuw.csv": wrong(startdatum="31-1-25"),
    "bad/zakenlijst/deelovereenkomst-van-een-ander.csv": wrong(deelovereenkomst="D-1"),
    "bad/zakenlijst/aanbieder-onbekend.csv": wrong(aanbieder="esdoorn"),
    "bad/zakenlijst/kolom-ontbreekt.csv": listed(
        *(line.replace(";10-01-2025;", ";") for line in (row(), row(wijk="Noord"))),
        header=HEADER.replace(";aanvraagdatum;", ";"),
    ),
    "bad/zakenlijst/leeg.csv": listed(),
    "bad/personen-in-zakenlijst/geboortedatum-erbij.csv": more("geboortedatum", "12-03-1951"),
    "bad/personen-in-zakenlijst/naam-erbij.csv": more("achternaam", "Okkerse"),
    "bad/personen-in-zakenlijst/adres-erbij.csv": more("adres", "Lindestraat 4"),
    "bad/personen-in-zakenlijst/postcode-erbij.csv": more("postcode", "1234 AB"),
    "bad/personen-in-zakenlijst/leeftijdsgroep-is-geboortedatum.csv": wrong(leeftijdsgroep="12-03-1951"),
}  # fmt: skip
