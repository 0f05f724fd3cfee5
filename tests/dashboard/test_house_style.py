"""The house style of a municipality: what may be set, and what is refused with the way out."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import openpyxl
import pikepdf
import pytest
from PIL import Image

from dashboard.house_style import LEAST, OWN, HouseStyleProblem, house_style
from dashboard.look import DARK, LIGHT, contrast
from dashboard.readings import Door
from dashboard.report import preview
from dashboard.report.kinds import Format, Kind
from dashboard.report.make import describe, make, render
from pipelines.settings import load_settings
from tests.dashboard.report_publication import NOW, publish

FONTS = Path(__file__).parents[2] / "dashboard" / "assets" / "fonts"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#7a1f5c"/></svg>'


def write(home: Path, *lines: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("\n".join(("[house_style]", *lines)), encoding="utf-8")
    return home


def test_without_settings_the_style_is_our_own(tmp_path: Path) -> None:
    assert house_style(tmp_path) is OWN
    (tmp_path / "settings.toml").write_text("deadline_weeks = 5", encoding="utf-8")
    assert house_style(tmp_path) is OWN


def test_a_style_has_its_colour_its_logo_and_its_letter(tmp_path: Path) -> None:
    (tmp_path / "huisstijl").mkdir()
    (tmp_path / "huisstijl" / "logo.svg").write_text(SVG, encoding="utf-8")
    font = "AtkinsonHyperlegibleNext_400Regular.ttf"
    shutil.copy(FONTS / font, tmp_path / "huisstijl" / font)
    style = house_style(write(
        tmp_path, 'accent = "#7A1F5C"', 'accent_dark = "#f0a8d8"', 'logo = "huisstijl/logo.svg"', 'logo_alt = "Wapen"',
        'font = "Atkinson Hyperlegible Next"', f'font_files = ["huisstijl/{font}"]',
    ))  # fmt: skip
    assert (style.light.accent, style.dark.accent) == ("#7a1f5c", "#f0a8d8")
    assert (style.light.ink, style.dark.ink) == (LIGHT.ink, DARK.ink)
    assert style.logo and style.logo.alt == "Wapen" and style.logo.png.startswith(b"\x89PNG")
    assert style.font_folders[-1] == tmp_path / "huisstijl"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('accent = "#ffcc00"', "moet minstens 4,5:1 zijn. Kies een donkerdere kleur."),
        ('accent_dark = "#0b5a6f"', "Kies een lichtere kleur."),
        ('accent = "rood"', "is een kleur zoals #0b5a6f"),
        ("accent = 5", "is tekst tussen aanhalingstekens"),
        ('kleur = "#000000"', '"kleur" bestaat niet. U kunt instellen: logo'),
        ('logo = "weg.png"', "het bestand weg.png bestaat niet"),
        ('logo = "../weg.png"', "staat buiten de map van de gemeente"),
        ('logo = "settings.toml"', "is een PNG- of SVG-bestand"),
        ('font = "Comic Sans MS"', 'de letter "Comic Sans MS" zit niet in "font_files"'),
        ('font_files = "a.ttf"', "is een lijst van bestanden"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(HouseStyleProblem, match=r"settings\.toml, onder \[house_style\]") as problem:
        house_style(write(tmp_path, line))
    assert told in str(problem.value) and problem.value.exit_code == 2


def test_a_logo_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG, encoding="utf-8")
    with pytest.raises(HouseStyleProblem, match="logo_alt"):
        house_style(write(tmp_path, 'logo = "logo.svg"'))


@pytest.mark.parametrize("colour", ["#6a6a6a", "#767676"])
def test_a_colour_is_refused_exactly_where_it_cannot_be_read(tmp_path: Path, colour: str) -> None:
    least = min(
        contrast(colour, ground)
        for ground in (LIGHT.paper, LIGHT.surface, LIGHT.improvement_soft, LIGHT.concern_soft, "#ffffff")
    )
    home = write(tmp_path, f'accent = "{colour}"')
    if least < LEAST:
        with pytest.raises(HouseStyleProblem):
            house_style(home)
    else:
        assert house_style(home).light.accent == colour


def test_a_house_style_changes_no_figure(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, 'accent = "#7a1f5c"')) == load_settings(tmp_path / "leeg")


def test_every_form_wears_the_style_and_says_the_same(tmp_path: Path) -> None:
    home = tmp_path / "gemeente"
    home.mkdir()
    publish(home)
    (home / "logo.svg").write_text(SVG, encoding="utf-8")
    font = "AtkinsonHyperlegibleNext_400Regular.ttf"
    shutil.copy(FONTS / font, home / font)
    style = house_style(write(home, 'accent = "#7a1f5c"', 'logo = "logo.svg"', 'logo_alt = "Wapen & naam"'))
    readings = Door(home).open()
    plain, worn = (
        {form: make(Kind.FULL, form, readings, quarter=NOW, provider_id="A1", style=one).content for form in Format}
        for one in (OWN, style)
    )
    document = describe(Kind.FULL, readings, quarter=NOW, provider_id="A1")
    assert worn[Format.CSV] == plain[Format.CSV]
    page = worn[Format.HTML].decode()
    assert 'alt="Wapen &amp; naam"' in page and "--accent:#7a1f5c" in page and LIGHT.accent not in page
    with pikepdf.open(BytesIO(worn[Format.PDF])) as pdf:
        assert "Wapen & naam" in {str(item.get("/Alt")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
    book = openpyxl.load_workbook(BytesIO(worn[Format.XLSX]))
    assert len(book["Voorblad"]._images) == 1
    assert book["Cijfers"].cell(4, 1).fill.start_color.rgb == "FF7A1F5C"
    assert render(document, Format.PDF, style) == worn[Format.PDF]
    with ZipFile(BytesIO(worn[Format.ODS])) as file:
        assert "#7a1f5c" in file.read("content.xml").decode()


@pytest.mark.parametrize("wide", [20, 60, 240])
def test_no_word_runs_into_a_logo(tmp_path: Path, wide: int) -> None:
    home = tmp_path / "gemeente"
    home.mkdir()
    publish(home)
    (home / "logo.svg").write_text(SVG.replace("60", str(wide)), encoding="utf-8")
    style = house_style(write(home, 'logo = "logo.svg"', 'logo_alt = "Wapen"'))
    made = make(Kind.NOTE, Format.PDF, Door(home).open(), quarter=NOW, provider_id="A1", style=style)
    with Image.open(BytesIO(preview.page(made.content, 1))) as drawn:
        picture = np.asarray(drawn.convert("RGB")).astype(int)
    rows, columns = np.nonzero(abs(picture - [0x7A, 0x1F, 0x5C]).sum(axis=2) < 30)
    box = (np.ptp(columns) + 1) * (np.ptp(rows) + 1)
    assert box > 500 and len(rows) > box * 0.97  # nothing lies over it but its own edges
