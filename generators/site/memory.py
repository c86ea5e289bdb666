"""Memory of work that makes millions of small things and keeps nearly all of them until it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Does not look for unused things meanwhile: it would a hundred times, and find few."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def collected_once() -> Iterator[None]:
    """Looks for unused things when the work is done, and only among what it has made: code and settings stay."""
    with uncollected():
        try:
            yield
        finally:
            gc.collect(0)
