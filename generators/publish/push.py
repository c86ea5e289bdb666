"""Sending the branch to the repository that serves it, never to one where the maintainer's true counts could be read."""

import re
import tempfile
from pathlib import Path

from generators.inputs.models import PublishingFile
from generators.publish.git import GitError, Repository

_INPUTS = re.compile(r"(^|/)data/[^/]+/area\.yml$")


def wrong_remote(repository: Repository, settings: PublishingFile) -> str | None:
    """Why the branch may not be sent, as a sentence; None if it may.

    Raises:
        GitError: the remote cannot be read.
    """
    addresses = _pushed_to(repository, settings.remote)
    if not addresses:
        return f'site_config/publishing.yml: remote: expected a remote of this repository, found "{settings.remote}"; add it with: git remote add {settings.remote} ADDRESS'
    if settings.public_inputs:
        return None
    holding = [name for address in addresses for name in _with_inputs(address, repository.folder)]
    if not holding:
        return None
    return (
        f"{settings.remote}: expected a repository without the data, found data/ in {', '.join(holding)}; whoever reads the site could "
        "read every count there. Publish to another repository, or, if nothing in data/ is confidential, write public_inputs: true in "
        "site_config/publishing.yml"
    )


def push(repository: Repository, settings: PublishingFile) -> None:
    """Sends the branch, which never replaces what is there."""
    branch = f"refs/heads/{settings.branch}"
    repository.run("push", settings.remote, f"{branch}:{branch}")


def _pushed_to(repository: Repository, remote: str) -> list[str]:
    """Where git would send the branch, which settings can make another address than the one that it fetches from."""
    try:
        return repository.run("remote", "get-url", "--push", "--all", remote).decode().split("\n")[:-1]
    except GitError:
        return []


def _with_inputs(address: str, folder: Path) -> list[str]:
    """The branches and tags of a repository that hold the inputs of a site. They are looked at apart from the maintainer's own."""
    with tempfile.TemporaryDirectory() as scratch:
        Repository(folder).run("init", "--quiet", "--bare", scratch)
        there = Repository(Path(scratch))
        source = address if ":" in address or Path(address).is_absolute() else str((folder / address).resolve())
        if not there.run("ls-remote", "--heads", "--tags", source):
            return []
        there.run("fetch", "--quiet", "--depth=1", source, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
        names = there.run("for-each-ref", "--format=%(refname)").decode().split()
        return [name for name in names if any(map(_INPUTS.search, _paths(there, name)))]


def _paths(repository: Repository, name: str) -> list[str]:
    try:
        return repository.run("ls-tree", "-r", "-z", "--name-only", name).decode().split("\0")
    except GitError:  # a tag of something that is no tree
        return []
