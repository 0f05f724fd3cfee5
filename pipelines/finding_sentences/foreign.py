"""What is said of files that a recipe reads."""

# code: (what is expected, how to mend it)
SENTENCES: dict[str, tuple[str, str]] = {
    "all_left_out": (
        "Van de {detail} gelezen rijen blijft er geen enkele over: het recept slaat ze allemaal over.",
        "Kijk bij de overgeslagen rijen waarom. Pas het recept aan, of lever het goede bestand.",
    ),
    "left_out": ("Volgens het recept is deze rij geen cijfer: {detail}.", "Klopt dat niet? Pas het recept aan."),
    "totals_row": ("Deze rij is een totaal; zij controleert de andere rijen.", ""),
    "totals_mismatch": ("De rijen erboven zijn samen {detail}; dat is niet het totaal dat hier staat.",
                        "Zoek de rij die ontbreekt, dubbel staat of niet klopt, of herstel het totaal."),
    "totals_absent": ('De rij met het totaal ("{detail}") is er niet, dus de som is niet gecontroleerd.',
                      "Zet de rij met het totaal terug, of haal [totals] uit het recept."),
    "unknown_answer": ("Dit antwoord hoort niet bij de schaal.",
                       "Zeg in het recept waar het voor staat. Kies uit: {detail}."),
    "no_scale": ("In deze kolom staan {detail} verschillende antwoorden die niet bij de schaal horen.",
                 "Is dit een open vraag? Wijs dan een andere kolom aan."),
    "no_valid_answers": ("Er is geen geldig antwoord ({detail} zonder antwoord), dus ook geen cijfer.", ""),
    "many_missing_answers": ("Veel antwoorden tellen niet mee: {detail} is weet niet, n.v.t. of leeg.",
                             "Controleer of de vraag voor iedereen bedoeld was."),
    "duplicate_figure": ("Dit kengetal staat er al, met hetzelfde onderwerp, gebied, groep, periode en bron (rij {detail}).",
                         "Houd één rij over."),
    "bound_not_allowed": ("Een kengetal is een getal; kleiner dan is een grens.", "Vul het getal in, of haal de rij weg."),
    "missing_value": ("Er is geen waarde ingevuld.", "Vul de waarde in, of laat het recept rijen zonder waarde overslaan."),
}  # fmt: skip
