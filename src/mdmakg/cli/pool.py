"""``mdmakg pool``: one estimate of the results about an outcome."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.options import BuildDir, NoColor, Output, Quiet, one_of, require_format
from mdmakg.cli.show import put
from mdmakg.cli.stale import warn_if_stale
from mdmakg.errors import PartialError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.export.material import Portion
    from mdmakg.graph.facts import Facts
    from mdmakg.pool.effect import Answer
    from mdmakg.vocab.term import Quad

__all__ = ["pool_command"]

_FORMATS = ("text", "json", "svg")


def pool_command(
    outcome: Annotated[
        str, typer.Argument(help="The id of an outcome; a wrong one is told all there are.")
    ],
    measure: Annotated[
        str,
        typer.Option(
            help="standardised-difference, mean-difference, risk-difference or log-risk-ratio."
        ),
    ] = "",
    of: Annotated[
        str,
        typer.Option(
            metavar="ID", help="Only where the arm tried received this substance or intervention."
        ),
    ] = "",
    build: BuildDir = Path("build"),
    format_: Annotated[str, one_of(_FORMATS)] = "text",
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Pool the results of independent studies by random effects, and say which and why."""
    from mdmakg.pool.estimate import require_pooling
    from mdmakg.pool.pool import pool_outcome

    require_format(format_, _FORMATS)
    require_pooling()
    facts, about, substance = _facts(build, outcome, of)
    answer = pool_outcome(facts, about, measure=measure, of=substance)
    warn_if_stale(build, quiet=quiet)
    put(_written(answer, format_), output)
    if answer.pooled is None:
        raise PartialError(f"nothing was pooled: {answer.refused}")


def _written(answer: Answer, form: str) -> str:
    if form == "svg":
        from mdmakg.explore.forest import draw_forest

        return draw_forest(answer)
    from mdmakg.report.pool import POOL_WRITERS

    return POOL_WRITERS[form](answer)


def _facts(build: Path, outcome: str, of: str) -> tuple[Facts, str, str]:
    """Read what a build knows of an outcome, part by part; name it and what is asked for.

    Errors: ``UsageError`` if it has no such outcome, or no such substance or intervention.
    """
    from mdmakg.build.material import material_of
    from mdmakg.encode.iri import global_iri
    from mdmakg.graph.facts import Facts
    from mdmakg.model.scalar import Kind

    about = global_iri(Kind.OUTCOME, outcome)
    made = material_of(build)
    mark = f"<{about}>".encode()
    facts = Facts.of(_quads(portion for portion in made.portions() if mark in portion.said))
    if not facts.said:
        facts = Facts.of(_quads(islice(made.portions(), 1)))
    return facts, about, _named(facts, of)


def _quads(portions: Iterable[Portion]) -> Iterator[Quad]:
    from mdmakg.encode.dataset import parse_nquads

    for portion in portions:
        yield from portion.said_quads()
        yield from parse_nquads(portion.found)
        yield from portion.beside()


def _named(facts: Facts, of: str) -> str:
    from mdmakg.encode.iri import global_iri
    from mdmakg.model.scalar import Kind

    if not of:
        return ""
    for kind in (Kind.CONCEPT, Kind.INTERVENTION):
        if (iri := global_iri(kind, of)) in facts.said:
            return iri
    raise UsageError(f"--of: nothing with the results of this outcome is called {of!r}")
