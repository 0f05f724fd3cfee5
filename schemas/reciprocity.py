"""Volunteers of a provider, as delivered each quarter: how many there were, came, left and stay. No persons."""

from __future__ import annotations

from schemas.dimensions import Field, Kind, SheetForm, at_least


def _count(name: str, header: str, explanation: str, *, required: bool = False, aliases: tuple[str, ...] = ()) -> Field:
    return Field(name, header, Kind.WHOLE, explanation, required, aliases, checks=(at_least(0, "negative"),))


VOLUNTEERS = SheetForm(
    name="vrijwilligers",
    title="Vrijwilligers",
    key=("provider_id", "sub_agreement_id", "period"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER,
              "Code, KvK-nummer of naam van de aanbieder, zoals in de stamgegevens.", required=True),
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code van de deelovereenkomst.",
              required=True),
        # never 'periode': a sheet with that heading is taken for the kwartaalmonitor
        Field("period", "kwartaal", Kind.PERIOD, "Het kwartaal, zoals 2025-K4.", required=True),
        _count("stock_begin", "stand begin", "Hoeveel vrijwilligers er op de eerste dag van het kwartaal waren: het aantal "
               "waarmee het vorige kwartaal eindigde.", required=True, aliases=("stand aan het begin",)),
        _count("recruited", "nieuw geworven", "Hoeveel mensen vrijwilliger werden die het bij u nog niet waren, of al twee "
               "jaar niet meer.", required=True),
        _count("former_clients", "waarvan oud-cliënt", "Hoeveel van de nieuwe vrijwilligers eerder bij u cliënt of deelnemer "
               "waren.", aliases=("waarvan oud client", "waarvan oud-client")),
        _count("returned", "heractief", "Hoeveel mensen binnen twee jaar terugkwamen als vrijwilliger. Niemand? Vul 0 in.",
               required=True),
        _count("departed", "uitstroom", "Hoeveel vrijwilligers in het kwartaal stopten. Niemand? Vul 0 in.", required=True),
        _count("departed_moved", "uitstroom: verhuizing", "Hoeveel van hen stopten omdat zij verhuisden.",
               aliases=("uitstroom reden verhuizing",)),
        _count("departed_paid_work", "uitstroom: betaald werk", "Hoeveel van hen stopten omdat zij betaald werk kregen.",
               aliases=("uitstroom reden betaald werk",)),
        _count("departed_health", "uitstroom: gezondheid", "Hoeveel van hen stopten om hun gezondheid.",
               aliases=("uitstroom reden gezondheid",)),
        _count("departed_stopped", "uitstroom: gestopt", "Hoeveel van hen ermee wilden ophouden.",
               aliases=("uitstroom reden gestopt",)),
        _count("departed_other", "uitstroom: overig", "Hoeveel van hen om een andere reden stopten.",
               aliases=("uitstroom reden overig",)),
        _count("stock_end", "stand einde", "Begin + nieuw geworven + heractief - uitstroom.", required=True,
               aliases=("stand eind", "stand aan het einde")),
        _count("active", "actief", "Hoeveel van de vrijwilligers aan het einde zich in het kwartaal minstens één keer "
               "inzetten."),
        Field("hours", "uren", Kind.NUMBER, "Hoeveel uren alle actieve vrijwilligers samen maakten.",
              checks=(at_least(0, "negative"),)),
        _count("registered", "aangemeld", "Hoeveel mensen zich in het kwartaal als vrijwilliger aanmeldden."),
        _count("matches", "matches", "Hoeveel mensen in het kwartaal aan een plek of aan iemand werden gekoppeld. Tel "
               "personen, geen taken."),
        _count("registered_not_placed", "aangemeld niet geplaatst", "Hoeveel mensen aan het einde zijn aangemeld en nog geen "
               "plek hebben."),
        _count("reported_vacancies", "aangemelde vacatures", "Hoeveel plekken voor vrijwilligers er in het kwartaal bij "
               "kwamen."),
        _count("filled_vacancies", "vervulde vacatures", "Hoeveel plekken in het kwartaal werden gevuld."),
        _count("open_vacancies", "openstaande vacatures", "Hoeveel plekken aan het einde nog open stonden."),
        _count("cohort_started", "begonnen een jaar eerder", "Hoeveel mensen in ditzelfde kwartaal van vorig jaar als "
               "vrijwilliger begonnen."),
        _count("cohort_active", "daarvan nog actief", "Hoeveel van hen nu nog vrijwilliger zijn."),
        Field("match_days_median", "mediane duur koppeling", Kind.NUMBER, "De mediaan van het aantal dagen dat de "
              "koppelingen duurden die in het kwartaal eindigden.", aliases=("koppelingen duur mediaan",),
              checks=(at_least(0, "negative"),)),
        Field("note", "toelichting", Kind.TEXT, "Wat de lezer van deze getallen moet weten. Geen namen."),
    ),
)  # fmt: skip
QUANTITIES = tuple(item.name for item in VOLUNTEERS.fields if item.kind in (Kind.WHOLE, Kind.NUMBER))
REASONS_OF_LEAVING = tuple(name for name in QUANTITIES if name.startswith("departed_"))
# what stands on the sheet before anybody fills it in: a row with nothing more says nothing
PREPARED = ("provider_id", "sub_agreement_id", "period", "stock_begin", "note")
