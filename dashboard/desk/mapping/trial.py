"""Trying what was pointed at, keeping it as a recipe, and the recipe as text."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePath

import streamlit as st

from dashboard import dutch
from dashboard.desk import findings, words
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.desk.mapping.form import Form
from dashboard.views.markup import Safe, tag
from pipelines import intake
from pipelines.intake import Content, Strange, Trial
from schemas.in_words import before_and_after
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import acting_user
from schemas.vocabulary import DataSet, EntryForm, TargetGroup, Unit

_HEADS = ("Periode", "Deelovereenkomst", "Cijfer", "Waarde")


def drawn(form: Form, file: Strange, content: Content | None) -> None:
    """`content` is what the form holds now; None while it is not complete."""
    st.html(tag("h2", "Proberen en bewaren"))
    if st.button("Probeer", type="primary", key=form.key("try")):
        if content is None or form.missing:
            form.complain()
            st.rerun()
        _try(form, content)
    if form.complaining and form.missing:
        many = dutch.plural(len(form.missing), "antwoord", "antwoorden")
        refuse(f"Er {'ontbreekt' if len(form.missing) == 1 else 'ontbreken'} nog {many}. Hierboven staat waar.")
    made: tuple[Content | str, Trial] | None = st.session_state.get(form.key("trial"))
    if made is None:
        st.html(tag("p", "U ziet dan wat er uit dit bestand komt. Er wordt nog niets bewaard.", class_="kb-hint"))
    elif not isinstance(made[0], str) and made[0] != content:
        st.html(tag("p", "U hebt iets veranderd. Probeer opnieuw om te zien wat er nu uitkomt.", class_="kb-hint"))
    else:
        _outcome(form, file, made[1])
    _as_text(form, file, made[1].text if made else file.text)


def _try(form: Form, wanted: Content | str) -> None:
    """Keep what came out, or say why nothing did."""
    with st.spinner("Kwartaalbeeld leest het bestand op deze manier…"):
        outcome = attempt(partial(intake.try_recipe, home(), form.delivery_id, wanted))
    if isinstance(outcome, Refusal):
        st.session_state.pop(form.key("trial"), None)
        refuse(outcome.words)
    else:
        st.session_state[form.key("trial")] = (wanted, outcome)


def _outcome(form: Form, file: Strange, trial: Trial) -> None:
    """Rows read and kept, the first figures, the findings; and when it is good, the name to keep it under."""
    checked = trial.checked
    errors = intake.count(checked.errors)
    told = [f"{dutch.plural(checked.rows_read, 'rij', 'rijen')} gelezen"]
    if checked.rows_skipped:
        told.append(f"{dutch.number(checked.rows_skipped)} overgeslagen")
    if trial.questions:
        told.append(dutch.plural(len(trial.questions), "vraag", "vragen"))
    elif checked.data_set == DataSet.SOCIAL_RETURN:
        told.append(f"{dutch.plural(trial.figure_count, 'rij telt', 'rijen tellen')} mee")
    else:
        told.append(dutch.plural(trial.figure_count, "cijfer", "cijfers"))
    what = words.about(checked.data_set, checked.slots, dict(file.providers))
    st.html(
        tag(
            "div",
            tag("p", f"{dutch.listing(told)}. {what}.", class_="kb-answer", role="status"),
            _figures(file, trial) if trial.figures else None,
            _questions(trial) if trial.questions else None,
        )
    )
    findings.drawn(checked.findings, key=form.key("view"))
    if errors:
        st.html(
            tag(
                "p",
                "Zo kan het bestand nog niet geleverd worden. Verander hierboven wat niet klopt, of laat de afzender het bestand herstellen.",
                class_="kb-hint",
            )
        )
    _save(form, file, trial, good=not errors)


def _figures(file: Strange, trial: Trial) -> Safe:
    """The first rows as they would be stored."""
    promised = trial.checked.data_set == DataSet.SOCIAL_RETURN
    heads = (*_HEADS[:2], "Inzet of factuur", "Uren of bedrag") if promised else _HEADS
    head = tag("tr", tag("th", "Aanbieder of gebied", scope="col"), [tag("th", name, scope="col") for name in heads])
    body = [
        tag("tr", tag("th", _whose(file, row), scope="row"),
            [tag("td", value, data_label=name) for name, value in zip(heads, _values(row), strict=True)])
        for row in trial.figures
    ]  # fmt: skip
    more = trial.figure_count - len(trial.figures)
    caption = f"De eerste {'rijen' if promised else 'cijfers'}" + (
        f"; nog {dutch.number(more)} niet getoond" if more > 0 else ""
    )
    return tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body), class_="kb-pending kb-outcome")


def _questions(trial: Trial) -> Safe:
    """Per question how many answers would count."""
    heads = ("Vraag", "Antwoorden die tellen", "Weet niet, n.v.t. of leeg")
    body = [
        tag("tr", tag("th", item.column, scope="row"), tag("td", item.text, data_label=heads[0]),
            tag("td", dutch.number(item.answered), data_label=heads[1]), tag("td", dutch.number(item.without), data_label=heads[2]))
        for item in trial.questions
    ]  # fmt: skip
    head = tag("tr", tag("th", "Kolom", scope="col"), [tag("th", name, scope="col") for name in heads])
    return tag("table", tag("caption", "De vragen zoals zij zouden tellen"), tag("thead", head), tag("tbody", body),
               class_="kb-pending kb-outcome")  # fmt: skip


def _whose(file: Strange, row: dict) -> str:
    return file.providers.get(row.get("provider_id") or "", row.get("provider_id")) or row.get("area") or "?"


def _values(row: dict) -> tuple[str, ...]:
    if "obligation_id" in row:
        return _promised(row)
    indicator = CATALOGUE.get(row.get("indicator") or "")
    title = f"{indicator.title} ({indicator.code})" if indicator else str(row.get("subject") or "?")
    part = row.get("breakdown_value") or row.get("subgroup")
    unit = indicator.unit.value if indicator else Unit.COUNT.value
    value = before_and_after(row["value"], unit) if row.get("value") is not None else ""
    if row.get("numerator") is not None and row.get("denominator") is not None:
        counts = f"{dutch.number(row['numerator'])} van {dutch.number(row['denominator'])}"
        value = f"{counts} ({value})" if value else counts
    period = str(row.get("period") or "?")
    return (period, str(row.get("sub_agreement_id") or ""), f"{title}, {part}" if part else title, value or "geen")


def _promised(row: dict) -> tuple[str, ...]:
    """An entry or an invoice of social return."""
    place = f"{row['sub_agreement_id']}, {row['obligation_id']}"
    if "invoiced_quarter" in row:
        return (
            dutch.period(row["quarter"]),
            place,
            f"Gefactureerd in het {dutch.period(row['invoiced_quarter'])}",
            dutch.euros(row["amount"]),
        )
    group = f", {TargetGroup(row['target_group']).label}" if row["target_group"] else ""
    title = f"{dutch.capital(EntryForm(row['form']).label)}{group}, vanaf {dutch.day(row['starts_on'])}"
    worth = [f"{dutch.number(row['hours'])} uur per week"] if row["hours"] is not None else []
    worth += [dutch.euros(row["paid"])] if row["paid"] is not None else []
    return dutch.period(row["quarter"]), place, title, dutch.listing(worth)


def _save(form: Form, file: Strange, trial: Trial, *, good: bool) -> None:
    """Its name, and the button that keeps it and delivers the file with it: with errors only for who says so."""
    anyway = good or st.checkbox(
        "Bewaar de indeling toch: zij klopt, maar de afzender moet het bestand herstellen. De levering wordt dan geweigerd.",
        key=form.key("anyway"),
    )
    with st.form(form.key("save"), border=False):
        name = st.text_input(
            "Naam voor deze indeling", value=file.delivery["recipe"] or _slug(file.delivery["file_name"]),
            key=form.key("name"), max_chars=60,
        )  # fmt: skip
        st.html(tag("p", "Volgend kwartaal gaat een bestand met dezelfde opschriften vanzelf goed.", class_="kb-hint"))
        pressed = st.form_submit_button("Bewaar en lever", type="primary" if good else "secondary", disabled=not anyway)
    if not pressed or not anyway:
        return
    with st.spinner("De indeling wordt bewaard en het bestand wordt ermee geleverd…"):
        outcome = attempt(
            partial(intake.save_recipe, home(), form.delivery_id, name.strip(), text=trial.text, by=acting_user())
        )
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell(f"De indeling is bewaard als “{name.strip()}”, en het bestand is ermee geleverd: {outcome.delivery_id}.")
    st.session_state.pop(form.key("trial"), None)
    st.query_params.from_dict({"levering": outcome.delivery_id or form.delivery_id})
    st.rerun()


def _slug(file_name: str) -> str:
    plain = re.sub(r"(?:19|20)\d\d|k[1-4]|q[1-4]", "", PurePath(file_name).stem.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "indeling"


def _as_text(form: Form, file: Strange, text: str) -> None:
    """For who knows recipes: read it, change it, take it along."""
    with st.expander("Het recept als tekst"):
        if not text:
            st.html(tag("p", "Probeer eerst; dan staat het recept hier.", class_="kb-hint"))
            return
        key = form.key(f"text_{hash(text)}")
        changed = st.text_area("Het recept; u kunt het veranderen", value=text, height=320, key=key)
        if st.button("Probeer deze tekst", key=form.key("try_text")):
            _try(form, changed)
            st.rerun()
        if name := file.delivery["recipe"]:
            st.html(tag("p", tag("a", "Download het bewaarde recept", href=f"/recept/{name}.toml", download=True)))
