"""What is said of a survey in Dutch: per code of a finding what is expected, and how to mend it."""

# code: (what is expected, how to mend it); findings.SENTENCES holds these too
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
}  # fmt: skip
