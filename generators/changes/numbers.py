"""Facts and cells of figures that two editions give differently."""

from collections.abc import Iterator, Mapping
from typing import Any

from generators.changes.change import Change
from generators.numbers import shown

Row = Mapping[str, Any]
Key = tuple[tuple[str, str], ...]

_MARK = "_mark"
_SAYS_BEFORE = "_before"  # such a fact tells again what the older edition told
_NO_KEY = ("period_sort", "place", "verdict")


def facts_changed(area: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Facts of one section whose words differ."""
    for name, fact in after["facts"].items():
        old = before["facts"].get(name)
        if old is None or old["text"] == fact["text"] or name.endswith(_SAYS_BEFORE):
            continue
        about = f"{after['title']}, {name.partition('.')[2].replace('_', ' ').replace('.', ', ')}"
        if _hidden(old["mark"]) != _hidden(fact["mark"]):
            yield Change("withheld", area, f"{about}, {_now(fact['mark'])}", section=after["section"])
        elif not _hidden(fact["mark"]):
            yield Change("fact", area, about, old["text"], fact["text"], after["section"])


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
        return Change("withheld", about=f"{about}, {_now(now['mark'])}", **where)
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
    """The numbers and verdicts of a figure by what they are about: its other columns, in their order."""
    found: dict[tuple[Key, str], Row] = {}
    names = [str(column["name"]) for column in figure["columns"]]
    for row in figure["rows"]:
        values = [name for name in names if f"{name}{_MARK}" in row or name == "verdict"]
        key = tuple((name, str(row[name])) for name in names if name not in (*values, *_NO_KEY))
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


def _now(mark: str | None) -> str:
    """What is withheld now is not said again, though an older edition printed it; nor what an older one withheld."""
    return "withheld now" if _hidden(mark) else "published now"


def _hidden(mark: str | None) -> bool:
    return "[c]" in (mark or "")
