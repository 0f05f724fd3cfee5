"""What the sample's providers promised and did for social return: chosen so that every status occurs, and every doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.vocabulary import EntryForm, ObligationBasis, ObligationSource, PsoLevel, TargetGroup

_HAAGLANDEN, _UTRECHT, _HARLINGEN = "haaglanden-2023", "utrecht", "harlingen"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One obligation, as the sheet has it; amounts in euros without VAT."""

    code: str
    sub_agreement_id: str
    starts_on: date
    ends_on: date
    awarded_on: date
    source: str = ObligationSource.TENDER
    basis: str = ObligationBasis.CONTRACT_VALUE
    percentage: float = 5
    contract_value: int | None = None
    wage_sum: int | None = None
    ceiling: int | None = None
    threshold: int | None = None
    table_id: str = _HAAGLANDEN
    malus_factor: float = 1
    plan_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Effort:
    """One entry. `waits` for a judgement, was `rejected` with a reason, or else is approved; `custom_agreed` by a second
    person too."""

    code: str
    number: int
    form: EntryForm
    starts_on: date
    group: TargetGroup | None = None
    planned_end: date | None = None
    ended_on: date | None = None
    hours: float | None = None
    quantity: float | None = None
    paid: float | None = None
    block: str | None = None
    bonus: str | None = None
    claimed: float | None = None
    reason: str | None = None
    district: str | None = None
    shared: int = 0  # the number of the candidate, where it stands on two contracts
    waits: bool = False
    rejected: str = ""
    custom_agreed: bool = False

    @property
    def candidate(self) -> str:
        return f"kand-{(self.shared or self.number) * 7919 % 10_007:05d}"


_OF_2024, _OF_2025 = date(2024, 1, 1), date(2025, 1, 1)
_END_2025, _END_2026 = date(2025, 12, 31), date(2026, 12, 31)
_AWARD_2023, _AWARD_2024 = date(2023, 11, 15), date(2024, 11, 20)
OBLIGATIONS = (
    Promise(code="SR-2024-01", sub_agreement_id="DO-2022-20", starts_on=_OF_2024, ends_on=_END_2025,
            awarded_on=_AWARD_2023, contract_value=900_000, plan_on=date(2024, 1, 25)),
    Promise(code="SR-2024-02", sub_agreement_id="DO-2022-03", starts_on=_OF_2024, ends_on=_END_2025,
            awarded_on=_AWARD_2023, source=ObligationSource.SUB_AGREEMENT, contract_value=1_800_000,
            plan_on=date(2024, 2, 12)),
    Promise(code="SR-2024-03", sub_agreement_id="DO-2022-22", starts_on=date(2024, 7, 1), ends_on=date(2026, 6, 30),
            awarded_on=date(2024, 5, 14), source=ObligationSource.SUB_AGREEMENT, contract_value=960_000,
            plan_on=date(2024, 8, 20)),
    Promise(code="SR-2025-01", sub_agreement_id="DO-2022-06", starts_on=_OF_2025, ends_on=_END_2026,
            awarded_on=_AWARD_2024, basis=ObligationBasis.WAGE_SUM, percentage=7, wage_sum=1_150_000, malus_factor=1.5,
            plan_on=date(2025, 2, 4)),
    Promise(code="SR-2025-02", sub_agreement_id="DO-2022-01", starts_on=_OF_2025, ends_on=date(2027, 12, 31),
            awarded_on=_AWARD_2024, basis=ObligationBasis.INVOICED, contract_value=1_500_000,
            plan_on=date(2025, 1, 30)),
    Promise(code="SR-2025-03", sub_agreement_id="DO-2022-18", starts_on=date(2025, 7, 1), ends_on=date(2027, 6, 30),
            awarded_on=date(2025, 5, 20), contract_value=1_100_000),
    Promise(code="SR-2025-04", sub_agreement_id="DO-2022-11", starts_on=_OF_2025, ends_on=_END_2025,
            awarded_on=_AWARD_2024, source=ObligationSource.SUBSIDY, percentage=2, contract_value=180_000,
            threshold=200_000, malus_factor=0),
    Promise(code="SR-2025-05", sub_agreement_id="DO-2022-25", starts_on=_OF_2025, ends_on=_END_2026,
            awarded_on=_AWARD_2024, contract_value=700_000, plan_on=date(2025, 2, 18)),
    Promise(code="SR-2025-06", sub_agreement_id="DO-2022-15", starts_on=_OF_2025, ends_on=_END_2025,
            awarded_on=_AWARD_2024, source=ObligationSource.SUBSIDY, contract_value=310_000, table_id=_UTRECHT,
            malus_factor=0, plan_on=date(2025, 1, 22)),
    Promise(code="SR-2025-07", sub_agreement_id="DO-2022-30", starts_on=_OF_2025, ends_on=_END_2026,
            awarded_on=_AWARD_2024, source=ObligationSource.SUB_AGREEMENT, contract_value=420_000, table_id=_HARLINGEN,
            plan_on=date(2025, 3, 11)),
    Promise(code="SR-2025-08", sub_agreement_id="DO-2025-01", starts_on=date(2025, 7, 1), ends_on=date(2027, 6, 30),
            awarded_on=date(2025, 5, 20), contract_value=480_000, ceiling=20_000, plan_on=date(2025, 9, 2)),
    Promise(code="SR-2025-09", sub_agreement_id="DO-2022-28", starts_on=_OF_2025, ends_on=_END_2026,
            awarded_on=_AWARD_2024, contract_value=520_000),
    Promise(code="SR-2025-10", sub_agreement_id="DO-2022-05", starts_on=_OF_2025, ends_on=_END_2026,
            awarded_on=_AWARD_2024, source=ObligationSource.SUBSIDY, contract_value=360_000, table_id=_HARLINGEN,
            malus_factor=0, plan_on=date(2025, 2, 26)),
)  # fmt: skip


