"""What can be asked of one published file: a method per question."""

from __future__ import annotations

from dashboard.readings.controls import Controls
from dashboard.readings.labour import Labour
from dashboard.readings.parties import Parties
from dashboard.readings.social_return import SocialReturn
from dashboard.readings.surveys import Surveys
from dashboard.readings.talks import Talks
from dashboard.readings.themes import Themes
from dashboard.readings.together import Together
from dashboard.rows import (
    Definition,
    Delivery,
    Edition,
    Figure,
    Origin,
    Provider,
    QuarterState,
    Slot,
    StatusCount,
    SubAgreement,
    ThemeStatus,
)


class Readings(Controls, Labour, Parties, SocialReturn, Surveys, Talks, Themes, Together):
    """One published file, open read-only. Safe to share between threads."""

    @property
    def id(self) -> str:
        return self.meta.id

    def quarters(self) -> tuple[QuarterState, ...]:
        """Oldest first."""
        return self._ask("quarters", QuarterState)

    def providers(self) -> tuple[Provider, ...]:
        """In the order of the alphabet."""
        return self._ask("providers", Provider)

    def provider(self, provider_id: str) -> Provider | None:
        return next((row for row in self.providers() if row.provider_id == provider_id), None)

    def sub_agreements(self, provider_id: str) -> tuple[SubAgreement, ...]:
        return self._ask("sub_agreements", SubAgreement, provider_id=provider_id)

    def definitions(self) -> tuple[Definition, ...]:
        """In reading order."""
        return self._ask("definitions", Definition)

    def themes(self) -> frozenset[str]:
        """The themes of which the municipality uses an indicator."""
        return frozenset(row.theme for row in self.definitions() if row.in_use is not False)

    def definition(self, indicator: str) -> Definition | None:
        return next((row for row in self.definitions() if row.indicator == indicator), None)

    def overview(self, quarter: str) -> tuple[ThemeStatus, ...]:
        return self._ask("overview", ThemeStatus, quarter=quarter)

    def status_counts(self, quarter: str) -> tuple[StatusCount, ...]:
        return self._ask("status_counts", StatusCount, quarter=quarter)

    def completeness(self, quarter: str) -> tuple[Slot, ...]:
        """All slots of a quarter; a provider has one per data set."""
        return self._ask("completeness", Slot, quarter=quarter)

    def headline(self, provider_id: str, quarter: str) -> tuple[Figure, ...]:
        """The figures that stand on tiles. A NEVER indicator has one per sub-agreement."""
        return self._ask("headline", Figure, provider_id=provider_id, quarter=quarter)

    def everything(self, provider_id: str, quarter: str) -> tuple[Figure, ...]:
        """Every figure of a provider in a quarter: totals and parts, quarters and months, with a number and without."""
        return self._ask("everything", Figure, provider_id=provider_id, quarter=quarter)

    def trend(
        self,
        provider_id: str,
        indicator: str,
        *,
        sub_agreement_id: str | None,
        until: str,
        length: int = 12,
        comparable: bool = False,
    ) -> tuple[Figure, ...]:
        """The same headline figure over at most `length` quarters up to and including `until`; `comparable`: where it may
        be, with the quarters before those of its predecessor. Rows of two are never added."""
        return self._ask(
            "comparable_trend" if comparable else "trend",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            sub_agreement_id=sub_agreement_id,
            until=until,
            length=length,
        )

    def history(self, provider_id: str, *, since: str, until: str) -> tuple[Figure, ...]:
        """Every headline figure of a provider over a span of quarters, in one go: what a report needs."""
        return self._ask("history", Figure, provider_id=provider_id, since=since, until=until)

    def parts(self, provider_id: str, indicator: str, *, quarter: str) -> tuple[Figure, ...]:
        """The sub-agreements that make a provider's total; empty where each has its own headline."""
        return self._ask("parts", Figure, provider_id=provider_id, indicator=indicator, quarter=quarter)

    def months(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Figure, ...]:
        return self._ask(
            "months",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def breakdown(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Figure, ...]:
        return self._ask(
            "breakdown",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def trail(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Origin, ...]:
        """Down to file, sheet and cell. Without a sub-agreement: of all of them."""
        return self._ask(
            "trail",
            Origin,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def trails(self, provider_id: str, quarter: str) -> tuple[Origin, ...]:
        """Down to the cells for everything a provider delivered over a quarter, in one go."""
        return self._ask("trails", Origin, provider_id=provider_id, quarter=quarter)

    def editions(self, quarter: str) -> tuple[Edition, ...]:
        """What was frozen when talks about this quarter were settled."""
        return self._ask("editions", Edition, quarter=quarter)

    def deliveries(self, provider_id: str, quarter: str) -> tuple[Delivery, ...]:
        return self._ask("deliveries", Delivery, provider_id=provider_id, quarter=quarter)
