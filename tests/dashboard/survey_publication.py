"""A small publication with surveys, by hand: clients over three waves, partners, Wmo, youth, and two panels."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.readings import Door, Readings
from schemas.place import publications_folder
from tests.dashboard import handwritten

EVIL = '<b onclick="x">Fijn</b> & goed geholpen'
NAMES = {
    "linde": "De Linde", "nieuw": "Nieuwkomer", "oever": "Oeverzorg", "spoor": "Sterkspoor", "wilg": "Westerwilg",
    "zon": "Zonneveld",
}  # fmt: skip
HIDDEN, INDICATIVE = "spoor", "oever"
AGREE = (
    ("helemaal mee eens", "favourable"), ("mee eens", "favourable"), ("neutraal", "neutral"),
    ("niet mee eens", "unfavourable"), ("helemaal niet mee eens", "unfavourable"),
)  # fmt: skip
TOO_FEW = {
    "reason_code": "too_few",
    "reason": "Niet getoond: minder dan 10 antwoorden.",
    "sentence": "Niet getoond: minder dan 10 antwoorden.",
}
YOUTH = "Dit onderzoek is niet bedoeld om aanbieders te vergelijken: de antwoorden gaan over de jeugdhulp als geheel."
MOVED = "De vraag is anders gesteld dan in de vorige meting."
UNLIKE = "De vorige meting was op papier en deze via internet: vergelijken kan niet."
MEANT = "Na weging telt dit als ongeveer 260 willekeurige deelnemers."
CLIENTS = ("clienten-2024a", "clienten-2024b", "clienten-2025")
TEXTS = {
    "kwaliteit": "Ik vind de kwaliteit van de ondersteuning die ik krijg goed",
    "past": "De ondersteuning die ik krijg past bij mijn hulpvraag",
    "redt": "Door de ondersteuning die ik krijg kan ik mij beter redden",
    "cijfer": "Welk rapportcijfer geeft u de ondersteuning?",
    "aanbevelen": "Hoe waarschijnlijk is het dat u ons aanbeveelt?",
    "gevonden": "Hoe hebt u ons gevonden?",
}
KINDS = {"cijfer": "grade", "aanbevelen": "nps", "gevonden": "multiple"}


def _wave(wave_id: str, kind: str, quarter: str, **over: Any) -> dict[str, Any]:
    return {
        "wave_id": wave_id, "kind": kind, "title": f"Meting {wave_id}", "quarter": quarter,
        "starts_on": date(int(quarter[:4]), 10, 1), "ends_on": date(int(quarter[:4]), 11, 15), "purpose": "Leren en verbeteren",
        "agency": "Bureau Peil", "target_group": "cliënten", "mode": "online", "selection": "everyone", "weighting": "none",
        "margin_of_error": True, "per_provider": True,
        "method_sentence": "Alle cliënten zijn uitgenodigd; wie niet antwoordde, kan anders denken.",
    } | over  # fmt: skip


WAVES = [
    _wave(CLIENTS[0], "clientenquete", "2024-K3"),
    _wave(CLIENTS[1], "clientenquete", "2024-K4"),
    _wave(CLIENTS[2], "clientenquete", "2025-K4", title="Cliëntenquête 2025"),
    _wave("partners-2025", "partnerenquete", "2025-K3", target_group="samenwerkingspartners"),
    _wave("wmo-2025", "ceo_wmo", "2025-K2"),
    _wave("jeugd-2025", "ceo_jeugd", "2025-K2", per_provider=False, per_provider_reason=YOUTH),
    _wave("panel-2024", "inwonerpanel", "2024-K4", selection="self_selected", margin_of_error=False,
          method_sentence="Deelnemers meldden zich zelf aan: de uitkomsten gelden niet voor alle inwoners."),
    _wave("panel-2025", "inwonerpanel", "2025-K4", title="Inwonerpanel 2025", selection="sample", weighting="raked",
          weight_source="leeftijd, geslacht en wijk, bevolking op 1 januari 2025 (CBS)"),
]  # fmt: skip


def _item(wave: str, item: str, position: int, **over: Any) -> dict[str, Any]:
    kind = KINDS.get(item, "scale")
    return {
        "wave_id": wave, "item": item, "position": position, "text": TEXTS.get(item, item), "kind": kind,
        "scale": "likert5_eens" if kind == "scale" else None, "topic": "kwaliteit", "attributable_to": "provider",
        "direction": "up",
    } | over  # fmt: skip


def _result(wave: str, item: str, measure: str, value: float | None, **over: Any) -> dict[str, Any]:
    if value is None:
        return {"wave_id": wave, "item": item, "measure": measure, "weighted": False, **TOO_FEW} | over
    wide = {"mean": 0.3, "nps": 12.0}.get(measure, 8.0)
    return {
        "wave_id": wave, "item": item, "measure": measure, "weighted": False, "value": value, "n": 120, "missing": 8,
        "missing_share": 6.25, "lower": value - wide, "upper": value + wide, "indicative": False,
        "sentence": f"Uitkomst {value:g} van 120 antwoorden.",
    } | over  # fmt: skip


def _answers(wave: str, item: str, counts: Any, *, names: Any = AGREE, **over: Any) -> list[dict[str, Any]]:
    """A row per answer, shares of the valid ones; and one for who did not answer."""
    total = sum(count for count in counts)
    rows = [
        {"wave_id": wave, "item": item, "weighted": False, "position": place, "answer": answer, "side": side,
         "share": 100 * count / total, "n": count if count >= 10 else None, "few": count < 10} | over
        for place, ((answer, side), count) in enumerate(zip(names, counts, strict=True), start=1)
    ]  # fmt: skip
    missing = {
        "position": len(rows) + 1,
        "answer": "weet niet",
        "side": "missing",
        "share": 6.25,
        "n": None,
        "few": True,
    }
    return [*rows, {"wave_id": wave, "item": item, "weighted": False, **missing, **over}]


ITEMS: list[dict[str, Any]] = []
RESULTS: list[dict[str, Any]] = []
ANSWERS: list[dict[str, Any]] = []
COUNTS = {"kwaliteit": (40, 52, 14, 10, 4), "past": (24, 48, 20, 16, 12), "redt": (12, 30, 42, 24, 12)}
GRADES = tuple(
    (str(at), "favourable" if at > 7 else "neutral" if at > 5 else "unfavourable") for at in range(10, 0, -1)
)
GROUPS = (("promotor", "favourable"), ("passief", "neutral"), ("criticaster", "unfavourable"))
NO_NPS = {
    "reason_code": "nps_too_few",
    "reason": "Geen NPS: daarvoor zijn minstens 30 antwoorden nodig. Zie de drie groepen.",
}
GIVEN = (8, 18, 40, 30, 12, 6, 3, 2, 1, 0)


def _clients() -> None:
    for at, wave in enumerate(CLIENTS):
        for place, item in enumerate(TEXTS, start=1):
            over: dict[str, Any] = {}
            if at == 1:
                over = {"comparability": "comparable", "compared_with": CLIENTS[0]}
            if at == 2:
                broken = {"past": ("broken", MOVED), "redt": ("refused", UNLIKE)}.get(item, ("comparable", None))
                over = {"comparability": broken[0], "compared_with": CLIENTS[1], "comparability_reason": broken[1]}
            ITEMS.append(_item(wave, item, place, **over))
        for who in (None, *NAMES):
            _client_results(wave, who, at)


def _client_results(wave: str, who: str | None, at: int) -> None:
    few = {"n": 18, "indicative": True, "missing": 2} if who == INDICATIVE else {}
    said: dict[str, Any] = {}
    if at == 2:
        said = {
            "former_value": 70.0, "former_n": 110, "change": 6.7,
            "change_sentence": "Nu 77%, in de vorige meting 70%: het verschil kan toeval zijn.",
        }  # fmt: skip
    if at == 2 and who:
        said |= {
            "others_value": 74.0,
            "others_n": 500,
            "others_sentence": "77% hier, 74% bij de andere aanbieders samen.",
        }
    for item, counts in COUNTS.items():
        if item == "redt" and at == 2:
            said = {"change_sentence": UNLIKE}
        if who == HIDDEN:
            RESULTS.append(_result(wave, item, "agrees", None, provider_id=who))
            continue
        value = 100 * sum(counts[:2]) / sum(counts) - 5 * (2 - at)
        RESULTS.append(_result(wave, item, "agrees", value, provider_id=who, **few, **said))
        ANSWERS.extend(_answers(wave, item, counts, provider_id=who))
    hidden = who == HIDDEN
    RESULTS.append(_result(wave, "cijfer", "mean", None if hidden else 7.1 + at / 10, provider_id=who, **few))
    bare = NO_NPS if few else {}
    RESULTS.append(_result(wave, "aanbevelen", "nps", None if hidden or few else 27.0, provider_id=who, **bare))
    if not hidden:
        ANSWERS.extend(_answers(wave, "cijfer", GIVEN, names=GRADES, provider_id=who))
        ANSWERS.extend(_answers(wave, "aanbevelen", (50, 40, 30), names=GROUPS, provider_id=who))
        RESULTS.append(_result(wave, "kwaliteit", "theme", 78.0, provider_id=who))
        for place, (option, share) in enumerate((("via de gemeente", 62.0), ("via de huisarts", 48.0)), start=1):
            RESULTS.append(_result(wave, "gevonden", "share", share, option=option, provider_id=who))
            ANSWERS.append({"wave_id": wave, "item": "gevonden", "provider_id": who, "weighted": False, "position": place,
                            "answer": option, "share": share, "n": round(share * 1.2), "few": False})  # fmt: skip


def _others() -> None:
    ITEMS.append(_item("partners-2025", "afspraken", 1, text="De aanbieder komt afspraken na"))
    for who in (None, "linde", "zon"):
        hidden = who == "zon"
        RESULTS.append(
            _result(
                "partners-2025", "afspraken", "agrees", None if hidden else 64.0, provider_id=who, n=25, indicative=True
            )
        )
        if not hidden:
            ANSWERS.extend(_answers("partners-2025", "afspraken", (6, 10, 4, 3, 2), provider_id=who))
    ITEMS.append(
        _item("wmo-2025", "snel", 1, text="Ik werd snel geholpen", attributable_to="municipality", topic="toegang")
    )
    ITEMS.append(_item("wmo-2025", "kwaliteit", 2))
    RESULTS.append(_result("wmo-2025", "snel", "agrees", 71.0))
    why = {"reason_code": "municipality", "reason": "Deze vraag gaat over wat de gemeente doet."}
    RESULTS.append(_result("wmo-2025", "snel", "agrees", None, provider_id="linde", **why))
    ANSWERS.extend(_answers("wmo-2025", "snel", (30, 55, 20, 10, 5)))
    for who in (None, "linde"):
        RESULTS.append(_result("wmo-2025", "kwaliteit", "agrees", 79.0, provider_id=who))
        ANSWERS.extend(_answers("wmo-2025", "kwaliteit", (40, 55, 15, 6, 4), provider_id=who))
    ITEMS.append(_item("jeugd-2025", "serieus", 1, text="De hulpverlener nam mij serieus"))
    RESULTS.append(_result("jeugd-2025", "serieus", "agrees", 88.0))
    ANSWERS.extend(_answers("jeugd-2025", "serieus", (60, 45, 8, 4, 3)))


def _panel() -> None:
    for wave in ("panel-2024", "panel-2025"):
        for place, (item, text) in enumerate(
            (("prettig", "Ik woon prettig in mijn wijk"), ("gemeente", "Welk rapportcijfer geeft u de gemeente?")),
            start=1,
        ):
            kind = "grade" if item == "gemeente" else "scale"
            ITEMS.append(_item(wave, item, place, text=text, kind=kind, attributable_to="municipality"))
    for item, measure, plain, weighted in (("prettig", "agrees", 81.0, 76.0), ("gemeente", "mean", 7.3, 7.1)):
        unsure = {"lower": None, "upper": None, "n": 90, "indicative": True}
        RESULTS.append(_result("panel-2024", item, measure, plain, **unsure))
        RESULTS.append(_result("panel-2025", item, measure, plain, n=400))
        RESULTS.append(_result("panel-2025", item, measure, weighted, weighted=True, n=400))
        for district, value in (("Centrum", 0.9 * weighted), ("Noord", None), ("Oost", 1.05 * weighted)):
            RESULTS.append(_result("panel-2025", item, measure, value, weighted=True, district=district))
    ANSWERS.extend(_answers("panel-2024", "prettig", (30, 43, 8, 6, 3)))
    for weighted, counts in ((False, (160, 164, 40, 26, 10)), (True, (140, 164, 50, 32, 14))):
        ANSWERS.extend(_answers("panel-2025", "prettig", counts, weighted=weighted))


_clients()
_others()
_panel()
RESPONSE = [
    {"wave_id": wave, "provider_id": who, "invited": 400, "undeliverable": 10, "completed": None if who == HIDDEN else 128,
     "response_rate": None if who == HIDDEN else 100 * 128 / 390,
     "sentence": TOO_FEW["reason"] if who == HIDDEN else "128 van de 390 uitgenodigde cliënten deden mee: 33%."}
    for wave in CLIENTS for who in (None, *NAMES)
] + [
    {"wave_id": "panel-2025", "provider_id": None, "population": 21000, "invited": 900, "undeliverable": 12, "completed": 400,
     "response_rate": 100 * 400 / 888, "n_eff": 260.0, "deff": 400 / 260, "weight_smallest": 0.62, "weight_largest": 2.9,
     "sentence": f"400 panelleden deden mee: 45%. {MEANT}"},
]  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "providers": [
        {"provider_id": code, "provider": name, "position": place, "joined_on": date(2022, 7, 1)}
        for place, (code, name) in enumerate(NAMES.items(), start=1)
        if place > 2
    ],
    "survey_waves": WAVES,
    "survey_response": RESPONSE,
    "survey_items": ITEMS,
    "survey_results": RESULTS,
    "survey_answers": ANSWERS,
    "survey_margins": [
        {"wave_id": "panel-2025", "margin": margin, "category": category, "position": place, "respondents": count,
         "share_answered": answered, "share_population": population, "share_weighted": population, "merged": merged}
        for margin, place, category, count, answered, population, merged in (
            ("leeftijdsgroep", 1, "18 t/m 34 jaar", 30, 7.5, 25.0, None),
            ("leeftijdsgroep", 2, "35 jaar en ouder", 370, 92.5, 75.0, "35 t/m 64 jaar en 65 jaar en ouder"),
            ("wijk", 1, "Centrum", 210, 52.5, 40.0, None),
            ("wijk", 2, "Oost", 190, 47.5, 60.0, None),
        )
    ],
    "survey_quotes": [
        {"wave_id": CLIENTS[2], "item": "open", "position": 1, "provider_id": "linde", "question": "Wat kan beter?", "text": EVIL},
        {"wave_id": CLIENTS[2], "item": "open", "position": 2, "provider_id": None, "question": "Wat kan beter?", "text": "Ik wacht nog op antwoord."},
    ],
}  # fmt: skip


def surveyed(publish: Any, home: Path) -> Readings:
    """The small publication with the surveys in it, open."""
    publish("intern-1.duckdb")
    handwritten.write(publications_folder(home) / "intern-1.duckdb", ROWS)
    return Door(home).open()
