"""``mdmakg pool``: from a table of results to the estimate that its review published."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from command_line import run
from lamp_corpus import lamps, result, write_corpus

from mdmakg.build.build import build, check_corpus
from mdmakg.pool import estimate

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "metapsy-ptsd-mdmactr"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a corpus of three invented trials, and a result of events in one of them."""
    place = tmp_path_factory.mktemp("lamps")
    results = {f"r{n}": result(n) for n in (1, 2, 3)}
    results["r4"] = result(3, measure="log-risk-ratio", outcomes=["waking"])
    write_corpus(place / "data", lamps(results))
    build(check_corpus(place / "data"), place / "build")
    return place / "build"


def test_text_json_and_svg(built: Path, tmp_path: Path) -> None:
    """Each form says the same estimate, on stdout or in a file."""
    told = run("pool", "sleep", "--build", built)
    assert (told.code, told.err) == (0, "")
    assert "  -0.200 [" in told.out
    made = json.loads(run("pool", "sleep", "--build", built, "--format", "json").out)
    assert made["pooled"]["estimate"] == -0.2
    assert run("pool", "sleep", "-b", built, "-f", "svg", "-o", tmp_path / "sleep.svg").out == ""
    drawn = ET.parse(tmp_path / "sleep.svg").getroot()  # noqa: S314 - our own file
    assert "\u22120.200 [" in drawn.findtext("{http://www.w3.org/2000/svg}desc", "")


def test_what_cannot_be_pooled_ends_with_5(built: Path) -> None:
    """The answer is given all the same: what was left, and why it is no pool."""
    ended = run("pool", "waking", "--build", built)
    assert ended.code == 5
    assert ended.out.splitlines()[1].startswith("not pooled: one study is no pool")
    assert "nothing was pooled: one study is no pool" in ended.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("waking", "--format", "pdf"), "--format is one of text, json, svg"),
        (("dreams",), "no result about 'dreams'; there are some about sleep, waking"),
        (("sleep", "--measure", "mean"), "--measure is one of"),
        (("sleep", "--of", "tea"), "called 'tea'"),
    ],
)
def test_what_cannot_be_asked(built: Path, args: tuple[str, ...], says: str) -> None:
    """An unknown form, outcome, measure or substance ends with 2, and says what there is."""
    ended = run("pool", *args, "--build", built)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_a_substance_or_an_intervention_narrows(built: Path) -> None:
    """What the arms tried had is found; what they had not leaves nothing."""
    assert run("pool", "sleep", "--of", "light", "--build", built).code == 0
    assert run("pool", "sleep", "--of", "bright-lamp", "--build", built).code == 0
    ended = run("pool", "sleep", "--of", "darkness", "--build", built)
    assert ended.code == 5
    assert "(substance)" in ended.out


def test_no_build_is_no_pool(tmp_path: Path) -> None:
    """Where nothing was built, that is said."""
    assert run("pool", "sleep", "--build", tmp_path / "nowhere").code == 2


def test_without_the_libraries(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks the extra is told how to install it, before anything is read."""
    monkeypatch.setattr(estimate, "find_spec", lambda _name: None)
    ended = run("pool", "sleep", "--build", built)
    assert (ended.code, ended.out) == (2, "")
    assert "pip install 'mdmakg[pool]'" in ended.err


# --- the table that the project does not carry --------------------------------


@pytest.fixture(scope="module")
def of_table(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the table beside the bundled corpus, and build both; skip where it is absent."""
    table = checkout.parent / "shared" / "evidence" / TABLE / "data.csv"
    if not table.is_file():
        pytest.skip(f"there is no {table}, which is the table of effect sizes")
    place = tmp_path_factory.mktemp("ptsd")
    data = place / "data"
    shutil.copytree(checkout / "data", data, ignore=shutil.ignore_patterns("texts"))
    assert run("import", "metapsy", table, "-o", data, "--beside", data, "-q").code in {0, 5}
    build(check_corpus(data), place / "build")
    return place


@pytest.fixture(scope="module")
def pooled(of_table: Path) -> Any:
    """Pool what the table has about symptoms."""
    ended = run("pool", "ptsd-symptoms", "--build", of_table / "build", "--format", "json")
    assert ended.code == 0
    return json.loads(ended.out)


def test_the_review_is_reproduced(pooled: Any) -> None:
    """The review publishes g = -0.71 (-0.95 to -0.47) of six trials: so it comes out."""
    made = pooled["pooled"]
    assert made["k"] == 6
    numbers = (made["estimate"], made["interval"]["low"], made["interval"]["high"])
    assert [f"{number:.2f}" for number in numbers] == ["-0.71", "-0.95", "-0.47"]
    assert [f"{number:.3f}" for number in numbers] == ["-0.712", "-0.953", "-0.470"]


def test_the_trials_are_the_six(pooled: Any) -> None:
    """Their g, to three digits, as the table has them at the primary time point."""
    found = sorted(round(one["estimate"], 3) for one in pooled["in"])
    assert found == [-1.208, -0.96, -0.853, -0.771, -0.591, -0.276]


def test_each_other_result_has_its_reason(pooled: Any) -> None:
    """The table has 31 rows in points of a scale: 6 go in, and 25 do not, counted by hand.

    Beside them stand two results of the bundled corpus, which compare no arms.
    """
    rules = [out["rule"] for out in pooled["leftOut"] if out["id"].startswith(f"{TABLE}:")]
    assert {rule: rules.count(rule) for rule in sorted(set(rules))} == {
        "before-crossover": 3,
        "one-comparison": 4,
        "primary-instrument": 11,
        "primary-time-point": 7,
    }
    own = [out["rule"] for out in pooled["leftOut"] if not out["id"].startswith(f"{TABLE}:")]
    assert own == ["two-arms", "two-arms"]


def test_the_table_is_named_with_its_licence(pooled: Any) -> None:
    """ODC-BY asks for a notice wherever what is made of the contents goes."""
    (source,) = pooled["sources"]
    assert "opendatacommons.org/licenses/by/1.0" in source["licence"]
    assert source["attribution"].startswith("Contains information from")


def test_a_build_in_parts_gives_the_same(of_table: Path, pooled: Any) -> None:
    """However the build was cut, the pool is the same."""
    parts = of_table / "parts"
    assert run("build", of_table / "data", "-o", parts, "--parts", "-q", "--no-store").code == 0
    told = run("pool", "ptsd-symptoms", "--build", parts, "--format", "json").out
    assert json.loads(told) == pooled


def test_the_estimate_is_not_in_the_graph(of_table: Path, pooled: Any) -> None:
    """What was computed is written nowhere among what is said."""
    said = (of_table / "build" / "mdmakg.nq").read_text("utf-8")
    assert str(pooled["pooled"]["estimate"]) not in said
    assert "pool" not in {word for line in said.splitlines() for word in line.split("/")}


def test_events_are_pooled_as_logarithms(of_table: Path) -> None:
    """Response has log risk ratios, and g of which nobody knows the sign: 12 rows, none in."""
    place = of_table / "build"
    told = run("pool", "ptsd-response", "--build", place)
    assert told.code == 0
    assert "as a risk ratio" in told.out
    assert told.out.count("which of the two arms is taken from which (two-arms)") == 12
    asked = ("--measure", "standardised-difference", "--build", place)
    none = run("pool", "ptsd-response", *asked)
    assert (none.code, "no result is left to pool" in none.out) == (5, True)
