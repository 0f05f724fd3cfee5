"""What can be asked about the quarterly talk: what comes up, what both sides say, what was agreed."""

from __future__ import annotations

from dashboard.readings.asking import Asking
from dashboard.talk_rows import Action, Commentary, Noted, Point, Talk


class Talks(Asking):
    """Of one provider and quarter; of actions also those of everyone, in the order of the alphabet."""

    def talk(self, provider_id: str, quarter: str) -> Talk | None:
        """None where nothing was written, planned or settled yet."""
        return next(iter(self._ask("talk", Talk, provider_id=provider_id, quarter=quarter)), None)

    def talk_points(self, provider_id: str, quarter: str) -> tuple[Point, ...]:
        """Exceptions first."""
        return self._ask("talk_points", Point, provider_id=provider_id, quarter=quarter)

    def commentary(self, provider_id: str, quarter: str) -> tuple[Commentary, ...]:
        return self._ask("commentary", Commentary, provider_id=provider_id, quarter=quarter)

    def talk_notes(self, provider_id: str, quarter: str) -> tuple[Noted, ...]:
        return self._ask("talk_notes", Noted, provider_id=provider_id, quarter=quarter)

    def talk_actions(self, quarter: str, provider_id: str | None = None) -> tuple[Action, ...]:
        return self._ask("talk_actions", Action, quarter=quarter, provider_id=provider_id)
