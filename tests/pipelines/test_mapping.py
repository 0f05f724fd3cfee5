"""Mapping a strange file: looked at, tried, kept as a recipe, and delivered with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_town import Town

from pipelines import intake
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.intake import Answers, Content, Formula, Layout, Measure, Parcel, Source
from pipelines.publishing import publish, published_values
from schemas.vocabulary import DeliveryState

SURVEY = """Klanttevredenheid Berk;;;
Respondent;Naam invuller;Ingevuld op;Ik ben goed geholpen
1;Jan Jansen;03-02-2026;helemaal mee eens
2;Piet Pietersen;04-02-2026;mee eens
3;Kees de Vries;05-02-2026;oneens
4;Anna Bakker;06-02-2026;weet niet
5;Els Visser;07-02-2026;prima hoor
6;Jo Smit;08-02-2026;mee eens
7;Bea Mol;09-02-2026;mee eens
8;Cas Mol;10-02-2026;mee eens
9;Dik Mol;11-02-2026;neutraal
10;Eef Mol;12-02-2026;mee eens
11;Fik Mol;13-02-2026;mee eens
12;Gé Mol;14-02-2026;mee eens
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def strange(town: Town) -> str:
    """The id of a survey that nobody has mapped yet."""
    parcel = Parcel(Path("enquete berk.csv"), "Anja", False, data=SURVEY.encode())
    delivered = intake.deliver(town.home, [parcel])[0]
    assert delivered.state is DeliveryState.UNMAPPED
    assert delivered.delivery_id
    return delivered.delivery_id


def mapped(**labels: str) -> Content:
    return Content(
        "Enquête Berk",
        layout=Layout(header_rows=(2,)),
        columns={"period": Source(("Ingevuld op",))},
        constants={"provider_id": "berk"},
        period_is="quarter_of_date",
        measures=(Measure("TEV-2", answers="Ik ben goed geholpen"),),
        answers=(Answers("Ik ben goed geholpen", "likert5_eens", labels),),
    )


def test_a_strange_file_is_shown_with_its_headings_and_without_persons(town: Town, strange: str) -> None:
    file = intake.strange(town.home, strange)
    sheet = file.sheets[0]
    assert (sheet.location.header_rows, sheet.location.first_row) == ((2,), 3)
    top = file.top[sheet.name]
    assert top[1] == ("Respondent", "Naam invuller", "Ingevuld op", "Ik ben goed geholpen")
    assert "helemaal mee eens" in top[2]
    assert "Jan Jansen" not in str(file)
    assert list(file.providers.values()) == sorted(file.providers.values(), key=str.casefold)
    assert file.sub_agreements["linde"] == {"D-1": "Dagbesteding", "D-2": "Begeleiding"}


def test_rows_that_the_user_points_at_are_read_that_way(town: Town, strange: str) -> None:
    file = intake.strange(town.home, strange, Layout(header_rows=(1,), first_row=2))
    assert file.sheets[0].columns[0].name == "Klanttevredenheid Berk"


def test_a_trial_says_what_would_come_out_and_keeps_nothing(town: Town, strange: str) -> None:
    before = intake.position(town.home)
    unknown = intake.try_recipe(town.home, strange, mapped())
    assert [item.code for item in unknown.checked.errors] == ["unknown_answer"]
    trial = intake.try_recipe(town.home, strange, mapped(**{"prima hoor": "mee eens"}))
    assert trial.checked.errors == []
    assert trial.checked.rows_read == 12
    # of 12 answers one is "weet niet"; of the other 11 all but "oneens" and "neutraal" agree
    assert [(row["numerator"], row["denominator"], row["period"]) for row in trial.figures] == [
        (11 - 2, 12 - 1, "2026-K1")
    ]
    assert (intake.position(town.home), intake.recipe_names(town.home)) == (before, [])


