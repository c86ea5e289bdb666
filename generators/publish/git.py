"""Git's plumbing: trees and commits without touching a checkout, and a branch that moves in one step or not at all."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SETTINGS = ("-c", "core.quotePath=false", "-c", "core.autocrlf=false")
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # git sets them where it calls us


class GitError(Exception):
    """What git said."""


@dataclass(frozen=True)
class Entry:
    """One file or folder of a tree, by git's mode, kind and name of its content."""

    mode: str
    kind: str
    content: str


FILE, FOLDER = "100644", "040000"


class Repository:
    """The repository that a folder belongs to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *command: str, given: bytes | None = None, **variables: str) -> bytes:
        """Git's output.

        Raises:
            GitError: git failed, or there is none.
        """
        around = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        try:
            done = subprocess.run(
                ["git", *_SETTINGS, *self._identity(command), *command],
                cwd=self.folder, input=given, capture_output=True, env=around | variables,
            )  # fmt: skip
        except FileNotFoundError:
            raise GitError("git is not installed") from None
        if done.returncode:
            raise GitError(done.stderr.decode(errors="replace").strip() or f"git {command[0]} failed")
        return done.stdout

    def _identity(self, command: tuple[str, ...]) -> tuple[str, ...]:
        """A name for commits where nobody has given git one, as on a fresh CI machine."""
        if command[0] != "commit-tree" or self.setting("user.email"):
            return ()
        return ("-c", "user.name=Needsbook", "-c", "user.email=needsbook@localhost")

    def setting(self, name: str) -> str:
        """A setting of git, empty where there is none."""
        try:
            return self.run("config", "--get", name).decode().strip()
        except GitError:
            return ""

    def commit_of(self, branch: str) -> str | None:
        """The commit that a branch stands at."""
        try:
            return self.run("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}^{{commit}}").decode().strip()
        except GitError:
            return None

    def is_checked_out(self, branch: str) -> bool:
        """Whether somebody works on the branch in a folder: moving it would confuse that folder."""
        return f"branch refs/heads/{branch}\n" in self.run("worktree", "list", "--porcelain").decode()

    def entries(self, tree: str) -> dict[str, Entry]:
        """The files and folders at the top of a tree."""
        return _entries(self.run("ls-tree", "-z", tree))

    def files(self, tree: str) -> dict[str, Entry]:
        """Every file of a tree by its path."""
        return _entries(self.run("ls-tree", "-r", "-z", tree))

    def read(self, content: str) -> bytes:
        """A file by the name of its content, or by `commit:path`."""
        return self.run("cat-file", "blob", content)

    def store(self, held: bytes) -> Entry:
        """A file, kept."""
        return Entry(
            FILE, "blob", self.run("hash-object", "-w", "--stdin", "--no-filters", given=held).decode().strip()
        )

    def store_folder(self, folder: Path) -> Entry:
        """All files below a folder, kept byte for byte, whatever git's filters and ignored files are."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        asked = "".join(f"{path}\n" for path in paths).encode()
        kept = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=asked).decode().split()
        names = (path.relative_to(folder).as_posix() for path in paths)
        return self.tree_of({name: Entry(FILE, "blob", content) for name, content in zip(names, kept, strict=True)})

    def tree_of(self, files: Mapping[str, Entry]) -> Entry:
        """The tree of files at any depth."""
        listed = b"".join(
            f"{entry.mode} {entry.content}\t{name}".encode() + b"\0" for name, entry in sorted(files.items())
        )
        with tempfile.TemporaryDirectory() as scratch:
            index = str(Path(scratch, "index"))
            self.run("update-index", "-z", "--index-info", given=listed, GIT_INDEX_FILE=index)
            return Entry(FOLDER, "tree", self.run("write-tree", GIT_INDEX_FILE=index).decode().strip())

    def tree(self, entries: Mapping[str, Entry]) -> str:
        """A tree of files and whole folders at its top."""
        listed = b"".join(
            f"{entry.mode} {entry.kind} {entry.content}\t{name}".encode() + b"\0" for name, entry in entries.items()
        )
        return self.run("mktree", "-z", given=listed).decode().strip()

    def commit(self, tree: str, parents: Iterable[str], message: str, **variables: str) -> str:
        """A commit that no branch has yet."""
        before = [part for parent in parents for part in ("-p", parent)]
        return self.run("commit-tree", tree, *before, given=message.encode(), **variables).decode().strip()

    def move(self, branch: str, new: str, old: str | None, reason: str) -> None:
        """The branch to another commit, in one step, if it still stands where it stood.

        Raises:
            GitError: it was moved meanwhile.
        """
        self.run("update-ref", "-m", reason, f"refs/heads/{branch}", new, old or "0" * len(new))


def _entries(listed: bytes) -> dict[str, Entry]:
    found = {}
    for line in filter(None, listed.decode().split("\0")):
        about, _, name = line.partition("\t")
        found[name] = Entry(*about.split()[:3])
    return found
