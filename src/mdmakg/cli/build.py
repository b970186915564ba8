"""``mdmakg build``: the main job."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mdmakg.cli.options import (
    FailOn,
    NoColor,
    Off,
    Quiet,
    RuleFolder,
    Texts,
    corpus_folder,
    rules_of,
)
from mdmakg.cli.show import note, progress, put, several
from mdmakg.errors import UsageError
from mdmakg.model.check import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.build.build import Built, Checked

__all__ = ["build_command"]

_BUILD: Final = Path("build")


def build_command(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="A folder of document files; ./data if there is one, else ours."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write into.", file_okay=False)
    ] = _BUILD,
    texts: Texts = None,
    show_words: Annotated[
        bool,
        typer.Option(
            "--show-words",
            help="Put the words of verified passages into explorer.html, with what stands around "
            "them. Whoever gets the file can read them: ask whether you may pass them on.",
        ),
    ] = False,
    fail_on: FailOn = "violation",
    off: Off = None,
    shapes: RuleFolder = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Turn a corpus into a checked graph: data, checks, pictures and a store."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.cli.verdict import fail_on_of, finish
    from mdmakg.report.faults import visible

    if show_words and texts is None:
        raise UsageError("--show-words has no words to show without --texts")
    severity, rules = fail_on_of(fail_on), rules_of(off, shapes)
    folder, shown, which = corpus_folder(corpus)
    note(which, quiet=quiet)
    if shapes is not None:
        note(f"shapes: {shapes}", quiet=quiet)
    with progress(quiet=quiet) as tell:
        checked = check_corpus(folder, texts=texts, shown_as=shown, rules=rules, tell=tell)
        built = build(checked, out, show_words=show_words, tell=tell)
    for told in checked.texts.notes:
        note(f"note: {told}", quiet=quiet)
    if not quiet:
        again = _command("mdmakg check", *_corpus(corpus, texts), *_rules(off, shapes))
        lines = map(visible, _summary(checked, built, again))
        put("".join(f"{line}\n" for line in lines), None)
    finish(checked.report, severity)


def _corpus(corpus: Path | None, texts: Path | None) -> list[str]:
    """Name the corpus and its texts as they were given."""
    named = [] if corpus is None else [str(corpus)]
    return named if texts is None else [*named, "--texts", str(texts)]


def _rules(off: list[str] | None, shapes: Path | None) -> list[str]:
    """Name the rules as they were given."""
    named = [part for code in off or () for part in ("--off", code)]
    return named if shapes is None else [*named, "--shapes", str(shapes)]


def _command(verb: str, *told: str) -> str:
    """Write a command to be copied into a shell."""
    return " ".join([verb, *map(shlex.quote, told)])


def _summary(checked: Checked, built: Built, again: str) -> Iterator[str]:
    """Say what was built; ``again`` is the command that shows what the checks found."""
    from mdmakg.build.build import EXPLORER
    from mdmakg.build.counts import standing

    counts = built.counts
    things = ("claim", "result", "study", "source")
    held = ", ".join(several(counts[_key(thing)], thing) for thing in things)
    yield f"Built {built.out}: {len(checked.dataset):,} statements about {held}."
    yield "How the claims stand, to the source that they name and to the evidence read:"
    for voice, told in standing(checked.facts, checked.report).items():
        yield f"  {voice:<18} {several(told['claims'], 'claim')}"
        yield f"    source:   {_tally(told['fidelity'])}"
        yield f"    evidence: {_tally(told['support'])}"
    yield _checks(checked, again)
    yield f"Open first: {built.out / EXPLORER}"
    there = [] if built.out == _BUILD else ["--build", str(built.out)]
    query = _command("mdmakg query --list", *there)
    trace = _command("mdmakg trace CLAIM", *there)
    yield f"Ask next: {query}, or {trace}"


def _tally(told: object) -> str:
    """Say how many are what; in a word or two each."""
    counted = told if isinstance(told, dict) else {}
    return ", ".join(f"{number} {name.replace('-', ' ')}" for name, number in counted.items())


def _checks(checked: Checked, again: str) -> str:
    from mdmakg.report.structure import parted

    report = checked.report
    shapes, checks = parted(report)
    tally = sorted(report.by_severity().items())
    found = ", ".join(several(number, _word(severity)) for severity, number in tally)
    where = f" ({again} says where)" if found else ""
    spared = f", {len(report.accepted)} of them accepted" if report.accepted else ""
    untold = sum(count.cannot_tell for count in report.counts)
    unsure = f"; {untold} could not be told" if untold else ""
    ran = f"{len(checks)} checks and {len(shapes)} shapes of structure ran"
    off = f" Switched off: {', '.join(report.off)}." if report.off else ""
    return f"{ran}; found {found or 'nothing'}{spared}{where}{unsure}.{off}"


def _key(thing: str) -> str:
    return "studies" if thing == "study" else f"{thing}s"


def _word(severity: Severity) -> str:
    return "remark" if severity is Severity.INFO else str(severity)
