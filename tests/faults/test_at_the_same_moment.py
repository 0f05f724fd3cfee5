"""Two people deliver the same quarter at the same moment: one version counts, the other is told, both are kept."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

from small_home import small_register

from pipelines.archive import Archive
from pipelines.intake import Delivered, Parcel, accept, case, deliver, initialise, position
from pipelines.ledger import Ledger
from pipelines.maintenance import verify
from pipelines.place import Home
from schemas.vocabulary import DeliveryState

ROUNDS = 200
SLOT = ("p1", "2025-K1", "kwartaalmonitor")


def file_of(who: str, number: int) -> bytes:
    first = number * 10 + (0 if who == "Anja" else 5)
    rows = [f"p1;D-p1;2025-{month:02d};BER-5;aantal;{first + month}" for month in (1, 2, 3)]
    return ("aanbieder;deelovereenkomst;periode;indicator;eenheid;waarde\n" + "\n".join(rows) + "\n").encode()


def both(home: Home, number: int, jitter: random.Random) -> dict[str, Delivered]:
    """Both look, then both deliver, a few hundredths of a second apart."""
    seen, found = position(home), {}

    def one(who: str, pause: float) -> None:
        parcel = Parcel(Path(f"{who}-{number}.csv"), who, accept=True, data=file_of(who, number), since=seen)
        time.sleep(pause)
        (found[who],) = deliver(home, [parcel])

    threads = [threading.Thread(target=one, args=(who, jitter.uniform(0, 0.04))) for who in ("Anja", "Bea")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def active(home: Home) -> list[str]:
    ledger = Ledger(home.ledger)
    try:
        rows = ledger.rows(
            "select delivery_id from active_slot where provider_id = ? and quarter = ? and data_set = ?", SLOT
        )
    finally:
        ledger.close()
    return [row["delivery_id"] for row in rows]


def test_two_people_at_once_make_one_active_version_and_the_other_is_told(tmp_path: Path) -> None:
    home, jitter = Home(tmp_path / "home"), random.Random(20261125)
    initialise(home, by="test")
    small_register(tmp_path / "stamgegevens.xlsx")
    deliver(home, [Parcel(tmp_path / "stamgegevens.xlsx", "test", accept=True)])
    first = {"Anja": 0, "Bea": 0}
    for number in range(1, ROUNDS + 1):
        found = both(home, number, jitter)
        (winner,) = [who for who, result in found.items() if result.state is DeliveryState.ACCEPTED]
        (loser,) = {"Anja", "Bea"} - {winner}
        first[winner] += 1
        assert active(home) == [found[winner].delivery_id]
        assert found[loser].state is DeliveryState.WAITING
        assert found[loser].held == "overtaken"
        assert f"Intussen heeft {winner} een andere levering over hetzelfde geaccepteerd" in found[loser].told
        assert str(found[winner].delivery_id) in found[loser].told
        for who in found:
            assert Archive(home).read(found[who].sha256) == file_of(who, number)
    assert min(first.values()) > ROUNDS // 10  # either of them is first now and then
    assert verify(home).deliveries == 1 + 2 * ROUNDS
    waiting = found[loser].delivery_id
    assert waiting is not None
    assert "accept" in case(home, waiting).may  # having compared the two, the other one may still be chosen
    accept(home, waiting, by="Anja", since=position(home))
    assert active(home) == [waiting]
