"""Ask a running server for page reruns over a raw websocket and time them, without a browser in between."""

from __future__ import annotations

import statistics
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


def warm_reruns(port: int, page: str, query: str, *, times: int = 20) -> list[float]:
    """Milliseconds from asking for a rerun until the script has finished, after one warm-up."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as socket:
        _rerun(socket, page, query)
        return [_rerun(socket, page, query) for _ in range(times)]


def _rerun(socket: ClientConnection, page: str, query: str) -> float:
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    started = time.perf_counter()
    socket.send(request.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(socket.recv())  # type: ignore[arg-type]
        # the enum's other values tell of a rerun that was overtaken; a field of another type reads as the first value
        ended = message.WhichOneof("type") == "script_finished"
        if ended and message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY:
            return 1000 * (time.perf_counter() - started)


def summary(milliseconds: list[float]) -> str:
    ordered = sorted(milliseconds)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    return f"{statistics.median(ordered):.0f} ms (p95 {p95:.0f})"
