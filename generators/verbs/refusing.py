"""Reasons not to go on, as sentences, and the publishing branch of a root."""

from generators.inputs.settings import Root, Settings, defaults, read_settings
from generators.pages.templates import Templates
from generators.problems import ordered
from generators.publish.git import Repository
from generators.publish.shelf import Shelf, open_shelf


class RefusedError(Exception):
    """Why a command does nothing, for whoever called it."""


def refuse(reason: str | None) -> None:
    """Stops where there is a reason to.

    Raises:
        RefusedError: with the reason.
    """
    if reason:
        raise RefusedError(reason)


def settings_of(root: Root) -> Settings:
    """The settings of a root.

    Raises:
        RefusedError: they have errors.
    """
    settings, problems = read_settings(root)
    if settings is None:
        raise RefusedError("\n".join(problem.text() for problem in ordered(problems)))
    return settings


def shelf_of(root: Root) -> Shelf:
    """The publishing branch of a root, which nobody may have checked out.

    Raises:
        RefusedError, GitError: there is none that can be used.
    """
    repository, branch = Repository(root.path), settings_of(root).publishing.branch
    shelf = open_shelf(repository, branch, Templates([root.path / "templates", defaults() / "templates"]))
    if repository.is_checked_out(branch):
        raise RefusedError(
            f"{branch}: expected a branch that only publish writes, found it checked out in a folder; check out another there"
        )
    return shelf
