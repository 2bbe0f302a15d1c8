"""How long does /healthz take? Asked in a process of its own, which does nothing else.

    python -m tests.load.probe PORT SECONDS

prints the milliseconds of each, as a list in JSON.
"""

import http.client
import json
import sys
import time

INTERVAL = 0.05
"""Seconds between two questions."""


def main() -> None:
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    taken = []
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    until = time.monotonic() + seconds
    while (began := time.monotonic()) < until:
        caller.request("GET", "/healthz")
        response = caller.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"/healthz answered {response.status}")
        taken.append(1000 * (time.monotonic() - began))
        time.sleep(INTERVAL)
    caller.close()
    print(json.dumps(taken))  # noqa: T201  # that is what it is for


if __name__ == "__main__":
    main()
