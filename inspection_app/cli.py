"""The console command `inspection`."""

import json
import os
import sys
from decimal import Decimal
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, ScriptInfo
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from . import create_app, jobs, post, server
from .config import BadSettings, Settings
from .demo import loader
from .queries import activity as log_lines
from .queries import agencies as find_agencies
from .queries import rounds as find_rounds
from .queries import users as find_users
from .rules import numerals, published_table
from .rules.criteria_sheet import letter
from .rules.criteria_sums import summed
from .rules.criteria_table import BadTable, Reading
from .rules.message import DomainError
from .rules.terms import Role
from .rules.vietnamese import clean
from .services import accounts, activity, criteria_reading, criteria_sets, published_indexes, renders
from .transaction import transaction

LONGEST_LINE = 300  # characters
MOST_PROBLEMS = 100
DEMO_ACCOUNTS = (
    *("quantri", "dieuphoi", "truongdoan1", "thanhvien1", "truongdoan2", "stp", "lanhdao"),
    *("thutruongstp", "skhcn", "thutruongskhcn"),
)


def main() -> None:
    """Run the command; a bad setting or a refusal is a sentence, not a traceback."""
    os.environ.setdefault("FLASK_SKIP_DOTENV", "1")
    try:
        Settings.from_env()
        FlaskGroup(name="inspection", create_app=create_app, add_default_commands=False, add_version_option=False)()
    except OperationalError as error:
        sys.exit(f"inspection: the database cannot be used: {error.orig}")
    except (BadSettings, DomainError, OSError) as error:
        sys.exit(f"inspection: {error}")


def init_cli(app: Flask) -> None:
    """Give the app its commands."""
    imports = (import_criteria, import_published)
    for command in (serve, worker, migrate, demo, *imports, report, create_user, settings, verify_log, remind):
        app.cli.add_command(command)


