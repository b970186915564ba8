"""What stands in the box of each node: its short id, its label, its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.explore.estimate import estimate_words
from mdmakg.explore.measure import BOLD, text_width, wrap
from mdmakg.export.palette import INK, NODE_COLOURS, node_kind
from mdmakg.export.plain import plain_value
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind
from mdmakg.model.check import Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from networkx import MultiDiGraph

__all__ = [
    "LEADING",
    "Box",
    "Finding",
    "Line",
    "box_of",
    "empty_place",
    "facts",
    "findings_of",
    "label_of",
    "passages_of",
    "row_of",
    "verdicts",
]

PAD = 10.0
_ID_SIZE, _LABEL_SIZE, _FACT_SIZE, _FINDING_SIZE = 10.0, 12.0, 10.5, 10.0
LEADING = MappingProxyType({_ID_SIZE: 13.0, _LABEL_SIZE: 15.0, _FACT_SIZE: 14.0})
"""How far the baselines of lines in a box are apart, by their size."""

_GLYPH_ROOM = 16.0

_MOST_FINDINGS = 6
_MOST_OF_NAME = 3
_PARTS = re.compile(r"[^ :-]*[ :-]|[^ :-]+")
_HELD = 24
_MINUS = re.compile(r"^-(?=[\d.])")
_ESTIMATE = ("estimate", "standard_error", "interval", "measure")

MISSING = "no evidence line"
SEVERITIES = (*Severity, State.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``x`` and ``y`` are its baseline's start from the box's corner."""

    text: str
    x: float
    y: float
    size: float
    ink: str
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """One check result under a box; ``y`` is the top of its glyph from the box's corner."""

    severity: str
    text: str
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A node's box; ``kind`` is None for the place where an evidence line is missing.

    Units: those of the drawing. ``tail`` is the height of the findings below the box.
    """

    kind: NodeKind | None
    name: str
    title: str
    width: float
    height: float
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()
    tail: float = 0.0


def row_of(graph: MultiDiGraph[str], node: str) -> dict[str, object]:
    """Return a node's attributes; an evidence line has its edges' basis and inference too."""
    row: dict[str, object] = dict(graph.nodes[node])
    if node_kind(row) is not NodeKind.EVIDENCE_LINE:
        return row
    edges = [edge for _, _, edge in graph.in_edges(node, data=True)]
    edges += [edge for _, _, edge in graph.out_edges(node, data=True)]
    bases = sorted({str(edge["basis"]) for edge in edges if edge.get("basis")})
    inferred = any(edge.get("inferred") is True for edge in edges)
    return {"basis": ", ".join(bases), "inferred": inferred} | row


def box_of(node: str, row: Mapping[str, object], kind: NodeKind, width: float) -> Box:
    """Set a node's texts into a box of that width."""
    ink = NODE_COLOURS[kind].ink
    room = width - 2 * PAD
    name = _name_that_fits(shown(str(row.get("id") or kind)), room)
    lines = [
        Line(text, x, PAD + 9.5 + LEADING[_ID_SIZE] * count, _ID_SIZE, ink, 600)
        for count, (text, x) in enumerate(name)
    ]
    y = PAD + LEADING[_ID_SIZE] * max(1, len(name))
    most = 8 if kind is NodeKind.EVIDENCE_LINE else 5
    for text in wrap(label_of(node, row), room, _LABEL_SIZE, most):
        y += LEADING[_LABEL_SIZE]
        lines.append(Line(text, PAD, y, _LABEL_SIZE, INK))
    y += 3.0
    told = [*facts(kind, row), *filter(None, [_ranges(row)])]
    for weight, texts in ((700, verdicts(row)), (500, _fact_lines(told, room))):
        for text in texts:
            y += LEADING[_FACT_SIZE]
            lines.append(Line(text, PAD, y, _FACT_SIZE, ink, weight))
    height = y + PAD - 2
    findings, tail = _findings(findings_of(row), width, height)
    called = shown(str(row.get("id") or node))
    return Box(
        kind, called, _title(called, node, row, kind), width, height, tuple(lines), findings, tail
    )


