"""Measures that several figures of an area read are computed once for each area."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from generators.inputs.project import Area

Result = TypeVar("Result")


def once(measure: Callable[[Area], Result]) -> Callable[[Area], Result]:
    """The measure, which remembers its result as long as the area lives. Areas and tidy tables are never changed in place."""
    found: WeakKeyDictionary[Area, Result] = WeakKeyDictionary()

    @wraps(measure)
    def remembered(area: Area) -> Result:
        if area not in found:
            found[area] = measure(area)
        return found[area]

    return remembered
