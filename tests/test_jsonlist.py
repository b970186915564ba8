"""Lists of JSON, a piece at a time: what the library writes at once."""

from __future__ import annotations

import json

import pytest

from mdmakg.jsonlist import json_list


@pytest.mark.parametrize("members", [[], [1], ["a", None, "b"]])
@pytest.mark.parametrize("blanks", [1, 2])
def test_a_list_is_written_as_the_library_writes_it(members: list[object], blanks: int) -> None:
    """At the top, and as the only member of a list of lists."""
    pieces = list(json_list(map(json.dumps, members), 0, blanks))
    assert "".join(pieces) == json.dumps(members, indent=blanks)
    assert len(pieces) == len(members) + 1
    inner = "".join(json_list(map(json.dumps, members), 1, blanks))
    assert "".join(json_list([inner], 0, blanks)) == json.dumps([members], indent=blanks)
