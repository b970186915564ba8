"""Studies of one table that have one registration: they count as the same participants."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.imports.known import names_one
from mdmakg.imports.stated import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["told_shared"]


def told_shared(numbers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Tell of each number that several studies have, given the numbers of each study by its name.

    A number of no known register is no sign: others give such numbers, too.
    """
    studies: dict[str, list[str]] = defaultdict(list)
    for study, own in numbers.items():
        for number in filter(names_one, own):
            studies[number].append(study)
    for number, named in studies.items():
        if len(named) > 1:
            names = " and ".join(map(shown, named))
            yield (
                f"the studies {names} have one registration, {number.partition(' ')[2]}: they "
                "count as the same participants; if they are one study, call it alike in each row"
            )
