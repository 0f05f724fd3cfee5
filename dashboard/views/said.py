"""What clients and partners say of one provider, on its page: a line per question, and the way to all of it."""

from __future__ import annotations

from dashboard import survey_words
from dashboard.absence import survey_absence
from dashboard.readings import Readings
from dashboard.selection import SATISFACTION_PAGE, Selection, address
from dashboard.survey_rows import Item, Result
from dashboard.survey_scope import Said, said_of
from dashboard.views.markup import Safe, join, status_word, table, tag

HEADING = "Wat cliënten en partners zeggen"


def drawn(readings: Readings, provider_id: str, quarter: str) -> Safe | None:
    """None where no survey speaks of this provider."""
    found = said_of(readings, provider_id, quarter)
    if not found:
        return None
    return join(tag("h2", HEADING, id="enquetes"), [_wave(readings, said, provider_id, quarter) for said in found])


def _wave(readings: Readings, said: Said, provider_id: str, quarter: str) -> Safe:
    chosen = Selection(quarter, provider_id, None, None, survey=said.wave.kind, wave_id=said.wave.wave_id)
    response = survey_words.response(readings.survey_response(said.wave.wave_id, provider_id))
    lines = [_line(item, result) for item, result in said.lines]
    columns = ["Uitkomst", "Hoe zeker", "Tegen de vorige meting"]
    caption = survey_words.wave(said.wave.title, said.wave.quarter)
    more = tag("a", "Antwoorden, verloop en hoe dit tot stand komt", href=address(SATISFACTION_PAGE, chosen))
    shown = table(caption, columns, lines, first="Vraag", texts=True)
    return join(tag("div", shown, class_="kb-results"), tag("p", response, " ", more, class_="kb-fact"))


def _line(item: Item, result: Result) -> tuple[str, list[str]]:
    why = survey_absence(result)
    figure = status_word(why) if why else survey_words.figure(result.value, result.measure)
    noun = "" if why else f" {survey_words.NOUNS.get(result.measure, '')}".rstrip()
    sure = (result.reason or "") if why else survey_words.certainty(result)
    change = tag("span", result.change_sentence, class_="kb-wrap") if result.change_sentence else ""
    return item.text, [join(figure, noun), tag("span", sure, class_="kb-wrap"), change]
