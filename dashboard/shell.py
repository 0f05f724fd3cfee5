"""The shell around Streamlit, as pure ASGI: Dutch document, security headers, closed doors, compression."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
HOSTS = frozenset({"127.0.0.1", "localhost"})  # until sign-in exists nobody else is served
CLOSED = ("/_stcore/agent", "/_stcore/metrics")
OWN = "/eigen/"
COMPRESSED = (".js", ".css", ".svg")

# Streamlit's style library writes <style> elements at run time: hence 'unsafe-inline', for style only.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'none'",
        "worker-src 'none'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
}
_HEAD = """
    <link rel="icon" type="image/svg+xml" href="/eigen/beeldmerk.svg">
    <link rel="preload" href="/eigen/fonts/AtkinsonHyperlegibleNext_400Regular.ttf" as="font"
      type="font/ttf" crossorigin>
    <link rel="stylesheet" href="/eigen/kleuren.css">
    <link rel="stylesheet" href="/eigen/kwartaalbeeld.css">
    <script src="/eigen/nederlands.js"></script>
"""
_NOSCRIPT = "<noscript><p>Kwartaalbeeld heeft JavaScript nodig. Zet JavaScript aan in uw browser.</p></noscript>"


class Unfamiliar(RuntimeError):
    """The installed Streamlit has another document than this shell was written against."""


def dutch_document(original: str) -> bytes:
    """Streamlit's index.html in Dutch, with own style and script and nothing inline. Raises Unfamiliar."""
    text, languages = re.subn(r'<html lang="en">', '<html lang="nl">', original)
    text, titles = re.subn(r"<title>.*?</title>", "<title>Kwartaalbeeld</title>", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, text, flags=re.DOTALL)
    text = re.sub(r'<link\s+rel="(?:service-desc|preload|shortcut icon)"[^>]*>', "", text)
    text = re.sub(r'(src|href)="\./', r'\1="/', text)
    text, heads = re.subn(r"</head>", f"{_HEAD}</head>", text)
    if not languages == titles == heads == 1:
        raise Unfamiliar("Streamlit's index.html is not the one this shell knows: see dashboard/shell.py")
    return text.strip().encode()


class Shell:
    """Outermost layer for http and websocket. Reads no body, so uploads pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.document = dutch_document((STATIC / "index.html").read_text(encoding="utf-8"))
        self._files = {
            f"/{path.relative_to(STATIC).as_posix()}": path for path in STATIC.rglob("*") if path.suffix in COMPRESSED
        }
        self._packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif not _for_us(scope):
            await _refuse(scope, receive, send, status=421)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await _refuse(scope, receive, send, status=404)
        elif packed := await self._static(scope):
            await packed(scope, receive, _with_headers(scope, send))
        else:
            await self.app(scope, receive, self._in_dutch(scope, _with_headers(scope, send)))

    async def _static(self, scope: Scope) -> Response | None:
        """A hashed bundle of Streamlit, packed once and kept; None when it is not asked for that way."""
        path = self._files.get(scope["path"])
        if path is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        if scope["path"] not in self._packed:
            self._packed[scope["path"]] = await to_thread.run_sync(_pack, path)
        kind = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}[path.suffix]
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(self._packed[scope["path"]], media_type=kind, headers=headers)

    def _in_dutch(self, scope: Scope, send: Send) -> Send:
        """Any page Streamlit answers with is the same document: ours goes out in its place. A file of ours to be kept may
        be a page too, and goes out as it is."""
        replaced = False

        async def out(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                page = headers.get("content-type", "").startswith("text/html")
                replaced = message["status"] == 200 and page and "content-disposition" not in headers
                if replaced:
                    length = str(len(self.document)).encode()
                    message["headers"] = [
                        (b"content-type", b"text/html; charset=utf-8"),
                        (b"content-length", length),
                    ]
                await send(message)
            elif not replaced:
                await send(message)
            elif not message.get("more_body"):
                body = b"" if scope["method"] == "HEAD" else self.document
                await send({"type": "http.response.body", "body": body})

        return out


def _for_us(scope: Scope) -> bool:
    """A page on the internet that resolves its own name to this computer (DNS rebinding) is refused."""
    host = Headers(scope=scope).get("host", "")
    return host.rsplit(":", 1)[0] in HOSTS


async def _refuse(scope: Scope, receive: Receive, send: Send, *, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = "Deze pagina bestaat niet." if status == 404 else "Dit adres is niet van Kwartaalbeeld."
    response = Response(text, status_code=status, media_type="text/plain")
    await response(scope, receive, _with_headers(scope, send))


def _with_headers(scope: Scope, send: Send) -> Send:
    """Security headers on every answer; only files that never change may be kept by the browser."""
    kept = scope["path"].startswith("/static/")

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in HEADERS.items():
                headers[name] = value
            if kept and message["status"] == 200:
                headers["Cache-Control"] = "public, max-age=31536000, immutable"
            elif scope["path"].startswith(OWN):
                headers["Cache-Control"] = "no-cache"
            else:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return out


def _pack(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
