"""The verbs: what goes to stdout, what to stderr, and with which exit code they end."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command_line import run

from mdmakg import __version__
from mdmakg.build.example import make_example
from mdmakg.export.formats import FORMATS


def test_help_names_every_verb() -> None:
    """The help of the whole and of each verb is given on stdout, with exit code 0."""
    verbs = ("build", "check", "query", "trace", "export", "quote", "agree", "init")
    told = run("--help")
    assert (told.code, told.err) == (0, "")
    assert all(verb in told.out for verb in verbs)
    for verb in verbs:
        assert run(verb, "-h").code == 0


def test_version() -> None:
    """The version is that of the package."""
    assert run("--version").out == f"mdmakg {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("build", "--nonsense"),
        ("build", "--fail-on", "everything"),
        ("check", "--format", "pdf"),
        ("check", "--fail-on", "all"),
        ("query",),
        ("query", "--format", "pdf", "hedges"),
        ("query", "--timeout", "0", "hedges"),
        ("query", "no-such-question"),
        ("trace",),
        ("trace", "example:c1", "--format", "pdf"),
        ("trace", "example:c99"),
        ("export",),
        ("export", "pdf"),
        ("export", "json", "--claim", "example:c1", "--document", "example"),
        ("export", "json", "--document", "nobody"),
        ("quote", "data/texts/example.txt"),
        ("quote", "data/texts/example.txt", "sleep", "--sentences"),
        ("quote", "-", "-"),
        ("init", "data"),
        ("trace", "example:c1", "--build", "nowhere"),
        ("query", "ASK {}", "--build", "data"),
    ],
)
def test_usage_errors_are_2(in_demo: Path, args: tuple[str, ...]) -> None:
    """What cannot be asked ends with 2, a message on stderr and nothing on stdout."""
    ended = run(*args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        (("build", "-o", "new", "--fail-on", "x"), "violation, warning, info, never"),
        (("check", "--format", "x"), "text, json, sarif, github, junit, shacl"),
        (("trace", "example:c1", "-f", "x"), "tree, svg, json, mermaid, dot, graphml, gexf, cyjs"),
        (("export", "x"), ", ".join(FORMATS)),
        (("query", "ASK {}", "-f", "x"), "table, csv, tsv, json, xml, ttl, nt"),
    ],
)
def test_an_unknown_token_is_answered_with_those_there_are(
    here: Path, args: tuple[str, ...], allowed: str
) -> None:
    """Before anything is read: here there is neither a corpus nor a build."""
    ended = run(*args)
    assert ended.code == 2
    assert allowed in ended.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("build", "nowhere"),
        ("build", "file.txt"),
        ("check", "nowhere"),
        ("check", "nowhere.nq"),
        ("check", "empty"),
        ("check", "data", "--texts", "nowhere"),
        ("build", "bad", "-o", "out"),
        ("check", "bad.nq"),
        ("query", "nowhere.rq"),
        ("quote", "nowhere.txt", "word"),
        ("quote", "binary.txt", "word"),
        ("quote", "latin.txt", "word"),
    ],
)
def test_unreadable_input_is_3(here: Path, demo: Path, args: tuple[str, ...]) -> None:
    """Missing, empty, binary, of another encoding or form: place and reason, and exit code 3."""
    shutil.copytree(demo / "data", here / "data")
    shutil.copytree(demo / "build", here / "build")
    (here / "empty").mkdir()
    (here / "file.txt").write_text("a file")
    (here / "binary.txt").write_bytes(b"\0\1")
    (here / "latin.txt").write_bytes("Fälle".encode("latin-1"))
    (here / "bad").mkdir()
    (here / "bad" / "a.yaml").write_text("claims: {c1: {glos: x}}\n")
    (here / "bad.nq").write_text("<a> <b> .\n")
    ended = run(*args)
    assert (ended.code, ended.out) == (3, "")
    assert "fault" in ended.err
    assert not (here / "out").exists()


def test_faults_name_place_and_show_the_line(here: Path) -> None:
    """A fault in a document has file, line, column, the line and a caret under the value."""
    make_example(here / "data")
    document = here / "data" / "example.yaml"
    lines = document.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if line == "    kind: finding")
    lines[number] = "    kind: finding!"
    document.write_text("\n".join(lines))
    ended = run("build")
    assert ended.code == 3
    assert f"data/example.yaml:{number + 1}:11: " in ended.err
    assert f"      kind: finding!\n{' ' * 12}^" in ended.err
    assert "1 fault; nothing was written" in ended.err


def test_build_says_what_was_built(here: Path) -> None:
    """What was built, how the claims stand, which file to open: on stdout; the rest on stderr."""
    make_example(here / "data")
    ended = run("build", "--texts", "data/texts")
    assert ended.code == 0
    assert ended.err == "corpus: ./data\n"
    lines = ended.out.splitlines()
    assert lines[0].endswith("statements about 6 claims, 2 results, 1 study, 2 sources.")
    assert lines[2].split() == ["column", "4", "claims"]
    assert lines[3] == "    source:   1 strengthened, 3 no source named"
    assert lines[4] == "    evidence: 1 disputed, 2 no evidence here, 1 not checked"
    assert "shapes of structure ran; found 6 remarks, 2 warnings" in lines[8]
    assert Path(lines[9].removeprefix("Open first: ")).is_file()


def test_build_names_what_it_built_of_and_into(here: Path) -> None:
    """What it says to do next can be typed as it stands: folders that are not ours are named."""
    make_example(here / "my corpus")
    ended = run(
        *("build", "my corpus", "--texts", "my corpus/texts", "-o", "out"),
        *("--off", "uncovered-text"),
    )
    again = "mdmakg check 'my corpus' --texts 'my corpus/texts' --off uncovered-text"
    assert f" ({again} says where)" in ended.out
    next_ = "Ask next: mdmakg query --list --build out, or mdmakg trace CLAIM --build out"
    assert ended.out.splitlines()[-1] == next_
    assert run(*shlex.split(again)[1:]).code == 0
    assert run("query", "--list", "--build", "out").code == 0
    assert run("trace", "example:c5", "--build", "out").code == 0


def test_build_leaves_out_what_goes_without_saying(here: Path) -> None:
    """For ./data and ./build the commands are the short ones."""
    make_example(here / "data")
    ended = run("build")
    assert "(mdmakg check says where)" in ended.out
    assert ended.out.splitlines()[-1] == "Ask next: mdmakg query --list, or mdmakg trace CLAIM"


def test_build_is_quiet_if_asked(here: Path) -> None:
    """With --quiet nothing is said, and all is written."""
    make_example(here / "data")
    ended = run("build", "-q", "-o", "out")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (here / "out" / "manifest.json").is_file()


def test_the_bundled_corpus_is_for_those_who_have_none(here: Path) -> None:
    """Where there is no ./data with documents, the corpus that comes along is checked."""
    (here / "data").mkdir()
    (here / "data" / ".hidden.yaml").touch()
    ended = run("check", "--format", "json")
    assert ended.err.startswith("corpus: the one that comes with mdmakg\n")
    assert json.loads(ended.out)["results"][0]["place"]["file"].startswith("data/")


def failing(here: Path) -> None:
    """Make a corpus whose text has changed in one sentence, where two claims rest."""
    make_example(here / "data")
    text = here / "data" / "texts" / "example.txt"
    text.write_text(text.read_text().replace("p = 0.02", "p = 0.03"))


@pytest.mark.parametrize(
    ("fail_on", "code"), [("violation", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_violations_are_1(here: Path, fail_on: str, code: int) -> None:
    """A broken anchor is a violation; --fail-on decides what ends with 1."""
    failing(here)
    ended = run("build", "--texts", "data/texts", "--fail-on", fail_on)
    assert ended.code == code
    assert "violation" in ended.out
    assert run("check", "--texts", "data/texts", "--fail-on", fail_on).code == code


def test_cannot_tell_is_counted_and_no_failure(here: Path) -> None:
    """Without the text nothing is verified, which is said and counted, and ends with 0."""
    make_example(here / "data")
    ended = run("check")
    assert ended.code == 0
    assert "note: 1 text is not at hand, so its passages were not verified" in ended.err
    assert "cannot tell (6): the text is not at hand" in ended.out
    assert "could not be told" in ended.out


# --- trace and export --------------------------------------------------------------


def test_trace_draws_a_tree(in_demo: Path) -> None:
    """The chain of a claim: its evidence line, the result, the study, the sources."""
    ended = run("trace", "example:c4")
    assert (ended.code, ended.err) == (0, "")
    for part in ("claim example:c4", "example:r1", "lamp-trial", "lamp-abstract", "column"):
        assert part in ended.out


@pytest.mark.parametrize("token", ["svg", "json", "mermaid", "dot", "graphml", "gexf", "cyjs"])
def test_trace_in_every_format(in_demo: Path, token: str) -> None:
    """Each format is given whole, and XML and JSON are well formed."""
    ended = run("trace", "example:c5", "--format", token)
    assert ended.code == 0
    if token in {"svg", "graphml", "gexf"}:
        ET.fromstring(ended.out)  # noqa: S314 - our own output
    if token in {"json", "cyjs"}:
        json.loads(ended.out)
    # DOT and Mermaid show labels only.
    assert ("feel better." if token in {"dot", "mermaid"} else "example:r2") in ended.out


def test_an_unknown_claim_is_answered_with_near_ones(in_demo: Path) -> None:
    """A misspelt id is met with ids that are close, another with where to look."""
    assert "did you mean example:c1" in run("trace", "exampel:c1").err
    assert "a claim is named like" in run("trace", "zzz").err


@pytest.mark.parametrize("token", FORMATS)
def test_export_is_the_file_of_the_build(in_demo: Path, token: str) -> None:
    """The whole graph, exported, is what the build wrote."""
    ended = run("export", token)
    assert ended.out == (in_demo / "build" / f"graph{FORMATS[token].extension}").read_text()


def test_export_of_a_part(in_demo: Path) -> None:
    """One claim's chain, or all chains of one document."""
    chain = json.loads(run("export", "json", "--claim", "example:c3").out)
    assert {node["local_id"] for node in chain["nodes"]} == {"example:c3", "column"}
    whole = json.loads(run("export", "json", "--document", "example").out)
    assert len([node for node in whole["nodes"] if node["kind"] == "claim"]) == 6


