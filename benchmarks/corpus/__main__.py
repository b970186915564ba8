"""``python -m benchmarks.corpus N -o DIR``: write a made-up corpus."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from benchmarks.corpus.files import write_corpus


def main() -> None:
    """Read what is asked for, and write it."""
    parser = ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("count", type=int, metavar="N", help="how many documents, 10 to 100000")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=Path, metavar="DIR", help="write the texts here, too")
    parser.add_argument("--no-plant", dest="plant", action="store_false", help="make nothing wrong")
    asked = parser.parse_args()
    write_corpus(asked.output, asked.count, asked.seed, texts=asked.texts, plant=asked.plant)


if __name__ == "__main__":
    main()
