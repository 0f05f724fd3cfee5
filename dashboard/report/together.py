"""Tables about all providers together, always in the order of the alphabet: themes, figures, parties, surveys, actions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.charts.standings import standings_chart
from dashboard.party_rows import told_of
from dashboard.readings import Readings
from dashboard.report import around, cells, talking
from dashboard.report.document import NOTHING, Block, Cell, Column, Heading, Items, Look, Paragraph, Picture, Row, Table
from dashboard.rows import Definition, Figure, StatusCount
from dashboard.survey_scope import Scope, headlines
from schemas.quarter import Quarter
from schemas.vocabulary import PERFORMANCES, DataSet, Status, SurveyMeasure, Theme, Unit

_KINDS = (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY, DataSet.CITIZEN_PANEL)
_ALPHABET = "De aanbieders staan op alfabet; zij worden niet gerangschikt."
_OUTSIDE = (Status.NOT_YET_JOINED, Status.LEFT)  # takes no part in the quarter
_PER_TABLE = 6  # figures beside each other


def counts(readings: Readings, quarter: Quarter) -> dict[str, dict[str, int]]:
    """Per theme how many of the providers that take part have which status."""
    found: dict[str, dict[str, int]] = {}
    for row in readings.status_counts(str(quarter)):
        of_theme = found.setdefault(row.theme, {})
        if row.status not in _OUTSIDE:
            of_theme[row.status] = row.providers
    return {theme.value: found[theme.value] for theme in PERFORMANCES if theme.value in found}


def answers(readings: Readings, quarter: Quarter) -> Items:
    return Items(tuple(dutch.theme_answer(theme, found) for theme, found in counts(readings, quarter).items()))


def counted(readings: Readings, quarter: Quarter) -> list[Block]:
    """How many are where, and who is not counted because it takes no part."""
    gone = {row.provider: row.status for row in readings.overview(str(quarter)) if row.status in _OUTSIDE}
    told = [f"{name} ({Status(status).label})" for name, status in gone.items()]
    note = [Paragraph(f"Niet in deze telling: {dutch.listing(told)}.", Look.NOTE)] if told else []
    return [_counts_table(readings, quarter), *note]


def _counts_table(readings: Readings, quarter: Quarter) -> Table:
    """A row per theme, a column per status that occurs."""
    found = counts(readings, quarter)
    seen = [code for code in Status if any(code.value in row for row in found.values())]
    columns = (Column("Thema", width=1), *(Column(dutch.capital(code.label), right=True) for code in seen))
    rows = tuple(
        (Cell(Theme(theme).label), *(cells.count(row.get(code.value, 0)) for code in seen))
        for theme, row in found.items()
    )
    return Table("standen", "Aantal aanbieders per thema en oordeel", columns, rows)


def matrix(readings: Readings, quarter: Quarter) -> list[Block]:
    """Every provider with its status on every theme."""
    themes = list(counts(readings, quarter))
    rows = []
    for provider, part in groupby(readings.overview(str(quarter)), key=lambda row: row.provider):
        found = {row.theme: row.status for row in part}
        rows.append((Cell(provider), *(cells.marked(found.get(theme)) for theme in themes)))
    columns = (Column("Aanbieder", width=1.5), *(Column(Theme(theme).label, width=1) for theme in themes))
    return [
        Heading("Alle aanbieders op een rij"), Paragraph(_ALPHABET, Look.NOTE),
        Table("aanbieders", "Alle aanbieders per thema", columns, tuple(rows), dense=True),
    ]  # fmt: skip


def changes(readings: Readings, quarter: Quarter) -> list[Block]:
    """What demonstrably changed, and how many false signals to expect."""
    found = readings.signals(str(quarter))
    told = [Paragraph(row.sentence, Look.NOTE) for row in readings.signal_counts(str(quarter))]
    columns = (Column("Aanbieder", width=1.1), Column("Cijfer", width=1.3), Column("Wat er veranderde", width=2.6))
    rows = tuple((Cell(row.provider), Cell(row.title, under=row.sub_agreement), Cell(row.sentence)) for row in found)
    head = Heading("Wat is er aantoonbaar veranderd?")
    if not rows:
        return [head, Paragraph("Geen enkele reeks is aantoonbaar veranderd."), *told]
    return [head, Table("signalen", "Aantoonbare veranderingen", columns, rows, dense=True), *told]


def standings(readings: Readings, theme: str, quarter: Quarter) -> list[StatusCount]:
    return list(readings.standings(theme, until=str(quarter)))


def theme_parts(readings: Readings, quarter: Quarter, figures: Sequence[Figure]) -> list[Block]:
    """Per theme how all stand over the quarters, and each figure of every provider."""
    blocks: list[Block] = []
    definitions = [row for row in readings.definitions() if row.theme in counts(readings, quarter)]
    for theme, part in groupby(definitions, key=lambda row: row.theme):
        rows = [row for row in figures if row.theme == theme]
        past = standings(readings, theme, quarter)
        blocks.append(Heading(Theme(theme).label))
        blocks += [Picture(standings_chart(past))] if past else []
        blocks += _figures(theme, [row for row in part if any(one.indicator == row.indicator for one in rows)], rows)
    return blocks


def _figures(theme: str, definitions: Sequence[Definition], figures: Sequence[Figure]) -> list[Table]:
    """A row per provider, or per sub-agreement where each has its own figure; a few figures beside each other."""
    tables = []
    for first in range(0, len(definitions), _PER_TABLE):
        part = definitions[first : first + _PER_TABLE]
        codes = [row.indicator for row in part]
        rows = [
            row
            for _, own in groupby(figures, key=lambda one: one.provider_id)
            for row in _lines([one for one in own if one.indicator in codes], codes)
        ]
        columns = (Column("Aanbieder", width=1.4), *(Column(row.title, right=True, width=1) for row in part))
        title = f"{Theme(theme).label}: {dutch.listing([row.title.lower() for row in part])}"
        tables.append(Table(f"{theme}-{first // _PER_TABLE + 1}", title, columns, tuple(rows), dense=True))
    return tables


def _lines(own: Sequence[Figure], codes: Sequence[str]) -> list[Row]:
    """First what is of the provider as a whole, then its sub-agreements."""
    lines: dict[str | None, dict[str, Figure]] = {}
    for row in own:
        lines.setdefault(row.sub_agreement_id, {})[row.indicator] = row
    ordered = sorted(lines.items(), key=lambda pair: pair[0] or "")
    return [
        (Cell(own[0].provider, under=_part(found)), *(_value(found.get(code)) for code in codes))
        for _, found in ordered
    ]  # fmt: skip


def _part(found: dict[str, Figure]) -> str | None:
    return next(iter(found.values())).sub_agreement


def _value(row: Figure | None) -> Cell:
    """A value with its n; without a value the word for why."""
    if row is None:
        return NOTHING
    cell = cells.reached(row)
    number = row.value is not None or row.more_than is not None
    together = dutch.cases(row.n).replace(" ", "\u00a0")  # n stays with what it is
    about = f" ({together})" if number and row.unit != Unit.COUNT and row.n is not None else ""
    return Cell(f"{cell.text}{about}", cell.value, cell.unit, gap=cell.gap)


def parties(readings: Readings, quarter: Quarter) -> list[Block]:
    """Who takes part, who came and who left, and what the consultation decided."""
    told = [Paragraph(line) for line in told_of(readings.network_figures(until=str(quarter)), str(quarter))]
    columns = (
        Column("Aanbieder", width=1.2), Column("Toegetreden"), Column("Uitgetreden"), Column("Reden", width=1.6),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(row.provider), cells.day(row.joined_on), cells.day(row.left_on),
            cells.text(row.left_because if row.left_on else row.joined_because),
        )
        for row in readings.participants()
        if row.joined_on <= quarter.last_day
    )  # fmt: skip
    table = Table("deelnemers", "Deelnemers aan de koepelovereenkomst", columns, rows, dense=True)
    none = Paragraph("Er is geen deelname vastgelegd.")
    return [Heading("Wie doen er mee?"), *told, table if rows else none, *_decisions(readings, quarter)]


def _decisions(readings: Readings, quarter: Quarter) -> list[Block]:
    columns = (
        Column("Besloten op"), Column("Onderwerp", width=1), Column("Besluit", width=2), Column("Geldt vanaf"),
        Column("Gevolg voor normen", width=2.6),
    )  # fmt: skip
    rows = tuple(
        (cells.day(row.decided_on), Cell(row.subject), Cell(row.decision), cells.day(row.applies_from), cells.text(row.consequence))
        for row in readings.consultation_decisions()
        if row.decided_on <= quarter.last_day
    )  # fmt: skip
    if not rows:
        return [Paragraph("Er zijn nog geen besluiten van de overlegtafel vastgelegd.", Look.NOTE)]
    return [
        Heading("Besluiten van de overlegtafel", 3),
        Table("besluiten", "Besluiten van de overlegtafel", columns, rows),
    ]


def social_return(readings: Readings, quarter: Quarter) -> list[Block]:
    found = sorted(readings.promised(str(quarter)), key=lambda row: (row.provider.casefold(), row.obligation_id))
    whole = readings.social_return_together(str(quarter))
    head = Heading("Wat er aan social return is beloofd")
    if not found:
        return [head, Paragraph("Over dit kwartaal telt nog geen levering van social return.")]
    return [head, *([Paragraph(whole.sentence)] if whole else []), around.promised_table(found, whose=True)]


def volunteers(readings: Readings, quarter: Quarter) -> list[Block]:
    providers = readings.providers()
    rows = readings.pools_across(str(quarter), first=1, last=len(providers))
    head = Heading("Vrijwilligers als balans")
    if not rows:
        return [head, Paragraph("Over dit kwartaal is niets over vrijwilligers geleverd.")]
    return [head, *around.pools_of_all(rows, {row.provider_id: row.provider for row in providers})]


def surveys(readings: Readings, quarter: Quarter) -> list[Block]:
    """The newest wave of each kind up to this quarter, of everyone together."""
    blocks: list[Block] = [Heading("Wat zeggen cliënten, partners en inwoners?")]
    for kind in _KINDS:
        wave = next((one for one in readings.waves(kind) if one.quarter <= str(quarter)), None)
        if wave is None:
            continue
        response = survey_words.response(readings.survey_response(wave.wave_id, None))
        told = " ".join(filter(None, (response, dutch.sentence(wave.method_sentence or ""))))
        blocks += [Heading(survey_words.wave(wave.title, wave.quarter), 3), Paragraph(told, Look.NOTE)]
        results = headlines(readings, Scope(wave, None, wave.title, None))
        columns = (Column("Vraag", width=2), Column("Uitkomst"), Column("Marge"), Column("n", right=True))
        rows = []
        for item in readings.survey_items(wave.wave_id):
            if (row := results.get(item.item)) is None:
                continue
            why = survey_absence(row)
            noun = survey_words.NOUNS[SurveyMeasure(row.measure)]
            shown = f"{survey_words.figure(row.value, row.measure)} {noun}".strip()
            value = cells.marked(why) if why else Cell(shown, row.value, strong=True)
            rows.append((Cell(item.text), value, cells.text(survey_words.margin(row, row.measure)), cells.count(row.n)))
        if rows:
            blocks.append(Table(f"enquete-{wave.wave_id}", dutch.capital(wave.title), columns, tuple(rows), dense=True))
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("Er is nog geen enquête gehouden.")]


def actions(readings: Readings, quarter: Quarter, definitions: dict[str, Definition]) -> list[Block]:
    found = readings.talk_actions(str(quarter))
    head = Heading("Afspraken en acties uit de gesprekken")
    if not found:
        return [head, Paragraph("Over dit kwartaal zijn er nog geen afspraken of actiepunten.")]
    return [head, *talking.actions(found, definitions, whose=True)]
