"""What is said of volunteers."""

# code: (what is expected, how to mend it)
SENTENCES: dict[str, tuple[str, str]] = {
    "quarter_needed": ("Vrijwilligers worden per kwartaal geteld.", "Schrijf het kwartaal, bijvoorbeeld 2025-K4."),
    "duplicate_pool": ("Deze rij staat er al, met dezelfde aanbieder, deelovereenkomst en kwartaal (rij {detail}).",
                       "Houd één rij over."),
    "pool_balance": ("Begin + nieuw geworven + heractief - uitstroom komt uit op {detail}.",
                     "Controleer de stand aan het begin en aan het einde, en wie erbij kwam en wegging."),
    "former_exceeds_new": ("Oud-cliënten zijn een deel van de nieuwe vrijwilligers; dat zijn er {detail}.",
                           "Tel alleen wie dit kwartaal nieuw is en eerder cliënt was."),
    "active_exceeds_end": ("Actief is een deel van de vrijwilligers aan het einde; dat zijn er {detail}.",
                           "Tel alleen wie er aan het einde nog is en zich minstens één keer inzette."),
    "cohort_exceeds_start": ("Van wie een jaar eerder begon, kunnen er niet meer over zijn dan er begonnen: {detail}.",
                             "Controleer beide getallen; misschien zijn ze verwisseld."),
    "reasons_of_leaving": ("De redenen van uitstroom zijn samen {detail}.",
                           "Maak de uitstroom en de redenen samen gelijk. Weet u een reden niet? Tel die bij overig."),
    "pool_pair": ("Bij dit getal hoort ook {detail}.", "Vul beide in, of geen van beide."),
    "matches_exceed": ("Er zijn meer mensen gekoppeld dan zich aanmeldden: {detail}.",
                       "Klopt het, bijvoorbeeld door aanmeldingen van eerder? Dan hoeft u niets te doen. Tel personen, geen taken."),
    "hours_implausible": ("Dit is per actieve vrijwilliger {detail} uur per week; 1 tot en met 20 is gewoon.",
                          "Controleer de uren van het hele kwartaal en het aantal actieve vrijwilligers."),
    "pool_begins": ("Het vorige kwartaal eindigde met {detail}.",
                    "Is dit een verbetering? Zet dan in de toelichting waarom. Anders: maak het begin daaraan gelijk."),
    "pool_ends": ("Het volgende kwartaal, dat al is geleverd, begint met {detail}.",
                  "Klopt dit getal? Lever dan ook het volgende kwartaal opnieuw."),
    "cohort_differs": ("In dat kwartaal zijn {detail} nieuwe vrijwilligers geleverd.",
                       "Controleer welke van de twee klopt, en verbeter die."),
}  # fmt: skip
