"""The command `needsbook`: verbs, exit codes and what is printed. Everything else is imported when a verb needs it."""

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generators.verbs import editions

if TYPE_CHECKING:
    from generators.examine import Examination
    from generators.inputs.settings import Root
    from generators.problems import Problem, Ref
    from generators.site.building import Built

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around plain words take as long to import as everything else together
    help="Needs analyses of places: from YAML and CSV files to a website.",
)
RootOption = Annotated[
    Path, typer.Option("--root", help="The folder that holds data/ and content/.", show_default="the current folder")
]
Areas = Annotated[list[str] | None, typer.Argument(help="Areas by their folder; all by default.")]

_MOST_TOLD = 20  # areas of which each is told how much is withheld in it

app.add_typer(editions.app)


def main() -> None:
    """The console command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or file in an old encoding still gets every problem
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="needsbook")


@app.command()
def check(
    areas: Areas = None,
    root: RootOption = Path(),
    form: Annotated[str, typer.Option("--format", help="text, json or github")] = "text",
) -> None:
    """Read and check everything; write nothing. Exit 1 if there is an ERROR."""
    if form not in ("text", "json", "github"):
        raise typer.BadParameter(f"expected text, json or github, found {form}", param_hint="--format")
    examined = _examined(root, areas or [])
    # What a CI log or a pull request shows is public: withheld cells stay withheld there, and what contradicts them untold.
    public = form == "github" or bool(os.environ.get("CI"))
    hidden = examined.withheld() if public else frozenset()
    problems = examined.public_problems() if public else examined.all_problems()
    if form == "json":
        listed = {"problems": [problem.as_json(hidden) for problem in problems]}
        typer.echo(json.dumps(_counted([one.severity for one in problems]) | listed, ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            typer.echo(_annotation(problem, hidden) if form == "github" else _line(problem, hidden))
        typer.echo(_summary([one.severity for one in problems], _areas(examined)))
    if examined.failed():
        raise typer.Exit(1)


@app.command()
def build(
    areas: Areas = None,
    root: RootOption = Path(),
    clean: Annotated[bool, typer.Option("--clean", help="Forget everything built before.")] = False,
    jobs: Annotated[int | None, typer.Option(help="How many processes; by default one for each core.", min=1)] = None,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="A Dask scheduler to send areas to.")] = "",
    store: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="With --scheduler: an object store, where workers do not see this folder."
        ),
    ] = "",
    unprotected: Annotated[
        bool, typer.Option("--without-disclosure-control", help="Publish small counts; every page warns of it.")
    ] = False,
) -> None:
    """Check, then build the site in build/site. If there is an ERROR, the last good site stays."""
    from generators.site.building import Wanted
    from generators.site.building import build as built
    from generators.site.store import NoStoreError
    from generators.site.workers import Cluster, NoSchedulerError

    where = _root(root)
    _known_areas(where, areas or [])
    if store and not scheduler:
        raise typer.BadParameter(
            "a store is for the machines of a cluster: name its --scheduler too", param_hint="--store"
        )
    cluster = Cluster(scheduler, store) if scheduler else None
    wanted = Wanted(tuple(areas or ()), None, unprotected, jobs, cluster, clean)
    try:
        with _progress() as told:
            done = built(where, wanted, told)
    except NoSchedulerError as why:
        raise typer.BadParameter(str(why), param_hint="--scheduler") from None
    except NoStoreError as why:
        raise typer.BadParameter(str(why), param_hint="--store") from None
    for severity, text in done.told:
        typer.echo(text if severity == "error" else f"{text} ({severity})", err=True)
    counted = _summary([severity for severity, _ in done.told], done.areas)
    if done.failed:
        typer.echo(f"{counted} Nothing was built; the last good site is untouched.", err=True)
        raise typer.Exit(1)
    private = _short(where.build / "private")
    many = [f"How much of each area is withheld is told in {private}."]
    for line in done.withheld if len(done.withheld) <= _MOST_TOLD else many:
        typer.echo(line)
    typer.echo(f"{counted} {_news(done)} The site is in {_short(done.folder)}.")


@app.command()
def audit(
    built: Annotated[Path | None, typer.Argument(metavar="[SITE]", help="The folder with the built site.")] = None,
    root: RootOption = Path(),
) -> None:
    """Attack the built site. Exit 1 if anything in it gives away what is withheld."""
    from generators.audit import audit as attacked

    where = _root(root)
    folder = built or where.build / "site"
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}: run needsbook build", param_hint="SITE")
    found = attacked(where, folder.resolve())
    for sentence in found.sentences:
        typer.echo(sentence)
    typer.echo(found.summary())
    if found.sentences:
        raise typer.Exit(1)


@app.command()
def pdf(
    area: Annotated[str, typer.Argument(help="The area's slug.")],
    out: Annotated[Path | None, typer.Option("--out", help="The file; build/<area>.pdf by default.")] = None,
    root: RootOption = Path(),
) -> None:
    """Print the area's report as one tagged PDF, from the built site. It needs Chromium or Chrome."""
    from generators.pdf import BrowserNotFoundError, printed
    from generators.site.address import policy, web_address

    where = _root(root)
    site = where.build / "site"
    if not (site / "areas" / area / "index.html").is_file():
        raise typer.BadParameter(f"no area {area!r} in {_short(site)}: run needsbook build", param_hint="AREA")
    target = out or where.build / f"{area}.pdf"
    try:
        with _progress() as told:
            content = printed(site, area, web_address(where, f"areas/{area}/"), policy(where), told)
    except BrowserNotFoundError as missing:
        typer.echo(f"pdf: expected a browser to print with, found none; {missing}", err=True)
        raise typer.Exit(1) from None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    typer.echo(f"The report is in {_short(target)}.")


