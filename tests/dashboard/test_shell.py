"""The shell: a Dutch document, headers on everything, closed doors, and only this computer."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from dashboard import theme, web
from dashboard.shell import STATIC, Shell, Unfamiliar, dutch_document
from schemas.place import HOME_VARIABLE


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


Ask = Callable[..., Answer]
KEPT = {"Content-Disposition": 'attachment; filename="nota.html"'}


@pytest.fixture
def ask(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks the shell and our own routes as a server would, without a server."""
    publish("intern-1.duckdb")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    app = Starlette(
        routes=[
            Route("/gezond", web._health),
            Route("/rapport/{quarter}/{provider_id}.pdf", web._report),
            Route("/eigen/kleuren.css", web._colours),
            Route("/eigen/{name:path}", web._asset),
            Route("/_stcore/metrics", lambda request: PlainTextResponse("open")),
            Route("/nota/{name}", lambda request: HTMLResponse("<html>nota</html>", headers=KEPT)),
            Route("/{page:path}", lambda request: HTMLResponse("<html>anders</html>")),
        ],
        middleware=[Middleware(Shell)],
    )

    def act(path: str, *, method: str = "GET", host: str = "127.0.0.1:8501", encoding: str = "") -> Answer:
        headers = [(b"host", host.encode()), (b"accept-encoding", encoding.encode())]
        path, _, query = path.partition("?")
        scope = {"type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
                 "query_string": query.encode(), "headers": headers, "scheme": "http", "root_path": "",
                 "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1)}  # fmt: skip
        sent: list[Message] = []

        asked = iter([True])

        async def receive() -> Message:
            if not next(asked, False):
                await asyncio.Event().wait()  # the asker stays, and says nothing more
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(app(scope, receive, send))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], named, body)

    return act


def test_the_installed_streamlit_document_becomes_dutch_without_anything_inline() -> None:
    page = dutch_document((STATIC / "index.html").read_text(encoding="utf-8")).decode()
    assert '<html lang="nl">' in page
    assert "<title>Kwartaalbeeld</title>" in page
    assert "<script>" not in page
    assert "agent" not in page
    assert "JavaScript nodig" in page


def test_an_unfamiliar_document_is_refused_at_start() -> None:
    with pytest.raises(Unfamiliar):
        dutch_document("<html><head></head></html>")


def test_every_page_is_our_document_with_security_headers(ask: Ask) -> None:
    answer = ask("/aanbieder?kwartaal=2025-K4")
    assert '<html lang="nl">' in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/metrics"])
def test_doors_nobody_needs_are_closed(ask: Ask, path: str) -> None:
    assert ask(path).status == 404
    assert ask(path, method="POST").status == 404


def test_a_page_that_is_a_file_to_keep_goes_out_as_it_is(ask: Ask) -> None:
    answer = ask("/nota/nota.html")
    assert answer.text == "<html>nota</html>" and answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["x-frame-options"] == "DENY"


def test_another_host_name_is_refused(ask: Ask) -> None:
    assert ask("/", host="kwartaalbeeld.example.nl").status == 421
    assert ask("/", host="localhost:8501").status == 200


def test_health_asks_a_real_question_and_leaks_no_path(ask: Ask, tmp_path: Path) -> None:
    assert json.loads(ask("/gezond").body) == {"gezond": True, "publicatie": "intern-1.duckdb"}
    (tmp_path / "publications" / "intern.pointer").write_text("intern-9.duckdb", encoding="utf-8")
    answer = ask("/gezond")
    assert (answer.status, json.loads(answer.body)) == (503, {"gezond": False, "reden": "missing"})


@pytest.mark.parametrize("path", ["/rapport/2031-K1/linde.pdf", "/rapport/2025-K4/onbekend.pdf"])
def test_a_report_of_something_unknown_does_not_exist(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.text) == (404, "Dit rapport bestaat niet.")


@pytest.mark.parametrize(
    "name", ["../web.py", "../../pyproject.toml", "fonts/OFL.txt", "bestaat-niet.css", "/etc/passwd"]
)
def test_only_our_own_files_are_served(ask: Ask, name: str) -> None:
    answer = ask(f"/eigen/{name}")
    assert (answer.status, answer.text) == (404, "Dit bestand bestaat niet.")


def test_the_colours_follow_the_scheme_of_the_page(ask: Ask) -> None:
    assert "--kb-ink: light-dark(#1b242e, #eceff2);" in ask("/eigen/kleuren.css").text
    assert ask("/eigen/fonts/AtkinsonHyperlegibleNext_400Regular.ttf").headers["content-type"] == "font/ttf"


def test_streamlits_bundles_are_compressed_and_kept(ask: Ask) -> None:
    bundle = next(path for path in (STATIC / "static" / "js").glob("index.*.js"))
    answer = ask(f"/static/js/{bundle.name}", encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == bundle.read_bytes()


def test_the_settings_that_protect_are_set_by_code() -> None:
    chosen = theme.options()
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.showErrorDetails"] == "none"
    assert chosen["client.toolbarMode"] == "minimal"
    assert chosen["server.enableAgentApi"] is False
    assert chosen["server.address"] == "127.0.0.1"


def test_small_answers_are_sent_at_once():
    async def nodelay() -> int:
        accepted: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
        listener = web._listen(0)
        async with await asyncio.start_server(lambda _, writer: accepted.put(writer), sock=listener):
            _, mine = await asyncio.open_connection(*listener.getsockname())
            theirs = await accepted.get()
            found = theirs.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for writer in (mine, theirs):
                writer.close()
                await writer.wait_closed()
        return found

    assert asyncio.run(nodelay())


def test_a_taken_port_is_said_in_dutch() -> None:
    taken = web._listen(0)
    taken.listen()
    try:
        with pytest.raises(web.PortTaken, match="is al in gebruik"):
            web._listen(taken.getsockname()[1])
    finally:
        taken.close()
