"""What can be asked about surveys: waves, their questions, what came out, who answered, how it was weighted."""

from __future__ import annotations

from dashboard.readings.asking import Asking
from dashboard.survey_rows import Answer, Item, Margin, Quote, Rated, Response, Result, Wave, WaveResult


class Surveys(Asking):
    """Waves newest first; questions in the order in which they were asked; providers in that of the alphabet."""

    def waves(self, *kinds: str) -> tuple[Wave, ...]:
        """Of these kinds of survey, or of all."""
        return tuple(wave for wave in self._ask("waves", Wave) if not kinds or wave.kind in kinds)

    def wave(self, wave_id: str | None) -> Wave | None:
        return next((wave for wave in self.waves() if wave.wave_id == wave_id), None)

    def survey_items(self, wave_id: str) -> tuple[Item, ...]:
        return self._ask("survey_items", Item, wave_id=wave_id)

    def survey_responses(self, wave_id: str) -> tuple[Response, ...]:
        """Everyone together first, then provider by provider."""
        return self._ask("survey_responses", Response, wave_id=wave_id)

    def survey_response(self, wave_id: str, provider_id: str | None) -> Response | None:
        return next((row for row in self.survey_responses(wave_id) if row.provider_id == provider_id), None)

    def survey_results(self, wave_id: str, provider_id: str | None) -> tuple[Result, ...]:
        """Every measure of every question, weighted and not, of one provider or of everyone together (None)."""
        waves = self._ask("survey_results", Result, provider_id=provider_id)  # asked once: they are few
        return tuple(row for row in waves if row.wave_id == wave_id)

    def surveyed_providers(self, wave_id: str) -> frozenset[str]:
        """Of whom something was published in this wave, be it that there are too few answers."""
        return frozenset(row.provider_id for row in self._ask("surveyed_providers", Rated, wave_id=wave_id))

    def item_per_provider(self, wave_id: str, item: str) -> tuple[Result, ...]:
        return self._ask("item_per_provider", Result, wave_id=wave_id, item=item)

    def item_per_district(self, wave_id: str, item: str) -> tuple[Result, ...]:
        return self._ask("item_per_district", Result, wave_id=wave_id, item=item)

    def item_over_waves(self, kind: str, item: str, *, measure: str, provider_id: str | None) -> tuple[WaveResult, ...]:
        """One measure of one question in every wave of this kind, oldest first; weighted where the wave was."""
        return self._ask(
            "item_over_waves", WaveResult, kind=kind, item=item, measure=measure, provider_id=provider_id
        )  # fmt: skip

    def survey_answers(
        self, wave_id: str, provider_id: str | None, *, district: str | None = None
    ) -> tuple[Answer, ...]:
        """What bars are drawn of: every question of a wave, of one provider, one district, or everyone."""
        return self._ask("survey_answers", Answer, wave_id=wave_id, provider_id=provider_id, district=district)

    def answers_per_provider(self, wave_id: str, item: str) -> tuple[Answer, ...]:
        return self._ask("answers_per_provider", Answer, wave_id=wave_id, item=item)

    def answers_per_district(self, wave_id: str, item: str) -> tuple[Answer, ...]:
        return self._ask("answers_per_district", Answer, wave_id=wave_id, item=item)

    def survey_margins(self, wave_id: str) -> tuple[Margin, ...]:
        return self._ask("survey_margins", Margin, wave_id=wave_id)

    def survey_quotes(self, wave_id: str, provider_id: str | None) -> tuple[Quote, ...]:
        """Of one provider, or (None) all that were released."""
        return self._ask("survey_quotes", Quote, wave_id=wave_id, provider_id=provider_id)
