"""What can be asked about one theme over all providers: a figure of many, how they stand, the parts there are."""

from __future__ import annotations

from dashboard.readings.asking import Asking
from dashboard.rows import Figure, Part, Pool, StatusCount


class Themes(Asking):
    """Providers beside each other, in the order of the alphabet."""

    def breakdown_values(self, kind: str) -> list[str]:
        """The districts, target groups or locations that occur in this publication, by name."""
        parts = self._ask("breakdown_values", Part)
        return [row.breakdown_value for row in parts if row.breakdown == kind]

    def across(
        self, indicator: str, *, quarter: str, first: int, last: int, breakdown: tuple[str, str] | None = None
    ) -> tuple[Figure, ...]:
        """One indicator of the providers at positions first to last; of one part where a breakdown is given."""
        span = {"indicator": indicator, "quarter": quarter, "first": first, "last": last}
        if breakdown is None:
            return self._ask("across", Figure, **span)
        kind, value = breakdown
        return self._ask("across_part", Figure, **span, breakdown=kind, breakdown_value=value)

    def standings(self, theme: str, *, until: str) -> tuple[StatusCount, ...]:
        """How many providers had which status in a theme, the newest quarter first."""
        return self._ask("standings", StatusCount, theme=theme, until=until)

    def pools(self, provider_id: str, *, until: str) -> tuple[Pool, ...]:
        """The volunteer pools of a provider, the newest quarter first; its total before its sub-agreements."""
        return self._ask("pools", Pool, provider_id=provider_id, until=until)

    def pools_across(self, quarter: str, *, first: int, last: int) -> tuple[Pool, ...]:
        """The pools of the providers at positions first to last: the total of several before its parts."""
        return self._ask("pools_across", Pool, quarter=quarter, first=first, last=last)
