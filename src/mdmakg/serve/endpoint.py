"""``/sparql``: the protocol's requests, answered by the pool."""

from __future__ import annotations

import asyncio
import io
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pyoxigraph import RdfFormat, parse, serialize

from mdmakg.export.void import describe_dataset
from mdmakg.serve.answer import Answer
from mdmakg.serve.body import read_body, wait_for_hang_up
from mdmakg.serve.description import describe
from mdmakg.serve.engine import TRIPLES
from mdmakg.serve.formats import HTML, RESULT_OFFERS, TRIPLE_OFFERS
from mdmakg.serve.line import peer_of
from mdmakg.serve.negotiate import accepted, choose
from mdmakg.serve.pages.home import dataset_page, endpoint_page
from mdmakg.serve.problem import Problem, not_acceptable, problem_of
from mdmakg.serve.protocol import read_request
from mdmakg.serve.question import Question, QuestionRefused
from mdmakg.vocab import foreign, service

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from pyoxigraph import Quad, Triple
    from starlette.requests import Request

    from mdmakg.serve.protocol import Asked
    from mdmakg.serve.question import Reply
    from mdmakg.serve.site import Site

__all__ = [
    "METHODS",
    "ask_for",
    "dataset_answer",
    "endpoint_answer",
    "triples_answer",
    "while_there",
]

T = TypeVar("T")

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_VARY: Final = {"Vary": "Accept"}
_PREFIXES: Final = {"sd": service.SD, "void": service.VOID, "xsd": foreign.XSD}


async def endpoint_answer(request: Request, site: Site) -> Answer:
    """Answer a request to the endpoint.

    Errors: ``Problem``.
    """
    if request.method == "OPTIONS":
        return _options(request)
    body = await read_body(request) if request.method == "POST" else b""
    content_type = request.headers.get("Content-Type", "")
    asked = read_request(request.method, request.scope["query_string"], content_type, body)
    request.scope["query"] = asked.query  # for the log, which shows it only when asked to
    if asked.query is None:
        return await _description(request, site)
    return await _answer(request, site, asked, asked.query)


def _options(request: Request) -> Answer:
    headers = {"Allow": ", ".join(METHODS)}
    if "Access-Control-Request-Method" in request.headers:
        # Whether the origin may ask at all is said by the header that the fence adds, or not.
        headers["Access-Control-Allow-Methods"] = "GET, POST"
        headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        headers["Access-Control-Max-Age"] = "86400"
    answer = Answer(b"", "text/plain", status=HTTPStatus.NO_CONTENT, headers=headers)
    del answer.headers["Content-Type"]
    return answer


async def _answer(request: Request, site: Site, asked: Asked, query: str) -> Answer:
    accept = accepted(request.headers)
    rows, triples = choose(accept, RESULT_OFFERS), choose(accept, TRIPLE_OFFERS)
    if rows is None and triples is None:
        raise not_acceptable()
    question = Question(
        query=query,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        results=RESULT_OFFERS[rows] if rows else "",
        triples=TRIPLE_OFFERS[triples] if triples else "",
    )
    reply = await ask_for(request, site, question)
    # The client's own word for the format, where it knows a more general one only.
    as_asked = rows if reply.media_type == question.results else triples
    return Answer(reply.body, as_asked or reply.media_type, headers=_VARY)


async def ask_for(request: Request, site: Site, question: Question) -> Reply:
    """Ask for a client; give up when it hangs up.

    Errors: ``Problem``.
    """
    try:
        return await while_there(request, site.pool.ask(question, peer=_peer(request)))
    except QuestionRefused as refusal:
        raise problem_of(refusal) from refusal


def _peer(request: Request) -> str:
    return "" if request.client is None else peer_of(request.client.host)


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do what a client waits for; give up when it hangs up.

    Errors: ``Problem``; those of the work.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(wait_for_hang_up(request.receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Problem(HTTPStatus.BAD_REQUEST, "the client left")
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _description(request: Request, site: Site) -> Answer:
    endpoint, dataset = addresses(request)
    graphs = await while_there(request, site.graphs())
    if choose(accepted(request.headers), (*TRIPLE_OFFERS, HTML)) == HTML:
        return Answer(endpoint_page(endpoint, graphs), HTML, headers=_VARY)
    return triples_answer(request, describe(endpoint, dataset, graphs))


async def dataset_answer(request: Request, site: Site) -> Answer:
    """Describe the dataset in VoID."""
    endpoint, dataset = addresses(request)
    numbers = await while_there(request, site.numbers())
    if choose(accepted(request.headers), (*TRIPLE_OFFERS, HTML)) == HTML:
        return Answer(dataset_page(numbers), HTML, headers=_VARY)
    told = describe_dataset(dataset, numbers, endpoint=endpoint)
    lines = "".join(f"{' '.join(statement)} .\n" for statement in told)
    return triples_answer(request, parse(lines, RdfFormat.N_TRIPLES))


def addresses(request: Request) -> tuple[str, str]:
    """Give the IRIs of the endpoint and of the dataset, as the client reached them."""
    # The fence has seen to it that the host is a name of this server.
    base = f"{request.url.scheme}://{request.headers['Host']}"
    return f"{base}/sparql", f"{base}/.well-known/void#dataset"


def triples_answer(request: Request, triples: Iterable[Triple] | Iterable[Quad]) -> Answer:
    """Write our own statements as the client likes them.

    Errors: ``Problem`` 406.
    """
    liked = choose(accepted(request.headers), TRIPLE_OFFERS)
    if liked is None:
        raise not_acceptable()
    out = io.BytesIO()
    serialize(triples, out, TRIPLES[TRIPLE_OFFERS[liked]], prefixes=_PREFIXES)
    return Answer(out.getvalue(), liked, headers=_VARY)
