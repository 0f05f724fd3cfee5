"""Other words for our columns, in Dutch and English, as they stand above the columns of foreign files."""

from __future__ import annotations

PROVIDER = (
    "aanbieder", "zorgaanbieder", "naam aanbieder", "opdrachtnemer", "instelling", "naam instelling", "organisatie",
    "organisatienaam", "leverancier", "partij", "provider", "provider name", "supplier", "organisation",
    "organisation name", "organization", "naam zorgaanbieder", "stichting", "partner",
)  # fmt: skip
ROLES: dict[str, tuple[str, ...]] = {
    "provider_name": PROVIDER,
    "provider_id": ("kvk", "kvk nummer", "kvknummer", "kvk-nummer", "agb", "agb code", "agb-code", "aanbieder code",
                    "aanbiedercode", "provider code", "organisation code", "org code", "code aanbieder"),
    "sub_agreement_id": ("deelovereenkomst", "contract", "contractnummer", "overeenkomst", "perceel", "kavel", "beschikking",
                         "agreement", "contract id"),
    "period": ("periode", "maand", "kwartaal", "peildatum", "datum", "verslagperiode", "rapportageperiode", "tijdvak",
               "meetmoment", "ingevuld op", "tijdstempel", "period", "month", "quarter", "date", "timestamp",
               "reporting period", "fft period", "startdate", "start date", "submitdate", "date submitted"),
    "breakdown_value": ("wijk", "buurt", "stadsdeel", "doelgroep", "locatie", "vestiging", "vestigingslocatie", "gebied",
                        "district", "neighbourhood", "location", "target group", "leeftijdsgroep"),
    "note": ("toelichting", "opmerking", "opmerkingen", "bijzonderheden", "note", "notes", "remarks", "comment"),
    "value": ("waarde", "aantal", "getal", "totaal", "cijfer", "value", "count", "number", "amount"),
    "numerator": ("teller", "aantal positief", "aantal binnen norm", "numerator", "aantal eens", "binnen termijn"),
    "denominator": ("noemer", "aantal geldig", "aantal respondenten", "respons", "n", "denominator", "responses",
                    "number of responses", "aantal ingevuld"),
    "indicator": ("indicator", "indicatorcode", "code indicator", "kpi", "maatstaf", "prestatie indicator"),
}  # fmt: skip
REFERENCE_ROLES: dict[str, tuple[str, ...]] = {
    "subject": ("onderwerp", "thema", "variabele", "subject", "topic"),
    "area": ("gebied", "regio", "regio's", "wijken en buurten", "gemeente", "wijk", "buurt", "plaats", "woonplaats", "kern",
             "bevolkingskernen", "provincie", "area", "region", "municipality", "organisation name"),
    "subgroup": ("groep", "leeftijd", "leeftijdsklasse", "leeftijdsgroep", "geslacht", "huishouden", "age", "age group",
                 "sex", "group"),
    "period": ("periode", "perioden", "jaar", "peildatum", "year", "period", "reporting period"),
    "value": ("waarde", "aantal", "inwoners", "bevolking", "personen", "value", "population", "count"),
    "unit": ("eenheid", "unit"),
    "source": ("bron", "source"),
}  # fmt: skip
# what a column of each role holds, for a sentence
MEANT: dict[str, str] = {
    "provider_name": "de namen van de aanbieders", "provider_id": "de codes van de aanbieders",
    "sub_agreement_id": "de deelovereenkomst", "period": "de periode", "breakdown_value": "een uitsplitsing",
    "note": "de toelichting", "value": "de waarde", "numerator": "de teller", "denominator": "de noemer",
    "indicator": "de indicator", "subject": "het onderwerp", "area": "het gebied", "subgroup": "de groep",
    "unit": "de eenheid", "source": "de bron",
}  # fmt: skip
# words above a number column that point at an indicator, beside its own title
INDICATORS: dict[str, tuple[str, ...]] = {
    "BER-1": (
        "bereikte personen",
        "unieke personen",
        "unieke clienten",
        "aantal clienten",
        "clienten",
        "people reached",
    ),
    "BER-2": ("bereikte personen cumulatief", "unieke clienten dit jaar", "cumulatief", "year to date"),
    "BER-4": ("bereik in doelgroep", "bereik doelgroep", "percentage van de doelgroep", "reach in target group"),
    "BER-5": ("instroom", "nieuwe clienten", "gestart", "nieuw", "starters", "inflow", "new clients"),
    "BER-6": ("uitstroom", "beeindigd", "gestopt", "afgesloten", "outflow", "ended"),
    "BER-7": ("stand", "stand einde periode", "in zorg", "lopend", "caseload", "stock"),
    "BER-8": ("contacten", "aantal contacten", "deelnames", "aantal deelnames", "bezoeken", "contacts", "attendances"),
    "TER-1": ("doorlooptijd", "mediaan doorlooptijd", "wachttijd mediaan", "lead time", "median wait"),
    "TER-2": ("binnen norm", "binnen termijn", "op tijd gestart", "within target"),
    "TER-4": ("wachtenden", "wachtlijst", "aantal wachtenden", "people waiting", "waiting list"),
    "TER-6": ("no show", "no-show", "noshow", "niet verschenen", "gemiste afspraken", "missed appointments"),
    "TER-8": ("aanmeldwachttijd", "aanmeldtijd", "wachttijd", "waiting time"),
    "TEV-2": ("tevreden", "tevredenheid", "helemaal eens", "positief", "percentage positive", "satisfaction"),
    "TEV-5": ("klachten", "aantal klachten", "ontvangen klachten", "complaints"),
    "OUT-1": ("uitval", "uitgevallen", "voortijdig gestopt", "voortijdig beeindigd", "drop out", "dropout"),
    "OUT-2": ("nut van de hulp", "hulp heeft geholpen", "tevreden over effect", "helped"),
    "OUT-3": ("zonder hulp verder", "zonder vervolghulp", "geen vervolghulp", "without further help"),
    "OUT-4": ("geen herhaald beroep", "niet teruggekomen", "geen terugkeer", "did not return"),
    "OUT-5": ("problemen verminderd", "zelfredzaamheid verhoogd", "problemen kleiner", "problems reduced"),
    "OUT-6": ("doelen gerealiseerd", "doelen bereikt", "doelrealisatie", "goals reached"),
}
# above these columns stands what may be about one person: no value of them is ever shown
PERSONAL = (
    "voornaam", "achternaam", "tussenvoegsel", "voorletters", "naam client", "naam cliënt", "clientnaam", "naam respondent",
    "geboortedatum", "geb datum", "geboren", "date of birth", "birthdate", "first name", "last name", "surname", "recipient",
    "bsn", "burgerservicenummer", "adres", "straat", "huisnummer", "postcode", "telefoon", "mobiel", "e-mail", "email",
    "emailadres", "mailadres", "ip adres", "ip-adres", "ip address", "ipaddress", "latitude", "longitude", "client id",
    "clientnummer", "cliëntnummer", "respondent", "personeelsnummer", "iban", "contactpersoon", "contact person",
)  # fmt: skip
TOTALS = (
    "totaal",
    "totalen",
    "eindtotaal",
    "subtotaal",
    "total",
    "grand total",
    "subtotal",
    "sum",
    "som",
    "gemiddelde",
    "mean",
)
