"""The kinds of report and the forms they are made in, with their Dutch words."""

from __future__ import annotations

from schemas.vocabulary import Word


class Kind(Word):
    """Each is described once; every form is a rendering of that description."""

    FULL = "volledig", "Kwartaalrapport"


class Format(Word):
    PDF = "pdf", "PDF"


PER_PROVIDER = frozenset({Kind.FULL})
MEDIA_TYPES = {Format.PDF: "application/pdf"}
