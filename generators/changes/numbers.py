"""Facts and cells of figures that two editions give differently."""

from collections.abc import Iterator, Mapping
from typing import Any

from generators.changes.change import Change
from generators.numbers import shown

Row = Mapping[str, Any]
Key = tuple[tuple[str, str], ...]

_WITHHELD = "withheld"
_MARK = "_mark"
_SAYS_BEFORE = "_before"  # such a fact tells again what the older edition told
_NO_KEY = ("period_sort", "place", "verdict")


def facts_changed(area: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Facts of one section whose words differ."""
    for name, fact in after["facts"].items():
        old = before["facts"].get(name)
        if old is None or old["text"] == fact["text"] or name.endswith(_SAYS_BEFORE):
            continue
        words = name.partition(".")[2].replace("_", " ").replace(".", ", ")
        # What is withheld now is not said again beside it, though an older edition printed it.
        was = _WITHHELD if _hidden(old["mark"]) or _hidden(fact["mark"]) else old["text"]
        now = _WITHHELD if _hidden(fact["mark"]) else fact["text"]
        if was != now:
            yield Change("fact", area, f"{after['title']}, {words}", was, now, after["section"])


def figure_changed(area: str, section: Mapping[str, Any], before: Row, after: Row) -> Iterator[Change]:
    """Numbers of one figure that changed, are new or are gone; those of one row and column are the same number."""
    labels = {column["name"]: column for column in after["columns"]}
    old, new = _cells(before), _cells(after)
    where = {"area": area, "section": section["section"], "figure": after["id"]}
    for (key, column), cell in new.items():
        was = old.get((key, column))
        if was is not None and _differs(was, cell) and column in labels:
            at = where | {"place": dict(key).get("place_code", "")}
            yield _changed(f"{after['title']}, {_in_words(key, cell, labels[column])}", was, cell, labels[column], at)
    yield from _counted(set(new) - set(old), "new", after, where)
    yield from _counted(set(old) - set(new), "gone", after, where)


def _changed(about: str, was: Row, now: Row, column: Row, where: dict[str, str]) -> Change:
    if column["name"] == "verdict":
        return Change("verdict", about=about, before=was["value"], after=now["value"], **where)
    if _hidden(was["mark"]) or _hidden(now["mark"]):
        kind, words = ("withheld", "withheld now") if _hidden(now["mark"]) else ("withheld", "published now")
        return Change(kind, about=f"{about}, {words}", **where)
    return Change("corrected", about=about, before=_text(was, column), after=_text(now, column), **where)


def _counted(cells: set[tuple[Key, str]], kind: str, figure: Row, where: dict[str, str]) -> Iterator[Change]:
    """New and lost numbers of a figure are counted: each of them stands in its table."""
    rows = {key for key, _ in cells}
    if not rows:
        return
    periods = sorted({value for key in rows for name, value in key if name == "period"})
    for_when = f", {', '.join(periods)}" if periods and len(periods) <= 3 else ""
    yield Change(kind, about=f"{figure['title']}: {len(rows)} {'row' if len(rows) == 1 else 'rows'}{for_when}", **where)


def _cells(figure: Row) -> dict[tuple[Key, str], Row]:
    found: dict[tuple[Key, str], Row] = {}
    for row in figure["rows"]:
        values = [name for name in row if f"{name}{_MARK}" in row] + [name for name in row if name == "verdict"]
        key = tuple(
            (name, str(value))
            for name, value in row.items()
            if name not in values and name not in _NO_KEY and not name.endswith(_MARK)
        )
        for name in values:
            found[key, name] = {"value": row[name], "mark": row.get(f"{name}{_MARK}"), "place": row.get("place", "")}
    return found


def _differs(was: Row, now: Row) -> bool:
    return (was["value"], was["mark"]) != (now["value"], now["mark"])


def _in_words(key: Key, cell: Row, column: Row) -> str:
    """`Abbey, 0-4, 2019, percent`: the place by its name, then the other keys, then the column."""
    words = [cell["place"] if name == "place_code" else value for name, value in key]
    return ", ".join([str(word) for word in words if word] + [str(column["label"]).lower()])


def _text(cell: Row, column: Row) -> str:
    value = cell["value"]
    if value is None:
        return str(cell["mark"] or "")
    return (
        f"{shown(float(value), column['unit'])}{cell['mark'] or ''}" if isinstance(value, int | float) else str(value)
    )


def _hidden(mark: str | None) -> bool:
    return "[c]" in (mark or "")
