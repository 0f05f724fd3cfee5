"""What came out of a survey as the Dutch write it: value, margin, who answered and who did not. Knows no screen and no paper."""

from __future__ import annotations

from dashboard import dutch
from dashboard.absence import survey_absence
from dashboard.survey_rows import Response, Result, WaveResult
from schemas.vocabulary import QuestionKind, SurveyMeasure, Unit

# the one measure of a question that stands for it
MEASURES = {
    QuestionKind.SCALE: SurveyMeasure.AGREES,
    QuestionKind.GRADE: SurveyMeasure.MEAN,
    QuestionKind.NPS: SurveyMeasure.NPS,
    QuestionKind.NUMBER: SurveyMeasure.MEAN,
}
NOUNS = {
    SurveyMeasure.AGREES: "gunstig",
    SurveyMeasure.MEAN: "gemiddeld",
    SurveyMeasure.NPS: "NPS",
    SurveyMeasure.SHARE: "",
    SurveyMeasure.THEME: "gunstig",
}
_EXACTLY = 1e-9  # a sum of weights is whole but for rounding


def measure_of(kind: str) -> SurveyMeasure:
    """Of a choice: the share of each answer."""
    return MEASURES.get(QuestionKind(kind), SurveyMeasure.SHARE)


def measure_label(kind: str | None, measure: str) -> str:
    """What a figure is: the mean of a number is no grade."""
    return "gemiddelde" if kind == QuestionKind.NUMBER else SurveyMeasure(measure).label


def on_a_scale(kind: str) -> bool:
    """Whether results have ends of their own, so that they can be laid beside each other; a number of years has none."""
    return kind != QuestionKind.NUMBER


def figure(value: float | None, measure: str) -> str:
    """74% / 7,4 / +27. An en dash when there is none."""
    if value is None:
        return dutch.NOTHING
    match SurveyMeasure(measure):
        case SurveyMeasure.MEAN:
            return dutch.number(value, 1)
        case SurveyMeasure.NPS:
            return dutch.figure(value, Unit.SCORE)
        case _:
            return dutch.figure(value, Unit.PERCENT)


def share(value: float | None) -> str:
    """Of an answer that somebody gave never 0%, and of one that not everybody gave never 100%."""
    text = dutch.figure(value, Unit.PERCENT)
    if value is not None and ((text == "0%" and value > _EXACTLY) or (text == "100%" and value < 100 - _EXACTLY)):
        return "<1%" if text == "0%" else ">99%"
    return text


def wave(title: str, quarter: str) -> str:
    """What a survey is called, and of when it is where its name does not say so."""
    when = dutch.period(quarter)
    return dutch.capital(title) if when in title else f"{dutch.capital(title)}, {when}"


def margin(row: Result | WaveResult, measure: str) -> str:
    """66% tot 81%, empty where there is none."""
    if row.value is None or row.lower is None or row.upper is None:
        return ""
    return f"{figure(row.lower, measure)} tot {figure(row.upper, measure)}"


def shown(row: Result | WaveResult, measure: str) -> str:
    """The value, or the word for its absence."""
    why = survey_absence(row)
    return why.label if why else figure(row.value, measure)


def named(row: Result | WaveResult, measure: str) -> str:
    """83% gunstig: a share of favourable answers says so, for under `eenzaam` nobody reads it as that."""
    why = survey_absence(row)
    if why or measure not in (SurveyMeasure.AGREES, SurveyMeasure.THEME):
        return shown(row, measure)
    return f"{figure(row.value, measure)} {NOUNS[SurveyMeasure(measure)]}"


def spoken(row: Result | None, told: str) -> str:
    """The figure as it is told with what it is, also of a mean or an NPS: a listener sees no heading."""
    noun = NOUNS[SurveyMeasure(row.measure)] if row and row.value is not None else ""
    return told if told.endswith(noun) else f"{told} {noun}".strip()


def counted(row: Result) -> str:
    """n = 120, 8 zonder antwoord (6%): who did not answer is counted apart, never among n."""
    if row.n is None:
        return ""
    parts = [dutch.cases(row.n)]
    if row.missing:
        share = "" if row.missing_share is None else f" ({dutch.figure(row.missing_share, Unit.PERCENT)})"
        parts.append(f"{dutch.number(row.missing)} zonder antwoord{share}")
    return ", ".join(parts)


def certainty(row: Result) -> str:
    """Marge 66% tot 81%, n = 120, 8 zonder antwoord (6%), indicatief."""
    if row.value is None:
        return ""
    between = margin(row, row.measure)
    parts = [f"marge {between}" if between else "", counted(row), "indicatief" if row.indicative else ""]
    return ", ".join(part for part in parts if part)


def response(row: Response | None) -> str:
    """Who answered, in the words of the publication."""
    return dutch.sentence(row.sentence or "") if row else ""
