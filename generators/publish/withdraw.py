"""A breach: notices in place of pages, at the same addresses, in a new commit or through the whole history of the branch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.changes.addresses import RECORD
from generators.publish.git import Entry, Repository
from generators.publish.shelf import Shelf

_TEXTS = (".csv", ".txt", ".xml", ".md")
_SEARCH = "search/index.json"


def withdrawn(shelf: Shelf, version: str, pages: Sequence[str], reason: str) -> Shelf:
    """The shelf with notices in place of a version, or of what lies at these addresses of it."""
    tree = _noticed(shelf, shelf.entries[version], version, pages, reason)
    return shelf.with_tree(version, tree, "" if pages else reason)


def purged(shelf: Shelf, version: str, pages: Sequence[str], reason: str) -> Shelf:
    """The branch with a history in which the withdrawn files never were; its last state is as `withdrawn` leaves it."""
    repository, parent = shelf.repository, None
    every = repository.run("rev-list", "--reverse", str(shelf.commit)).decode().split()
    for commit in every:
        entries = repository.entries(commit)
        if version in entries:
            tree = _noticed(shelf, entries[version], version, pages, reason)
            entries = {name: tree if entry == entries[version] else entry for name, entry in entries.items()}
        message, who = _told_of(repository, commit)
        parent = repository.commit(repository.tree(entries), [parent] if parent else [], message, **who)
    done = replace(withdrawn(shelf, version, pages, reason), commit=parent)
    new = repository.commit(done.tree(), [str(parent)], f"Withdraw {version}: {reason}")
    repository.move(shelf.branch, new, shelf.commit, f"Withdraw {version} from the history")
    repository.run("reflog", "expire", "--expire=now", f"refs/heads/{shelf.branch}")
    return replace(done, commit=new)


def addresses_in(shelf: Shelf, version: str, pages: Sequence[str]) -> dict[str, list[str]]:
    """For each address that is to be withdrawn, the files of the version that it means."""
    files = shelf.repository.files(shelf.entries[version].content)
    return {page: [name for name in files if _meant(name, [page])] for page in pages}


def _noticed(shelf: Shelf, old: Entry, version: str, pages: Sequence[str], reason: str) -> Entry:
    repository = shelf.repository
    page = repository.store(
        shelf.templates.text("root/withdrawn.html.j2", {"version": version, "reason": reason}).encode()
    )
    data = repository.store(f"{json.dumps({'withdrawn': reason}, ensure_ascii=False)}\n".encode())
    text = repository.store(f"Withdrawn: {reason}\n".encode())
    found = {}
    for name, entry in repository.files(old.content).items():
        if name.startswith("assets/") or not (name in (RECORD, _SEARCH) or _meant(name, pages)):
            found[name] = entry
        elif name == _SEARCH:
            found[name] = _without(repository, entry, pages)
        elif notice := _notice(name, page, data, text):
            found[name] = notice
    return repository.tree_of(found)


def _notice(name: str, page: Entry, data: Entry, text: Entry) -> Entry | None:
    """What stands in a file's place; nothing for workbooks and pictures, which cannot hold a notice."""
    if name.endswith(".html"):
        return page
    return data if name.endswith(".json") else text if name.endswith(_TEXTS) else None


def _meant(name: str, pages: Sequence[str]) -> bool:
    """Whether a file lies at or below one of the addresses; the downloads and the API of an area or a section are part of it."""
    return not pages or any(name == page or name.startswith(_below(page)) for page in pages)


def _below(page: str) -> tuple[str, ...]:
    if not page.endswith("/"):
        return (f"{page}/",)
    match page.rstrip("/").split("/"):
        case ["areas", area]:
            return (page, f"api/v1/areas/{area}/", f"api/v1/places/{area}.json")
        case ["areas", area, section]:  # the workbook and the file of places hold the numbers of all sections
            every = (f"areas/{area}/data/{area}.xlsx", f"api/v1/places/{area}.json")
            return (page, f"areas/{area}/data/{section}-", f"api/v1/areas/{area}/{section}.json", *every)
        case _:
            return (page,)


def _without(repository: Repository, entry: Entry, pages: Sequence[str]) -> Entry:
    """The search index without the texts of these pages, or without any."""
    index = json.loads(repository.read(entry.content))
    index["docs"] = [doc for doc in index["docs"] if not _meant(doc["location"].partition("#")[0], pages)]
    return repository.store(json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode())


def _told_of(repository: Repository, commit: str) -> tuple[str, Mapping[str, str]]:
    """The message of a commit, and who made it when."""
    form = "%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B"
    *who, message = repository.run("show", "--no-patch", f"--format={form}", commit).decode().split("\0")
    names = ("AUTHOR_NAME", "AUTHOR_EMAIL", "AUTHOR_DATE", "COMMITTER_NAME", "COMMITTER_EMAIL", "COMMITTER_DATE")
    return message, {f"GIT_{name}": value for name, value in zip(names, who, strict=True)}
