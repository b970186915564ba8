"""Who asks: user and password, or a token, from the environment and into no message."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from requests import PreparedRequest, Response
    from requests.auth import AuthBase

    from mdmakg.remote.address import Address

__all__ = ["Secrets", "authentication", "bearer"]

_USER: Final = "MDMAKG_USER"
_PASSWORD: Final = "MDMAKG_PASSWORD"  # noqa: S105 - the name of a variable
_TOKEN: Final = "MDMAKG_TOKEN"  # noqa: S105 - the name of a variable
_SHORTEST: Final = 4
"""A shorter secret would stand in ordinary words, and hide them."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a store may ask for; a value that is empty is none."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Secrets:
        """Take them from the environment.

        Errors: ``UsageError`` for half of them, for two kinds, or for line ends within.
        """
        user, password, token = (environment.get(one, "") for one in (_USER, _PASSWORD, _TOKEN))
        if bool(user) != bool(password):
            raise UsageError(f"{_USER} and {_PASSWORD} are set together, or neither is")
        if user and token:
            raise UsageError(f"set either {_TOKEN}, or {_USER} and {_PASSWORD}")
        if not token.isascii() or not all(one.isprintable() for one in (user, password, token)):
            raise UsageError(
                f"{_USER}, {_PASSWORD} or {_TOKEN} has a character that cannot be sent"
            )
        return cls(user, password, token)

    def hidden(self, text: str) -> str:
        """Take them out of what a store said."""
        for secret in self._forms():
            text = text.replace(secret, "***")
        return text

    def _forms(self) -> Iterator[str]:
        whole = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        yield from (one for one in (whole, self.password, self.token) if len(one) >= _SHORTEST)

    @property
    def refused(self) -> str:
        """What to do when a store lets nobody in."""
        if self.user:
            return f"it does not take what {_USER} and {_PASSWORD} say"
        if self.token:
            return f"it does not take what {_TOKEN} says"
        return f"it wants to know who asks: set {_USER} and {_PASSWORD}, or {_TOKEN}"


def authentication(secrets: Secrets, challenge: str, address: Address) -> AuthBase | None:
    """Choose how to answer a challenge (RFC 9110, 11.6.1); digest first, which hides more.

    Errors: ``UsageError`` rather than a password sent for all to read.
    """
    from requests.auth import HTTPBasicAuth

    schemes = {one.lower() for one in re.findall(r"(?:^|,\s*)(\w+)(?=\s|,|$)", challenge)}
    if not secrets.user:
        return None
    if "digest" in schemes:
        return _digest(secrets)
    if "basic" not in schemes:
        return None
    _require_private(address)
    return HTTPBasicAuth(secrets.user.encode(), secrets.password.encode())


def _digest(secrets: Secrets) -> AuthBase:
    """Give what answers each challenge (RFC 7616), and reads nothing but its headers."""
    from requests.auth import HTTPDigestAuth

    class Digest(HTTPDigestAuth):
        def handle_401(self, r: Response, **kwargs: Any) -> Response:
            # What is answered is read to its end first, which may never come.
            if r.status_code == 401 and self._thread_local.num_401_calls < 2:  # noqa: PLR2004 - HTTP
                r.raw.close()
            return super().handle_401(r, **kwargs)

    return Digest(secrets.user, secrets.password)


def bearer(secrets: Secrets, address: Address) -> Callable[[PreparedRequest], PreparedRequest]:
    """Give what puts the token on a request (RFC 6750).

    Errors: ``UsageError`` rather than a token sent for all to read.
    """
    _require_private(address)

    def put(request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {secrets.token}"
        return request

    return put


def _require_private(address: Address) -> None:
    if not address.is_private:
        raise UsageError(
            f"{address}: without TLS everybody on the way could read the password or token; "
            "use https://"
        )