def _person(code: str, number: int, group: TargetGroup, hours: float, span: tuple[date, date], **more) -> Effort:
    form = more.pop("form", EntryForm.PLACEMENT)
    return Effort(code=code, number=number, form=form, group=group, hours=hours, starts_on=span[0],
                  planned_end=span[1], **more)  # fmt: skip


def _paid(code: str, number: int, on: date, paid: float, **more) -> Effort:
    return Effort(code=code, number=number, form=EntryForm.PURCHASE, starts_on=on, paid=paid, **more)


def _hours(code: str, number: int, on: date, quantity: float, **more) -> Effort:
    return Effort(code=code, number=number, form=EntryForm.ACTIVITY, starts_on=on, quantity=quantity,
                  block="KENNIS_UUR", **more)  # fmt: skip


_STAGE, _LEARNS = EntryForm.INTERNSHIP, EntryForm.WORK_LEARNING
ENTRIES = (
    # more than was asked
    _person("SR-2024-01", 1, TargetGroup.BANENAFSPRAAK, 16, (date(2024, 3, 1), _END_2025), district="Noorderbrug"),
    _person("SR-2024-01", 2, TargetGroup.VSO_PRO, 24, (date(2024, 9, 1), date(2025, 6, 30)), form=_STAGE,
            ended_on=date(2025, 6, 30), district="Noorderbrug"),
    _person("SR-2024-01", 3, TargetGroup.BBL_LOW, 32, (date(2025, 2, 1), _END_2025), form=_LEARNS,
            district="Noorderbrug"),
    # ended, and not enough; one entry was of another principal, one waits for its second judgement
    _person("SR-2024-02", 4, TargetGroup.PW_LANG, 20, (date(2024, 4, 1), _END_2025), district="Centrum"),
    _person("SR-2024-02", 5, TargetGroup.NUG, 28, (date(2024, 10, 1), date(2025, 9, 30)), ended_on=date(2025, 8, 31),
            district="Centrum"),
    _person("SR-2024-02", 6, TargetGroup.BOL, 32, (date(2024, 9, 1), date(2025, 1, 31)), form=_STAGE,
            ended_on=date(2025, 1, 31), district="Lindenkwartier"),
    _paid("SR-2024-02", 7, date(2025, 5, 15), 4_250),
    _person("SR-2024-02", 8, TargetGroup.WW_KORT, 36, (date(2025, 1, 6), _END_2025), district="Centrum",
            rejected="Het contract is van een andere opdrachtgever."),
    _person("SR-2024-02", 9, TargetGroup.EXDET, 24, (date(2025, 9, 1), _END_2025), district="Centrum",
            claimed=7_500, reason="De tabel noemt deze doelgroep niet; gerekend naar WW."),
    # a certificate that lapses half-way
    _person("SR-2024-03", 10, TargetGroup.WAJONG, 18, (date(2024, 10, 1), date(2026, 6, 30)), district="De Weiden"),
    _person("SR-2024-03", 11, TargetGroup.DREIG, 32, (date(2025, 4, 1), date(2025, 9, 30)), district="De Weiden",
            ended_on=date(2025, 9, 30), claimed=6_000, reason="Van werk naar werk; de loonkosten van een kwartaal.",
            custom_agreed=True),
    # behind
    _person("SR-2025-01", 12, TargetGroup.WW_KORT, 32, (date(2025, 4, 1), date(2026, 3, 31)), district="Centrum"),
    _person("SR-2025-01", 13, TargetGroup.HBO, 32, (date(2025, 9, 1), date(2026, 1, 31)), form=_STAGE,
            district="Centrum"),
    # what was invoiced decides
    _person("SR-2025-02", 14, TargetGroup.PW, 24, (date(2025, 2, 1), date(2027, 1, 31)), district="Oosterhof"),
    _person("SR-2025-02", 15, TargetGroup.WIA, 20, (date(2025, 6, 1), date(2027, 5, 31)), bonus="55PLUS",
            district="Oosterhof"),
    _person("SR-2025-02", 16, TargetGroup.BBL_HIGH, 28, (date(2025, 10, 1), date(2026, 7, 31)), form=_LEARNS,
            district="Oosterhof", waits=True),
    # possibly one placement, told by two
    _person("SR-2025-05", 17, TargetGroup.PW_LANG, 24, (date(2025, 3, 1), _END_2026), district="De Weiden"),
    _person("SR-2025-07", 18, TargetGroup.PW_LANG, 24, (date(2025, 3, 1), date(2026, 2, 28)), district="De Weiden",
            waits=True),
    _person("SR-2025-07", 19, TargetGroup.WIA, 16, (date(2025, 5, 1), date(2026, 12, 31)), district="De Weiden"),
    # exactly what was asked: 40 x 100 + 60 x 100 + 5,500 = 15,500
    _hours("SR-2025-06", 20, date(2025, 3, 20), 40),
    _hours("SR-2025-06", 21, date(2025, 9, 18), 60),
    _paid("SR-2025-06", 22, date(2025, 11, 6), 5_500),
    # all of it still to be judged
    _person("SR-2025-08", 23, TargetGroup.WW_LANG, 28, (date(2025, 9, 15), date(2026, 9, 14)), district="De Weiden",
            waits=True),
    _person("SR-2025-08", 24, TargetGroup.BOL, 32, (date(2025, 9, 1), date(2026, 1, 31)), form=_STAGE,
            district="De Weiden", waits=True),
    # one candidate on two contracts of one provider
    _person("SR-2025-10", 25, TargetGroup.PW_LANG, 12, (date(2025, 7, 1), date(2026, 6, 30)), shared=4,
            district="Centrum"),
)  # fmt: skip
INVOICES = (
    ("SR-2025-02", "2025-K1", 118_400, None),
    ("SR-2025-02", "2025-K2", 126_150, None),
    ("SR-2025-02", "2025-K3", 131_700, 1_060_000),
    ("SR-2025-02", "2025-K4", 129_250, 930_000),
)
CERTIFICATES = (
    ("sterkspoor", PsoLevel.TWO, date(2023, 7, 1), date(2025, 6, 30), 50),
    ("lichtgrond", PsoLevel.THREE, date(2024, 6, 1), date(2027, 5, 31), 100),
)
