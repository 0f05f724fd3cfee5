"""Commands that take something in: templates, check, deliver, and what is decided about a delivery."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import click

from pipelines import intake
from pipelines.commands.options import (
    by_option,
    explain_option,
    home_option,
    json_option,
    many,
    quarter_of,
    recipe_of,
    recipe_option,
    set_option,
    show_json,
)
from pipelines.errors import (
    CitizenNumbersFound,
    DeliveryRefused,
    ExplanationNeeded,
    NotFound,
    Overtaken,
    SlotLocked,
    UsageProblem,
    WrongState,
)
from pipelines.findings import SHOWN, Finding, fold
from pipelines.place import Home
from schemas.vocabulary import DeliveryState, Severity


def _show_findings(findings: list[Finding]) -> None:
    faults = fold(item for item in findings if item.severity is not Severity.SKIPPED)
    for fault in faults[:SHOWN]:
        click.echo(f"  {fault.finding.severity.label}: {fault.sentence}")
    if len(faults) > SHOWN:
        click.echo(f"  en nog {len(faults) - SHOWN} andere.")
    skipped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.SKIPPED:
            own = finding.detail if finding.code == "left_out" else ""  # a recipe's own reason
            skipped.setdefault((finding.code, own), []).append(finding)
    for same in skipped.values():
        rows = list(dict.fromkeys(item.row for item in same))
        shown = ", ".join(str(row) for row in rows[:5]) + (", ..." if len(rows) > 5 else "")
        click.echo(f"  overgeslagen: {many(len(rows), 'rij', 'rijen')} ({shown}). {same[0].expected}")


@click.command("init")
@home_option
@by_option
def init(home: Home, by: str) -> None:
    """Maak een lege map klaar voor een gemeente."""
    made = intake.initialise(home, by=by)
    click.echo(f"{home.root} is {'klaar voor gebruik' if made else 'er al; er is niets veranderd'}.")
    click.echo(
        "Volgende stap, voor het sjabloon van de stamgegevens: kwartaalbeeld templates --quarter 2026-K1 --out sjablonen"
    )


@click.command("templates")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal waarover geleverd wordt, zoals 2025-K4.")
@click.option("--out", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), help="Map voor de sjablonen.")
@click.option(
    "--zip", "archive", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path),
    help="Alle sjablonen in een zipbestand, met een LEESMIJ.",
)  # fmt: skip
@click.option("--social-return", is_flag=True, help="Ook een werkmap voor social return per aanbieder.")
@click.option("--vacancies", is_flag=True, help="Ook een werkmap voor vacatures en plaatsingen per aanbieder.")
@home_option
@json_option
def templates(
    quarter: str,
    out: Path | None,
    archive: Path | None,
    social_return: bool,
    vacancies: bool,
    home: Home,
    as_json: bool,
) -> None:
    """Maak per aanbieder een vooringevuld sjabloon, en de stamgegevens om in te vullen of bij te werken."""
    chosen = quarter_of(quarter)
    if (out is None) == (archive is None):
        raise UsageProblem("Kies waar de sjablonen komen: --out MAP of --zip BESTAND, en niet allebei.")
    asked = {"social_return": social_return, "vacancies": vacancies}
    if archive is not None:
        if archive.exists():
            raise WrongState(f"{archive} bestaat al. Kies een andere naam; er is niets overschreven.")
        written = [archive]
        archive.parent.mkdir(parents=True, exist_ok=True)
        archive.write_bytes(intake.templates(home, chosen, **asked)[1])
        told = f"De sjablonen staan in {archive}."
    else:
        assert out is not None
        refuse_overwriting(out)
        written = []
        for name, content in intake.template_files(home, chosen, **asked):
            written.append(out / name)
            written[-1].write_bytes(content)
        told = f"{many(len(written), 'sjabloon', 'sjablonen')} gemaakt in {out}."
    if as_json:
        show_json({"quarter": str(chosen), "files": [str(path) for path in written]})
    else:
        click.echo(told)


def refuse_overwriting(out: Path) -> None:
    """A template that was filled in meanwhile is never written over."""
    if out.is_dir() and any(out.glob("*.xlsx")):
        raise WrongState(f"In {out} staan al werkmappen. Kies een lege map; er is niets overschreven.")
    out.mkdir(parents=True, exist_ok=True)


@click.command("check")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@recipe_option
@set_option
@home_option
@json_option
def check(file: Path, recipe: str | None, given: tuple[str, ...], home: Home, as_json: bool) -> None:
    """Controleer een bestand zonder er iets van te bewaren."""
    checked = intake.check_file(home, file, recipe=recipe_of(home, recipe, given))
    if as_json:
        show_json({"file": file.name, **checked.summary(), "findings": [f.as_dict() for f in checked.findings[:SHOWN]]})
    else:
        _show_findings(checked.findings)
        if checked.rows_read:
            click.echo(_counts(checked.rows_read, checked.rows_measured, checked.rows_skipped, bool(checked.errors)))
    if checked.personal:
        raise CitizenNumbersFound(f"{file.name}: {checked.errors[0].expected} Er is niets bewaard.")
    if checked.errors:
        count = len(fold(checked.errors))
        raise DeliveryRefused(f"{file.name}: {count} {'fout' if count == 1 else 'fouten'}. Er is niets bewaard.")


def _counts(read: int, measured: int, skipped: int, errors: bool) -> str:
    text = f"{many(read, 'rij', 'rijen')} gelezen"
    if errors:
        return f"{text}."
    return f"{text}: {measured} met een meting, {skipped} overgeslagen." if skipped else f"{text}, alle in orde."


@click.command("deliver")
@click.argument("paths", metavar="BESTAND|MAP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@recipe_option
@set_option
@by_option
@click.option("--accept", is_flag=True, help="Accepteer wat geen fouten heeft meteen.")
@explain_option
@home_option
@json_option
def deliver(
    paths: tuple[Path, ...], recipe: str | None, given: tuple[str, ...], by: str, accept: bool, explain: str | None,
    home: Home, as_json: bool,
) -> None:  # fmt: skip
    """Lever een of meer bestanden, of alle bestanden in een map. Zonder --accept wacht de levering op acceptatie."""
    parcels = [intake.Parcel(item, by, accept, explanation=explain) for item in intake.files_in(*paths)]
    if not parcels:
        raise NotFound(f'In "{paths[0]}" staat geen enkel bestand.')
    told: Callable[[intake.Delivered], None] = (lambda _: None) if as_json else _tell
    with _progress(len(parcels), as_json) as step:

        def done(result: intake.Delivered) -> None:
            step()
            told(result)

        results = intake.deliver(home, parcels, recipe=recipe_of(home, recipe, given), told=done)
    if as_json:
        show_json([result.as_dict() for result in results])
    elif len(paths) > 1 or paths[0].is_dir():
        _sum_up(results)
    _end(results)


@contextmanager
def _progress(files: int, as_json: bool) -> Generator[Callable[[], None]]:
    """A bar on standard error while a folder goes in; nothing for one file, for JSON, or without a terminal."""
    if files < 2 or as_json or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=files, label="Leveren", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _sum_up(results: list[intake.Delivered]) -> None:
    """How many files of a folder ended in which state, and which ones need somebody."""
    click.echo(f"Samengevat, {many(len(results), 'bestand', 'bestanden')}:")
    for state in DeliveryState:
        same = [result for result in results if result.state is state]
        if same:
            click.echo(f"  {len(same):>4} {state.label}")
    if known := sum(result.known for result in results):
        click.echo(f"  {known:>4} daarvan {'was' if known == 1 else 'waren'} al geleverd")
    if held := [result for result in results if result.held]:
        click.echo(f"  {len(held):>4} daarvan {'wacht' if len(held) == 1 else 'wachten'} op een beslissing")


def _end(results: list[intake.Delivered]) -> None:
    """The exit code of a delivery: the gravest thing that happened."""
    bad = (DeliveryState.REFUSED, DeliveryState.UNMAPPED, DeliveryState.DESTROYED)
    refused = [result for result in results if result.state in bad]
    destroyed = [result for result in refused if result.state is DeliveryState.DESTROYED]
    gone = "alleen de vingerafdruk staat nog in het logboek."
    if refused and len(refused) == len(destroyed):
        files = "Het bestand is" if len(results) == 1 else _of(len(destroyed), len(results))
        raise CitizenNumbersFound(f"{files} vernietigd, omdat erin staat wie iemand is; {gone}")
    if refused:
        kept = len(refused) - len(destroyed)
        files = "Het bestand is" if len(results) == 1 else _of(kept, len(results))
        lost = (
            f" {_of(len(destroyed), len(results))} vernietigd, omdat erin staat wie iemand is; {gone}"
            if destroyed
            else ""
        )
        raise DeliveryRefused(f"{files} geweigerd; het origineel is bewaard.{lost}")
    if any(result.locked for result in results):
        raise SlotLocked(
            "Dit is vastgesteld: de levering is bewaard, en kan pas meetellen als het weer open is: heropen het gesprek (reopen), of ontgrendel de gegevens (unlock)."
        )
    if overtaken := [result for result in results if result.held == "overtaken"]:
        raise Overtaken(f"{overtaken[0].file_name} is bewaard en wacht. {overtaken[0].told}")
    if asked := [result for result in results if result.held == "explanation"]:
        raise ExplanationNeeded(f"{asked[0].file_name} is bewaard en wacht. {asked[0].told}")


def _of(some: int, whole: int) -> str:
    return f"{some} van de {whole} bestanden {'is' if some == 1 else 'zijn'}"


def _tell(result: intake.Delivered) -> None:
    name = f"{result.file_name}: {result.delivery_id or 'niet bewaard'}, {result.state.label}"
    counts = result.known and result.state is DeliveryState.ACCEPTED
    again = f" (dit bestand telt al mee als {result.delivery_id})" if counts else " (was al geleverd)"
    click.echo(f"{name}{again if result.known else ''}.")
    if result.recipe:
        click.echo(f"  herkend: {result.recognised}.")
    _show_findings(result.checked.findings)
    if result.checked.rows_skipped:
        checked = result.checked
        click.echo(f"  {_counts(checked.rows_read, checked.rows_measured, checked.rows_skipped, False)}")
    sys.stdout.flush()


@click.command("deliveries")
@home_option
@json_option
def deliveries(home: Home, as_json: bool) -> None:
    """Toon alle leveringen, ook de geweigerde."""
    rows = intake.list_deliveries(home)
    if as_json:
        show_json([{**row, "state_label": DeliveryState(row["state"]).label} for row in rows])
        return
    for row in rows:
        when = row["received_at"].replace("T", " ").replace("Z", " UTC")
        click.echo(
            f"{row['delivery_id']}  {when}  {DeliveryState(row['state']).label:<42}"
            f"  {row['file_name']}  ({row['delivered_by']})"
        )


@click.command("handback")
@click.argument("delivery_id", metavar="ID")
@click.option("--out", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path), help="Waar de werkmap komt.")
@home_option
def handback(delivery_id: str, out: Path | None, home: Home) -> None:
    """Maak de werkmap om terug te geven aan de afzender: zijn eigen bestand met de bevindingen in de cellen."""
    name, made = intake.handed_back(home, delivery_id)
    target = out or Path(name)
    if target.exists():
        raise WrongState(f"{target} bestaat al. Kies een andere naam; er is niets overschreven.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    click.echo(f"De werkmap staat in {target}.")


@click.command("board")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4.")
@home_option
@json_option
def board(quarter: str, home: Home, as_json: bool) -> None:
    """Toon per aanbieder of de levering verwacht wordt, er is, op tijd kwam, en hoever zij is."""
    places = intake.board(home, [quarter_of(quarter)])
    if as_json:
        show_json([place.as_dict() for place in places])
        return
    for place in places:
        days = place.days_late or 0
        late = f", {many(days, 'dag', 'dagen')} te laat" if days > 0 else ""
        click.echo(
            f"{place.provider:<40}  {place.data_set:<15}  {place.state.label}{late}  {place.delivery_id or ''}".rstrip()
        )
