"""Ask a running server for page reruns over a raw websocket and time them, without a browser in between."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect as connect_later
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

Asked = tuple[str, str]  # page name and query, as a browser sends them
SEED = 20_254
LONGEST = 60.0  # seconds; an answer that takes longer is an error


@dataclass(frozen=True)
class Load:
    """What a crowd met: milliseconds of every answer, and how many answers went wrong or never came."""

    milliseconds: list[float]
    errors: int


def warm_reruns(port: int, page: str, query: str, *, times: int = 20) -> list[float]:
    """Milliseconds from asking for a rerun until the script has finished, after one warm-up."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as socket:
        _rerun(socket, page, query)
        return [_rerun(socket, page, query) for _ in range(times)]


def crowd(port: int, asked: Sequence[Asked], *, sessions: int = 50, think: float = 10.0, seconds: float = 60.0) -> Load:
    """So many readers, each with a connection of its own, who think up to `think` seconds before each page. Arrivals are
    spread over one such pause; what is asked for while people still arrive counts too."""
    return asyncio.run(_crowd(port, asked, sessions=sessions, think=think, seconds=seconds))


async def _crowd(port: int, asked: Sequence[Asked], *, sessions: int, think: float, seconds: float) -> Load:
    end = time.perf_counter() + seconds
    readers = [_reader(port, asked, random.Random(SEED + number), think=think, end=end) for number in range(sessions)]
    found = await asyncio.gather(*readers)
    return Load([one for load in found for one in load.milliseconds], sum(load.errors for load in found))


async def _reader(port: int, asked: Sequence[Asked], chance: random.Random, *, think: float, end: float) -> Load:
    milliseconds: list[float] = []
    errors = 0
    await asyncio.sleep(chance.uniform(0, think))
    while time.perf_counter() < end:  # who loses his connection comes back, and it is counted
        try:
            async with connect_later(
                f"ws://127.0.0.1:{port}/_stcore/stream", origin=Origin(f"http://127.0.0.1:{port}"),
                subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=LONGEST, ping_timeout=None,
            ) as socket:  # fmt: skip
                while time.perf_counter() < end:
                    page, query = chance.choice(asked)
                    started = time.perf_counter()
                    await socket.send(_request(page, query))
                    async with asyncio.timeout(LONGEST):
                        while not _ended(await socket.recv()):
                            pass
                    milliseconds.append(1000 * (time.perf_counter() - started))
                    await asyncio.sleep(chance.uniform(0, think))
        except Exception:  # noqa: BLE001 - whatever went wrong is one error of the server under load
            errors += 1
    return Load(milliseconds, errors)


def _rerun(socket: ClientConnection, page: str, query: str) -> float:
    started = time.perf_counter()
    socket.send(_request(page, query))
    while not _ended(socket.recv()):
        pass
    return 1000 * (time.perf_counter() - started)


def _request(page: str, query: str) -> bytes:
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    return request.SerializeToString()


def _ended(received: str | bytes) -> bool:
    """Whether this message says that the script has finished. A page that failed is an error, not an answer."""
    message = ForwardMsg()
    message.ParseFromString(received if isinstance(received, bytes) else received.encode())
    if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        raise RuntimeError("the page failed")
    # the enum's other values tell of a rerun that was overtaken; a field of another type reads as the first value
    ended = message.WhichOneof("type") == "script_finished"
    return ended and message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


def summary(milliseconds: Sequence[float]) -> str:
    ordered = sorted(milliseconds)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    return f"{statistics.median(ordered):.0f} ms (p95 {p95:.0f})"
