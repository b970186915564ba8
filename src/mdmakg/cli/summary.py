"""The last lines of a build: what it holds, how the claims stand, where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.broken import first_break
from mdmakg.cli.show import several
from mdmakg.model.assessment import Fidelity, Support
from mdmakg.model.check import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.build.built import Built

__all__ = ["findings", "summary"]

_THINGS: Final = {"claims": "claim", "results": "result", "studies": "study", "sources": "source"}


def summary(built: Built, again: str, query: str, trace: str) -> Iterator[str]:
    """Say what was built.

    ``again`` is the command that shows what the checks found, ``query`` and ``trace``
    are those to ask with.
    """
    counts = built.counts
    held = ", ".join(several(counts[key], thing) for key, thing in _THINGS.items())
    done = f"Built {built.out}" if built.made else f"{built.out} is up to date"
    yield f"{done}: {built.statements:,} statements about {held}."
    if counts["standing"]["claims"]:
        yield from _standing(counts)
    if broken := first_break(built.out):
        yield f"{'Not all is judged' if counts['standing']['claims'] else 'Not judged'}: {broken}"
    yield findings(counts, again)
    yield from _where(built)
    yield f"Ask next: {query}, or {trace}" if counts["claims"] else f"Ask next: {query}"


def _standing(counts: Mapping[str, Any]) -> Iterator[str]:
    yield "How the claims stand, to the source that they name and to the evidence read:"
    for voice, told in counts.get("claims_by_voice", {"all": counts["standing"]}).items():
        yield f"  {voice:<18} {several(told['claims'], 'claim')}"
        yield f"    source:   {_tally(Fidelity, told['fidelity'])}"
        yield f"    evidence: {_tally(Support, told['support'])}"


def _where(built: Built) -> Iterator[str]:
    if built.parts:
        parts = several(built.parts, "part")
        yield f"Look in {built.out / 'parts'}: {parts}. For one piece with pictures: --whole"
    else:
        yield f"Open first: {built.out / 'explorer.html'}"


def _tally(words: Iterable[str], told: Mapping[str, int]) -> str:
    """Say how many are what; in a word or two each."""
    return ", ".join(f"{told[w]:,} {w.replace('-', ' ')}" for w in map(str, words) if w in told)


def findings(counts: Mapping[str, Any], again: str) -> str:
    """Say what the checks found."""
    checks = {code: told for code, told in counts["checks"].items() if code != "structure"}
    found = counts["findings"]
    tally = sorted((severity, told["found"]) for severity, told in found.items() if told["found"])
    words = ", ".join(several(number, _word(severity)) for severity, number in tally)
    where = f" ({again} says where)" if words else ""
    accepted = sum(told["accepted"] for told in found.values())
    spared = f", {accepted:,} of them accepted" if accepted else ""
    untold = sum(told["cannotTell"] for told in checks.values())
    unsure = f"; {untold:,} could not be told" if untold else ""
    shapes = counts["checks"]["structure"]["shapes"]
    ran = f"{len(checks)} checks and {shapes} shapes of structure ran"
    off = f" Switched off: {', '.join(counts['checks_off'])}." if counts["checks_off"] else ""
    return f"{ran}; found {words or 'nothing'}{spared}{where}{unsure}.{off}"


def _word(severity: str) -> str:
    return "remark" if severity == Severity.INFO else severity
