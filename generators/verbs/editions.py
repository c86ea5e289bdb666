"""`publish`, `diff`, `versions`, `rollback`, `withdraw` and `export`: what is asked, what is refused, and what is printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from generators.inputs.settings import Root
    from generators.publish.shelf import Shelf

app = typer.Typer(rich_markup_mode=None)
RootOption = Annotated[
    Path, typer.Option("--root", help="The folder that holds data/ and content/.", show_default="the current folder")
]
VersionArgument = Annotated[str, typer.Argument(metavar="VERSION", help="A published version, such as 2019.")]


@app.command()
def publish(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Such as 2019, or 2019.1 for its correction.")],
    note: Annotated[str, typer.Option(help="What is new, in readers' words; required.")],
    alias: Annotated[str, typer.Option(help="latest: /latest/ then leads to it.")] = "",
    approved_by: Annotated[str, typer.Option(help="The role of whoever approved it.")] = "",
    correction: Annotated[str, typer.Option(help="Why the edition that it corrects was wrong.")] = "",
    date: Annotated[str, typer.Option(help="The day of publication, as 2019-05-31; today by default.")] = "",
    push: Annotated[bool, typer.Option("--push", help="Send the branch to its remote as well.")] = False,
    root: RootOption = Path(),
) -> None:
    """Check, build and audit, then keep the site as a version on the publishing branch."""
    from generators.inputs.editions import LATEST, Edition
    from generators.verbs.publishing import published, today

    if alias not in ("", LATEST):
        raise typer.BadParameter(f"expected {LATEST}, found {alias}", param_hint="--alias")
    with _told():
        edition = Edition(version, note.strip(), today(date), correction.strip(), approved_by.strip())
        for line in published(_root(root), edition, latest=alias == LATEST, push=push):
            typer.echo(line)


@app.command()
def diff(
    against: Annotated[str, typer.Option(help="A published version; the last by default.")] = "",
    form: Annotated[str, typer.Option("--format", help="text, json or markdown")] = "text",
    root: RootOption = Path(),
) -> None:
    """Say what would change for a reader: values, verdicts, pages, addresses. Writes nothing."""
    from generators.changes.words import as_json, as_markdown, as_text
    from generators.verbs.comparing import difference, versions_with_record

    forms = {"text": as_text, "json": as_json, "markdown": as_markdown}
    if form not in forms:
        raise typer.BadParameter(f"expected text, json or markdown, found {form}", param_hint="--format")
    with _told():
        known = versions_with_record(_root(root))
        if against and against not in known:
            raise typer.BadParameter(
                f"expected a published version ({', '.join(known) or 'there is none'}), found {against}",
                param_hint="--against",
            )
        found = difference(_root(root), against)
        typer.echo(forms[form](found) if found else "No edition has been published yet: everything is new.")


@app.command()
def versions(root: RootOption = Path()) -> None:
    """List the published versions, the newest first."""
    with _told():
        for one in _shelf(root).listed:
            marks = [*one.aliases, *(["withdrawn"] if one.withdrawn else [])]
            typer.echo(
                f"{one.version}{' (' + ', '.join(marks) + ')' if marks else ''}, {one.published}: {one.correction or one.note}"
            )


@app.command()
def rollback(
    version: Annotated[str, typer.Argument(metavar="[VERSION]", help="The edition before the latest by default.")] = "",
    root: RootOption = Path(),
) -> None:
    """Let /latest/ lead to an earlier edition again. Nothing that was published goes."""
    from generators.verbs.undoing import rolled_back

    with _told():
        typer.echo(rolled_back(_shelf(root), version))


@app.command()
def withdraw(
    version: VersionArgument,
    reason: Annotated[str, typer.Option(help="What readers are told in its place.")],
    page: Annotated[
        list[str] | None, typer.Option(help="An address below the version, with all below it; may be repeated.")
    ] = None,
    purge: Annotated[bool, typer.Option("--purge", help="Take it out of the branch's history too.")] = False,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask before the history is rewritten.")] = False,
    root: RootOption = Path(),
) -> None:
    """Put a notice at the addresses of a version, or of pages of it: for a breach, and for nothing else."""
    from generators.verbs.undoing import withdrawn_from

    with _told():
        shelf = _shelf(root)
        if purge and not sure:
            typer.confirm(
                f"This rewrites the history of {shelf.branch}, and cannot be undone. Go on?", abort=True, err=True
            )
        for line in withdrawn_from(_root(root), shelf, version, page or [], reason.strip(), purge=purge):
            typer.echo(line)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty folder, or one with an earlier export.")],
    root: RootOption = Path(),
) -> None:
    """Write every edition to a folder, for a host without git."""
    from generators.publish.export import export as exported
    from generators.publish.export import wrong_folder
    from generators.verbs.refusing import refuse

    with _told():
        shelf = _shelf(root)
        refuse(None if shelf.commit else f"{shelf.branch}: expected an edition, found none; run needsbook publish")
        refuse(wrong_folder(folder))
        exported(shelf, folder)
        typer.echo(f"{len(shelf.listed)} {'edition is' if len(shelf.listed) == 1 else 'editions are'} in {folder}.")


def _root(path: Path) -> "Root":
    from generators.inputs.settings import Root

    if not path.is_dir():
        raise typer.BadParameter(f"there is no folder {path}", param_hint="--root")
    return Root(path.resolve())


def _shelf(path: Path) -> "Shelf":
    from generators.verbs.refusing import shelf_of

    return shelf_of(_root(path))


@contextmanager
def _told() -> Iterator[None]:
    """A refusal is a sentence and exit code 1; a mistake of ours stays a traceback."""
    from generators.inputs.editions import BrokenRecordError
    from generators.publish.git import GitError
    from generators.verbs.refusing import RefusedError

    try:
        yield
    except (RefusedError, GitError, BrokenRecordError) as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(1) from None
