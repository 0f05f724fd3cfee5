"""The house style of a municipality, from its settings.toml: a logo, an accent colour, and a letter. Checked, with what to do."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import typst

from dashboard.look import DARK, FONT, LIGHT, Palette, contrast
from schemas.place import HOUSE_STYLE
from schemas.toml_faults import where_it_breaks

LEAST = 4.5  # contrast of text (WCAG 2.2 AA)
SHIPPED = Path(__file__).parent / "assets" / "fonts"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LOGOS = {b"\x89PNG\r\n\x1a\n": "png", b"<svg": "svg", b"<?xml": "svg"}
_LARGEST = 512 * 1024
PPI = 192.0  # of a logo as PNG
_SHEET = """#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.logo.split(",").map(int)), height: 16mm)"""
_KNOWN = ("logo", "logo_alt", "accent", "accent_dark", "font", "font_files")


class HouseStyleProblem(Exception):
    """A house style that cannot be used; the text is Dutch and says what to do. The exit code is that of settings."""

    exit_code = 2

    def __init__(self, told: str) -> None:
        super().__init__(f"settings.toml, onder [{HOUSE_STYLE}]: {told}")


@dataclass(frozen=True)
class Logo:
    content: bytes
    kind: str  # png or svg
    alt: str

    @property
    def listed(self) -> str:
        """Its bytes as numbers: what goes into Typst is text."""
        return ",".join(map(str, self.content))

    @cached_property
    def png(self) -> bytes:
        """For what takes no SVG: 16 mm high, and sharp."""
        made = typst.compile(_SHEET.encode(), format="png", ppi=PPI, sys_inputs={"logo": self.listed})
        if not isinstance(made, bytes):
            raise TypeError("typst gave no single picture")
        return made


@dataclass(frozen=True)
class HouseStyle:
    """What paper, page, workbook and screen share. Without settings: our own."""

    light: Palette = LIGHT
    dark: Palette = DARK
    font: str = FONT
    font_folders: tuple[Path, ...] = (SHIPPED,)
    faces: tuple[tuple[Path, int], ...] = ()  # the files of a letter of the municipality's own, with their weight
    logo: Logo | None = None


OWN = HouseStyle()


def house_style(home: Path) -> HouseStyle:
    """Read [house_style] of <home>/settings.toml where it exists. Raises HouseStyleProblem."""
    told = _table(home / "settings.toml")
    if not told:
        return OWN
    if unknown := [name for name in told if name not in _KNOWN]:
        raise HouseStyleProblem(f'"{unknown[0]}" bestaat niet. U kunt instellen: {", ".join(_KNOWN)}.')
    if wrong := [name for name in _KNOWN[:5] if not isinstance(told.get(name, ""), str)]:
        raise HouseStyleProblem(f'"{wrong[0]}" is tekst tussen aanhalingstekens.')
    style = replace(OWN, logo=_logo(home, told))
    for name, kind in (("accent", "light"), ("accent_dark", "dark")):
        if name in told:
            style = replace(style, **{kind: _accent(getattr(style, kind), name, told[name])})
    return _lettered(home, style, told)


def _table(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(HOUSE_STYLE, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise HouseStyleProblem(f"het bestand is niet te lezen: {where_it_breaks(problem)}. Herstel het.") from problem
    if not isinstance(found, dict):
        raise HouseStyleProblem(f"hier hoort een kop [{HOUSE_STYLE}] met daaronder de instellingen.")
    return found


def _accent(palette: Palette, name: str, colour: str) -> Palette:
    """The colour, where text in it and white text on it can be read."""
    if not _COLOUR.fullmatch(colour.lower()):
        raise HouseStyleProblem(f'"{name}" is een kleur zoals #0b5a6f, met zes cijfers of letters a tot en met f.')
    dark = palette is DARK
    grounds = [palette.paper, palette.surface, palette.improvement_soft, palette.concern_soft]
    grounds += [] if dark else ["#ffffff"]  # of a workbook
    least = min(contrast(colour, ground) for ground in grounds)
    if least < LEAST:
        ratio = f"{least:.1f}".replace(".", ",")
        way = "lichtere" if dark else "donkerdere"
        ground = "een donkere" if dark else "een lichte"
        raise HouseStyleProblem(
            f'de kleur van "{name}" ({colour}) is op {ground} achtergrond slecht te lezen: het contrast is {ratio}:1 en moet '
            f"minstens 4,5:1 zijn. Kies een {way} kleur."
        )
    return replace(palette, accent=colour.lower())


def _logo(home: Path, told: dict[str, Any]) -> Logo | None:
    if "logo" not in told:
        return None
    content = _file(home, "logo", told["logo"]).read_bytes()
    kind = next((kind for mark, kind in _LOGOS.items() if content.lstrip().startswith(mark)), None)
    if kind is None or len(content) > _LARGEST:
        raise HouseStyleProblem('"logo" is een PNG- of SVG-bestand van hoogstens 512 kB.')
    alt = told.get("logo_alt", "").strip()
    if not alt:
        raise HouseStyleProblem('zet bij een logo ook "logo_alt": wat erop staat, voor wie het niet ziet.')
    return Logo(content, kind, alt)


def _lettered(home: Path, style: HouseStyle, told: dict[str, Any]) -> HouseStyle:
    """A family that is there: a shipped one, or one in the files that are named."""
    named = told.get("font_files", [])
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise HouseStyleProblem('"font_files" is een lijst van bestanden, zoals ["huisstijl/Letter-Regular.ttf"].')
    files = [_file(home, "font_files", name) for name in named]
    folders = (*style.font_folders, *dict.fromkeys(path.parent for path in files))
    family = told.get("font", style.font)
    there = typst.Fonts(font_paths=list(folders), include_system_fonts=False).families()
    if family not in there or (family != FONT and not files):
        raise HouseStyleProblem(
            f'de letter "{family}" zit niet in "font_files". Noem de bestanden (.ttf of .otf), of gebruik "{FONT}".'
        )
    fonts = typst.Fonts(font_paths=list(folders), include_system_fonts=False).fonts()
    own = {Path(item.path).resolve(): item.weight for item in fonts if item.path and item.family == family}
    faces = tuple((path, own[path]) for path in files if path in own)
    return replace(style, font=family, font_folders=folders, faces=faces)


def _file(home: Path, name: str, place: str) -> Path:
    """A file inside the home: what is elsewhere is not taken along in a copy of it."""
    path = (home / place).resolve()
    if not path.is_relative_to(home.resolve()):
        raise HouseStyleProblem(f'"{name}": {place} staat buiten de map van de gemeente. Zet het bestand in die map.')
    if not path.is_file():
        raise HouseStyleProblem(f'"{name}": het bestand {place} bestaat niet in de map van de gemeente.')
    return path
