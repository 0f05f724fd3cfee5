"""Page Rapporten: choose what is to be made, see it as it will be on paper, make one or all, and see what was made."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import quarter_closing, report_editions, report_history
from dashboard.desk.acting import Refusal, attempt, home, refuse, signed, told
from dashboard.desk.finished import Finished, keep, made_of, page_pictures
from dashboard.desk.report_choice import Wanted, choices, wanted
from dashboard.house_style import HouseStyleProblem, house_style
from dashboard.readings import Readings
from dashboard.report import batch
from dashboard.report.kinds import Format, Kind
from dashboard.report.make import Made, NoReport, make
from dashboard.session import open_publication
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from schemas.place import acting_user, home_folder

_ZIP = "application/zip"
_DRAFT = (
    " Dit rapport komt uit de cijfers die iedereen mag zien. Zolang het kwartaal niet als geheel is vastgesteld, is het een "
    "voorlopig rapport; dat staat erin. Is het vastgesteld, dan staat het bewaarde rapport bij Vastgestelde edities."
)
_BUSY = "De rapporten worden gemaakt…"


def page() -> None:
    """Choose, look, make; then what was made before."""
    st.set_page_config(page_title="Rapporten · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    what = wanted(readings)
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        choices(readings, what)
    frame.opening("Welk rapport wilt u maken?", _answer(readings, what))
    told()
    _making(readings, what)
    if what.whole or what.provider_id:
        _preview(readings, what)
    if what.whole:
        quarter_closing.drawn(what.quarter)
    report_editions.drawn(readings, what)
    report_history.drawn()
    signed("Wat u maakt, komt met deze naam in het logboek.")
    frame.footing(readings)


def _answer(readings: Readings, what: Wanted) -> str:
    state = next(row for row in readings.quarters() if row.quarter == what.quarter)
    told = f"{dutch.capital(dutch.period(what.quarter))}. {dutch.completeness(state.expected, state.delivered)}"
    return f"{told} Het rapport komt uit de cijfers die nu gepubliceerd zijn: publicatie {readings.id[:12]}."


def _making(readings: Readings, what: Wanted) -> None:
    """One, or all of them; each is an act."""
    count, known = len(readings.providers()), what.whole or what.provider_id is not None
    with st.container(key="kb-report-acts", horizontal=True):
        one = st.button("Maak dit rapport", type="primary", disabled=not known)
        every = not what.whole and st.button(f"Maak alle {count} rapporten")
    if not known:
        st.html(tag("p", "Kies een aanbieder, dan ziet u zijn rapport hier en kunt u het maken.", class_="kb-fact"))
    if one:
        _make(readings, what, providers=[what.provider_id] if what.provider_id else None)
    elif every:
        _make(readings, what, providers=None)
    if done := made_of(what.key(readings)):
        st.html(_link(done))


def _make(readings: Readings, what: Wanted, *, providers: list[str] | None) -> None:
    """Make, keep, and write in the ledger what was made."""
    bar = st.progress(0.0, text=_BUSY)

    def how_far(part: float) -> None:
        bar.progress(part, text=_BUSY)

    try:
        style = house_style(home_folder())
        made = batch.make_all(
            [what.kind], [what.form], readings, quarter=what.quarter, providers=providers, style=style, told=how_far
        )[what.kind]
    except (NoReport, HouseStyleProblem) as problem:
        refuse(str(problem))
        return
    finally:
        bar.empty()
    files = batch.digests(made)
    kept = partial(record.report_made, home(), kind=what.kind.value, form=what.form.value, quarter=what.quarter)
    outcome = attempt(partial(kept, publication=readings.id, files=files, by=acting_user()))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    keep(made[0] if len(made) == 1 else _together(made, what), what.key(readings))


def _together(made: list[Made], what: Wanted) -> Made:
    return Made(f"kwartaalbeeld-{what.quarter}-{what.kind.value}-{what.form.value}.zip", _ZIP, batch.zipped(made))


def _link(done: Finished) -> Safe:
    size = dutch.file_size(len(done.made.content))
    link = tag("a", f"Bewaar {done.made.name}", href=done.address, class_="kb-button", download=True)
    return tag("p", link, tag("span", f" {size}", class_="kb-fact"), role="status")


def _preview(readings: Readings, what: Wanted) -> None:
    """The pages of the PDF, also where another form is made: it tells the same."""
    finished = _paper(readings, what)
    if isinstance(finished, str):
        refuse(finished)
        return
    count = finished.pages
    whole = f"Zo ziet het eruit op papier: {dutch.plural(count, 'bladzijde', 'bladzijden')}."
    if what.form is not Format.PDF:
        whole += " Het bestand dat u maakt, bevat dezelfde cijfers."
    if what.kind is Kind.COUNCIL:
        whole += _DRAFT
    st.html(tag("section", tag("h2", "Voorbeeld"), tag("p", whole), page_pictures(finished.page_address, count)))


def _paper(readings: Readings, what: Wanted) -> Finished | str:
    """Made once from one publication in one style; or why it cannot be made."""
    try:
        style = house_style(home_folder())
        key = repr((what.kind, what.quarter, what.provider_id, hash(style)))
        work = partial(make, what.kind, Format.PDF, readings, quarter=what.quarter, provider_id=what.provider_id)
        return keep(readings.once("preview", key, partial(work, style=style)))
    except (NoReport, HouseStyleProblem) as problem:
        return str(problem)
