"""A process that has the product loaded and forks an act for each request, so that kills cost no start-up."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from pipelines.intake import Delivered, Parcel, deliver
from pipelines.maintenance import verify
from pipelines.place import Home
from pipelines.publishing import publish


def act(request: dict[str, str]) -> None:
    home = Home(Path(request["home"]))
    if request["do"] == "verify":
        verify(home)
        return
    acknowledged = os.open(request["acknowledged"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def told(result: Delivered) -> None:
        os.write(acknowledged, f"{result.sha256} {result.state.value}\n".encode())

    files = sorted(Path(request["files"]).iterdir())
    deliver(home, [Parcel(path, "test", accept=True) for path in files], told=told)
    publish(home, by="test")
    os.write(acknowledged, b"published\n")


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                act(request)
                code = 0
            finally:
                os._exit(code)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
