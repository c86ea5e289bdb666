"""Measures that several figures of an area read are computed once for each area."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from generators.inputs.project import Area

Result = TypeVar("Result")


def once(measure: Callable[[Area], Result]) -> Callable[[Area], Result]:
    """The measure, which remembers its result with the area. Areas and tidy tables are never changed in place."""

    @wraps(measure)
    def remembered(area: Area) -> Result:
        # In the area and not in a map of areas: a result that holds its area would never leave such a map.
        if measure not in area.remembered:
            area.remembered[measure] = measure(area)
        result: Result = area.remembered[measure]
        return result

    return remembered
