"""A small survey of De Berk, the recipe that reads it, and a home that remembers that recipe; an export of LimeSurvey."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines import intake
from pipelines.acts import acting
from pipelines.intake import Answers, Content, Measure, Parcel, Source
from schemas.vocabulary import DeliveryState

ANSWERS = ["helemaal mee eens"] * 6 + ["mee eens"] * 3 + ["oneens"] * 2 + ["weet niet"]


def survey(month: str, mail: str = "") -> bytes:
    rows = [f"{day:02d}-{month}-2026;{answer}{mail}" for day, answer in enumerate(ANSWERS, start=1)]
    head = "Ingevuld op;Ik ben goed geholpen" + (";E-mailadres" if mail else "")
    return "\n".join([head, *rows, ""]).encode()


def by_date() -> Content:
    return Content(
        "Enquête Berk",
        columns={"period": Source(("Ingevuld op",))},
        constants={"provider_id": "berk"},
        period_is="quarter_of_date",
        measures=(Measure("TEV-2", answers="Ik ben goed geholpen"),),
        answers=(Answers("Ik ben goed geholpen", "likert5_eens", {}),),
        ask=(),
    )


def delivered(town: Any, name: str, data: bytes) -> intake.Delivered:
    return intake.deliver(town.home, [Parcel(Path(name), "Anja", False, data=data)])[0]


def learned(town: Any, content: Content, data: bytes) -> str:
    """The id of the delivery that the recipe was made with, accepted."""
    first = delivered(town, "eerste.csv", data)
    assert first.state is DeliveryState.UNMAPPED and first.delivery_id
    text = intake.try_recipe(town.home, first.delivery_id, content).text
    made = intake.save_recipe(town.home, first.delivery_id, "enquete-berk", text=text, by="Anja")
    assert made.delivery_id and made.state is DeliveryState.WAITING
    intake.accept(town.home, made.delivery_id, by="Anja")
    return made.delivery_id


HEADS = ["id. Antwoord ID", "submitdate. Datum ingediend", "lastpage. Laatste pagina", "ipaddr. IP-adres",
         "A. Over welke aanbieder vult u dit in?", "V1[a]. Wat vindt u? [Ik werd snel geholpen]",
         "V2. Welk rapportcijfer geeft u de ondersteuning die u krijgt?", "V3. Wat kan er beter?",
         "V4. Hoe vindt u de folder?"]  # fmt: skip


def export(*, day: str = "2026-01-06", provider: str = "De Berk B.V.") -> bytes:
    answers = ["mee eens", "helemaal mee eens", "mee oneens", "weet niet"]
    rows = [
        [str(number), f"{day} 10:00:00" if number != 5 else "", "3", f"10.0.0.{number}", provider,
         answers[number % 4], str(6 + number % 4), f"Het duurde {number} weken voordat er iemand kwam", ["mooi", "lelijk"][number % 2]]
        for number in range(1, 21)
    ]  # fmt: skip
    return "\n".join(";".join(row) for row in [HEADS, *rows]).encode()


def survey_facts() -> dict[str, str]:
    """What is known of the wave of that export."""
    return {
        "kind": "clientenquete", "quarter": "2026-K1", "mode": "via internet", "selection": "iedereen uitgenodigd",
        "invited": "40", "undeliverable": "2", "starts_on": "2026-01-05", "ends_on": "2026-01-30",
    }  # fmt: skip


ITEM = "eigen-wat-kan-beter-0a1b2c"


def accepted(town: Any, data: bytes) -> str:
    """The id of the delivery of this export, explained and accepted."""
    first = delivered(town, "enquete.csv", data)
    seen = intake.survey_seen(town.home, first.delivery_id)
    assert seen is not None
    text = intake.try_recipe(town.home, first.delivery_id, seen.with_facts(survey_facts())).text
    made = intake.save_recipe(town.home, first.delivery_id, "clienten", text=text, by="Anja")
    intake.accept(town.home, made.delivery_id, by="Anja")
    return made.delivery_id


def with_open_answers(town: Any, texts: Mapping[int, tuple[str, str]], *, respondents: int = 20) -> str:
    """An accepted survey of De Berk in which these were written (row: text and marks). The id of its delivery."""
    delivery_id = accepted(town, b"\n".join(export().split(b"\n")[: respondents + 1]))
    rows = [
        {"wave_id": "clientenquete-2026-K1-allen", "respondent": row - 1, "provider_id": "berk", "item": ITEM, "question": "Wat kan beter?", "text": said,
         "marks": marks, "sheet": "", "row": row, "delivery_id": delivery_id}
        for row, (said, marks) in texts.items()
    ]  # fmt: skip
    with acting(town.home) as acts:
        acts.warehouse.connection.register("incoming", pd.DataFrame(rows))
        acts.warehouse.connection.execute("insert into survey_open_answer by name select * from incoming")
    return delivery_id