def _line(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A line as the forms take it: without invisible marks, and neither blank nor endless."""
    line = None if value is None else " ".join(clean(value).split())
    if line is not None and not 1 <= len(line) <= LONGEST_LINE:
        raise click.BadParameter(f"give 1 to {LONGEST_LINE} characters")
    return line


@click.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, envvar="WORKERS", show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the app and make its documents, until Ctrl-C."""
    sys.exit(server.serve(host, port, workers))


@click.command()
@click.pass_obj
def worker(info: ScriptInfo) -> None:
    """Make documents only; `serve` starts one by itself."""
    jobs.run_worker(info.load_app())


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    upgrade()


@click.command()
def demo() -> None:
    """Bring the database up to date and, if it is empty, load the demo round."""
    told: Settings = current_app.extensions["settings"]
    if told.production:
        sys.exit("inspection: the demo accounts share one known password; they are not for production")
    upgrade()
    with transaction():
        if not find_users.everybody():
            loader.load(told.demo_password, told.base_url)
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    click.echo(f"\nhttp://{host}:{port}\n{', '.join(DEMO_ACCOUNTS)} / {told.demo_password}\n")


@click.command("import-criteria")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", callback=_line, help="Name of the set; by default the file's name.")
@click.option("--year", type=click.IntRange(2000, 2100), default=2020, show_default=True)
@click.option("--decision", default="", help="The decision the table stems from.")
@click.option("--total", type=str, default="100", show_default=True, help="Points of the whole table.")
@click.option("--sheet", default="", help="Sheet of the workbook; by default the likeliest.")
@click.option("--default-agency", default="", help="Code of the agency that leads where the table names none.")
@click.option("--dry-run", is_flag=True, help="Look only; save nothing.")
def import_criteria(
    file: Path,
    name: str | None,
    year: int,
    decision: str,
    total: str,
    sheet: str,
    default_agency: str,
    *,
    dry_run: bool,
) -> None:
    """Import a criteria table (.xlsx or CSV); with any problem nothing is saved, and the exit code is 1."""
    content, points = file.read_bytes(), numerals.parse_decimal(total)
    choice = criteria_reading.Choice(sheet, None, default_agency)
    try:
        with transaction():
            reading = criteria_reading.read(content, choice, points).reading
            _tell(reading, points)
            lines = reading.checked()
            if not dry_run:
                draft = criteria_sets.SetDraft(name or file.stem, year, decision, points)
                criteria_sets.import_lines(draft, lines, by=None)
    except BadTable as error:
        for problem in error.problems[:MOST_PROBLEMS]:
            place = f"{problem.sheet or file.name}:{problem.line}:{problem.letter or problem.column}"
            click.echo(f"{place}: {problem.message}", err=True)
        sys.exit(f"inspection: {error}")
    click.echo(f"{len(lines)} lines, {points} points: {'nothing saved (dry run)' if dry_run else 'saved as a draft'}")


def _tell(reading: Reading, points: Decimal) -> None:
    """The preview: how the file was understood, field by field."""
    sums = summed(reading.lines, points)
    columns = ", ".join(f"{meaning}={letter(column)}" for meaning, column in reading.heading.columns.items())
    click.echo(f"sheet «{reading.sheet}», heading in row {reading.heading_row}: {columns}")
    for unused in reading.unused:
        click.echo(f"not read: column {unused}")
    for each in sums.fields:
        stated, found = numerals.plain(each.line.maximum), numerals.plain(each.found)
        click.echo(f"{each.line.code} {each.line.name}: {stated} points, {each.leaves} items that add up to {found}")
    click.echo(f"{len(reading.folded)} rows added to the guidance above them, {len(reading.ignored)} rows not used")


@click.command("import-published")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put these figures in the place of others of the same province and year.")
@click.option("--dry-run", is_flag=True, help="Check only; save nothing.")
def import_published(file: Path, *, replace: bool, dry_run: bool) -> None:
    """Import published results by province and year (CSV or XLSX); with any problem nothing is saved."""
    try:
        results = published_table.read(file.read_bytes())
    except BadTable as error:
        for problem in error.problems:
            click.echo(f"{file.name}:{problem.line}:{problem.column}: {problem.message}", err=True)
        raise
    with transaction():
        saved = 0 if dry_run else published_indexes.import_results(results, replace=replace, by=None)
    click.echo(f"{len(results)} results read, {saved} saved")


@click.command()
@click.argument("number")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("Bao-cao-ket-qua-kiem-tra.pdf")
)
def report(number: str, output: Path) -> None:
    """Make the consolidated report of a round (14/KH-BCĐ) as PDF, as submitted, or else from what is entered now."""
    round_ = find_rounds.by_number(number)
    if round_ is None:
        sys.exit(f"inspection: no round {number}")
    told: Settings = current_app.extensions["settings"]
    content = renders.pdf_of(round_, seconds=told.render_seconds, megabytes=told.render_megabytes)
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} bytes")


@click.command()
def remind() -> None:
    """Remind people of what is due and send the mails that wait, as the worker does by itself."""
    reminded, written = post.look_ahead()
    sent = post.send()
    click.echo(f"{reminded} reminders, {written} mails of the day, {sent} mails sent")


@click.command("create-user")
@click.argument("username")
@click.option("--name", required=True, callback=_line, help="Full name.")
@click.option("--title", default="")
@click.option("--agency", "agency_code", help="Code of the home agency.")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), required=True)
@click.password_option()
def create_user(username: str, name: str, title: str, agency_code: str | None, roles: list[str], password: str) -> None:
    """Open an account, for instance the first administrator's."""
    with transaction():
        agency = find_agencies.by_code(agency_code) if agency_code else None
        if agency_code and agency is None:
            sys.exit(f"inspection: no agency {agency_code}")
        draft = accounts.UserDraft(username, name, title, agency, frozenset(map(Role, roles)), password)
        accounts.create_user(draft, by=None)
    click.echo(f"{username}: created")


@click.command()
def settings() -> None:
    """Print the settings in force, secrets masked."""
    told: Settings = current_app.extensions["settings"]
    click.echo(json.dumps(told.shown(), indent=2, ensure_ascii=False))


@click.command("verify-log")
def verify_log() -> None:
    """Check that no line of the activity log was changed, removed or put in between."""
    count = activity.verify(log_lines.chain())
    click.echo(f"{count} lines, the chain holds")


if __name__ == "__main__":
    main()
