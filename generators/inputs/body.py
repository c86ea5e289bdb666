"""The body of a table: its rows as a frame, to compute with, and as plain values, to read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from generators.inputs.frames import Record, framed, records


class Body:
    """Rows of a table. The frame and the plain values are each made once, when they are first asked for: parts of tables are
    mostly read, and a frame costs many times what its rows do. Neither is ever changed in place.
    """

    def __init__(
        self,
        frame: Callable[[], pd.DataFrame],
        rows: Callable[[], list[Record]],
        kinds: Mapping[str, type] | None = None,
    ) -> None:
        self._frame, self._rows, self._kinds = frame, rows, kinds

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Body":
        """The body that is this frame."""
        return cls(lambda: frame, lambda: records(frame))

    @classmethod
    def of_rows(cls, rows: list[Record], kinds: Mapping[str, type]) -> "Body":
        """The body that has these rows, with the types of its columns for a frame."""
        return cls(lambda: framed(rows, kinds), lambda: rows, kinds)

    def __reduce__(self) -> tuple[Any, ...]:
        """To be kept in a file: as rows where a frame can be made of them."""
        return (Body.of, (self.frame,)) if self._kinds is None else (Body.of_rows, (self.rows, self._kinds))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows to compute with."""
        return self._frame()

    @cached_property
    def rows(self) -> list[Record]:
        """The rows as plain values."""
        return self._rows()

    def at(self, places: Sequence[int]) -> "Body":
        """The rows at these places, counted from 0."""
        return Body(
            lambda: self.frame.take(list(places)).reset_index(drop=True), lambda: [self.rows[place] for place in places]
        )
