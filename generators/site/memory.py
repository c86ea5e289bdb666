"""Memory of work that makes millions of small things and keeps nearly all of them until it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_once() -> Iterator[None]:
    """Looks for unused things when the work is done, and not a hundred times before; only among what the work has made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)  # the youngest: nothing else was looked at meanwhile, and code and settings stay
        if was:
            gc.enable()
