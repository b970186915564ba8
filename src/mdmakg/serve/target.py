"""What a request line asks for, in each form that HTTP has for it.

Source: RFC 9112, 3.2: a server takes the whole address as well as its path, and believes
        that address rather than the Host header; ``*`` is the server itself.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from mdmakg.serve.problem import Problem

if TYPE_CHECKING:
    from starlette.types import Scope

__all__ = ["read_target"]

_WHOLE: Final = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# Of all paths it takes the most methods.
_SERVER: Final = b"/sparql"


def read_target(scope: Scope) -> None:
    """Give a request the path that it asks for, and the host where that says so.

    Errors: ``Problem`` 400 for what is no path.
    """
    path: bytes = scope["raw_path"]
    if path.startswith(b"/"):
        return
    if path == b"*" and scope["method"] == "OPTIONS":
        _set_path(scope, _SERVER)
    elif (whole := _WHOLE.fullmatch(path)) is not None:
        _set_path(scope, whole[2] or b"/")
        # Whether there was one Host header is still to be looked at.
        scope["headers"] = [
            (name, whole[1] if name == b"host" else value) for name, value in scope["headers"]
        ]
    else:
        words = "the request asks for no path"
        raise Problem(HTTPStatus.BAD_REQUEST, words, headers={"Connection": "close"})


def _set_path(scope: Scope, path: bytes) -> None:
    scope["raw_path"] = path
    scope["path"] = unquote(path.decode("ascii"))