def test_what_is_missing_is_said_in_dutch(town: Town, strange: str) -> None:
    with pytest.raises(UsageProblem, match="minstens één measure"):
        intake.try_recipe(town.home, strange, Content("x", layout=Layout(header_rows=(2,)), columns={"period": Source(("Ingevuld op",))},
                                                      constants={"provider_id": "berk"}))  # fmt: skip
    with pytest.raises(UsageProblem):
        intake.try_recipe(town.home, strange, "dit is geen recept")


def test_a_saved_recipe_delivers_the_archived_file_and_its_figure_counts_after_acceptance(
    town: Town, strange: str
) -> None:
    text = intake.try_recipe(town.home, strange, mapped(**{"prima hoor": "mee eens"})).text
    delivered = intake.save_recipe(town.home, strange, "enquete-berk", text=text, by="Anja")
    assert (delivered.state, delivered.recipe) == (DeliveryState.WAITING, "enquete-berk")
    assert intake.recipe_names(town.home) == ["enquete-berk"]
    assert intake.saved_recipe(town.home, "enquete-berk").decode() == text
    assert intake.case(town.home, strange).successor == delivered.delivery_id
    assert [row["delivery_id"] for row in intake.open_deliveries(town.home)] == [delivered.delivery_id]
    assert delivered.delivery_id
    intake.accept(town.home, delivered.delivery_id, by="Anja")
    publish(town.home, by="Anja")
    values = published_values(town.home, indicator="TEV-2", quarter="2026-K1", provider_id="berk")
    assert pytest.approx(values["value"].dropna().iloc[0]) == 100 * (11 - 2) / (12 - 1)
    assert town.run("rebuild").code == 0
    assert town.run("verify").code == 0


def test_a_recipe_of_somebody_else_is_not_written_over(town: Town, strange: str) -> None:
    text = intake.try_recipe(town.home, strange, mapped(**{"prima hoor": "mee eens"})).text
    town.home.recipes.mkdir(exist_ok=True)
    (town.home.recipes / "van-een-ander.toml").write_text("title = 'x'", encoding="utf-8")
    with pytest.raises(UsageProblem, match="al een recept"):
        intake.save_recipe(town.home, strange, "van-een-ander", text=text, by="Anja")
    assert intake.list_deliveries(town.home)[-1]["delivery_id"] == strange


@pytest.mark.parametrize("name", ["../erger", "A", "met spatie", "x" * 61, "", "con/1"])
def test_a_name_that_is_no_name_is_refused(town: Town, strange: str, name: str) -> None:
    text = intake.try_recipe(town.home, strange, mapped(**{"prima hoor": "mee eens"})).text
    with pytest.raises(UsageProblem, match="De naam van een recept"):
        intake.save_recipe(town.home, strange, name, text=text, by="Anja")
    with pytest.raises(NotFound):
        intake.saved_recipe(town.home, name)


def test_only_a_file_that_nobody_could_read_is_mapped(town: Town) -> None:
    accepted = town.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    with pytest.raises(WrongState, match="is de indeling al bekend"):
        intake.strange(town.home, accepted)
    with pytest.raises(NotFound):
        intake.strange(town.home, "L99999")


def test_numbers_are_mapped_as_well(town: Town) -> None:
    data = b"instelling;maand;nieuwe klanten\nDe Berk B.V.;januari 2025;12\nDe Berk B.V.;februari 2025;14\n"
    delivered = intake.deliver(town.home, [Parcel(Path("export.csv"), "Anja", False, data=data)])[0]
    content = Content(
        "Export",
        columns={"provider_name": Source(("instelling",)), "period": Source(("maand",))},
        measures=(Measure("BER-5", {"value": Formula(("nieuwe klanten",))}),),
    )
    assert delivered.delivery_id
    trial = intake.try_recipe(town.home, delivered.delivery_id, content)
    assert [(row["provider_id"], row["period"], row["value"]) for row in trial.figures] == [
        ("berk", "2025-01", 12), ("berk", "2025-02", 14),
    ]  # fmt: skip
