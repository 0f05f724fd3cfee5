"""What can be asked about parties and agreements: who takes part, what was proposed, met about and decided."""

from __future__ import annotations

from dashboard.party_rows import (
    Decision,
    Meeting,
    NetworkEvent,
    NetworkFigure,
    Participant,
    Predecessor,
    ProposalStep,
    PublishedQuestion,
    Requirement,
    Rule,
    Stitch,
    Umbrella,
    Version,
)
from dashboard.readings.asking import Asking


class Parties(Asking):
    """Providers in the order of the alphabet; what happened in the order of time."""

    def umbrellas(self) -> tuple[Umbrella, ...]:
        return self._ask("umbrellas", Umbrella)

    def umbrella_rules(self) -> tuple[Rule, ...]:
        return self._ask("umbrella_rules", Rule)

    def participants(self, provider_id: str | None = None) -> tuple[Participant, ...]:
        return self._ask("participants", Participant, provider_id=provider_id)

    def requirements(self, provider_id: str) -> tuple[Requirement, ...]:
        """Per requirement the newest state first."""
        return self._ask("requirements", Requirement, provider_id=provider_id)

    def proposal_steps(self, provider_id: str | None = None) -> tuple[ProposalStep, ...]:
        """The newest proposal first, each from its first step to its last."""
        return self._ask("proposal_steps", ProposalStep, provider_id=provider_id)

    def network_meetings(self) -> tuple[Meeting, ...]:
        """The newest first."""
        return self._ask("network_meetings", Meeting)

    def consultation_decisions(self) -> tuple[Decision, ...]:
        """The newest first."""
        return self._ask("consultation_decisions", Decision)

    def agreement_versions(self, provider_id: str) -> tuple[Version, ...]:
        return self._ask("agreement_versions", Version, provider_id=provider_id)

    def predecessors(self, provider_id: str | None = None) -> tuple[Predecessor, ...]:
        """Of a provider: whom it came after, and who came after it."""
        return self._ask("predecessors", Predecessor, provider_id=provider_id)

    def network_events(self, provider_id: str | None = None) -> tuple[NetworkEvent, ...]:
        """Of a provider: its own and those of the whole network."""
        return self._ask("network_events", NetworkEvent, provider_id=provider_id)

    def stitches(self, provider_id: str) -> tuple[Stitch, ...]:
        """Which trends of a provider may go on from those of the one before it; empty for nearly all."""
        return self._ask("stitches", Stitch, provider_id=provider_id)

    def published_questions(self) -> tuple[PublishedQuestion, ...]:
        """Answered and published, by their number."""
        return self._ask("published_questions", PublishedQuestion)

    def network_figures(self, *, until: str) -> tuple[NetworkFigure, ...]:
        return self._ask("network_figures", NetworkFigure, until=until)
