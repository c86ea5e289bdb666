"""Addresses of older editions that lead elsewhere now: a page at each that leads on, or a line on the page where an anchor was."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from generators.inputs.models import Move
from generators.pages.links import Link
from generators.pages.templates import Meta, Page, Templates


def with_moves(pages: Sequence[Page], moves: Iterable[Move], templates: Templates) -> list[Page]:
    """The pages, and with them those that lead on. Moves of files are no matter of pages."""
    found = {page.address: page for page in pages}
    moved: dict[str, list[Move]] = {}
    for move in moves:
        address = move.old.partition("#")[0]
        if address == "" or address.endswith("/"):
            moved.setdefault(address, []).append(move)
    for address, here in moved.items():
        page = _leading_on(address, here, templates)
        there = found.get(address)
        found[address] = page if there is None else replace(there, body=f"{there.body}\n{page.body}")
    return list(found.values())


def _leading_on(address: str, moves: list[Move], templates: Templates) -> Page:
    leads = {move.old.partition("#")[2]: _lead(address, move, templates) for move in moves}
    whole = leads.pop("", None)
    meta: Meta = {"title": "This page has moved", "description": "Where the page is now.", "search": {"exclude": True}}
    if whole and whole.href:
        meta["moved"] = whole.href
    values: dict[str, Any] = {"whole": whole, "anchors": leads}
    return templates.page("pages/moved.md.j2", address, meta, values)


def _lead(address: str, move: Move, templates: Templates) -> Link:
    """Where a move leads, from the page at `address`; nowhere while the older edition does not stand beside this one."""
    up = "../" * address.count("/") or "./"
    if move.to is not None:
        return Link("It is at another address now", up + move.to)
    return Link(
        f"It is only in the {move.kept_in} edition",
        f"{up}../{move.kept_in}/{move.old}" if templates.history.edition else "",
    )
