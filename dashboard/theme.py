"""The look as Streamlit options and as CSS variables; both come from dashboard.look."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from dashboard.house_style import OWN, HouseStyle
from dashboard.look import FONT, SIZES, Palette

_FAMILY = f'"{FONT}", system-ui, sans-serif'


def options(style: HouseStyle = OWN) -> dict[str, Any]:
    """Streamlit's settings, set by code so that they hold from any working directory and from a wheel."""
    return {
        "global.developmentMode": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "client.disableDataExport": True,
        "logger.hideWelcomeMessage": True,
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,  # a whole collection after every rerun: a quarter of the work under load
        "server.address": "127.0.0.1",
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.enableAgentApi": False,
        "server.allowedHosts": ["127.0.0.1", "localhost"],
        "server.maxUploadSize": 200,  # MB a file; what the pipelines will not read, they refuse by name
        **_theme(style),
    }


def _theme(style: HouseStyle) -> dict[str, Any]:
    shared = {
        "font": _FAMILY,
        "headingFont": _FAMILY,
        "codeFont": "ui-monospace, Consolas, monospace",
        "baseFontSize": 16,
        "baseRadius": "4px",
        "showWidgetBorder": True,
        "paddingTop": "0.75rem",
        "paddingBottom": "0.5rem",
    }
    chosen = {f"theme.{name}": value for name, value in shared.items()}
    for kind, palette in (("light", style.light), ("dark", style.dark)):
        colours = {
            "primaryColor": palette.accent,
            "backgroundColor": palette.paper,
            "secondaryBackgroundColor": palette.surface,
            "textColor": palette.ink,
            "linkColor": palette.accent,
            "borderColor": palette.line,
        }
        chosen |= {f"theme.{kind}.{name}": value for name, value in colours.items()}
    return chosen


def stylesheet(style: HouseStyle = OWN) -> str:
    """--kb-ink and its kin, light and dark in one value: the page's own colour scheme decides."""
    names = [field.name for field in fields(Palette)]
    colours = "".join(
        f"  --kb-{_dashed(name)}: light-dark({getattr(style.light, name)}, {getattr(style.dark, name)});\n"
        for name in names
    )
    sizes = "".join(f"  --kb-{name}: {size / 16}rem;\n" for name, size in SIZES.items())
    return f":root {{\n  color-scheme: light dark;\n{colours}{sizes}}}\n"


def _dashed(name: str) -> str:
    return name.replace("_", "-")
