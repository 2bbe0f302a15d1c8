"""How does one of several processes serve?

`python -m service.cli.worker HOST LISTENING LIFELINE`, as `service.cli.workers` starts it: the last
two are file descriptors, of the socket that all listen on and of the line to who started it.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
from types import FrameType
from typing import NoReturn

from service.cli.life_cycle import make_server
from service.cli.serve import start_logging
from service.errors import ClaimwireError
from service.settings import read_settings

READY = b"+"


def main(host: str, listening: int, lifeline: int) -> None:
    """Serves until a signal, or until nobody is at the other end of the lifeline any more."""
    line = socket.socket(fileno=lifeline)
    try:
        settings = read_settings()
        start_logging(settings)
        server = make_server(settings, host)
    except ClaimwireError as error:
        print(f"claimwire: {error}", file=sys.stderr)  # noqa: T201  # a command's voice
        sys.exit(2)
    server.on_start = lambda: line.sendall(READY)
    threading.Thread(target=_watch, args=(line,), name="lifeline", daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[socket.socket(fileno=listening)])


def _watch(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while line.recv(1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)  # nobody would ever tell us to end


def _end(sig: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # until there is a server that does it better
    signal.signal(signal.SIGINT, _end)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
