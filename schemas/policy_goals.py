"""The four goals of the policy of social return, and the figures that each is told by."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import PolicyGoal, TargetGroup

# who is at a distance from the labour market: not whom school sends, nor who lost a job less than a year ago or may lose it
AT_A_DISTANCE = frozenset(TargetGroup) - {
    TargetGroup.BBL_LOW, TargetGroup.BBL_HIGH, TargetGroup.BOL, TargetGroup.HBO, TargetGroup.VMBO, TargetGroup.WW,
    TargetGroup.WW_KORT, TargetGroup.DREIG, TargetGroup.ANDERS,
}  # fmt: skip
# whose benefit the municipality pays (the budget for income of the Participatiewet); of others somebody else saves
PAID_BY_THE_MUNICIPALITY = frozenset({TargetGroup.PW, TargetGroup.PW_KORT, TargetGroup.PW_LANG, TargetGroup.PW_LKS})


@dataclass(frozen=True)
class Goal:
    """`indicators`: codes of the catalogue, that of the goal itself first. `made_elsewhere`: they are not computed here."""

    goal: PolicyGoal
    question: str
    indicators: tuple[str, ...]
    made_elsewhere: bool = False


GOALS = (
    Goal(
        PolicyGoal.PARTICIPATION,
        "Doen mensen met een afstand tot de arbeidsmarkt mee?",
        ("SR-13", "SR-7", "SR-12", "SR-8"),
    ),
    Goal(PolicyGoal.CRAFTSMANSHIP, "Leren mensen een vak?", ("SR-14",)),
    Goal(PolicyGoal.BENEFITS, "Is er minder aan uitkeringen uitgegeven?", ("SR-15",)),
    Goal(PolicyGoal.REPUTATION, "Hoe kijken partners en inwoners ernaar?", ("TEV-3",), made_elsewhere=True),
)
