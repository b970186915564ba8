"""The application: which path answers what."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

from starlette.requests import Request

from mdmakg.serve.answer import Answer
from mdmakg.serve.dereference import iri_answer, path_answer
from mdmakg.serve.endpoint import METHODS, dataset_answer, endpoint_answer, while_there
from mdmakg.serve.fence import Fence
from mdmakg.serve.formats import HTML
from mdmakg.serve.pages.home import home_page
from mdmakg.serve.pages.query import QUERY_POLICY, query_page, questions_json
from mdmakg.serve.problem import problem_of, wrong_method
from mdmakg.serve.question import QuestionRefused
from mdmakg.vendor import vendored

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from mdmakg.serve.fence import Openness
    from mdmakg.serve.site import Site
    from mdmakg.store.questions import Question

__all__ = ["make_app"]

Handler: TypeAlias = "Callable[[Request, Site], Awaitable[Answer]]"

_READING: Final = ("GET", "HEAD")
# The explorer carries a policy of its own, with the digest of each of its scripts.
_EXPLORER: Final = {"Content-Security-Policy": "frame-ancestors 'none'"}
_JSON: Final = "application/json"


def make_app(site: Site, openness: Openness, questions: Sequence[Question] = ()) -> ASGIApp:
    """Put the server together; ``questions`` are offered beside the editor."""
    pages: dict[str, Handler] = {
        "/": _home,
        "/query": _fixed(query_page(questions), HTML, policy=QUERY_POLICY),
        "/.well-known/void": dataset_answer,
        "/health": _health,
        "/resource": iri_answer,
        # The explorer names no icon, and browsers ask for one.
        "/favicon.ico": _fixed(b"", "image/x-icon"),
        **{f"/assets/{name}": _fixed(*asset) for name, asset in _assets(questions).items()},
    }
    endpoint = _Page(site, endpoint_answer, METHODS)
    by_path = {path: _Page(site, handler) for path, handler in pages.items()}
    by_path |= dict.fromkeys(("/sparql", "/sparql/"), endpoint)
    every_other = _Page(site, path_answer)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await by_path.get(scope["path"], every_other)(scope, receive, send)

    return Fence(app, openness)


class _Page:
    """What answers on a path, by some methods only."""

    def __init__(self, site: Site, handler: Handler, methods: Sequence[str] = _READING) -> None:
        self._site = site
        self._handler = handler
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["method"] not in self._methods:
            raise wrong_method(scope["method"], self._methods)
        answer = await self._handler(Request(scope, receive), self._site)
        try:
            with self._site.outgoing.holding(answer.body):
                await answer(scope, receive, send)
        except QuestionRefused as refusal:
            raise problem_of(refusal) from refusal


def _fixed(body: bytes, media_type: str, *, policy: str = "") -> Handler:
    headers = {"Content-Security-Policy": policy} if policy else {}

    async def handler(_request: Request, _site: Site) -> Answer:
        return Answer(body, media_type, headers=headers)

    return handler


def _assets(questions: Sequence[Question]) -> dict[str, tuple[bytes, str]]:
    own = files(__package__).joinpath("assets")
    return {
        "style.css": (own.joinpath("style.css").read_bytes(), "text/css"),
        "query.js": (own.joinpath("query.js").read_bytes(), "text/javascript"),
        "questions.json": (questions_json(questions), _JSON),
        "yasgui.min.js": (vendored("yasgui.min.js"), "text/javascript"),
        "yasgui.min.css": (vendored("yasgui.min.css"), "text/css"),
    }


async def _home(request: Request, site: Site) -> Answer:
    if site.explorer is not None:
        return Answer(site.explorer, HTML, headers=_EXPLORER)
    graphs = await while_there(request, site.graphs())
    return Answer(home_page(site.served, graphs), HTML)


async def _health(_request: Request, site: Site) -> Answer:
    return Answer(json.dumps(site.health()).encode(), _JSON, headers={"Cache-Control": "no-store"})