@app.command()
def serve(
    root: RootOption = Path(),
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.", min=0, max=65535)] = 8000,
) -> None:
    """Show the site at 127.0.0.1, live. A saved file shows in the browser; so does what is wrong with it."""
    import threading

    from generators.serve import PortError
    from generators.serve import serve as run

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    try:
        run(_root(root), port, lambda text: typer.echo(text), stop)
    except PortError as why:
        raise typer.BadParameter(f"port {port}: {why}; choose another", param_hint="--port") from None
    except KeyboardInterrupt:
        typer.echo("Stopped.")


@app.command()
def fix(
    areas: Areas = None,
    root: RootOption = Path(),
    write: Annotated[bool, typer.Option("--write", help="Write what is shown; a copy of each file is kept.")] = False,
) -> None:
    """Show what can be mended safely: separators, encodings, spaces, signs. With --write, mend it and check again."""
    from generators import fixing

    where = _root(root)
    _known_areas(where, areas or [])
    found = fixing.repairs(where, areas or [])
    for repair in found:
        typer.echo(repair.shown())
    files = f"{len(found)} file{'' if len(found) == 1 else 's'}"
    if not found:
        typer.echo("Nothing to mend that is safe to mend without asking.")
    elif not write:
        typer.echo(f"{files} would change. To write this: needsbook fix --write")
    else:
        backup = fixing.write(where, found)
        typer.echo(f"{files} changed; as they were, they are in {_short(backup)}.")
        examined = _examined(root, areas or [])
        for problem in examined.all_problems():
            if problem.severity == "error":
                typer.echo(_line(problem, frozenset()))
        typer.echo(_summary([one.severity for one in examined.all_problems()], _areas(examined)))


@app.command()
def template(
    area: Annotated[str, typer.Argument(help="The area, by its folder.")],
    root: RootOption = Path(),
    to: Annotated[Path | None, typer.Option(help="Where to write it; by default build/private/AREA.xlsx.")] = None,
) -> None:
    """Write the area's tables as a workbook. It has a sheet a table, lists to choose from, and can be imported again."""
    from generators import workbooks
    from generators.inputs.settings import read_settings

    where = _root(root)
    _known_areas(where, [area])
    settings, problems = read_settings(where)
    if settings is None:
        raise typer.BadParameter(problems[0].text())
    file = to or where.build / "private" / f"{area}.xlsx"
    sheets = workbooks.template(where, area, settings, file)
    typer.echo(f"{_short(file)}: {', '.join(sheets)}. Fill it in, then run: needsbook import {_short(file)} {area}")
    if texts := workbooks.kept_as_text(where.data / area):
        typer.echo(f"Not in it, since they are sentences with lists and comments: {', '.join(f'{name}.yml' for name in texts)}. Edit these files themselves.")  # fmt: skip


@app.command("import")
def import_workbook(
    file: Annotated[Path, typer.Argument(help="The workbook, a .xlsx file.", exists=True, dir_okay=False)],
    area: Annotated[str, typer.Argument(help="The area, by its folder.")],
    root: RootOption = Path(),
) -> None:
    """Read a workbook into the area's CSV files. If anything in it is wrong, nothing is written."""
    from generators import workbooks

    where = _root(root)
    _known_areas(where, [area])
    result = workbooks.imported(where, file, area)
    for text in result.wrong:
        typer.echo(text)
    if result.wrong:
        typer.echo("Nothing was written.")
        raise typer.Exit(1)
    for path, (before, now) in zip(result.written, result.rows, strict=True):
        typer.echo(
            f"{_short(path)}: {now} {'row' if now == 1 else 'rows'}{'' if now == before else f', before {before}'}"
        )
    typer.echo(
        f"{len(result.written)} {'table' if len(result.written) == 1 else 'tables'} changed. Run: needsbook check {area}"
        if result.written
        else "Nothing differs from the files."
    )


