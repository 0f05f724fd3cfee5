"""Questions and answers on the umbrella agreement: the columns of a file, and the published table."""

from __future__ import annotations

from schemas.published_table import DAY, TEXT, WHOLE, Table
from schemas.vocabulary import Word


class QuestionColumn(Word):
    """What a column of the website's form is to us; every other column is dropped."""

    QUESTION = "question", "vraag"
    ANSWER = "answer", "antwoord"
    PUBLISHED_ON = "published_on", "gepubliceerd op"
    ASKED_ON = "asked_on", "gesteld op"
    SUBJECT = "subject", "onderwerp"


# headers of forms that we know, folded; a municipality names others itself
HEADERS: dict[QuestionColumn, tuple[str, ...]] = {
    QuestionColumn.QUESTION: ("vraag", "uw vraag", "vraagtekst", "uw vraag of opmerking", "question", "bericht"),
    QuestionColumn.ANSWER: ("antwoord", "antwoord gemeente", "reactie", "reactie gemeente", "beantwoording", "answer"),
    QuestionColumn.PUBLISHED_ON: ("gepubliceerd op", "publicatiedatum", "datum publicatie", "gepubliceerd"),
    QuestionColumn.ASKED_ON: ("gesteld op", "ingediend op", "ontvangen op", "ingezonden op", "verzonden op", "datum", "tijdstempel",
                              "datum vraag", "submitted at"),
    QuestionColumn.SUBJECT: ("onderwerp", "artikel", "betreft", "categorie", "paragraaf"),
}  # fmt: skip

UMBRELLA_QUESTIONS = Table(
    "umbrella_questions",
    "one question on the umbrella agreement, with nothing of who asked it. `number` counts those in the nota van inlichtingen: "
    "answered and with a day of publication; null for the others",
    {
        "question_id": TEXT,
        "number": WHOLE,
        "subject": TEXT,
        "question": TEXT,
        "answer": TEXT,
        "asked_on": DAY,
        "published_on": DAY,
    },
    ("question_id",),
)
