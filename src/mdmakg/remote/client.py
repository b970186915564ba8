"""One way out to another store: bounded, retried, to nobody but whom it was told to ask."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias
from urllib.parse import urlencode, urljoin

from mdmakg.errors import StoreError, UsageError
from mdmakg.remote.address import Address
from mdmakg.remote.secret import Secrets, authentication, bearer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from requests import PreparedRequest, Response, Session
    from requests.auth import AuthBase

    Authentication: TypeAlias = AuthBase | Callable[[PreparedRequest], PreparedRequest]

__all__ = ["Client", "Reply", "Request"]

_CONNECT: Final = 10.0  # seconds
_ATTEMPTS: Final = 4
_PAUSE: Final = 0.5  # seconds, twice as long each time
_LONGEST_PAUSE: Final = 30.0
_REDIRECTS: Final = 3
_KEEPS_METHOD: Final = frozenset({307, 308})
_TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_SMALL: Final = 1024 * 1024
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; sending it twice must do the same as sending it once.

    Units: ``most`` is how many bytes the answer may have.
    """

    method: str
    body: bytes | None = None
    media_type: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    accept: str = "*/*"
    most: int = _SMALL

    @classmethod
    def form(
        cls, fields: Mapping[str, str | list[str]], accept: str, most: int = _SMALL
    ) -> Request:
        """Make one that posts a form, which every endpoint takes (SPARQL 1.1 Protocol, 2.1.2)."""
        body = urlencode(fields, doseq=True).encode()
        return cls("POST", body, "application/x-www-form-urlencoded", accept=accept, most=most)

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers; the answer is wanted as it is, so that its length is known."""
        always = {"Accept": self.accept, "Accept-Encoding": "identity", "User-Agent": "mdmakg"}
        return {**always, "Content-Type": self.media_type} if self.media_type else always


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _AgainError(Exception):
    """It failed in a way that another attempt may mend; ``after`` that many seconds."""

    def __init__(self, says: str, after: float = 0) -> None:
        super().__init__(says)
        self.after = after


@dataclass(slots=True)
class Client:
    """Sends requests. ``seconds`` is how long the other end may be silent, and answer."""

    secrets: Secrets = field(default_factory=Secrets)
    seconds: float = 60
    cafile: Path | None = None
    wait: Callable[[float], None] = time.sleep
    _session: Session | None = None
    _authentication: dict[str, Authentication] = field(default_factory=dict)

    def send(self, address: Address, request: Request, *, attempts: int = _ATTEMPTS) -> Reply:
        """Send a request until it is answered.

        Errors: ``StoreError`` naming the store and what it said.
        """
        pause = _PAUSE
        for attempt in range(attempts):
            try:
                return self._answered(address, request)
            except _AgainError as error:
                if attempt + 1 == attempts:
                    says = f"; tried {attempts} times" if attempts > 1 else ""
                    raise StoreError(f"{address}: {error}{says}") from None
                self.wait(min(max(pause, error.after), _LONGEST_PAUSE))
                pause *= 2
        raise AssertionError("an attempt ends in an answer or an error")

    def server(self, address: Address) -> str:
        """Ask which program answers, in lower case; empty if it does not tell.

        It is the request for a service description (SPARQL 1.1 Service Description, 2),
        whose answer is not needed.
        Errors: ``StoreError`` if nobody answers.
        """
        look = Request("GET", accept="text/turtle")
        try:
            _, reply = self._followed(address, look, body=False)
        except _AgainError as error:
            raise StoreError(f"{address}: {error}") from None
        return reply.headers.get("server", "").lower()

    def _answered(self, address: Address, request: Request) -> Reply:
        here, reply = self._followed(address, request)
        if reply.status == 401 and here.url not in self._authentication:  # noqa: PLR2004 - HTTP
            challenge = reply.headers.get("www-authenticate", "")
            if (chosen := authentication(self.secrets, challenge, here)) is not None:
                self._authentication[here.url] = chosen
                here, reply = self._followed(here, request)
        if not 200 <= reply.status < 300:  # noqa: PLR2004 - RFC 9110, 15
            self._refuse(here, reply)
        return reply

    def _followed(
        self, address: Address, request: Request, *, body: bool = True
    ) -> tuple[Address, Reply]:
        here = address
        for _ in range(_REDIRECTS + 1):
            reply = self._once(here, request, body=body)
            if not 300 <= reply.status < 400:  # noqa: PLR2004 - RFC 9110, 15.4
                return here, reply
            here = _next(here, reply)
        raise StoreError(f"{address}: it redirects again and again")

    def _once(self, address: Address, request: Request, *, body: bool) -> Reply:
        from requests.exceptions import RequestException
        from urllib3.exceptions import HTTPError

        # The other end's patience is not ours: what drips in without end is cut off.
        end = time.monotonic() + self.seconds
        try:
            with self._sent(address, request) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                content = _read(address, response, request.most, end) if body else b""
                return Reply(response.status_code, headers, content)
        except (RequestException, HTTPError) as error:
            _explain(address, error, self.seconds)

    def _sent(self, address: Address, request: Request) -> Response:
        from requests.utils import get_environ_proxies

        if self._session is None:
            self._session = _session(self.cafile)
        if self.secrets.token:
            self._authentication.setdefault(address.url, bearer(self.secrets, address))
        return self._session.request(
            request.method,
            address.url,
            params=request.params,
            data=request.body,
            headers=request.headers,
            auth=self._authentication.get(address.url),
            proxies={} if address.is_here else get_environ_proxies(address.url),
            timeout=(min(_CONNECT, self.seconds), self.seconds),
            allow_redirects=False,
            stream=True,
        )

    def _refuse(self, address: Address, reply: Reply) -> NoReturn:
        said = self._said(reply)
        if reply.status in _TRY_AGAIN:
            raise _AgainError(f"status {reply.status}{said}", _after(reply))
        if reply.status in {401, 403}:
            raise StoreError(f"{address}: status {reply.status}: {self.secrets.refused}{said}")
        raise StoreError(f"{address}: status {reply.status}{said}")

    def _said(self, reply: Reply) -> str:
        if not reply.media_type.startswith("text/plain"):
            return ""
        words = " ".join(reply.content[: 8 * _SHOWN].decode("utf-8", "replace").split())
        told = self.secrets.hidden(words)
        return f": {told[:_SHOWN]}" if told else ""


def _session(cafile: Path | None) -> Session:
    from requests import Session

    session = Session()
    # Neither passwords from ~/.netrc nor authorities from variables.
    session.trust_env = False
    if cafile is not None:
        if not cafile.is_file():
            raise UsageError(f"{cafile}: there is no such file of certificates")
        session.verify = str(cafile)
    return session


def _read(address: Address, response: Response, most: int, end: float) -> bytes:
    packed = response.headers.get("Content-Encoding", "identity").lower()
    if packed != "identity":
        raise StoreError(
            f"{address}: the answer is packed ({packed[:20]}), which was not asked for"
        )
    parts: list[bytes] = []
    size = 0
    # What is there, at once: to wait for a certain number of bytes may take for ever.
    while part := response.raw.read1(65536, decode_content=False):
        size += len(part)
        if size > most:
            raise StoreError(f"{address}: the answer has more than {most:,} bytes")
        if time.monotonic() > end:
            raise _AgainError("the answer took too long")
        parts.append(part)
    return b"".join(parts)


def _next(here: Address, reply: Reply) -> Address:
    try:
        there = Address.of(urljoin(here.url, reply.headers.get("location", "")))
    except UsageError:
        raise StoreError(f"{here}: it redirects to where nothing can be sent") from None
    if reply.status not in _KEEPS_METHOD or there.origin != here.origin:
        raise StoreError(
            f"{here}: it redirects to {there}, which is not followed; give that address "
            "if it is the right one"
        )
    return there


def _after(reply: Reply) -> float:
    said = reply.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() else 0


def _explain(address: Address, error: Exception, seconds: float) -> NoReturn:
    """Say in words what went wrong; what the library says may hold too much."""
    from requests.exceptions import ConnectionError as Unreachable
    from requests.exceptions import InvalidURL, SSLError, Timeout
    from urllib3.exceptions import TimeoutError as Silent

    if isinstance(error, SSLError):
        says = "its certificate cannot be verified; --cafile FILE names an authority to trust"
        raise StoreError(f"{address}: {says}") from None
    if isinstance(error, InvalidURL):
        raise UsageError(f"{address}: is no address that can be asked") from None
    if isinstance(error, Timeout | Silent):
        raise _AgainError(f"no answer within {seconds:g} s") from None
    if isinstance(error, Unreachable):
        raise _AgainError(f"it cannot be reached{_reason(error)}") from None
    raise _AgainError("its answer broke off") from None


def _reason(error: BaseException) -> str:
    held: BaseException | None = error
    while held is not None:
        if isinstance(held, OSError) and held.strerror:
            return f": {held.strerror}"
        reason = getattr(held, "reason", None) or held.__cause__ or held.__context__
        first = held.args[0] if held.args else None
        held = reason if isinstance(reason, BaseException) else None
        if held is None and isinstance(first, BaseException):
            held = first
    return ""
