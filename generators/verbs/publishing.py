"""The steps of `publish`: refuse early, check, build, audit, and only then one commit."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime

from generators import site
from generators.audit import audit
from generators.changes.addresses import RECORD
from generators.examine import Examination, examine
from generators.inputs.editions import Edition
from generators.inputs.settings import Root
from generators.publish.push import push as sent
from generators.publish.push import wrong_remote
from generators.publish.records import keep_record, restore_records, unknown_to
from generators.publish.shelf import Shelf
from generators.publish.words import wrong_note, wrong_version
from generators.serve.broken import tried
from generators.verbs.refusing import RefusedError, refuse, settings_of, shelf_of


def published(root: Root, edition: Edition, *, latest: bool, push: bool) -> Iterator[str]:
    """Publishes an edition; yields what there is to say, line by line.

    Raises:
        RefusedError, GitError: nothing was published, and the branch is as it was.
    """
    shelf = shelf_of(root)
    if push:
        refuse(wrong_remote(shelf.repository, settings_of(root).publishing))
    restored = restore_records(root, shelf)
    yield from (f"The record of {version}, which an interrupted run left out, is restored." for version in restored)
    if edition.version in restored:
        yield f"{edition.version} was published by that run."
    else:
        yield from _made(root, shelf, edition, latest=latest)
    if push:
        sent(shelf.repository, settings_of(root).publishing)
        yield f"{shelf.branch} was sent to {settings_of(root).publishing.remote}."


def today(said: str) -> str:
    """The day of publication: the one that is given, or this one.

    Raises:
        RefusedError: it is no day.
    """
    try:
        return date.fromisoformat(said).isoformat() if said else datetime.now(UTC).date().isoformat()
    except ValueError:
        raise RefusedError(f'--date: expected a day such as 2019-05-31, found "{said}"; write it so') from None


def _made(root: Root, shelf: Shelf, edition: Edition, *, latest: bool) -> Iterator[str]:
    _refuse_words(root, shelf, edition)
    _refuse_bundle()
    examined = _examined(root, latest=latest)
    wrong = tried(root, lambda: site.build(root, examined, edition=edition))
    refuse("\n".join([*wrong, "Nothing was published."]) if wrong else None)
    folder = root.build / "editions" / edition.version / "site"
    found = audit(root, folder)
    refuse("\n".join([*found.sentences, f"{found.summary()} Nothing was published."]) if found.sentences else None)
    record = (folder / RECORD).read_bytes()
    tree = shelf.repository.store_folder(folder)
    done = shelf.with_edition(edition, tree, latest=latest).committed(f"Publish {edition.version}\n\n{edition.note}\n")
    path = keep_record(root, edition.version, record)
    shutil.rmtree(folder.parent)
    yield f"{edition.version} is published on the branch {shelf.branch}{', and is the latest' if latest else ''}."
    yield f"Commit {path.relative_to(root.path).as_posix()}: later editions are compared with it."
    if done.latest is None:
        yield "No edition is the latest yet, so links to /latest/ lead nowhere: publish one with --alias latest."


def _refuse_words(root: Root, shelf: Shelf, edition: Edition) -> None:
    absent = unknown_to(shelf, root)
    refuse(
        f"data/editions: expected the branch {shelf.branch} to hold {', '.join(absent)}, as the records say, found it without; fetch it: "
        f"git fetch {settings_of(root).publishing.remote} {shelf.branch}:{shelf.branch}"
        if absent
        else None
    )
    refuse(wrong_version(edition.version, edition.correction, [one.version for one in shelf.listed]))
    refuse(wrong_note(edition.note))
    refuse(wrong_note(edition.correction, "--correction") if edition.correction else None)


def _refuse_bundle() -> None:
    """Two machines must build the same bytes, and the bigger bundle is not pinned by the lock of npm."""
    if site.plotly_bundle()[1] != "cartesian":
        raise RefusedError(
            "Plotly: expected the small bundle, found the full one of the Python package; install npm and run make setup"
        )


def _examined(root: Root, *, latest: bool) -> Examination:
    examined = examine(root)
    if examined.failed():
        wrong = [
            problem.text(examined.withheld()) for problem in examined.public_problems() if problem.severity == "error"
        ]
        raise RefusedError("\n".join([*wrong, "Nothing was published."]))
    drafts = [report.area.file for report in examined.reports if report.area.about.status == "draft"]
    if drafts and latest:
        raise RefusedError(
            "\n".join(f'{file}: status: expected published in the latest edition, found "draft"; finish it, or publish without --alias latest' for file in drafts)
        )  # fmt: skip
    return examined
