"""What the command line shows of texts that others wrote."""

from __future__ import annotations

from io import StringIO

import pytest

from dashboard.terminal import show_marks

TEXT = "\u202eomgekeerd\u2066 \x1b[2Jweg\u061c\nen\tverder é 🙂"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "shown"),
    [
        (Terminal(), "[U+202E]omgekeerd[U+2066] [U+001B][2Jweg[U+061C]\nen\tverder é 🙂"),
        (StringIO(), TEXT),  # a file or another program
    ],
)
def test_on_a_terminal_a_text_cannot_turn_the_line_and_elsewhere_it_stays_as_it_is(stream: StringIO, shown: str):
    show_marks(stream)
    print(TEXT, end="", file=stream)
    assert stream.getvalue() == shown
