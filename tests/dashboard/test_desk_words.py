"""What a delivery would change, in sentences: what asks for a talk first, others by what they are."""

from __future__ import annotations

from dashboard.desk import words
from pipelines.intake import Change, Preview

SLOTS = (("berk", "2025-K1", "kwartaalmonitor"),)


def change(provider: str, indicator: str, before: str | None, after: str | None) -> Change:
    number = None if after == "not_delivered" else 12.0
    return Change(
        provider, provider, None, "2025-K1", indicator, indicator, "count", None, number, before, after, False
    )


def test_of_a_delivery_its_own_worst_news_comes_first():
    found = words.in_order(
        [change("eik", "a", None, "behind"), change("berk", "b", None, "no_target"), change("berk", "c", None, "on_track"),
         change("berk", "d", None, "behind")], SLOTS,
    )  # fmt: skip
    assert [item.indicator for item in found] == ["d", "c", "b", "a"]


def test_the_first_delivery_of_a_quarter_says_why_others_change():
    new = [change("berk", "a", None, "on_track"), change("eik", "a", None, "not_delivered")]
    told = "bij wie over dit kwartaal nog niets leverde, komt ‘niet geleverd’ te staan"
    assert told in words.preview(Preview(2, tuple(new), 0, (), ()), new)
    later = [change("berk", "a", "not_delivered", "on_track"), change("eik", "b", None, "not_delivered")]
    assert told not in words.preview(Preview(2, tuple(later), 0, (), ()), later)


def test_a_name_that_nobody_has_is_not_one_more_provider():
    slots = (*SLOTS, ("brek", "2025-K1", "kwartaalmonitor"))
    assert words.about("kwartaalmonitor", slots, {"berk": "De Berk B.V."}) == (
        "Kwartaalmonitor van De Berk B.V. over het 1e kwartaal 2025"
    )
