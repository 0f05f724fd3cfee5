"""What is said of a survey in Dutch: per code of a finding what is expected, and how to mend it."""

# code: (what is expected, how to mend it); finding_sentences.catalogue holds these too
SURVEY_SENTENCES: dict[str, tuple[str, str]] = {
    # answers
    "survey_answer": ("Dit antwoord hoort niet bij de schaal van deze vraag.", "Kies uit: {detail}; of laat de cel leeg."),
    "survey_grade": ("Een rapportcijfer is een getal van 1 tot en met 10, zoals 7 of 7,5.",
                     "Verbeter het cijfer, of laat de cel leeg."),
    "survey_recommendation": ("Hier hoort een heel getal van {detail}.", "Verbeter het getal, of laat de cel leeg."),
    "survey_number": ("Hier hoort een getal.", "Vul alleen het getal in, of laat de cel leeg."),
    "survey_numbers_only": ("Bij deze vraag staan alleen cijfers. Welk antwoord bij welk cijfer hoort, is niet te zien. De "
                            "vraag telt niet mee.",
                            "Lever de antwoorden in woorden: kies bij het exporteren voor volledige antwoorden."),
    "survey_long_numbers": ("Bij deze vraag staan lange nummers. Die wijzen misschien iemand aan. De vraag telt niet mee.",
                            "Haal de kolom weg voordat u het bestand levert."),
    "survey_open_question": ("Hier staan {detail} verschillende antwoorden in eigen woorden. Dit is een open vraag: de "
                             "antwoorden tellen niet mee en worden niet bewaard.",
                             "Moeten open antwoorden mee? Zet ze op het blad open antwoorden."),
    "survey_own_words": ('{detail} keer is bij deze vraag een antwoord gegeven dat bijna niemand koos. Deze antwoorden '
                         'tellen als "anders"; de woorden worden niet bewaard.', ""),
    "survey_dont_know": ("{detail} antwoorden is weet niet of n.v.t. Die tellen niet mee.",
                         "Controleer of de vraag voor iedereen bedoeld was."),
    "survey_no_questions": ("In dit bestand staat geen enkele vraag met antwoorden die geteld kunnen worden.",
                            "Lever een bestand met een kolom per vraag, of gebruik het sjabloon."),
    "survey_nobody": ("Er is geen enkele ingevulde vragenlijst.", "Lever het bestand met de antwoorden."),
    # who answered
    "survey_no_provider": ("Over welke aanbieder de antwoorden gaan, staat nergens.",
                           "Zet de aanbieder in de kolom aanbieder, of op het blad meting."),
    "survey_provider_empty": ("Hier hoort de aanbieder over wie deze antwoorden gaan.",
                              "Vul de code, het KvK-nummer of de naam in."),
    "survey_provider_dropped": ("In {detail} rijen staat een aanbieder. Deze meting wordt nooit per aanbieder getoond; de "
                                "aanbieder is niet bewaard.", ""),
    "survey_self_rated": ("In {detail} rijen beoordeelt een aanbieder zichzelf. Die rijen tellen niet mee.", ""),
    "survey_no_organisation": ("In {detail} rijen staat geen organisatie. Elke rij telt dan als een eigen organisatie.",
                               "Vul in welke organisatie antwoordde: elke organisatie telt één keer mee."),
    "survey_age": ("Hier hoort een leeftijdsgroep, geen leeftijd of geboortedatum.",
                   "Vul een groep in, zoals 65 tot en met 74 jaar."),
    "survey_weight": ("Hier hoort een gewicht groter dan 0.", "Vul het gewicht in, of haal de rij weg."),
    # the wave
    "survey_empty": ("Er is geen enkel antwoord ingevuld.",
                     "Vul in het sjabloon het blad meting in, en de antwoorden op een van de bladen antwoorden, antwoorden "
                     "breed of uitkomsten. Lever het bestand daarna opnieuw."),
    "survey_facts": ("Dit zijn antwoorden op een enquête, maar over de meting zelf staat hier niets: {detail}.",
                     "Vul het blad meting in, of geef het mee met --set, zoals --set meting=clienten-2025-K4."),
    "survey_one_wave": ("Op het blad meting horen de gegevens van één meting; hier staan er {detail}.",
                        "Houd één rij over. Lever een andere meting in een eigen bestand."),
    "survey_undeliverable": ("Er zijn meer uitnodigingen onbestelbaar dan er uitgenodigd zijn.", "Controleer beide aantallen."),
    "survey_invited": ("Er zijn meer mensen uitgenodigd dan er in de populatie zijn.", "Controleer beide aantallen."),
    "survey_population_missing": ("De meting wordt gewogen naar de bevolking, maar de bevolkingsaantallen ontbreken.",
                                  "Vul het blad bevolking in, of kies bij weging: niet gewogen."),
    "survey_category": ("Deze groep staat wel bij de antwoorden, maar niet op het blad bevolking: {detail}.",
                        "Schrijf de groep op beide bladen precies hetzelfde, of vul het aantal inwoners aan."),
    "survey_margin_empty": ("Op het blad bevolking staat {detail}, maar bij geen enkel antwoord is dat ingevuld.",
                            "Vul het bij de antwoorden in, of haal deze rijen van het blad bevolking."),
    # our own sheets
    "survey_sheet_twice": ("Er is nog een blad met dezelfde inhoud ({detail}). Dit blad is niet gelezen.",
                           "Zet alles op één blad."),
    "survey_long_and_wide": ("De antwoorden staan op twee manieren in het bestand: onder elkaar en breed.",
                             "Houd een van de twee bladen over."),
    "survey_twice": ("Dit antwoord staat er al: dezelfde vraag van dezelfde respondent of groep.", "Houd één rij over."),
    "survey_differs": ("Bij dezelfde respondent staat in een andere rij iets anders bij {detail}.",
                       "Verbeter een van de twee, of geef elke vragenlijst een eigen nummer."),
    "survey_scale": ("Deze schaal kent Kwartaalbeeld niet.",
                     "Kies uit {detail}, of schrijf uw eigen antwoorden van gunstig naar ongunstig met een puntkomma "
                     "ertussen."),
    "survey_number_or_share": ("Er is geen aantal en geen aandeel.", "Vul een van de twee in."),
    "survey_share_without_n": ("Bij een aandeel hoort het aantal mensen dat de vraag beantwoordde.", "Vul n in."),
    "survey_share": ("Een aandeel is hoogstens 100 procent.", "Verbeter het aandeel."),
    "survey_n_differs": ("Bij dezelfde vraag staan verschillende aantallen voor n: {detail}.",
                         "Vul bij elk antwoord op dezelfde vraag dezelfde n in."),
    "survey_sum": ("De antwoorden zijn samen {detail}.", "Controleer de aantallen, of vul alle antwoorden in."),
    "survey_shares": ("De aandelen zijn samen {detail} procent, en geen 100.",
                      "Controleer de aandelen, of vul alle antwoorden in."),
}  # fmt: skip
