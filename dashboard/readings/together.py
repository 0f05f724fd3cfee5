"""Questions about all providers at once: funnels, the same figure side by side, and the signals."""

from __future__ import annotations

from dashboard.judged_rows import Funnel, FunnelLimit, FunnelPoint, Signal, SignalCount
from dashboard.readings.asking import Asking
from dashboard.rows import Definition, Figure, Place


class Together(Asking):
    """What is asked about the providers together; always in the order of the alphabet."""

    def compared_indicators(self, quarter: str) -> tuple[Definition, ...]:
        """The indicators with a headline row in this quarter, in reading order."""
        return self._ask("compared_indicators", Definition, quarter=quarter)

    def compared_places(self, indicator: str, *, since: str, until: str) -> tuple[Place, ...]:
        """The providers that take part in a span of quarters with this figure, or with a reason for its absence."""
        return self._ask("compared_places", Place, indicator=indicator, since=since, until=until)

    def side_by_side(self, indicator: str, *, since: str, until: str, first: int, last: int) -> tuple[Figure, ...]:
        """Headline figures of the providers from position `first` up to and including `last`, oldest quarter first."""
        return self._ask("side_by_side", Figure, indicator=indicator, since=since, until=until, first=first, last=last)

    def funnel(self, indicator: str, quarter: str) -> Funnel | None:
        """None where the indicator is no share of the provider's own, or nobody has it."""
        return next(iter(self._ask("funnel", Funnel, indicator=indicator, quarter=quarter)), None)

    def funnel_points(self, indicator: str, quarter: str) -> tuple[FunnelPoint, ...]:
        """Those in the funnel and those beside it."""
        return self._ask("funnel_points", FunnelPoint, indicator=indicator, quarter=quarter)

    def funnel_limits(self, indicator: str, quarter: str) -> tuple[FunnelLimit, ...]:
        """Smallest size first; empty where there is no funnel."""
        return self._ask("funnel_limits", FunnelLimit, indicator=indicator, quarter=quarter)

    def signals(self, quarter: str, *, theme: str | None = None, provider_id: str | None = None) -> tuple[Signal, ...]:
        """The sustained changes that still last, one per series."""
        return self._ask("signals", Signal, quarter=quarter, theme=theme, provider_id=provider_id)

    def signal_counts(self, quarter: str) -> tuple[SignalCount, ...]:
        return self._ask("signal_counts", SignalCount, quarter=quarter)
