"""The look, once for screen and paper: colours with their contrast, sizes, and a shape for each status."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import Assurance, Status, Variation

FONT = "Atkinson Hyperlegible Next"
SIZES = {"small": 13, "body": 15, "lead": 18, "title": 22, "display": 30}  # px on screen; there is no sixth


@dataclass(frozen=True)
class Palette:
    """Text colours reach 4.5:1 on paper, surface and the two soft grounds; marks 3:1 on paper (tested)."""

    paper: str
    surface: str
    line: str  # decorative: hairlines that carry no meaning
    ink: str
    muted: str
    accent: str
    improvement: str  # blue
    concern: str  # orange
    quiet: str  # grey: no signal
    past: str  # marks of earlier quarters
    improvement_soft: str  # grounds behind a status, never the only sign
    concern_soft: str
    improvement_mild: str  # blocks of a bar of answers: the milder answer of a side, and the one in the middle
    concern_mild: str
    middle: str
    on_mild: str  # words on those three


LIGHT = Palette(
    paper="#fffefb",
    surface="#f6f3ec",
    line="#ddd8cc",
    ink="#1b242e",
    muted="#535c67",
    accent="#0b5a6f",
    improvement="#1d5fa6",
    concern="#a34100",
    quiet="#616a75",
    past="#84919d",
    improvement_soft="#eaf1f8",
    concern_soft="#fbeee2",
    improvement_mild="#6495cb",
    concern_mild="#d27f42",
    middle="#86929d",
    on_mild="#10161d",
)
DARK = Palette(
    paper="#12171d",
    surface="#1b2129",
    line="#343d48",
    ink="#eceff2",
    muted="#aab4bf",
    accent="#6fc3d6",
    improvement="#86baf3",
    concern="#f3a766",
    quiet="#9aa5b0",
    past="#66737f",
    improvement_soft="#172536",
    concern_soft="#33231a",
    improvement_mild="#5487c2",
    concern_mild="#b97439",
    middle="#7f8b97",
    on_mild="#0d1116",
)


@dataclass(frozen=True)
class Mark:
    """How a status is drawn beside its word: a palette colour's name and a shape's name."""

    colour: str
    shape: str  # disc, triangle, square, ring, dash, cross, bar, outline, dots, ended: each drawn natively by both renderers


MARKS: dict[Status, Mark] = {
    Status.ON_TRACK: Mark("improvement", "disc"),
    Status.ATTENTION: Mark("concern", "triangle"),
    Status.BEHIND: Mark("concern", "square"),
    Status.UNCERTAIN: Mark("quiet", "ring"),
    Status.NO_TARGET: Mark("quiet", "dash"),
    Status.SUPPRESSED: Mark("quiet", "bar"),
    Status.NOT_DELIVERED: Mark("concern", "cross"),
    Status.NOT_YET_JOINED: Mark("quiet", "dots"),
    Status.LEFT: Mark("quiet", "ended"),
    Status.TOO_FEW: Mark("quiet", "outline"),
}
# every way of having no number; each has a shape that no other status has
ABSENCES = (Status.SUPPRESSED, Status.TOO_FEW, Status.NOT_DELIVERED, Status.NOT_YET_JOINED, Status.LEFT)

# blue improves, orange is a concern, grey is common or has no better and worse
VARIATION_MARKS: dict[Variation, Mark] = {
    Variation.COMMON: Mark("quiet", "wave"),
    Variation.IMPROVEMENT: Mark("improvement", "better"),
    Variation.CONCERN: Mark("concern", "worse"),
    Variation.NEUTRAL_HIGH: Mark("quiet", "higher"),
    Variation.NEUTRAL_LOW: Mark("quiet", "lower"),
}
ASSURANCE_MARKS: dict[Assurance, Mark] = {
    Assurance.PASSES: Mark("improvement", "check"),
    Assurance.FAILS: Mark("concern", "barred"),
    Assurance.HIT_OR_MISS: Mark("quiet", "half"),
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