def test_output_goes_to_a_file(in_demo: Path, tmp_path: Path) -> None:
    """With --output nothing is on stdout, the file is whole and nothing is left beside it."""
    target = tmp_path / "chain.svg"
    target.write_text("old")
    ended = run("trace", "example:c1", "-f", "svg", "-o", target)
    assert (ended.code, ended.out) == (0, "")
    assert target.read_text() == run("trace", "example:c1", "-f", "svg", "-o", "-").out
    assert [path.name for path in tmp_path.iterdir()] == ["chain.svg"]


def test_older_answers_are_said_to_be(here: Path, demo: Path) -> None:
    """Every verb that reads a build warns when the corpus has changed since."""
    make_example(here / "data")
    assert run("build", "-q").code == 0
    with (here / "data" / "example.yaml").open("a") as file:
        file.write("# more\n")
    for args in (("trace", "example:c1"), ("export", "dot"), ("query", "hedges")):
        says = "warning: example.yaml has changed since the build; mdmakg build brings it up to"
        assert says in run(*args).err
        assert run(*args, "--quiet").err == ""


# --- init --------------------------------------------------------------------------


def test_init_makes_a_corpus_that_builds(here: Path) -> None:
    """The command that init names as the next one works."""
    ended = run("init", "mine")
    assert ended.code == 0
    command = ended.err.splitlines()[-1].removeprefix("next: mdmakg ").split()
    assert run(*command).code == 0
    assert run("init", "mine").code == 2