@app.command()
def describe(
    table: Annotated[
        str | None, typer.Argument(help="A table's name, or area for area.yml; all tables by default.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text or json")] = "text",
    root: RootOption = Path(),
) -> None:
    """Print the data dictionary. It names every table, its columns, units, allowed values and marks."""
    from generators.inputs.cells import suggestion
    from generators.inputs.dictionary import as_json, as_text
    from generators.inputs.keys import area_keys, area_keys_for_programs
    from generators.inputs.places import PLACES
    from generators.inputs.settings import read_settings
    from generators.sections import catalogue

    tables = {"places": PLACES, **catalogue().tables}
    if table == "area":
        typer.echo(json.dumps(area_keys_for_programs(), indent=1) if form == "json" else area_keys())
        return
    if table and table not in tables:
        raise typer.BadParameter(f"no table {table!r}; {suggestion(table, list(tables))}", param_hint="TABLE")
    if form not in ("text", "json"):
        raise typer.BadParameter(f"expected text or json, found {form!r}", param_hint="--format")
    settings, _ = read_settings(_root(root))
    chosen = [tables[table]] if table else list(tables.values())
    typer.echo(as_json(chosen, settings) if form == "json" else as_text(chosen, settings))


@app.command("new-area")
def new_area(
    slug: Annotated[str, typer.Argument(help="The folder's name, in small letters and hyphens.")],
    name: Annotated[str, typer.Option(help="The area's name.")],
    code: Annotated[str, typer.Option(help="Its GSS code, or a code of your own in small letters.")],
    sections: Annotated[str, typer.Option(help="Sections, separated by commas; all by default.")] = "",
    root: RootOption = Path(),
) -> None:
    """Write the blank files of a new area. Each table has its headings and one commented example."""
    from generators import authoring
    from generators.inputs.cells import Complaint

    written = authoring.new_area(
        _root(root), slug, name=name, code=code, sections=[part.strip() for part in sections.split(",") if part.strip()]
    )
    if isinstance(written, Complaint):
        raise typer.BadParameter(f"expected {written.expected}; {written.fix}")
    for path in written:
        typer.echo(_short(path))
    typer.echo(
        f"Fill in the tables and the lines of area.yml that say TODO, delete the tables that you have no figures for, then run: needsbook check {slug}"
    )


def _root(path: Path) -> "Root":
    from generators.inputs.settings import Root

    if not path.is_dir():
        raise typer.BadParameter(f"there is no folder {path}", param_hint="--root")
    return Root(path.resolve())


def _examined(path: Path, areas: list[str], *, unprotected: bool = False) -> "Examination":
    from generators.examine import examine

    root = _root(path)
    _known_areas(root, areas)
    return examine(root, areas, unprotected=unprotected)


def _known_areas(root: "Root", areas: list[str]) -> None:
    """Refuses the name of an area that there is not."""
    from generators.site.keys import areas as area_names

    known = area_names(root)
    for area in areas:
        if area not in known:
            from generators.inputs.cells import suggestion

            raise typer.BadParameter(
                f"there is no area {area!r} in data/; {suggestion(area, known)}", param_hint="AREA"
            )


def _line(problem: "Problem", hidden: "Set[Ref]") -> str:
    text = problem.text(hidden)
    return text if problem.severity == "error" else f"{text} ({problem.severity})"


def _annotation(problem: "Problem", hidden: "Set[Ref]") -> str:
    """GitHub's form of an annotation."""
    level = {"error": "error", "warning": "warning", "note": "notice"}[problem.severity]
    file = problem.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    line = f",line={problem.line}" if problem.line else ""
    return f"::{level} file={file}{line}::{problem.text(hidden).replace('%', '%25')}"


def _counted(severities: Sequence[str]) -> dict[str, int]:
    return {f"{kind}s": severities.count(kind) for kind in ("error", "warning", "note")}


def _areas(examined: "Examination") -> int:
    return len([slug for slug in examined.problems if slug])


def _news(done: "Built") -> str:
    """How much was done."""
    if not done.changed:
        return "Nothing has changed."
    number = len(done.fresh)
    return (
        f"{number} of them {'was' if number == 1 else 'were'} done anew." if number < done.areas else "All were done."
    )


def _summary(severities: Sequence[str], areas: int) -> str:
    counts = ", ".join(f"{count} {kind if count != 1 else kind[:-1]}" for kind, count in _counted(severities).items())
    return f"{areas} area{'' if areas == 1 else 's'}: {counts}."


def _short(path: Path) -> str:
    """A path as the user would write it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What is going on, on a terminal; nothing in a log."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("Starting") as status:
        yield (lambda step: status.update(step)) if console.is_terminal else (lambda step: None)


if __name__ == "__main__":
    main()
