"""Who asks: taken whole from the environment, and in no message."""

from __future__ import annotations

from base64 import b64encode

import pytest
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from mdmakg.errors import UsageError
from mdmakg.remote.address import Address
from mdmakg.remote.secret import Secrets, authentication, bearer

HERE = Address.of("http://127.0.0.1:1/")
AWAY = Address.of("http://a.test/")
SAFE = Address.of("https://a.test/")
BOTH = Secrets("ines", "lamp-light")


def test_from_the_environment() -> None:
    """User and password, or a token; empty ones are none."""
    named = {"MDMAKG_USER": "ines", "MDMAKG_PASSWORD": "lamp-light", "MDMAKG_TOKEN": ""}
    assert Secrets.of(named) == BOTH
    assert Secrets.of({"MDMAKG_TOKEN": "t0ken"}) == Secrets(token="t0ken")  # noqa: S106
    assert Secrets.of({}) == Secrets()


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"MDMAKG_USER": "ines"}, "set together"),
        ({"MDMAKG_PASSWORD": "lamp-light"}, "set together"),
        (
            {"MDMAKG_USER": "a", "MDMAKG_PASSWORD": "lamp-light", "MDMAKG_TOKEN": "t"},
            "set either",
        ),
        ({"MDMAKG_TOKEN": "a\r\nX: lamp-light"}, "cannot be sent"),
        ({"MDMAKG_TOKEN": "lämp-light"}, "cannot be sent"),
    ],
)
def test_half_or_twice_is_refused(environment: dict[str, str], says: str) -> None:
    """Half of a pair, two kinds, and what would break a header are refused, unseen."""
    with pytest.raises(UsageError, match=says) as refused:
        Secrets.of(environment)
    assert "light" not in str(refused.value)


def test_secrets_are_hidden() -> None:
    """Neither their representation nor what a store echoes has them."""
    packed = b64encode(b"ines:lamp-light").decode()
    assert "lamp-light" not in repr(BOTH)
    assert BOTH.hidden(f"no: Basic {packed}, lamp-light") == "no: Basic ***, ***"
    assert Secrets(token="t0ken").hidden("t0ken!") == "***!"  # noqa: S106
    assert Secrets("a", "b").hidden("a bad cab") == "a bad cab"


def test_digest_goes_before_basic() -> None:
    """Of two ways to be known the one that does not send the password is taken."""
    chosen = authentication(BOTH, 'Basic realm="x", Digest realm="x", nonce="n"', AWAY)
    assert isinstance(chosen, HTTPDigestAuth)
    assert isinstance(authentication(BOTH, 'Basic realm="x"', SAFE), HTTPBasicAuth)
    assert isinstance(authentication(BOTH, "basic", HERE), HTTPBasicAuth)


def test_no_way_to_be_known() -> None:
    """Without a user, or where a store wants something else, there is no answer."""
    assert authentication(Secrets(), "Basic", SAFE) is None
    assert authentication(BOTH, "Negotiate", SAFE) is None
    assert authentication(BOTH, 'Bearer realm="basic x"', SAFE) is None
    assert authentication(BOTH, "", SAFE) is None


def test_nothing_is_sent_for_all_to_read() -> None:
    """A password or token goes over TLS or stays on this machine."""
    with pytest.raises(UsageError, match="use https"):
        authentication(BOTH, "Basic", AWAY)
    with pytest.raises(UsageError, match="use https"):
        bearer(Secrets(token="t0ken"), AWAY)  # noqa: S106
