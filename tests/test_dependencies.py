"""What runs needs no more than what is installed to run: every package we import is declared, and in the lock."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("schemas", "pipelines", "dashboard")
WITH_STREAMLIT = {"anyio", "starlette", "uvicorn"}  # the parts of its server that our shell stands around


def _imported() -> set[str]:
    found: set[str] = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - set(ROOMS)


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-") for line in lines}


def test_every_package_that_is_imported_is_declared_and_locked_for_running():
    declared = _names(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])
    locked = _names(re.findall(r"^\S+==\S+", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    for package in sorted(name.lower().replace("_", "-") for name in _imported()):
        assert package in locked, f"{package} is not in requirements.lock"
        assert package in declared | WITH_STREAMLIT, f"{package} is not among the dependencies"
