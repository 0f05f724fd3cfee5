"""Target groups of social return as files call them, and which of them tell something a group may not reveal."""

from __future__ import annotations

from schemas.synonyms import by_name, folded
from schemas.vocabulary import TargetGroup

ALIASES: dict[TargetGroup, tuple[str, ...]] = {
    TargetGroup.PW: ("WWB", "bijstand", "P-wet", "Participatiewet", "IOAW", "IOAZ"),
    TargetGroup.PW_KORT: ("Participatiewet < 2 jaar", "bijstand < 2 jaar", "WWB < 2 jaar"),
    TargetGroup.PW_LANG: ("Participatiewet > 2 jaar", "bijstand > 2 jaar", "WWB > 2 jaar"),
    TargetGroup.PW_LKS: ("Participatiewet met LKS", "loonkostensubsidie"),
    TargetGroup.BANENAFSPRAAK: ("garantiebaan", "doelgroepregister"),
    TargetGroup.WAJONG: (),
    TargetGroup.WIA: ("WAO", "WGA", "IVA", "WAZ", "WIA/WAO", "WAO/WIA", "WIA / WAO"),
    TargetGroup.WW: ("werkloosheidswet",),
    TargetGroup.WW_KORT: ("WW < 1 jaar", "WW kort", "WW jong", "WW kortdurend"),
    TargetGroup.WW_LANG: ("WW > 1 jaar", "WW lang", "WW oud", "WW langdurig"),
    TargetGroup.SW: ("Wsw", "nieuw beschut", "beschut werk", "sociale werkvoorziening"),
    TargetGroup.INB: ("inburgeraar", "statushouder", "vergunninghouder", "inburgeraars"),
    TargetGroup.NUG: ("nugger", "nuggers", "niet-uitkeringsgerechtigd", "niet-uitkeringsgerechtigde werkzoekende"),
    TargetGroup.BBL_LOW: ("BBL1_2", "BBL 1", "BBL 2", "BBL niveau 1", "BBL niveau 2", "mbo BBL 1-2"),
    TargetGroup.BBL_HIGH: ("BBL3_4", "BBL 3", "BBL 4", "BBL niveau 3", "BBL niveau 4", "mbo BBL 3-4"),
    TargetGroup.BOL: ("mbo-stage", "stage mbo", "BOL-stage"),
    TargetGroup.HBO: ("stage hbo", "hbo-stage"),
    TargetGroup.VMBO: ("stage vmbo", "vmbo-stage"),
    TargetGroup.VSO_PRO: ("vso", "PrO", "praktijkonderwijs", "stage vso", "stage praktijkonderwijs"),
    TargetGroup.VSV: ("voortijdig schoolverlater", "vroegtijdig schoolverlater", "geen startkwalificatie"),
    TargetGroup.DREIG: ("met werkloosheid bedreigd", "van werk naar werk"),
    TargetGroup.EXDET: ("ex-gedetineerde", "ex-gedetineerden"),
    TargetGroup.ANDERS: ("maatwerk", "overig"),
}  # fmt: skip
NAMES = by_name(ALIASES)


def target_group(text: str) -> TargetGroup | None:
    """The group that a file means: its code, its label or an alias; None when it is none of ours."""
    return NAMES.get(folded(text))


GROUP_LABELS = tuple(group.label for group in TargetGroup)