def _name_that_fits(name: str, room: float) -> list[tuple[str, float]]:
    """Set an id; of one that is too long its document goes first: it is that of its neighbours."""
    whole = _name_lines(name, room)
    arrow, _, id_ = name.rpartition(" ")
    _, colon, local = id_.partition(":")
    if not colon or "".join(text for text, _ in whole).replace(" ", "") == name.replace(" ", ""):
        return whole
    return _name_lines(f"{arrow} …{colon}{local}".strip(), room)


def _name_lines(name: str, room: float) -> list[tuple[str, float]]:
    """Break an id where its parts meet; return each line with its left border.

    The first stands beside the glyph; what does not fit three lines is cut.
    """
    size = _ID_SIZE * BOLD
    lines = [""]
    for part in _PARTS.findall(name):
        longer = lines[-1] + part
        indent = _GLYPH_ROOM if len(lines) == 1 else 0.0
        fits = text_width(longer.rstrip(), size) <= room - indent
        if fits or not lines[-1] or len(lines) == _MOST_OF_NAME:
            lines[-1] = longer
        else:
            lines.append(part)
    indents = (_GLYPH_ROOM, *([0.0] * len(lines)))
    return [
        (cut, PAD + indent)
        for line, indent in zip(lines, indents, strict=False)
        for cut in wrap(line.strip(), room - indent, size, 1)
    ]


def empty_place(width: float) -> Box:
    """Return the place of the evidence line that is not there."""
    texts = wrap(MISSING, width - 2 * PAD, _FACT_SIZE, 3)
    lines = (
        Line(text, PAD, PAD + 9 + 14 * count, _FACT_SIZE, "#4a4a4a")
        for count, text in enumerate(texts)
    )
    return Box(None, MISSING, MISSING, width, 2 * PAD + 14 * len(texts) - 3, tuple(lines))


def label_of(node: str, row: Mapping[str, object]) -> str:
    """Return the label of a node on one line; where there is none, what it is called by."""
    return shown(str(row.get("label") or "")) or shown(str(row.get("id") or node))


def facts(kind: NodeKind, row: Mapping[str, object]) -> list[str]:
    """Return the few facts and numbers that matter for a node of this kind, in order."""
    match kind:
        case NodeKind.CLAIM:
            found = [
                _spaced(row, "claim_kind"),
                _text(row, "attributed_to", "attributed to "),
                _spaced(row, "direction"),
                _text(row, "change"),
                _spaced(row, "hedge", "hedge: "),
                _words(row),
            ]
        case NodeKind.EVIDENCE_LINE:
            found = [
                " ".join(filter(None, (_spaced(row, "basis"), _text(row, "coded_by")))),
                "inferred" if row.get("inferred") is True else "",
            ]
        case NodeKind.RESULT:
            found = [
                _spaced(row, "direction"),
                _text(row, "change"),
                _text(row, "between"),
                _text(row, "time_frame"),
                estimate_words(*map(partial(_told, row), _ESTIMATE)),
                _related("p", row, "p"),
                _related("n", row, "size"),
                *_flags(row),
            ]
        case NodeKind.STUDY:
            bias = _spaced(row, "risk_of_bias", "risk of bias: ")
            found = [_related("n", row, "size"), _text(row, "design"), bias]
        case NodeKind.SOURCE:
            found = [_spaced(row, "source_kind"), _text(row, "issued")]
        case NodeKind.OUTCOME:
            found = []
    return [fact for fact in found if fact]


def verdicts(row: Mapping[str, object]) -> list[str]:
    """Say how a claim stands to its source and to the evidence; nothing of what was not judged."""
    told = (("source", row.get("fidelity")), ("evidence", row.get("support")))
    return [f"{name}: {shown(str(value)).replace('-', ' ')}" for name, value in told if value]


