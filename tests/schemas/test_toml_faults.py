"""What is wrong with a file in TOML is told in Dutch, with its line."""

from __future__ import annotations

import tomllib

import pytest

from schemas.toml_faults import where_it_breaks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[huis]\nletter = Arial\n', "kijk op regel 2, bij teken 10"),
        ('[huis]\nletter = "Arial', "het einde ontbreekt"),
        ("[huis", "het einde ontbreekt"),
        ('letter = """Arial', "het einde ontbreekt"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_to_look(text: str, told: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as problem:
        tomllib.loads(text)
    words = where_it_breaks(problem.value)
    assert words.startswith(told)
    assert "line" not in words and "Invalid" not in words


def test_other_letters_than_utf_8_are_told_too() -> None:
    with pytest.raises(UnicodeDecodeError) as problem:
        "Coördinatie".encode("latin-1").decode()
    assert where_it_breaks(problem.value) == "het is niet opgeslagen als UTF-8"
