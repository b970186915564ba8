"""Every IRI answers: with a page for readers, with statements for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from mdmakg.serve.answer import Answer
from mdmakg.serve.endpoint import ask_for
from mdmakg.serve.formats import HTML, TRIPLE_OFFERS, TRIPLES
from mdmakg.serve.negotiate import accepted, choose
from mdmakg.serve.pages.resource import near_page, resource_page
from mdmakg.serve.problem import Problem, not_acceptable
from mdmakg.serve.protocol import is_iri, parameters
from mdmakg.serve.resource import find_near, find_resource, graph_of, is_known
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from mdmakg.serve.question import Question, Reply
    from mdmakg.serve.site import Site

__all__ = ["iri_answer", "path_answer"]

_TOKENS: Final = {"html": HTML, **{form.token: form.media_type for form in TRIPLES}}
_VARY: Final = {"Vary": "Accept"}


async def path_answer(request: Request, site: Site) -> Answer:
    """Answer for the IRI whose path under the base is that of the request.

    Errors: ``Problem``.
    """
    as_sent = request.scope["raw_path"].decode("ascii", "replace").lstrip("/")
    decoded = request.scope["path"].lstrip("/")
    iris = dict.fromkeys((BASE + as_sent, BASE + decoded))
    return await _look(request, site, [iri for iri in iris if is_iri(iri)])


async def iri_answer(request: Request, site: Site) -> Answer:
    """Answer for the IRI that ``?iri=`` names.

    Errors: ``Problem``.
    """
    named = [value for name, value in parameters(request.scope["query_string"]) if name == "iri"]
    if len(named) != 1 or not is_iri(named[0]):
        raise Problem(HTTPStatus.BAD_REQUEST, "one absolute IRI is wanted: /resource?iri=…")
    return await _look(request, site, named)


async def _look(request: Request, site: Site, iris: list[str]) -> Answer:
    liked = _liked(request)

    def ask(question: Question) -> Awaitable[Reply]:
        return ask_for(request, site, question)

    for iri in iris:
        if await is_known(ask, iri):
            break
    else:
        return await _not_there(ask, iris[0] if iris else "", liked)
    if liked == HTML:
        found = await find_resource(ask, iri)
        return Answer(resource_page(found, explorer=site.explorer is not None), HTML, headers=_VARY)
    reply = await ask(graph_of(iri, TRIPLE_OFFERS[liked]))
    return Answer(reply.body, liked, headers=_VARY)


def _liked(request: Request) -> str:
    """Say in which format to answer: as ``?format=`` says, else as the client likes.

    Errors: ``Problem`` 400 for an unknown format, 406 where there is none that suits.
    """
    said = [value for name, value in parameters(request.scope["query_string"]) if name == "format"]
    if said:
        if said[-1] not in _TOKENS:
            words = f"format is one of {', '.join(_TOKENS)}, not {said[-1][:40]!r}"
            raise Problem(HTTPStatus.BAD_REQUEST, words)
        return _TOKENS[said[-1]]
    liked = choose(accepted(request.headers), (*TRIPLE_OFFERS, HTML))
    if liked is None:
        raise not_acceptable()
    return liked


async def _not_there(ask: Callable[[Question], Awaitable[Reply]], iri: str, liked: str) -> Answer:
    near = await _near(ask, iri) if iri.startswith(BASE) else ()
    words = f"nothing is said here of {iri}" if iri else "there is no such page"
    if liked == HTML:
        return Answer(near_page(words, near), HTML, status=HTTPStatus.NOT_FOUND, headers=_VARY)
    told = f"{words}; near it: {', '.join(near)}" if near else words
    raise Problem(HTTPStatus.NOT_FOUND, told)


async def _near(ask: Callable[[Question], Awaitable[Reply]], iri: str) -> tuple[str, ...]:
    try:
        return await find_near(ask, iri)
    except Problem:
        return ()  # a word of help that took too long is none
