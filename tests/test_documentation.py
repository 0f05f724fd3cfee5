"""What the documentation promises is what the program does; and nothing of one machine stands in the repository."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from dashboard.commands import main_group
from pipelines import errors
from pipelines.commands.figures import VALUE_COLUMNS
from pipelines.judgement import CONCERN, STATUS_OF
from pipelines.judging import rules
from pipelines.sentences import REASONS
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import DeliveryState, Status, Verdict

ROOT = Path(__file__).parents[1]
COMMANDS = main_group.list_commands(click.Context(main_group))
# put together here, so that this file does not hold what it forbids
FOREIGN = [
    *(f"/{folder}/" for folder in ("tmp", "work", "root", "Users", "private", "mnt")),
    *(".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))),
]
HOME_OF_SOMEBODY = re.compile(r"/home/[a-z]")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text below a heading of level two, up to the next one."""
    return re.split(r"^## ", text.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def table_rows(text: str) -> list[list[str]]:
    """Cells of every row of every table, without the rulers."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def command(name: str) -> click.Command:
    found = main_group.get_command(click.Context(main_group), name)
    assert found is not None
    return found


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_command_has_its_own_section_and_no_section_is_about_nothing():
    sections = re.findall(r"^## `([a-z]+)`$", read("docs/cli.md"), flags=re.MULTILINE)
    assert sorted(sections) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_every_documented_option_exists(name: str):
    documented = {
        re.match(r"`(--[a-z-]+)", cells[0])[1]  # type: ignore[index]
        for cells in table_rows(section(read("docs/cli.md"), f"`{name}`"))
        if cells[0].startswith("`--")
    }
    real = {opt for item in command(name).params for opt in item.opts if opt.startswith("--")}
    assert documented == real - {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_is_named_and_every_required_option_is_called_required(name: str):
    text = section(read("docs/cli.md"), f"`{name}`")
    for item in command(name).params:
        if isinstance(item, click.Argument):
            assert f"`{item.metavar}`" in text
        elif item.required:
            row = next(cells for cells in table_rows(text) if cells[0].startswith(f"`{item.opts[0]}"))
            assert "required" in row[1]


def test_every_exit_code_is_documented_with_its_class():
    rows = table_rows(section(read("docs/cli.md"), "Exit codes"))[1:]
    documented = {int(cells[0]): cells[1].strip("`") for cells in rows}
    assert documented == {0: "", **{item.exit_code: item.__name__ for item in errors.ALL}}


def test_no_two_kinds_of_error_share_an_exit_code():
    assert len({item.exit_code for item in errors.ALL}) == len(errors.ALL)


def test_the_columns_of_values_are_documented_in_their_order():
    rows = table_rows(section(read("docs/cli.md"), "`values`"))
    assert [cells[0].strip("`") for cells in rows if not cells[0].startswith("`--")][2:] == VALUE_COLUMNS


def test_every_environment_variable_is_documented_and_none_is_invented():
    code = [path for room in ("schemas", "pipelines", "dashboard") for path in (ROOT / room).rglob("*.py")]
    used = {name for path in code for name in re.findall(r"KWARTAALBEELD_[A-Z]+", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"KWARTAALBEELD_[A-Z]+", read("docs/cli.md"))) == used


def test_every_reason_is_documented_with_its_status_and_its_sentence():
    rows = table_rows(section(read("docs/verdicts.md"), "Reasons"))[1:]
    documented = {cells[0].strip("`"): (cells[1], cells[2]) for cells in rows}
    labels = {code: Status(status).label for code, status in STATUS_OF.items()}
    assert documented == {code: (labels.get(code, "–"), sentence) for code, sentence in REASONS.items()}


def test_every_status_is_documented_with_its_word():
    real = {(item.label, item.value) for item in Status}
    for text in (section(read("docs/verdicts.md"), "Statuses"), section(read("GLOSSARY.md"), "Statuses of a figure")):
        assert {(cells[0], cells[1].strip("`")) for cells in table_rows(text)[1:]} == real


def test_the_rules_of_the_verdict_are_documented_as_they_are():
    rows = table_rows(section(read("docs/verdicts.md"), "The table of rules"))[1:]
    assert [tuple(cells) for cells in rows] == rules.table()


def test_every_verdict_is_documented_with_its_word():
    rows = table_rows(section(read("docs/verdicts.md"), "The headline verdict"))[1:]
    assert [(cells[0], cells[1].strip("`")) for cells in rows] == [(item.label, item.value) for item in Verdict]


def test_the_order_of_concern_on_the_overview_is_the_documented_one():
    said = section(read("docs/verdicts.md"), "Statuses").split("in this order: ", 1)[1].split(".", 1)[0]
    assert " ".join(said.split()).split(", ") == [item.label for item in CONCERN]


def test_every_state_of_a_delivery_is_in_the_glossary():
    rows = table_rows(section(read("GLOSSARY.md"), "States of a delivery"))[1:]
    assert {(cells[0], cells[1].strip("`")) for cells in rows} == {(item.label, item.value) for item in DeliveryState}


def test_the_settings_are_documented_with_their_defaults():
    rows = table_rows(section(read("docs/verdicts.md"), "Settings"))[1:]
    said = {cells[0].strip("`"): cells[1] for cells in rows}
    assert said.pop("indicators") == "the whole catalogue" and Settings().in_use == set(CATALOGUE)
    assert said == {item.name: str(item.default) for item in fields(Settings) if item.name != "indicators"}


def test_the_shipped_recipes_are_explained():
    shipped = sorted(path.stem for path in (ROOT / "data/recipes").glob("*.toml"))
    assert sorted(re.findall(r"^## Shipped: `(.+)`$", read("docs/recipes.md"), flags=re.MULTILINE)) == shipped


def test_a_quoted_piece_of_a_shipped_recipe_stands_in_it():
    for name in (path.stem for path in (ROOT / "data/recipes").glob("*.toml")):
        quoted = re.search(r"```toml\n(.*?)```", section(read("docs/recipes.md"), f"Shipped: `{name}`"), re.DOTALL)
        assert quoted is not None
        said, real = tomllib.loads(quoted[1]), tomllib.loads(read(f"data/recipes/{name}.toml"))
        for part, value in said.items():
            pairs = zip(value, real[part], strict=True) if part == "measure" else [(value, real[part])]
            assert all(given.items() <= whole.items() for given, whole in pairs)


def test_what_the_texts_tell_to_make_can_be_made():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE))
    said = {
        name
        for text in ("README.md", "CONTRIBUTING.md", "docs/architecture.md")
        for name in re.findall(r"(?:`|^)make ([a-z]+)", read(text), flags=re.MULTILINE)
    }
    assert {"demo", "test", "bench", "lint"} <= said <= targets


def test_every_command_in_the_texts_exists():
    for name in ("README.md", "CONTRIBUTING.md", "docs/cli.md", "docs/recipes.md", "docs/architecture.md"):
        said = set(re.findall(r"(?:[`$] ?|^)kwartaalbeeld +([a-z]+)", read(name), flags=re.MULTILINE))
        assert said <= set(COMMANDS), name


def test_every_file_that_a_text_points_at_is_there():
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "GLOSSARY.md",
        *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md")),
    ):
        text, folder = read(name), (ROOT / name).parent
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert link.startswith("https://") or (folder / link).exists(), (name, link)
        for path in re.findall(r"`((?:schemas|pipelines|dashboard|tests|data)/[\w/.-]+\.(?:py|sql|toml|js))`", text):
            assert (ROOT / path).exists(), (name, path)


def test_the_changelog_opens_each_version_with_the_figures_that_changed():
    versions = re.split(r"^## ", read("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert versions
    assert all(text.split("### ")[1].startswith("Gewijzigde cijfers\n") for text in versions)
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] in versions[0].splitlines()[0]


def test_the_licence_is_the_whole_text_of_eupl_1_2():
    text = read("LICENSE")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [int(number) for number in re.findall(r"^(\d+)\.", text, flags=re.MULTILINE)] == list(range(1, 16))
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert "license: EUPL-1.2\n" in read("publiccode.yml")


def test_no_path_of_one_machine_and_no_address_of_a_package_index_stands_in_the_repository():
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        text = data.decode("utf-8", errors="ignore")
        found += [(path.name, word) for word in FOREIGN if word in text]
        found += [(path.name, match[0]) for match in [HOME_OF_SOMEBODY.search(text)] if match]
    assert found == []


def test_no_folder_named_pages_stands_beside_the_app():
    assert not (ROOT / "dashboard/pages").exists()
