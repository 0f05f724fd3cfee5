"""The look, once for screen and paper: colours with their contrast, sizes, and a shape for each status."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import Status

FONT = "Atkinson Hyperlegible Next"


@dataclass(frozen=True)
class Palette:
    """Text colours reach 4.5:1 on paper and surface, marks 3:1 (tested)."""

    paper: str
    surface: str
    line: str
    ink: str
    muted: str
    accent: str
    improvement: str  # blue
    concern: str  # orange
    quiet: str  # grey: no signal


LIGHT = Palette(
    paper="#ffffff",
    surface="#f6f4ef",
    line="#d9d5cb",
    ink="#1c2530",
    muted="#565f6b",
    accent="#0b5a6f",
    improvement="#1d5fa6",
    concern="#a84300",
    quiet="#68717c",
)
DARK = Palette(
    paper="#14191f",
    surface="#1d242c",
    line="#3a444f",
    ink="#eef1f4",
    muted="#aab4bf",
    accent="#6fc3d6",
    improvement="#7fb6f2",
    concern="#f2a15c",
    quiet="#98a3ae",
)


@dataclass(frozen=True)
class Mark:
    """How a status is drawn beside its word: a palette colour's name and a shape's name."""

    colour: str
    shape: str  # disc, triangle, square, ring, dash, cross, bar, dots: each drawn natively by both renderers


MARKS: dict[Status, Mark] = {
    Status.ON_TRACK: Mark("improvement", "disc"),
    Status.ATTENTION: Mark("concern", "triangle"),
    Status.BEHIND: Mark("concern", "square"),
    Status.UNCERTAIN: Mark("quiet", "ring"),
    Status.NO_TARGET: Mark("quiet", "dash"),
    Status.SUPPRESSED: Mark("quiet", "bar"),
    Status.NOT_DELIVERED: Mark("concern", "cross"),
    Status.NOT_YET_JOINED: Mark("quiet", "dots"),
    Status.LEFT: Mark("quiet", "dots"),
    Status.TOO_FEW: Mark("quiet", "bar"),
}
