"""What is said of a case list without persons."""

# code: (what is expected, how to mend it)
SENTENCES: dict[str, tuple[str, str]] = {
    "case_list_apart": ("In deze werkmap staan een zakenlijst en een kwartaalmonitor.",
                        "Lever ze als twee aparte bestanden."),
    "not_a_quarter": ("Een zakenlijst gaat over een heel kwartaal.", "Schrijf bijvoorbeeld 2025-K4."),
    "case_number_person": ("Een zaaknummer van acht of negen cijfers kan een burgerservicenummer zijn.",
                           "Vul een kenmerk in dat bij u is gemaakt en niemand aanwijst, zoals een hash. Staan hier echt "
                           "burgerservicenummers? Meld dat dan ook bij de gemeente."),
    "case_number_not_opaque": ("Een zaaknummer bestaat uit letters en cijfers zonder spaties, heeft ten minste één cijfer, "
                               "is 4 tot 128 tekens lang en is geen naam en geen datum.",
                               "Vul een kenmerk in dat bij u is gemaakt en niemand aanwijst, zoals een hash."),
    "duplicate_case": ("Deze zaak staat er al, met dezelfde aanbieder, deelovereenkomst en hetzelfde kwartaal (rij "
                       "{detail}).", "Houd één rij over. Vraagt iemand opnieuw om hulp? Geef dat een eigen zaaknummer."),
    "after_reference_date": ("Deze lijst is van {detail}; deze datum ligt daarna.",
                             "Neem alleen op wat op die dag al was gebeurd. De rest komt in de lijst van het volgende "
                             "kwartaal."),
    "start_before_request": ("De hulp begon voor er om was gevraagd.", "Controleer de aanvraagdatum en de startdatum."),
    "end_before_request": ("De zaak eindigde voor de aanvraag.", "Controleer de aanvraagdatum en de einddatum."),
    "withdrawn_after_start": ("Een aanvraag die is ingetrokken of afgewezen, heeft geen startdatum.",
                              "Begon de hulp wel? Kies dan een andere reden, zoals voortijdig gestopt."),
    "end_reason_missing": ("Bij een einddatum hoort een reden.", "Vul in waarom de zaak is geëindigd."),
    "end_date_missing": ("Bij een reden van het einde hoort een einddatum.", "Vul de einddatum in, of haal de reden weg."),
    "long_wait": ("Tussen aanvraag en start zit meer dan drie jaar.", "Klopt dat? Controleer de jaartallen."),
    "sub_agreement_left_out": ("De vorige zakenlijst had ook aanvragen van {detail}; deze heeft er geen.",
                               "Klopt dat, dan hoeft u niets te doen. Anders: zet die aanvragen er ook in."),
    "waiting_left_out": ("In deze zakenlijst ontbreken {detail}.",
                         "Een aanvraag van het laatste jaar blijft in de lijst, ook als de hulp is begonnen of de aanvraag "
                         "is ingetrokken. Geef elke aanvraag steeds hetzelfde zaaknummer."),
    "term_missing": ("Bij TER-12 hoort een termijn in dagen: zonder termijn is er geen deel binnen de termijn.",
                     'Vul de kolom "termijn in dagen" in.'),
    "term_elsewhere": ("Een termijn hoort alleen bij TER-12.", "Haal de termijn weg, of zet de afspraak bij TER-12."),
    "days_elsewhere": ("Een soort dagen hoort alleen bij TER-11, TER-12 en TER-13.", "Haal de soort dagen weg."),
}  # fmt: skip