def passages_of(row: Mapping[str, object]) -> str:
    """Say where a claim stands: its ranges and the text's file; empty where that is not told."""
    ranges, text = _ranges(row), shown(str(row.get("text") or ""))
    return f"{ranges} of {text}" if ranges and text else ranges


def _words(row: Mapping[str, object]) -> str:
    """Say which marked words the text uses; a claim's strength is not in its gloss alone."""
    value = row.get("intensifiers")
    told = [shown(str(word)) for word in value] if isinstance(value, list) else []
    return f"in its words: {', '.join(told)}" if told else ""


def _flags(row: Mapping[str, object]) -> list[str]:
    value = row.get("flags")
    return [shown(str(flag)) for flag in value] if isinstance(value, list) else []


def _ranges(row: Mapping[str, object]) -> str:
    value = row.get("passages")
    told = (
        [shown(str(part)).replace("-", "\u2013") for part in value]
        if isinstance(value, list)
        else []
    )
    return f"at {', '.join(told)}" if told else ""


def findings_of(row: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the check results on a node as severity and text, the gravest first.

    What names no severity is ``info``.
    """
    value = row.get("findings")
    given = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    split = (shown(str(text)).partition(":") for text in given)
    told = [
        (head, rest.strip()) if head in SEVERITIES else ("info", head + colon + rest)
        for head, colon, rest in split
    ]
    return sorted(told, key=lambda finding: SEVERITIES.index(finding[0]))


def _findings(
    given: Sequence[tuple[str, str]], width: float, top: float
) -> tuple[tuple[Finding, ...], float]:
    """Set findings under a box; return them with the height they take."""
    made: list[Finding] = []
    y = top + 9.0
    for severity, text in given[:_MOST_FINDINGS]:
        lines = tuple(_finding_lines(text, width, y))
        made.append(Finding(severity, text, y, lines))
        y += 12.5 * max(1, len(lines)) + 4.0
    if len(given) > _MOST_FINDINGS:
        text = f"and {len(given) - _MOST_FINDINGS} more"
        made.append(Finding("", text, y, tuple(_finding_lines(text, width, y))))
        y += 16.5
    return tuple(made), y - top - 4.0 if made else 0.0


def _finding_lines(text: str, width: float, y: float) -> Iterator[Line]:
    for count, line in enumerate(wrap(text, width - _GLYPH_ROOM, _FINDING_SIZE, 7)):
        yield Line(line, _GLYPH_ROOM, y + 9 + 12.5 * count, _FINDING_SIZE, "#3d3d3d")


def _fact_lines(told: Sequence[str], room: float) -> list[str]:
    """Break facts between one and the next where they can be, with no dot left hanging."""
    held = (fact.replace(" ", "\u00a0") if len(fact) < _HELD else fact for fact in told)
    lines = wrap("\u00a0· ".join(held), room, _FACT_SIZE, 7)
    return [line.replace("\u00a0", " ").removesuffix(" ·") for line in lines]


def _title(called: str, node: str, row: Mapping[str, object], kind: NodeKind) -> str:
    told = [
        f"{kind.replace('-', ' ')} {called}: {label_of(node, row)}",
        *verdicts(row),
        *facts(kind, row),
    ]
    return " · ".join(told)


def _text(row: Mapping[str, object], name: str, before: str = "") -> str:
    text = _told(row, name)
    return "" if text in {"", "none"} else before + _MINUS.sub("\u2212", text)


def _spaced(row: Mapping[str, object], name: str, before: str = "") -> str:
    """Return the value of a closed list as words: ``primary-report``, primary report."""
    text = _text(row, name)
    return before + text.replace("-", " ") if text else ""


def _told(row: Mapping[str, object], name: str) -> str:
    value = plain_value(row.get(name))
    return "" if value is None else shown(str(value))


def _related(name: str, row: Mapping[str, object], attribute: str) -> str:
    """Return ``p < 0.001`` or ``n = 12``: the value's own operator, or else an equals sign."""
    text = _text(row, attribute)
    if not text:
        return ""
    return f"{name} {text}" if text[0] in "<>=≤≥≈~" else f"{name} = {text}"
