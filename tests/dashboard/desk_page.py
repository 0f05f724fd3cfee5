"""A page of the desk as a session sees it, without a browser: what stands on it, and its buttons and fields."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from streamlit.testing.v1 import AppTest

from dashboard.desk import downloads, finished, report_editions
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE

ANJA = "Anja"


def _app(title: str) -> None:
    from dashboard.contents import CONTENTS
    from dashboard.session import remember_page

    remember_page(title)
    next(item for item in CONTENTS if item.title == title).page()


def answered(address: str) -> Response:
    """What the route at this address answers."""
    for route in (*downloads.ROUTES, *finished.ROUTES, *report_editions.ROUTES):
        scope = {"type": "http", "method": "GET", "path": address}
        match, more = route.matches(scope)
        if match is Match.FULL:
            return asyncio.run(route.endpoint(Request(scope | more)))
    raise AssertionError(address)


class Desk:
    """One session of one user."""

    def __init__(self, home: Path, monkeypatch, *, title: str = "Aanleveren", by: str = ANJA) -> None:
        monkeypatch.setenv(HOME_VARIABLE, str(home))
        monkeypatch.setenv(ACTOR_VARIABLE, by)
        self.app = AppTest.from_function(_app, args=(title,), default_timeout=60).run()

    def open(self, **address: str) -> Desk:
        self.app.query_params.clear()
        for name, value in address.items():
            self.app.query_params[name] = value
        return self.run()

    def run(self) -> Desk:
        self.app.run()
        assert not self.app.exception, self.app.exception
        return self

    def drop(self, *files: tuple[str, bytes]) -> Desk:
        self.app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files])
        return self.run()

    def press(self, label: str) -> Desk:
        next(button for button in self.app.button if button.label == label).click()
        return self.run()

    def write(self, label: str, text: str) -> Desk:
        fields = [*self.app.text_input, *self.app.text_area]
        next(field for field in fields if field.label == label).set_value(text)
        return self

    def pick(self, label: str, option: str) -> Desk:
        """One of a few that all stand there."""
        next(field for field in self.app.radio if field.label == label).set_value(option)
        return self

    def choose(self, label: str, option: str) -> Desk:
        """The first option that holds this text."""
        return self.mark(label, option).run()

    def mark(self, label: str, option: str) -> Desk:
        """As choose, in a form: nothing runs before its button."""
        box = next(field for field in self.app.selectbox if field.label == label)
        box.select_index(next(place for place, text in enumerate(box.options) if option in text))
        return self

    @property
    def labels(self) -> list[str]:
        return [field.label for field in [*self.app.selectbox, *self.app.text_input, *self.app.text_area]]

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    @property
    def markup(self) -> str:
        return "\n".join(item.proto.body for item in self.app.get("html"))

    @property
    def text(self) -> str:
        """What is read on the page, markup gone."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.markup)))

    @property
    def address(self) -> dict[str, str]:
        return {
            name: values[0] if isinstance(values, list) else values for name, values in self.app.query_params.items()
        }
