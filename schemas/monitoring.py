"""What a provider delivers each quarter: aggregates per sub-agreement, per month or quarter. No persons."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least
from schemas.vocabulary import Breakdown, Unit

RATIO_TOLERANCE = 0.5  # percentage points between a delivered percentage and numerator / denominator


def _numerator_fits(frame: pd.DataFrame) -> pd.Series:
    known = frame["numerator"].notna() & (frame["denominator"] > 0)
    return ~known | (frame["numerator"] <= frame["denominator"])


def _ratio_agrees(frame: pd.DataFrame) -> pd.Series:
    known = (
        frame["value"].notna()
        & frame["numerator"].notna()
        & (frame["denominator"] > 0)
        & (frame["unit"] == Unit.PERCENT.value)
    )
    ratio = 100 * frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    return ~known | ((frame["value"] - ratio).abs() <= RATIO_TOLERANCE)


def _breakdown_whole(frame: pd.DataFrame) -> pd.Series:
    return frame["breakdown"].isna() == frame["breakdown_value"].isna()


def _no_date(column: pd.Series) -> pd.Series:
    return ~column.str.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d").fillna(False).astype(bool)


MONITORING = SheetForm(
    name="kwartaalmonitor",
    title="Kwartaalmonitor",
    key=("provider_id", "sub_agreement_id", "period", "indicator", "breakdown", "breakdown_value"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER,
              "Code, KvK-nummer of naam van de aanbieder, zoals in de stamgegevens.", required=True),
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code van de deelovereenkomst.",
              required=True),
        Field("period", "periode", Kind.PERIOD, "Maand (2025-10) of kwartaal (2025-K4).", required=True),
        Field("indicator", "indicator", Kind.IDENTIFIER, "Code van de indicator, zoals BER-1.", required=True),
        Field("value", "waarde", Kind.NUMBER, "Het getal zelf. Bij een percentage mag dit leeg blijven.",
              checks=(at_least(0, "negative"),)),
        Field("numerator", "teller", Kind.WHOLE, "Bij een percentage: hoeveel er voldoen.",
              checks=(at_least(0, "negative"),)),
        Field("denominator", "noemer", Kind.WHOLE, "Bij een percentage, mediaan of P90: hoeveel er meetellen.",
              checks=(at_least(0, "negative"), pa.Check(lambda s: s != 0, name="denominator_zero", ignore_na=True))),
        Field("unit", "eenheid", Kind.WORD, "Aantal, % of dagen: zoals bij de indicator hoort.",
              words=tuple(word.label for word in Unit if word not in (Unit.HOURS, Unit.SCORE, Unit.EURO, Unit.FTE_YEARS))),
        Field("breakdown", "uitsplitsing", Kind.WORD, "Leeg voor het totaal, anders wijk, doelgroep of locatie.",
              words=tuple(word.label for word in Breakdown)),
        Field("breakdown_value", "uitsplitsing waarde", Kind.TEXT, "Welke wijk, doelgroep of locatie.",
              checks=(pa.Check(_no_date, name="made_a_date", ignore_na=True),)),
        Field("note", "toelichting", Kind.TEXT, "Wat de lezer van dit getal moet weten. Geen namen."),
    ),
    row_checks=(
        pa.Check(_numerator_fits, name="numerator_exceeds_denominator"),
        pa.Check(_ratio_agrees, name="ratio_mismatch"),
        pa.Check(_breakdown_whole, name="breakdown_half"),
    ),
)  # fmt: skip
