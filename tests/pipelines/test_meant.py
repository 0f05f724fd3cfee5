"""Which provider was probably meant: by its code, and by what it is called."""

from __future__ import annotations

import pytest

from pipelines.meant import meant

CALLED = {"taalkring": "Taalkring Lindendaal", "de-linde": "Stichting De Linde"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("taalkrng", 'Bedoelt u "taalkring"?'),
        ("Taalkrng Lindendaal", 'Bedoelt u "taalkring" (Taalkring Lindendaal)?'),
        ("Stichting de Lind", 'Bedoelt u "de-linde" (Stichting De Linde)?'),
        ("xyz", "U kunt kiezen uit: de-linde, taalkring."),
    ],
)
def test_a_name_is_heard_as_well_as_a_code(asked: str, told: str):
    assert meant(asked, CALLED) == told
