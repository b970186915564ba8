"""How long the plain pipeline takes for a document, in seconds of CPU by stage.

``python -m benchmarks.plain``: the ten documents of one block, group by group, after one
group that warms up and is not counted: its time for a document does not depend on how many
there are. One run, half a minute, and some minutes with ``--as-it-comes``, for one document
without the queries being parsed beforehand.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus.part import groups_of
from benchmarks.plain.part import lay_out
from benchmarks.plain.pipeline import STAGES, Done, Rules, read_rules, run

SEED = 1
ROOT = Path(__file__).parents[2]


def measured(numbers: tuple[int, ...], rules: Rules, *, prepared: bool = True) -> Done:
    """Run one group in a folder of its own."""
    with TemporaryDirectory() as folder:
        given = lay_out(Path(folder) / "part", SEED, numbers)
        return run(
            given.documents, given.context, given.derived, rules, given.out, prepared=prepared
        )


def show(title: str, runs: list[Done], documents: int) -> None:
    """Print the mean of each stage for a document, and the sum."""
    print(f"{title}, {documents} document{'s'[: documents > 1]}, CPU seconds for each:")
    means = {stage: sum(one.seconds[stage] for one in runs) / documents for stage in STAGES}
    for stage, mean in means.items():
        print(f"  {stage:<10} {mean:8.3f}")
    print(f"  {'all':<10} {sum(means.values()):8.3f}")
    print(f"  statements {sum(one.statements for one in runs) // documents:8}")


def main() -> None:
    """Measure and print."""
    parser = ArgumentParser(prog="python -m benchmarks.plain", description=__doc__)
    parser.add_argument("--as-it-comes", action="store_true")
    rules = read_rules(ROOT / "shapes", ROOT / "ontology")
    groups = groups_of(SEED, 1)
    if parser.parse_args().as_it_comes:
        alone = min(groups, key=len)
        show("as it comes", [measured(alone, rules, prepared=False)], len(alone))
        return
    measured(min(groups, key=len), rules)
    runs = [measured(numbers, rules) for numbers in groups]
    show("plain", runs, sum(map(len, groups)))


if __name__ == "__main__":
    main()
