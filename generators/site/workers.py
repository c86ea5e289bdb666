"""Areas side by side: in this process, in several of this machine, or on the machines of a Dask cluster."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from generators.site.memory import collected_once

if TYPE_CHECKING:
    from generators.site.parts import Asked

Done = Callable[[str], None]  # is called with each area that is done

_FEW = 2  # areas that are done before another process has read the code
_TRIES = 3


class NoSchedulerError(Exception):
    """Why no cluster can be used, for whoever named its address."""


@dataclass(frozen=True)
class Cluster:
    """Machines that areas are sent to.

    Attributes:
        scheduler: the address of their Dask scheduler.
        store: of an object store, by which they get inputs and give back areas; "" where all of them see the root under the same path.
    """

    scheduler: str
    store: str = ""


def parts(
    path: Path, wanted: Mapping[str, Path], asked: "Asked", jobs: int | None, cluster: Cluster | None, done: Done
) -> None:
    """Does the areas.

    Args:
        path: the root.
        wanted: for each area the folder to write.
        jobs: how many processes; by default one for each core.
        cluster: where to do them; None for this machine.
    """
    if cluster and wanted:
        _on_cluster(path, wanted, asked, cluster, done)
        return
    number = min(len(wanted), jobs or cores())
    if number < 2 or (jobs is None and len(wanted) <= _FEW):
        from generators.site.parts import make

        few = len(wanted) <= _FEW  # then nobody needs the memory before the process ends
        for slug, target in wanted.items():
            (make if few else _make)(str(path), slug, asked, str(target))
            done(slug)
        return
    _in_processes(path, wanted, asked, number, done)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(path: Path, wanted: Mapping[str, Path], asked: "Asked", number: int, done: Done) -> None:
    """A process that dies, of too little memory for one, costs the areas that were under way another try."""
    left = dict(wanted)
    for tried in range(_TRIES):
        try:
            for slug in _once(path, left, asked, number if tried == 0 else 1):
                del left[slug]
                done(slug)
        except BrokenProcessPool:
            if tried == _TRIES - 1:
                raise
        if not left:
            return


def _once(path: Path, wanted: Mapping[str, Path], asked: "Asked", number: int) -> Iterator[str]:
    with ProcessPoolExecutor(number, get_context("spawn"), _end_with_parent) as pool:
        running: dict[Future[str], str] = {
            pool.submit(_make, str(path), slug, asked, str(target)): slug for slug, target in list(wanted.items())
        }
        try:
            while running:
                for one in wait(running, return_when=FIRST_COMPLETED).done:
                    one.result()
                    yield running.pop(one)
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """A build that is killed takes its processes with it: else they would wait for it for ever, with all that they have read."""

    def wait_for_it() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait_for_it, daemon=True).start()


def _make(path: str, slug: str, asked: "Asked", target: str) -> str:
    from generators.site.parts import make

    with collected_once():
        return make(path, slug, asked, target)


def _make_there(path: str, slug: str, asked: "Asked", target: str) -> str:
    """On another machine, which must not have other code or libraries: its pages would be others."""
    if not _is_alike(path, asked):
        raise NoSchedulerError("a worker has other code, libraries or settings than this machine")
    return _make(path, slug, asked, target)


@lru_cache(maxsize=1)
def _is_alike(path: str, asked: "Asked") -> bool:
    """Whether a build is made here of what it is made of where it was asked for; looked at once, not for each of its areas."""
    from generators.inputs.settings import Root
    from generators.site.keys import frame_key

    return frame_key(Root(Path(path)), asked.edition, unprotected=asked.unprotected) == asked.frame


def _make_by_store(address: str, slug: str, asked: "Asked", target: str) -> str:
    """On another machine, which sees the store alone."""
    from generators.site.store import send_part, unpacked

    with unpacked(address, slug) as (store, root, work):
        _make_there(str(root.path), slug, asked, str(work))
        send_part(store, Path(target).name, work)
    return target


def _on_cluster(path: Path, wanted: Mapping[str, Path], asked: "Asked", cluster: Cluster, done: Done) -> None:
    """Dask gives the areas of a worker that is lost to another one."""
    try:
        from distributed import Client
    except ImportError:
        raise NoSchedulerError("Dask is not installed: pip install 'needsbook[cluster]'") from None
    try:
        client = Client(cluster.scheduler, timeout="20s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as why:
        raise NoSchedulerError(f"no scheduler answers there ({why})") from None
    with client:
        if not cluster.store:  # what is written is in the folder that all of them share
            for slug in _sent(client, _make_there, str(path), wanted, asked):
                done(slug)
            return
        from generators.inputs.settings import Root
        from generators.site.store import fetch_part, own_part, send_inputs

        with own_part(cluster.store) as store:
            send_inputs(store, Root(path), wanted)
            for slug in _sent(client, _make_by_store, store.address, wanted, asked):
                fetch_part(store, wanted[slug])
                done(slug)


def _sent(
    client: Any, make: Callable[..., str], where: str, wanted: Mapping[str, Path], asked: "Asked"
) -> Iterator[str]:
    """Sends every area; yields each when it is done."""
    from distributed import as_completed

    futures = {
        client.submit(make, where, slug, asked, str(target), key=f"needsbook-{target.name}", retries=_TRIES): slug
        for slug, target in wanted.items()
    }
    for one in as_completed(futures):  # type: ignore[no-untyped-call]
        one.result()
        yield futures[one]
