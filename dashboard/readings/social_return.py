"""What can be asked about social return: obligations with how they stand, and entries with their calculation."""

from __future__ import annotations

from dashboard.readings.asking import Asking
from dashboard.social_return_rows import Effort, OverTime, Promised, Together


class SocialReturn(Asking):
    """Whom to contact first stands first: that is no order of merit."""

    def promised(self, quarter: str, *, provider_id: str | None = None) -> tuple[Promised, ...]:
        return self._ask("sr_promised", Promised, quarter=quarter, provider_id=provider_id)

    def efforts(self, quarter: str, provider_id: str) -> tuple[Effort, ...]:
        return self._ask("sr_efforts", Effort, quarter=quarter, provider_id=provider_id)

    def obligations_over_time(self, until: str, provider_id: str) -> tuple[OverTime, ...]:
        return self._ask("sr_over_time", OverTime, quarter=until, provider_id=provider_id)

    def social_return_together(self, quarter: str) -> Together | None:
        return next(iter(self._ask("sr_together", Together, quarter=quarter)), None)
