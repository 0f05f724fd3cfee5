"""What can be asked about a series held against its own past: phases, special causes, values, dated remarks."""

from __future__ import annotations

from dashboard.judged_rows import ControlPhase, SpecialCause
from dashboard.readings.asking import Asking
from dashboard.rows import Figure, PlacedRemark, Remark


class Controls(Asking):
    """Control charts and what is drawn on them."""

    def control_phases(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[ControlPhase, ...]:
        """The control chart of a headline series as it stood at the end of a quarter; empty where there is none."""
        return self._ask(
            "control_phases",
            ControlPhase,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def special_causes(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[SpecialCause, ...]:
        return self._ask(
            "special_causes",
            SpecialCause,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def series(self, phases: tuple[ControlPhase, ...]) -> tuple[Figure, ...]:
        """The values in the periods of a control chart: months or quarters, as its phases say."""
        first, last = phases[0], phases[-1]
        return self._ask(
            "series",
            Figure,
            provider_id=last.provider_id,
            indicator=last.indicator,
            sub_agreement_id=last.sub_agreement_id,
            period_kind=last.period_kind,
            since=first.first_period,
            until=last.last_period,
        )

    def remarks(self, provider_id: str, indicator: str, sub_agreement_id: str | None = None) -> tuple[Remark, ...]:
        """Dated remarks that belong on a chart of this provider and indicator, oldest first: written ones, and what a
        decision of the consultation changed. Of a total: those of all its sub-agreements."""
        found = [
            row for row in self._ask("remarks", PlacedRemark) if row.belongs(provider_id, indicator, sub_agreement_id)
        ]
        return tuple(dict.fromkeys(row.remark for row in found))
