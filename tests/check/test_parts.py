"""Each part of a check matters: left out, it breaks a case of its check.

A part that breaks none is one for which a case is missing, or which the check need not
have. Whoever adds a check reads here what its cases do not hold yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

import pytest
from cases import Case, broken, cases, data_of, run_with
from pairs import all_pairs, found
from parts import parts, words
from pyoxigraph import QuerySolutions, Store

from mdmakg.bundle import folder
from mdmakg.check.checkfile import CheckFile, read_check
from mdmakg.model.check import Severity
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from cases import Run
    from pairs import Pairs

    from mdmakg.check.run import Ask, Row

pytestmark = pytest.mark.no_cover
"""Each check runs thousands of times, as it does in test_cases.py."""

QUERIES: Final = ("select", "applies_to", "cannot_tell")
AROUND: Final = 10
NEVER: Final = "FILTER ( false )"
"""How a check says that it can always tell."""

EMPTY_GROUP: Final = "asked of one thing, rdflib gives a row for a group of nothing"
BEGINNING: Final = "said again in its branch, it is where the store begins, ten times as fast"
NEEDLESS: Final[Mapping[tuple[str, str, str], str]] = {
    ("line-contradicts", "select", "mdmakg:hasEvidenceLine $this"): BEGINNING,
    ("line-contradicts", "select", "$this mdmakg:evidence ?value"): BEGINNING,
    ("mean-as-everyone", "select", "FILTER ( BOUND ( ?id ) )"): EMPTY_GROUP,
    ("no-difference-as-maintained", "select", "FILTER ( BOUND ( ?id ) )"): EMPTY_GROUP,
}
"""Parts without which all cases are as they were, and why they are kept."""

CASES: Final = tuple(cases())
PAIRS: Final = tuple(all_pairs())
CODES: Final = sorted({case.check for case in CASES})


@dataclass(frozen=True, slots=True)
class Trial:
    """Data to be asked, and whether what a check finds there is otherwise than it should be."""

    ask: Ask
    breaks: Callable[[Run], bool]


def trials_of(code: str, place: Path) -> Iterator[Trial]:
    """Give the cases of a check, and the pairs that it is to find."""
    for case in CASES:
        if case.check == code:
            yield Trial(asking(case, place), partial(is_broken, case))
    for pairs in PAIRS:
        if pairs.check == code:
            yield Trial(asking(pairs.case, place), partial(is_other, pairs))


def asking(case: Case, place: Path) -> Ask:
    """Load the data of a case, once for whatever is asked of them."""
    store = fill_memory(data_of(case, place))

    @cache
    def ask(query: str) -> tuple[Row, ...]:
        # Not by the guarded door, which looks at a query for longer than the store does.
        found = store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        names = [(variable.value, variable) for variable in found.variables]
        return tuple(
            {name: str(one[at]) for name, at in names if one[at] is not None} for one in found
        )

    return ask


def is_broken(case: Case, run: Run) -> bool:
    """Whether a case is otherwise than it expects."""
    return bool(broken(case, run))


def is_other(pairs: Pairs, run: Run) -> bool:
    """Whether other pairs are found than are marked."""
    return found(run) != pairs.marked


def without_a_part(check: CheckFile) -> Iterator[tuple[tuple[str, str, str], CheckFile]]:
    """Give the check without each of its parts in turn, by the name of the part."""
    for query in QUERIES:
        for part in parts(getattr(check, query)):
            if part.text != NEVER:
                rest: dict[str, Any] = {query: part.rest}
                yield (check.code, query, part.text), replace(check, **rest)
    if len(check.targets) > 1:
        for one in check.targets:
            targets = tuple(target for target in check.targets if target != one)
            yield (check.code, "targets", one), replace(check, targets=targets)
    if "?severity" not in check.select:
        other = next(severity for severity in Severity if severity is not check.severity)
        yield (check.code, "severity", str(check.severity)), replace(check, severity=other)
    never = f"SELECT $this WHERE {{ {NEVER} }}"
    yield (check.code, "check", check.code), replace(check, select=never)


def is_noticed(check: CheckFile, trials: list[Trial]) -> bool:
    """Whether a trial breaks; the next time those around it are tried first.

    Parts that stand together are for cases that stand together.
    """
    for place, one in enumerate(trials):
        if one.breaks(run_with(check, one.ask)):
            before = max(place - AROUND, 0)
            trials[:] = trials[before:] + trials[:before]
            return True
    return False


def unnoticed(check: CheckFile, trials: list[Trial]) -> list[tuple[str, str, str]]:
    """Name the parts without which no trial breaks."""
    return [name for name, rest in without_a_part(check) if not is_noticed(rest, trials)]


@pytest.mark.parametrize("code", CODES)
def test_no_part_of_a_check_can_go_unnoticed(code: str, tmp_path: Path) -> None:
    """Without a part, some case has another state, finding or severity than it expects."""
    check = read_check(folder("shapes") / f"{code}.ttl")
    trials = list(trials_of(code, tmp_path))
    assert not any(one.breaks(run_with(check, one.ask)) for one in trials)
    found = list(dict.fromkeys(unnoticed(check, trials)))
    assert found == [name for name in NEEDLESS if name[0] == code]


def test_a_part_for_which_there_is_no_case_is_named(tmp_path: Path) -> None:
    """A filter that lets everything through, and two triples of which one would do."""
    check = read_check(folder("shapes") / "slot-open.ttl")
    more = "WHERE { FILTER(1 = 1) ?this mdmakg:relation ?relation ."
    idle = replace(check, applies_to=check.applies_to.replace("WHERE {", more))
    names = [text for *_, text in unnoticed(idle, list(trials_of("slot-open", tmp_path)))]
    assert names[0] == "FILTER ( 1 = 1 )"
    assert set(names[1:]) == {"?this mdmakg:relation ?relation", "?this a mdmakg:Proposition"}


QUERY: Final = """
PREFIX ex: <https://example.org/#>
SELECT $this (COUNT(?x) AS ?n) WHERE {
    $this ex:a ?x ; (ex:b|^ex:c)+ ?y .  # no { bracket, and no "string"
    FILTER(?x NOT IN (ex:one, "FILTER }") && !BOUND(?z) || ?x < 3)
    { $this ex:d ?d } UNION { $this ex:e ?d } UNION { $this ex:f ?d . ?d ex:g "h" }
    OPTIONAL { ?y ex:z ?z }
    BIND(IF(?x = 2, "a", "b") AS ?word)
    FILTER NOT EXISTS { $this ex:not ?x }
} GROUP BY $this"""


def test_the_parts_of_a_query() -> None:
    """Every kind of part, told by its words; what is left is a query that the store takes."""
    found = tuple(parts(QUERY))
    assert [(part.kind, part.text) for part in found] == [
        ("filter", 'FILTER ( ?x NOT IN ( ex:one , "FILTER }" ) && ! BOUND ( ?z ) || ?x < 3 )'),
        ("side", '?x NOT IN ( ex:one , "FILTER }" ) && ! BOUND ( ?z )'),
        ("side", "?x < 3"),
        ("side", '?x NOT IN ( ex:one , "FILTER }" )'),
        ("side", "! BOUND ( ?z )"),
        ("member", "ex:one"),
        ("member", '"FILTER }"'),
        ("branch", "{ $this ex:d ?d }"),
        ("branch", "{ $this ex:e ?d }"),
        ("branch", '{ $this ex:f ?d . ?d ex:g "h" }'),
        ("optional", "OPTIONAL { ?y ex:z ?z }"),
        ("bind", 'BIND ( IF ( ?x = 2 , "a" , "b" ) AS ?word )'),
        ("filter", "FILTER NOT EXISTS { $this ex:not ?x }"),
        ("triple", "ex:a ?x"),
        ("triple", "( ex:b | ^ ex:c ) + ?y"),
        ("way", "ex:b"),
        ("way", "^ ex:c"),
        ("repetition", "( ex:b | ^ ex:c ) +"),
        ("triple", "$this ex:d ?d"),
        ("triple", "$this ex:e ?d"),
        ("triple", "$this ex:f ?d"),
        ("triple", '?d ex:g "h"'),
        ("triple", "?y ex:z ?z"),
    ]
    for part in found:
        assert isinstance(Store().query(part.rest), QuerySolutions)


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("ex:a ?x", "$this ( ex:b"),
        ("( ex:b | ^ ex:c ) + ?y", "ex:a ?x . FILTER"),
        ("^ ex:c", "( ex:b ) + ?y"),
        ("ex:one", 'NOT IN ( "FILTER }" )'),
        ("! BOUND ( ?z )", '"FILTER }" ) || ?x < 3'),
        ("?x < 3", "! BOUND ( ?z ) ) {"),
        ("{ $this ex:d ?d }", "?x < 3 ) { $this ex:e ?d } UNION { $this ex:f"),
        ("{ $this ex:e ?d }", "{ $this ex:d ?d } UNION { $this ex:f"),
        ("OPTIONAL { ?y ex:z ?z }", '"h" } BIND'),
    ],
)
def test_what_is_left_without_a_part(gone: str, left: str) -> None:
    """With a part goes the sign that joined it, and nothing else."""
    (rest,) = (part.rest for part in parts(QUERY) if part.text == gone)
    assert left in " ".join(words(rest))
