"""What in an open answer may point at a person is marked; what does not is left alone."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.surveys.marks import ADDRESS, BIRTH, MAIL, NAME, PHONE, SERVICE_NUMBER, marked, marks_of


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Mevrouw Jansen heeft mij goed geholpen", (NAME,)),
        ("mijn begeleidster Fatima is top", (NAME,)),
        ("ik ben blij met Jan de Vries van het wijkteam", (NAME,)),
        ("groeten, A. Bakker", (NAME,)),
        ("Bel mij op 06-12345678", (PHONE,)),
        ("bereikbaar op 010 123 45 67 of +31 6 12345678", (PHONE,)),
        ("mail naar iemand@voorbeeld.nl", (MAIL,)),
        ("ik woon op Dorpsstraat 12", (ADDRESS,)),
        ("postcode 1234 AB", (ADDRESS,)),
        ("mijn zoon, geboren op 3-4-2011, kreeg geen hulp", (BIRTH,)),
        ("mijn bsn is 111222333", (SERVICE_NUMBER,)),
        ("111222333", (SERVICE_NUMBER,)),
    ],
)
def test_an_open_answer_that_may_point_at_a_person_is_marked(text: str, marks: tuple[str, ...]):
    assert marks_of(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "Het duurde lang voordat er hulp kwam.",
        "Goed geholpen. De wachttijd was 12 weken. Dat is te lang.",
        "Ik wacht al sinds 2023 op een woning, 3 jaar dus",
        "niets",
        "",
    ],
)
def test_an_ordinary_answer_is_not_marked(text: str):
    assert marks_of(text) == ()


def test_marks_come_per_answer():
    texts = pd.Series(["goed", "bel 06-12345678 of mail a@b.nl"], index=[4, 9], dtype="str")
    assert marked(texts).to_dict() == {4: "", 9: f"{PHONE}, {MAIL}"}
