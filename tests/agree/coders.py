"""Two small encodings of one invented text of 500 characters, made by hand.

Who is matched with whom, and every count in the tests, was worked out on paper:

====  =======  ====  =======  =========================================================
A     core     B     core     differ in
====  =======  ====  =======  =========================================================
c1    0-100    k3    10-100   kind (finding, efficacy), claimed direction (B gives none)
c2    100-200  k4    100-200  hedge (possible, probable), evidence (B alone has a line)
c3    200-300  k2    200-300  nothing; same passage as the next, told apart by subject
c4    200-300  k1    200-300  nothing
c5    300-400  k5    340-400  relation (causes, acts-through)
c6    400-440                 only A
               k6    450-500  only B
====  =======  ====  =======  =========================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["A", "B", "write_coders"]

DIGEST = "0123456789abcdef"
HEAD = """\
text:
  file: invented.txt
  sha256: {digest}
  length: 500
  sections: [{{section: commentary, at: 0-500}}]
  sentences: []
curation: {{curator: {coder}, coded: 2026-03-20}}
results:
  {result}:
    source: s
    study: t
    gloss: Invented.
    outcomes: sleep
    direction: improved
    measure: not-stated
    level: group
    significance: not-stated
    at: 0-100 0123456789abcdef
claims:
"""


def _claim(id_: str, at: str, slots: str, rest: str) -> str:
    """Write a claim of five lines; ``slots`` are subject, relation and object."""
    subject, relation, thing = slots.split()
    return (
        f"  {id_}:\n"
        f"    at: {at} {DIGEST}\n"
        f"    gloss: Invented.\n"
        f"    proposition: {{subject: {subject}, relation: {relation}, object: {thing}}}\n"
        f"    {rest}\n"
    )


A = HEAD.format(digest="a" * 64, coder="A", result="r1") + "".join(
    (
        _claim(
            "c1",
            "0-100",
            "lamp changes sleep",
            "kind: finding\n    direction: improved\n"
            "    evidence: [{to: r1, direction: supports, basis: cited}]",
        ),
        _claim("c2", "100-200", "lamp changes mood", "kind: finding\n    hedge: possible"),
        _claim("c3", "200-300", "shifts causes sleep", "kind: burden"),
        _claim("c4", "200-300", "noise causes sleep", "kind: burden"),
        _claim("c5", "300-400", "lamp causes harm", "kind: safety"),
        _claim("c6", "400-440", "lamp changes mood", "kind: opinion"),
    )
)
B = HEAD.format(digest="a" * 64, coder="B", result="q7") + "".join(
    (
        _claim("k1", "200-300", "noise causes sleep", "kind: burden"),
        _claim("k2", "200-300", "shifts causes sleep", "kind: burden"),
        _claim(
            "k3",
            "10-100",
            "lamp changes sleep",
            "kind: efficacy\n    evidence: [{to: q7, direction: supports, basis: cited}]",
        ),
        _claim(
            "k4",
            "100-200",
            "lamp changes mood",
            "kind: finding\n    hedge: probable\n"
            "    evidence: [{to: q7, direction: disputes, basis: curator}]",
        ),
        _claim("k5", "340-400", "lamp acts-through harm", "kind: safety"),
        _claim("k6", "450-500", "lamp changes mood", "kind: opinion"),
    )
)


def write_coders(folder: Path) -> tuple[Path, Path]:
    """Write both encodings into a folder, as ``first.yaml`` and ``second.yaml``."""
    first, second = folder / "first.yaml", folder / "second.yaml"
    first.write_text(A, "utf-8")
    second.write_text(B, "utf-8")
    return first, second
