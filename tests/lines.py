"""How do tests see what the service writes to its log?"""

import io
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from service.observing.logs import Format, Level, configure_logs

_SET = ("service", "uvicorn")


class Written(io.StringIO):
    """What was logged up to now, also by another thread's event loop in the round it is in."""

    write_out = staticmethod(lambda: None)

    def getvalue(self) -> str:
        self.write_out()
        return super().getvalue()


@contextmanager
def logging_to(form: Format, level: Level) -> Iterator[io.StringIO]:
    """As `claimwire serve` logs, but into what this gives; everything is as before in the end."""
    root, written = logging.getLogger(), Written()
    others, levels = root.handlers[:], {name: logging.getLogger(name).level for name in _SET}
    before, shown, mourned = root.level, warnings.showwarning, threading.excepthook
    root.handlers.clear()
    configure_logs(form, level, written)
    (ours,) = root.handlers
    written.write_out = ours.flush
    root.handlers[:] = [*others, ours]  # the others are pytest's
    try:
        yield written
    finally:
        root.removeHandler(ours)
        root.setLevel(before)
        for name, number in levels.items():
            logging.getLogger(name).setLevel(number)
        warnings.showwarning, threading.excepthook = shown, mourned
