"""How do several processes count together?

The library writes each process's counters into files in one folder, which it must be told of by
the environment, before it is imported. Hence this module does not import it at the top.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def shared_metrics() -> Iterator[None]:
    """Around the life of all processes, in the one that starts them. A counter outlives the process
    that counted; the folder goes with the last, or where that is killed with the next start."""
    from service.observing.folder import metrics_folder  # which Windows cannot load

    with metrics_folder() as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def forget_process(pid: int) -> None:
    """Once a process has ended: what is only true of those that live is no longer true of it."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(pid)  # type: ignore[no-untyped-call]  # the library's
