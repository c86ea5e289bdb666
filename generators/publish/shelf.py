"""The publishing branch: a folder for each version, `latest/`, `versions.json` and a first page; each step of it is one commit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generators.inputs.editions import LATEST, Edition, version_order
from generators.pages.templates import Templates
from generators.publish.git import Entry, GitError, Repository

VERSIONS = "versions.json"
_INDEX, _PLAIN = "index.html", ".nojekyll"  # without the second, some hosts drop files that start with _


@dataclass(frozen=True)
class Listed:
    """A version as `versions.json` lists it, which the pages of all editions read.

    Attributes:
        aliases: `latest` for one of them, or nothing.
        withdrawn: why it may no longer be read.
    """

    version: str
    title: str
    aliases: tuple[str, ...] = ()
    published: str = ""
    note: str = ""
    corrects: str = ""
    correction: str = ""
    withdrawn: str = ""


@dataclass(frozen=True)
class Shelf:
    """The branch as it stands at one commit.

    Attributes:
        commit: None before the first edition.
        entries: what lies at its top, by name.
        listed: its versions, the newest first.
    """

    repository: Repository
    branch: str
    templates: Templates
    commit: str | None
    entries: Mapping[str, Entry]
    listed: tuple[Listed, ...]

    def has(self, version: str) -> bool:
        """Whether the version is there."""
        return any(one.version == version for one in self.listed)

    @property
    def latest(self) -> Listed | None:
        """The version that `/latest/` shows."""
        return next((one for one in self.listed if LATEST in one.aliases), None)

    def with_edition(self, edition: Edition, tree: Entry, *, latest: bool) -> "Shelf":
        """One version more. All others stay what they are, since their folders are taken over by the names of their contents."""
        said = Listed(
            edition.version, edition.version, (), edition.published, edition.note,
            edition.corrects if edition.correction else "", edition.correction,
        )  # fmt: skip
        listed = sorted([*self.listed, said], key=lambda one: version_order(one.version), reverse=True)
        more = replace(self, entries={**self.entries, edition.version: tree}, listed=tuple(listed))
        return more.with_latest(edition.version) if latest else more

    def with_latest(self, version: str) -> "Shelf":
        """The same with `/latest/` as a copy of a version: a host without symbolic links serves it too, and git stores it once."""
        listed = tuple(replace(one, aliases=(LATEST,) if one.version == version else ()) for one in self.listed)
        return replace(self, entries={**self.entries, LATEST: self.entries[version]}, listed=listed)

    def with_tree(self, version: str, tree: Entry, withdrawn: str) -> "Shelf":
        """The same with another folder in place of a withdrawn version, in `/latest/` too if that showed it."""
        old = self.entries[version]
        entries = {name: tree if entry == old else entry for name, entry in self.entries.items()}
        listed = (replace(one, withdrawn=withdrawn) if one.version == version else one for one in self.listed)
        return replace(self, entries=entries, listed=tuple(listed))

    def tree(self) -> str:
        """The tree of it all."""
        keep = self.repository.store
        return self.repository.tree({
            **self.entries, VERSIONS: keep(versions_json(self.listed).encode()), _PLAIN: keep(b""),
            _INDEX: keep(self.templates.text("root/index.html.j2", {"listed": self.listed, "latest": self.latest}).encode()),
        })  # fmt: skip

    def committed(self, message: str) -> "Shelf":
        """The branch moved to one commit more that holds all of this.

        Raises:
            GitError: somebody else moved the branch meanwhile; it then stays where it is.
        """
        new = self.repository.commit(self.tree(), [self.commit] if self.commit else [], message)
        self.repository.move(self.branch, new, self.commit, message.partition("\n")[0])
        return replace(self, commit=new)


def open_shelf(repository: Repository, branch: str, templates: Templates) -> Shelf:
    """The branch as it stands, or an empty one.

    Raises:
        GitError: there is no repository, or the branch holds something else.
    """
    try:
        repository.run("rev-parse", "--git-dir")
    except GitError as why:
        if "not a git repository" not in str(why):
            raise
        raise GitError(
            "editions are kept in a Git repository, and this folder is in none; run `git init` in it once"
        ) from None
    commit = repository.commit_of(branch)
    if commit is None:
        return Shelf(repository, branch, templates, None, {}, ())
    entries = repository.entries(commit)
    if VERSIONS not in entries:
        raise GitError(f"the branch {branch} holds something else than editions: it has no {VERSIONS}")
    listed = json.loads(repository.read(entries[VERSIONS].content))
    return Shelf(repository, branch, templates, commit, entries, tuple(_listed(one) for one in listed))


def versions_json(listed: Sequence[Listed]) -> str:
    """`/versions.json`, the newest version first."""
    return json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=1) + "\n"


def _listed(said: dict[str, Any]) -> Listed:
    return Listed(**said | {"aliases": tuple(said["aliases"])})
