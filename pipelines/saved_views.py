"""Views that somebody named: a page with its choices, kept as its address, for one user or for everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.citizen_numbers import in_a_sentence, passes_eleven_test
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.ledger import Ledger, looking, noting
from pipelines.place import Home

LONGEST_NAME, LONGEST_ADDRESS = 80, 400
# a path of ours and a query, percent-encoded: no host, no scheme, nothing that a browser could run
_ADDRESS = re.compile(r"/([a-z][a-z0-9-]*)?(\?[A-Za-z0-9%+._~*=&-]*)?")


@dataclass(frozen=True)
class SavedView:
    """`shared`: for everybody; else for `saved_by` alone."""

    view_id: str
    name: str
    address: str
    shared: bool
    saved_by: str
    saved_at: str  # UTC ISO


def save_view(home: Home, name: str, address: str, *, shared: bool, by: str) -> str:
    """Keep an address under a name. Returns the id of the view; raises UsageProblem or WrongState."""
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise UsageProblem("Dit is geen adres van een pagina van Kwartaalbeeld. Er is niets bewaard.")
    with noting(home) as ledger:
        called = _name(ledger, name, by=by)
        number = ledger.rows("select count(*) as views from event where kind = 'view_saved'")[0]["views"] + 1
        payload = {"view_id": f"W{number:05d}", "name": called, "address": address, "shared": shared}
        ledger.append("view_saved", payload, actor=by)
    return payload["view_id"]


def rename_view(home: Home, view_id: str, name: str, *, by: str) -> None:
    """Another name for a view that `by` can see. Raises NotFound, UsageProblem or WrongState."""
    with noting(home) as ledger:
        if _found(ledger, view_id, by=by).name == name.strip():
            return
        called = _name(ledger, name, by=by, apart_from=view_id)
        ledger.append("view_renamed", {"view_id": view_id, "name": called}, actor=by)


def remove_view(home: Home, view_id: str, *, by: str) -> None:
    """Take away a view of one's own, or one that is everybody's. The ledger keeps that it was there. Raises NotFound."""
    with noting(home) as ledger:
        _found(ledger, view_id, by=by)
        ledger.append("view_removed", {"view_id": view_id}, actor=by)


def views_of(home: Home, user: str) -> list[SavedView]:
    """What this user sees: his own and those of everybody, by name."""
    with looking(home) as ledger:
        return _visible(ledger, user)


def _view(view_id: str, name: str, address: str, *, shared: int, saved_by: str, saved_at: str) -> SavedView:
    return SavedView(view_id, name, address, bool(shared), saved_by, saved_at)


def _visible(ledger: Ledger, user: str) -> list[SavedView]:
    rows = ledger.rows("select * from saved_view where shared = 1 or saved_by = ? order by view_id", (user,))
    views = [_view(**row) for row in rows]
    return sorted(views, key=lambda view: (view.name.casefold(), view.view_id))


def _found(ledger: Ledger, view_id: str, *, by: str) -> SavedView:
    for view in _visible(ledger, by):
        if view.view_id == view_id:
            return view
    raise NotFound("Deze weergave bestaat niet (meer).")


def _name(ledger: Ledger, name: str, *, by: str, apart_from: str = "") -> str:
    """The name as it is kept: one line, not empty, not in use among what `by` sees."""
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise UsageProblem(f"Geef de weergave een naam van hoogstens {LONGEST_NAME} tekens.")
    if in_a_sentence(called) or any(passes_eleven_test(word) for word in called.split()):
        raise UsageProblem("In de naam staat een nummer dat een burgerservicenummer kan zijn. Kies een andere naam.")
    taken = {view.name.casefold() for view in _visible(ledger, by) if view.view_id != apart_from}
    if called.casefold() in taken:
        raise WrongState("Er is al een weergave met deze naam. Kies een andere naam.")
    return called
