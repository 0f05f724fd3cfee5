"""The sheets of our own survey workbook: one wave, its answers (long or wide), population, questions, results."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least, not_before
from schemas.vocabulary import Attributable, DataSet, QuestionKind, Selection, SurveyMode, Weighting

SURVEY_KINDS = (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY, DataSet.CITIZEN_PANEL, DataSet.WMO_SURVEY,
                DataSet.YOUTH_SURVEY)  # fmt: skip
MARGIN_WORDS = {"leeftijdsgroep": "age_band", "geslacht": "sex", "wijk": "district"}


def _reached_at_most_invited(frame: pd.DataFrame) -> pd.Series:
    known = frame["undeliverable"].notna() & frame["invited"].notna()
    return ~known | (frame["undeliverable"] <= frame["invited"])


def _invited_at_most_population(frame: pd.DataFrame) -> pd.Series:
    known = frame["invited"].notna() & frame["population"].notna()
    return ~known | (frame["invited"] <= frame["population"])


_COUNTS = (
    Field("population", "populatie", Kind.WHOLE, "Hoeveel mensen (of organisaties) er in de doelgroep zijn.",
          checks=(at_least(0, "negative"),)),
    Field("invited", "uitgenodigd", Kind.WHOLE, "Hoeveel er een uitnodiging kregen.", checks=(at_least(0, "negative"),)),
    Field("undeliverable", "onbestelbaar", Kind.WHOLE, "Hoeveel uitnodigingen niet aankwamen. Geen? Vul 0 in.",
          checks=(at_least(0, "negative"),)),
)  # fmt: skip
_COUNT_CHECKS = (
    pa.Check(_reached_at_most_invited, name="survey_undeliverable"),
    pa.Check(_invited_at_most_population, name="survey_invited"),
)
_PROVIDER = Field("provider", "aanbieder", Kind.TEXT, "Code, KvK-nummer of naam, zoals in de stamgegevens.")

WAVE_FORM = SheetForm(
    name="meting",
    title="Enquête",
    key=("wave_id",),
    row_checks=(*_COUNT_CHECKS, not_before("starts_on", "ends_on", "ends_before_start")),
    fields=(
        Field("wave_id", "meting", Kind.IDENTIFIER, "Een korte code voor deze meting, zoals clienten-2025-K4. Een "
              "verbeterd bestand krijgt dezelfde code.", required=True),
        Field("kind", "soort", Kind.WORD, "Wie er gevraagd is.", required=True,
              words=tuple(kind.label for kind in SURVEY_KINDS)),
        Field("title", "titel", Kind.TEXT, "Hoe de meting heet, zoals Cliëntenquête najaar 2025.", required=True),
        Field("quarter", "kwartaal", Kind.PERIOD, "Het kwartaal waarin de uitkomsten komen te staan.", required=True),
        Field("mode", "methode", Kind.WORD, "Hoe mensen antwoordden.", required=True,
              words=tuple(mode.label for mode in SurveyMode)),
        Field("selection", "werving", Kind.WORD, "Wie kon meedoen. Van wie zich zelf aanmeldde geven we geen foutmarge.",
              required=True, words=tuple(word.label for word in Selection)),
        Field("purpose", "gebruiksdoel", Kind.TEXT, "Waar de meting voor bedoeld is.", later=True),
        Field("starts_on", "van", Kind.DATE, "De eerste dag waarop mensen antwoordden.", later=True),
        Field("ends_on", "tot en met", Kind.DATE, "De laatste dag.", aliases=("tot",), later=True),
        *_COUNTS,
        Field("agency", "uitvoerder", Kind.TEXT, "Welk bureau of welke afdeling de meting deed.", later=True),
        Field("target_group", "doelgroep", Kind.TEXT, "Over wie het gaat, zoals cliënten met begeleiding.", later=True),
        Field("weighting", "weging", Kind.WORD, "Of en hoe de antwoorden gewogen worden. Leeg is: niet gewogen.",
              words=tuple(word.label for word in Weighting), later=True),
        Field("weight_source", "bron van de weging", Kind.TEXT, "Waar de gewichten of bevolkingsaantallen vandaan komen.",
              later=True),
        Field("provider", "aanbieder", Kind.TEXT, "Alleen als alle antwoorden over één aanbieder gaan: zijn code, "
              "KvK-nummer of naam.", later=True),
    ),
)  # fmt: skip
COUNTS_FORM = SheetForm(
    name="respons per aanbieder",
    title="Respons per aanbieder",
    key=("provider",),
    row_checks=_COUNT_CHECKS,
    fields=(Field("provider", "aanbieder", Kind.TEXT, _PROVIDER.explanation, required=True), *_COUNTS),
)
# about the respondent, on both sheets with answers
ABOUT_FIELDS = (
    _PROVIDER,
    Field("organisation", "organisatie", Kind.TEXT, "Partnerenquête: van welke organisatie dit antwoord komt. De naam wordt "
          "niet bewaard.", aliases=("partnerorganisatie",), later=True),
    Field("age_band", "leeftijdsgroep", Kind.TEXT, "Een groep, geen leeftijd: zoals 65 tot en met 74 jaar.",
          aliases=("leeftijdsklasse",), later=True),
    Field("sex", "geslacht", Kind.TEXT, "Zoals man, vrouw, anders.", later=True),
    Field("district", "wijk", Kind.TEXT, "De wijk waar iemand woont.", later=True),
    Field("weight", "gewicht", Kind.TEXT, "Alleen bij weging met gewichten uit het bestand.", aliases=("weging",),
          later=True),
)  # fmt: skip
RESPONDENT_FIELD = Field(
    "respondent", "respondent", Kind.TEXT, "Een los volgnummer per ingevulde vragenlijst. Nooit een cliëntnummer.",
    required=True, aliases=("respondentnummer",), secret=True,
)  # fmt: skip
ANSWERS_FORM = SheetForm(
    name="antwoorden",
    title="Antwoorden",
    key=("respondent", "provider", "question"),
    fields=(
        RESPONDENT_FIELD,
        Field("question", "vraag", Kind.TEXT, "De code of de tekst van de vraag.", required=True),
        Field(
            "answer", "antwoord", Kind.TEXT, "Het antwoord in woorden, of het cijfer. Meer keuzes: een rij per keuze."
        ),
        *ABOUT_FIELDS,
    ),
)
WIDE_NAME = "antwoorden breed"
POPULATION_FORM = SheetForm(
    name="bevolking",
    title="Bevolking",
    key=("margin", "category"),
    fields=(
        Field("margin", "kenmerk", Kind.WORD, "Waarnaar gewogen wordt.", required=True, words=tuple(MARGIN_WORDS)),
        Field("category", "categorie", Kind.TEXT, "Precies zo geschreven als bij de antwoorden.", required=True),
        Field("number", "aantal", Kind.NUMBER, "Hoeveel inwoners.", required=True, checks=(at_least(0, "negative"),)),
        Field("reference_date", "peildatum", Kind.TEXT, "Van welke dag de aantallen zijn.", later=True),
        Field("source", "bron", Kind.TEXT, "Waar de aantallen vandaan komen, zoals CBS StatLine.", later=True),
    ),
)
QUESTIONS_FORM = SheetForm(
    name="vragen",
    title="Vragen",
    key=("code",),
    fields=(
        Field("code", "vraag", Kind.TEXT, "Wat er op het blad antwoorden staat: een code of de tekst.", required=True),
        Field("text", "tekst", Kind.TEXT, "De vraag zoals zij gesteld is.", required=True),
        Field("kind", "soort", Kind.WORD, "Leeg: Kwartaalbeeld herkent het aan de antwoorden.",
              words=tuple(kind.label for kind in QuestionKind)),
        Field("scale", "schaal", Kind.TEXT, "Een schaal die Kwartaalbeeld kent (likert5_eens), of uw eigen antwoorden van "
              "gunstig naar ongunstig, met een puntkomma ertussen."),
        Field("top", "gunstig", Kind.WHOLE, "Bij een eigen schaal: hoeveel van de antwoorden, van voren af, gunstig zijn.",
              later=True),
        Field("topic", "onderwerp", Kind.TEXT, "Vragen met hetzelfde onderwerp en dezelfde schaal krijgen een themascore.",
              later=True),
        Field("attributable_to", "toerekenbaar aan", Kind.WORD, "Over wie de antwoorden iets zeggen.",
              words=tuple(word.label for word in Attributable), later=True),
        Field("reversed", "omgekeerd", Kind.FLAG, "Ja als het eens zijn met de stelling juist ongunstig is.", later=True),
    ),
)  # fmt: skip
OPEN_FORM = SheetForm(
    name="open antwoorden",
    title="Open antwoorden",
    key=("respondent", "provider", "question"),
    fields=(
        RESPONDENT_FIELD,
        Field("question", "open vraag", Kind.TEXT, "De open vraag.", required=True),
        Field("text", "open antwoord", Kind.TEXT, "Wat iemand schreef. Niemand ziet het voordat het is vrijgegeven.",
              secret=True),
        _PROVIDER,
    ),
)  # fmt: skip


def _share_has_n(frame: pd.DataFrame) -> pd.Series:
    return frame["share"].isna() | frame["n"].notna()


def _number_or_share(frame: pd.DataFrame) -> pd.Series:
    return frame["number"].notna() | frame["share"].notna()


RESULTS_FORM = SheetForm(
    name="uitkomsten",
    title="Uitkomsten",
    key=("question", "provider", "district", "answer"),
    row_checks=(
        pa.Check(_number_or_share, name="survey_number_or_share"),
        pa.Check(_share_has_n, name="survey_share_without_n"),
    ),
    fields=(
        Field("question", "vraag", Kind.TEXT, "De code of de tekst van de vraag.", required=True),
        _PROVIDER,
        Field("district", "wijk", Kind.TEXT, "Alleen bij een inwonerpanel.", later=True),
        Field("answer", "antwoord", Kind.TEXT, "Het antwoord in woorden.", required=True),
        Field("number", "aantal", Kind.WHOLE, "Hoeveel mensen dit antwoordden.", checks=(at_least(0, "negative"),)),
        Field("share", "aandeel", Kind.NUMBER, "Of: welk deel, als percentage van n.",
              checks=(at_least(0, "negative"), pa.Check(lambda s: s <= 100, name="survey_share", ignore_na=True))),
        Field("n", "n", Kind.WHOLE, "Hoeveel mensen de vraag geldig beantwoordden.", checks=(at_least(0, "negative"),)),
    ),
)  # fmt: skip
SURVEY_SHEETS = (WAVE_FORM, COUNTS_FORM, ANSWERS_FORM, POPULATION_FORM, QUESTIONS_FORM, OPEN_FORM, RESULTS_FORM)
