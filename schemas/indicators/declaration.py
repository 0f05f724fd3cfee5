"""What an indicator must state about itself before anything may be computed with it."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from datetime import date

from schemas.vocabulary import (
    Attributable,
    Combination,
    Direction,
    Evidence,
    JudgedAgainst,
    NSource,
    RbaQuestion,
    Theme,
    Unit,
)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator, complete or it does not import.

    moment       a stock counted at the end of the period: the quarter's figure is that of its last month.
    year_to_date counts from 1 January to the end of the period.
    minimum_n    a figure with fewer than this many cases behind it is not shown; 0 for a count, which is
                 its own n (breakdowns of counts have the audience's threshold).
    accumulates  of year_to_date: the code of the indicator that is counted since 1 January.
    inflow, outflow  of a stock: the codes of what comes in and goes out, so that the stock of the period before, with
                 inflow, without outflow, is this one.
    begins_as    of a stock at the beginning of the period: the code of the stock that ended the period before.
    made_from    what a derived one is computed from: codes of indicators, or the Dutch word for what is none.
    window_quarters  over how many quarters, up to and including this one, the figure is counted: 4 is a moving year.
                 Neighbouring figures then share cases, so they never go on a control chart. 0: the period itself.
    over_term    counts from the first day of a term that is no calendar year: neighbouring figures share all that came before,
                 so it never goes on a control chart.
    open_ended   of a ratio: the numerator is no part of the denominator, so the value may be more than 100 or less
                 than 0, and no interval belongs to it.
    exact        the target is an amount that was promised: no tolerance, so reached or behind and nothing in between.
    small_numerator  who is counted in the numerator is a group that may be too small to show, whatever the denominator.
    share        the value is 100 * numerator / denominator with numerator <= denominator, so a Wilson
                 interval belongs to it.
    divided      the value is computed from numerator and denominator: a ratio, or a delivered percentage of a whole that
                 may not be added (then without an interval).
    asked_per_quarter  the template asks the quarter alone: by month there would be too few cases to show.
    bounded      parts that cannot be larger than a count delivered beside it: (("denominator", "BER-6"),).
    """

    code: str
    id: str
    title: str
    title_en: str
    question: str
    definition: str
    pitfall: str
    theme: Theme
    evidence: Evidence
    unit: Unit
    direction: Direction
    combination: Combination
    n_source: NSource
    minimum_n: int
    judged_against: JudgedAgainst
    rba: RbaQuestion
    attributable_to: Attributable
    moment: bool
    year_to_date: bool
    checked_by: str
    reviewed_on: date
    made_from: tuple[str, ...] = ()
    by_wave: bool = False  # measured now and then, as a survey: a quarter without it misses nothing
    accumulates: str = ""
    inflow: tuple[str, ...] = ()
    outflow: tuple[str, ...] = ()
    begins_as: str = ""
    asked_per_quarter: bool = False
    bounded: tuple[tuple[str, str], ...] = ()
    window_quarters: int = 0
    open_ended: bool = False
    over_term: bool = False
    small_numerator: bool = False
    exact: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2,3}-\d{1,2}", self.code):
            raise ValueError(f"{self.code}: a code is letters, a dash and a number")
        empty = [f.name for f in fields(self) if f.default is MISSING and getattr(self, f.name) in ("", None)]
        if empty:
            raise ValueError(f"{self.code}: {', '.join(empty)} must be filled in")
        if self.judged_against is JudgedAgainst.TARGET and self.direction is Direction.NEUTRAL:
            raise ValueError(f"{self.code}: what has no direction cannot be judged against a target")
        if bool(self.made_from) != (self.evidence is Evidence.DERIVED):
            raise ValueError(f"{self.code}: a derived indicator, and no other, names what it is made from")
        if self.combination is Combination.RATIO and self.n_source not in (NSource.DENOMINATOR, NSource.ENTRIES):
            raise ValueError(
                f"{self.code}: the n of a ratio is its denominator, or of euros the entries they come from"
            )

        if self.accumulates and not self.year_to_date:
            raise ValueError(f"{self.code}: only what counts from 1 January accumulates another indicator")
        if self.window_quarters and (self.moment or self.year_to_date or self.delivered):
            raise ValueError(f"{self.code}: a moving window is for what we compute ourselves over the quarters before")
        if (self.inflow or self.outflow) and not self.moment:
            raise ValueError(f"{self.code}: only a stock has inflow and outflow")

    @property
    def share(self) -> bool:
        return self.combination is Combination.RATIO and self.unit is Unit.PERCENT and not self.open_ended

    @property
    def divided(self) -> bool:
        return self.combination is Combination.RATIO or (self.delivered and self.unit is Unit.PERCENT)

    @property
    def delivered(self) -> bool:
        return self.evidence is Evidence.DELIVERED

    @property
    def months_make_the_quarter(self) -> bool:
        """Whether the quarter may be left out of a delivery that holds its three months."""
        return self.moment or self.combination is not Combination.NEVER
