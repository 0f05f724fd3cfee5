"""The questions of a survey: what we take each for, to confirm, to change, or to leave out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form
from dashboard.views.markup import Safe, tag
from pipelines.intake import Asking, QuestionSeen, SurveySeen
from schemas.questions import QUESTIONS
from schemas.scales import NO_ANSWER, SCALES
from schemas.vocabulary import QuestionKind

OWN, OUT = "\x00own", "\x00out"
_SHOWN = 4
_KINDS = {
    QuestionKind.MULTIPLE: "meer keuzes", QuestionKind.NUMBER: "getal", QuestionKind.CHOICE: "één keuze",
    QuestionKind.GRADE: "rapportcijfer", QuestionKind.NPS: "aanbeveling", QuestionKind.SCALE: "antwoordschaal",
}  # fmt: skip


def column_options(seen: SurveySeen) -> dict[str, str]:
    """The columns that may say who answered or about whom, by their letter."""
    return {item.column: f"{item.column}: {_short(item.text)}" for item in seen.questions if not item.options}


def drawn(form: Form, seen: SurveySeen, used: set[str]) -> tuple[Asking, ...]:
    """`used` are the columns that say who answered: no question."""
    asked = [item for item in seen.questions if item.column not in used]
    st.html(_overview(asked))
    names = {item.column: f"{item.column}: {_short(item.text)}" for item in asked}
    out = st.multiselect(
        "Laat deze vragen weg (mag leeg blijven)", list(names), format_func=lambda value: names.get(value, ""),
        default=[item for item in form.before.get("left_out", ()) if item in names], key=form.key("left_out"),
        placeholder="Geen",
    )  # fmt: skip
    kept = [item for item in asked if item.column not in out]
    opened = [item.column for item in kept if item.kind is None]
    opened = [item for item in form.before.get("open_ones", opened) if item in names]
    free = st.multiselect(
        "Deze vragen zijn in eigen woorden beantwoord", [item.column for item in kept if not item.options],
        format_func=lambda value: names.get(value, ""), default=[item for item in opened if item not in out],
        key=form.key("open_ones"), placeholder="Geen",
    )  # fmt: skip
    st.html(tag("p", "Antwoorden in eigen woorden worden niet geteld. Ze zijn pas te lezen als iemand ze per stuk vrijgeeft.", class_="kb-hint"))  # fmt: skip
    decided = {item.column: _decided(form, item) for item in kept if item.column not in free and _doubtful(item)}
    return tuple(_asking(item, out, free, decided=decided.get(item.column)) for item in asked)


def _asking(
    item: QuestionSeen,
    out: list[str],
    free: list[str],
    *,
    decided: tuple[str | None, str | None, dict[str, str]] | None,
) -> Asking:
    if item.column in out:
        return Asking(item.column, item.heading or item.text, leave_out=True)
    if item.column in free:
        return replace(coded(item), open=True)
    code, scale, labels = decided or (item.item, None if item.item else item.scale, {})
    return replace(coded(item), item=code, scale=scale, labels=labels, open=False if item.kind is None else None)


def coded(item: QuestionSeen) -> Asking:
    """What stands above the column and, by a code book, what it asks and what its codes stand for."""
    return Asking(item.column, item.heading or item.text, words=item.text if item.heading else "", codes=item.codes)


def _doubtful(item: QuestionSeen) -> bool:
    """A question that resembles one of the catalogue, or of which nobody knows what its answers mean."""
    if item.options or item.item:
        return item.reason == "survey_numbers_only"
    return bool(item.near) or item.reason == "survey_numbers_only"


def _decided(form: Form, item: QuestionSeen) -> tuple[str | None, str | None, dict[str, str]]:
    """Question of the catalogue, scale, and what the file's answers stand for, as the user says."""
    st.html(tag("p", f"Kolom {item.column}: ", tag("b", f"“{item.text}”")))
    code: str | None = item.item
    if item.near:
        options = {OWN: "Een eigen vraag", **{near: QUESTIONS[near].text for near in item.near}}
        chosen = form.choose(f"Welke vraag is kolom {item.column}?", options, field=f"is_{item.column}", preset=OWN)
        code = None if chosen in (None, OWN) else chosen
    if item.reason != "survey_numbers_only":
        return code, None if code else item.scale, {}
    scales = {name: dutch.capital(scale.title) for name, scale in SCALES.items()}
    scale = form.choose(
        f"Op welke schaal is kolom {item.column} beantwoord? (leeg: telt niet mee)", scales, field=f"scale_{item.column}",
        needed=False, hint="Hier staan alleen cijfers. Welk antwoord bij welk cijfer hoort, weet alleen u.",
    )  # fmt: skip
    return code, scale, _labels(form, item, scale) if scale else {}


def _labels(form: Form, item: QuestionSeen, scale: str) -> dict[str, str]:
    """What each answer of the file stands for; answers that are words of the scale are not asked."""
    declared = SCALES[scale]
    words = {word: word for word in declared.words} | {NO_ANSWER: "geen antwoord: telt niet mee"}
    found: dict[str, str] = {}
    for text, _ in item.answers:
        if declared.word(text):
            continue
        if word := form.choose(
            f"Kolom {item.column}: wat betekent “{text}”?", words, field=f"label_{item.column}_{scale}_{text}"
        ):
            found[text] = word
    return found


def _overview(asked: list[QuestionSeen]) -> Safe:
    heads = ("Vraag", "Wat wij eronder verstaan", "Antwoorden")
    body = [
        tag("tr", tag("th", item.column, scope="row"), tag("td", item.text, data_label=heads[0]),
            tag("td", _taken_for(item), data_label=heads[1]), tag("td", _given(item), data_label=heads[2]))
        for item in asked
    ]  # fmt: skip
    head = tag("tr", tag("th", "Kolom", scope="col"), [tag("th", name, scope="col") for name in heads])
    table = tag(
        "table",
        tag("caption", "De vragen in het bestand", class_="kb-hidden"),
        tag("thead", head),
        tag("tbody", body),
        class_="kb-pending",
    )
    return tag("div", table, class_="kb-scroll", tabindex=0, role="region", aria_label="De vragen in het bestand")


def _taken_for(item: QuestionSeen) -> str:
    if item.kind is None or item.reason == "survey_open_question":
        return "open vraag: in eigen woorden"
    if item.reason == "survey_numbers_only":
        return "alleen cijfers: telt pas mee als u zegt wat zij betekenen"
    if item.item:
        return f"onze vraag “{QUESTIONS[item.item].text}”"
    return f"eigen vraag, {_KINDS[item.kind]}"


def _given(item: QuestionSeen) -> str:
    """The commonest answers, or the options."""
    told = list(item.options) or [text for text, _ in item.answers]
    more = f" en nog {len(told) - _SHOWN}" if len(told) > _SHOWN else ""
    return f"{'; '.join(told[:_SHOWN])}{more}"


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69]}…"