# --- quote -------------------------------------------------------------------------


def test_quote_prints_an_anchor(in_demo: Path) -> None:
    """The anchor of a phrase is the one that a person put into the document."""
    ended = run("quote", "data/texts/example.txt", "Night shifts eat into sleep")
    assert (ended.code, ended.out) == (0, "54-81 c0777eee1e7038cc\n")


def test_quote_reads_standard_input(in_demo: Path) -> None:
    """The text or the phrase may come through a pipe, but not both."""
    text = (in_demo / "data" / "texts" / "example.txt").read_bytes()
    wanted = "54-81 c0777eee1e7038cc\n"
    assert run("quote", "-", "Night shifts eat into sleep", stdin=text).out == wanted
    phrase = "Night shifts eat into sleep\n"
    assert run("quote", "data/texts/example.txt", "-", stdin=phrase).out == wanted
    assert run("quote", "-", "x", stdin=b"\xff").code == 3
    assert "more than" in run("quote", "-", "x", stdin=b"x" * (16 * 1024 * 1024 + 1)).err


def test_quote_refuses_with_the_reason(in_demo: Path) -> None:
    """A changed number ends with 1, the reason and the nearest passage on stderr."""
    ended = run("quote", "data/texts/example.txt", "sleep had improved since the start (p = 0.03)")
    assert (ended.code, ended.out) == (1, "")
    assert "nearest: " in ended.err
    assert "p = 0.02" in ended.err


def test_quote_lists_several_places(in_demo: Path) -> None:
    """A phrase at several places is listed with its surroundings, never guessed."""
    ended = run("quote", "data/texts/example.txt", "the lamp")
    assert (ended.code, ended.out) == (1, "")
    assert "several: it stands at 2 places" in ended.err


def test_quote_tells_of_a_negation_outside(here: Path) -> None:
    """An anchor that leaves out the word that denies is given with a note."""
    (here / "t.txt").write_text("We found no lasting loss of weight after the last visit.")
    ended = run("quote", "t.txt", "after the last visit")
    assert ended.code == 0
    assert "note: the sentence has 'no' outside this passage" in ended.err
    assert run("quote", "-q", "t.txt", "after the last visit").err == ""


def test_quote_lists_sentences(in_demo: Path) -> None:
    """The sentence ranges are those of the example document, ready to paste; words on request."""
    ended = run("quote", "data/texts/example.txt", "--sentences")
    document = (in_demo / "data" / "example.yaml").read_text()
    lines = ended.out.splitlines()
    assert len(lines) == 13
    assert all(f"    {line}\n" in document for line in lines)
    shown = run("quote", "data/texts/example.txt", "--sentences", "--show")
    assert "- 0-19 ac87c60ed18d17fc  # The lamp by the bed\n" in shown.out


def test_quote_is_safe_to_look_at(here: Path) -> None:
    """Escapes in a text are shown as such, never sent to the terminal."""
    (here / "t.txt").write_text("The \x1b[31mred lamp\x1b[0m was bright. The blue lamp was dim.")
    for args in (("lamp was",), ("the green lamp was bright",)):
        ended = run("quote", "t.txt", *args)
        assert "\x1b" not in ended.out + ended.err
    assert "\\x1b[31m" in run("quote", "t.txt", "--sentences", "--show").out
