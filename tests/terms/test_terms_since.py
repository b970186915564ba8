"""Releases of vocabularies: renamed, retired, redefined, gone; and files that mean harm."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from given import corpus, rows, terms

from mdmakg.errors import InputError
from mdmakg.terms.examine import examine, recorded
from mdmakg.terms.report import audit_text
from mdmakg.terms.since import definition_digest

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.terms.examine import Examined

# The same release of an invented ontology in three forms. SLEEP:1 keeps its label and has
# another definition, SLEEP:2 has another label, SLEEP:3 gave way to SLEEP:1, SLEEP:4 is new,
# and SLEEP:5 is not there any more.
OWL = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
     xmlns:owl="http://www.w3.org/2002/07/owl#"
     xmlns:obo="http://purl.obolibrary.org/obo/">
  <owl:Ontology rdf:about="https://example.org/sleep.owl"/>
  <owl:Class rdf:about="https://example.org/SLEEP_1">
    <rdfs:label xml:lang="de">Nickerchen</rdfs:label>
    <rdfs:label>nap</rdfs:label>
    <obo:IAO_0000115>Light sleep by day,
      of an hour at most.</obo:IAO_0000115>
    <rdfs:subClassOf><owl:Class><owl:unionOf/></owl:Class></rdfs:subClassOf>
  </owl:Class>
  <owl:Class rdf:about="https://example.org/SLEEP_2"><rdfs:label>siesta</rdfs:label></owl:Class>
  <owl:Class rdf:about="https://example.org/SLEEP_3">
    <rdfs:label>obsolete doze</rdfs:label>
    <owl:deprecated>true</owl:deprecated>
    <obo:IAO_0100001 rdf:resource="https://example.org/SLEEP_1"/>
  </owl:Class>
  <owl:ObjectProperty rdf:about="https://example.org/SLEEP_4">
    <rdfs:label>sleeps in</rdfs:label>
  </owl:ObjectProperty>
  <owl:Class rdf:about="https://example.org/REST_7"><rdfs:label>rest</rdfs:label></owl:Class>
</rdf:RDF>
"""
OBO = """format-version: 1.2
ontology: sleep

[Term]
id: SLEEP:1
name: nap ! by day
def: "Light sleep by day, of an hour at most." [someone:1]
is_a: SLEEP:9 ! sleep

[Term]
id: SLEEP:2
name: siesta

[Term]
id: SLEEP:3
name: obsolete doze
is_obsolete: true
replaced_by: SLEEP:1

[Typedef]
id: SLEEP:4
name: sleeps in

[Term]
id: REST:7
name: rest
"""
JSON = """{"graphs": [{"id": "https://example.org/sleep.owl", "meta": {"version": "3"},
 "nodes": [
  {"id": "https://example.org/SLEEP_1", "lbl": "nap", "type": "CLASS",
   "meta": {"definition": {"val": "Light sleep by day, of an hour at most.", "xrefs": ["a\\"b"]}}},
  {"id": "https://example.org/SLEEP_2", "lbl": "siesta"},
  {"id": "https://example.org/SLEEP_3", "lbl": "obsolete doze", "meta": {"deprecated": true,
   "basicPropertyValues": [{"pred": "http://purl.obolibrary.org/obo/IAO_0100001",
    "val": "https://example.org/SLEEP_1"}]}},
  {"id": "https://example.org/SLEEP_4", "lbl": "sleeps in", "type": "PROPERTY"},
  {"id": "https://example.org/REST_7", "lbl": "rest"}
 ],
 "edges": [{"sub": "https://example.org/SLEEP_1", "pred": "is_a", "obj": "nodes"}]}]}
"""
FORMS = {"sleep.owl": OWL, "sleep.obo": OBO, "sleep.json": JSON}
OLD = definition_digest("Any light sleep.")
RECORDED = terms(
    f"SLEEP:1|nap||||{OLD}", "SLEEP:2|long nap", "SLEEP:3|doze", "SLEEP:5|snooze", "REST:1|rest"
)


def looked_up(place: Path, name: str, content: str | bytes) -> Examined:
    """Examine a corpus with mappings to SLEEP:1 to SLEEP:3 beside one file of an ontology."""
    told = rows(
        *(
            f"concept:{thing} relatedMatch SLEEP:{n}"
            for n, thing in ((1, "nap"), (2, "rest"), (3, "rest"))
        )
    )
    folder = corpus(place / "corpus", told, RECORDED)
    path = place / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return examine(folder, folder, [path])


@pytest.mark.parametrize("name", FORMS)
def test_what_became_of_terms(tmp_path: Path, name: str) -> None:
    """The same in each form, with what is mapped to each."""
    audit = looked_up(tmp_path, name, FORMS[name]).audit
    told = {(str(one.code), one.term, one.things) for one in audit.findings}
    assert told == {
        ("redefined", "SLEEP:1", ("concept:nap",)),
        ("renamed", "SLEEP:2", ("concept:rest",)),
        ("retired", "SLEEP:3", ("concept:rest",)),
        ("gone", "SLEEP:5", ()),
    }
    (looked,) = audit.looked
    assert (looked.form, looked.terms, looked.ours) == (name.rpartition(".")[2], 5, 3)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_told_of_each(tmp_path: Path, name: str) -> None:
    """The old and the new name, what took its place, the new definition, and where it stands."""
    audit = looked_up(tmp_path, name, FORMS[name]).audit
    said = {one.term: one.message for one in audit.findings}
    assert "Light sleep by day, of an hour at most." in said["SLEEP:1"]
    assert "from long nap to siesta" in said["SLEEP:2"]
    assert "took its place" in said["SLEEP:3"]
    line = FORMS[name][
        : FORMS[name].index("SLEEP_2" if name != "sleep.obo" else "id: SLEEP:2")
    ].count("\n")
    assert f"{name}:{line + (1 if name != 'sleep.obo' else 0)}:" in said["SLEEP:2"]


def test_a_file_of_another_vocabulary_borrows(tmp_path: Path) -> None:
    """REST:1 is not in the file of SLEEP, which borrows one term of REST: nothing is told of it."""
    audit = looked_up(tmp_path, "sleep.obo", OBO).audit
    assert not [one for one in audit.findings if one.term.startswith("REST")]


def test_an_excerpt_withdraws_nothing(tmp_path: Path) -> None:
    """Four terms of SLEEP are recorded: a file with one has not lost the others, and says so."""
    short = "format-version: 1.2\n\n[Term]\nid: SLEEP:2\nname: siesta\n"
    examined = looked_up(tmp_path, "sleep.obo", short)
    assert {(str(one.code), one.term) for one in examined.audit.findings} == {
        ("renamed", "SLEEP:2")
    }
    assert examined.audit.looked[0].absent == 3
    assert "taken for an excerpt: of the 3 that it lacks" in audit_text(examined.audit)


def test_what_has_no_label_is_gone_without_one(tmp_path: Path) -> None:
    """No empty brackets stand where nothing is recorded."""
    folder = corpus(tmp_path / "corpus", "", terms("SLEEP:9|", "SLEEP:1|nap"))
    path = tmp_path / "sleep.obo"
    path.write_text(OBO, "utf-8")
    (gone,) = examine(folder, folder, [path]).audit.findings
    assert gone.message == "SLEEP:9 is not in this release of SLEEP"


def test_the_same_definition_is_not_redefined(tmp_path: Path) -> None:
    """White space does not define, and what was never digested is not compared."""
    digest = definition_digest("Light sleep by day,\n of an hour at most.")
    folder = corpus(tmp_path / "corpus", "", terms(f"SLEEP:1|nap||||{digest}", "SLEEP:2|siesta"))
    path = tmp_path / "sleep.obo"
    path.write_text(OBO, "utf-8")
    assert examine(folder, folder, [path]).audit.findings == ()


def test_a_release_gives_rows_for_the_list(tmp_path: Path) -> None:
    """Rows as the file has the terms, which then are what is recorded: nothing has changed."""
    lines = list(recorded(looked_up(tmp_path, "sleep.owl", OWL)))
    assert len(lines) == 4
    folder = tmp_path / "corpus"
    (folder / "terms.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    again = examine(folder, folder, [tmp_path / "sleep.owl"]).audit
    assert {str(one.code) for one in again.findings} == {"term-obsolete"}


@pytest.mark.parametrize("name", FORMS)
def test_packed_files_are_read(tmp_path: Path, name: str) -> None:
    """A release packed by gzip is read as it is."""
    audit = looked_up(tmp_path, f"{name}.gz", gzip.compress(FORMS[name].encode())).audit
    assert audit.looked[0].terms == 5


AGAIN = {
    "sleep.owl": OWL.replace(
        "</rdf:RDF>",
        '<owl:NamedIndividual rdf:about="https://example.org/SLEEP_3"/>'
        '<rdf:Description rdf:about="https://example.org/SLEEP_2">'
        "<rdfs:comment>At noon.</rdfs:comment></rdf:Description></rdf:RDF>",
    ),
    "sleep.obo": f"{OBO}\n[Instance]\nid: SLEEP:3\n\n[Term]\nid: SLEEP:2\n",
    "sleep.json": JSON.replace(
        '{"graphs": [',
        '{"graphs": [{"nodes": [{"id": "https://example.org/SLEEP_3"},'
        ' {"id": "https://example.org/SLEEP_2"}]}, ',
    ),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_term_told_of_twice_is_one(tmp_path: Path, name: str) -> None:
    """A further element of a term says nothing new here, and takes nothing back."""
    assert AGAIN[name] != FORMS[name]
    audit = looked_up(tmp_path, name, AGAIN[name]).audit
    told = {(str(one.code), one.term) for one in audit.findings}
    assert told >= {("renamed", "SLEEP:2"), ("retired", "SLEEP:3")}
    assert (audit.looked[0].terms, audit.looked[0].ours) == (5, 3)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (r"name: light\nsleep\tby\Wday", "light sleep by day"),
        (r"name: sleep\, \"light\"", 'sleep, "light"'),
        ('name: light sleep {source="someone:1"} ! by day', "light sleep"),
        (r"name: sleep \{light\}", "sleep {light}"),
        ("name: light\tsleep", "light sleep"),
    ],
)
def test_obo_is_read_without_escapes_and_modifiers(tmp_path: Path, line: str, label: str) -> None:
    """What OBO 1.4 has for blanks and behind a value is none of the text, which is on one line."""
    path = tmp_path / "sleep.obo"
    path.write_text(OBO.replace("name: siesta", line), "utf-8")
    folder = corpus(tmp_path / "corpus", "", terms("SLEEP:2|siesta"))
    (row,) = list(recorded(examine(folder, folder, [path])))[1:]
    assert row.split("\t")[2] == label


def test_half_a_character_is_no_end(tmp_path: Path) -> None:
    """A lone surrogate, which JSON may have, stands as a question mark."""
    half = JSON.replace("by day, of an hour at most.", "\\ud800 by day.")
    said = [one.message for one in looked_up(tmp_path, "sleep.json", half).audit.findings]
    assert any("Light sleep ? by day." in message for message in said)


def test_rows_keep_what_no_file_tells(tmp_path: Path) -> None:
    """A dispute and a note stay; what took a term's place has a prefix; no path of a machine."""
    folder = corpus(tmp_path / "corpus", "", terms("SLEEP:1|nap|disputed", "SLEEP:3|doze"))
    path = tmp_path / "sleep.owl"
    path.write_text(OWL, "utf-8")
    found = [row.split("\t") for row in recorded(examine(folder, folder, [path]))]
    place = {name: number for number, name in enumerate(found[0])}
    rows = {row[0]: row for row in found[1:]}
    assert rows["SLEEP:1"][place["status"]] == "disputed"
    assert rows["SLEEP:3"][place["status"]] == "obsolete"
    assert rows["SLEEP:3"][place["replaced_by"]] == "SLEEP:1"
    assert {row[place["read_in"]] for row in rows.values()} == {"sleep.owl"}


BOMB = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "zzzzzzzzzz"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.owl", BOMB, "dtd"),
        ("cut.owl", OWL[: OWL.index("</owl:Class>")], "truncated"),
        ("broken.owl", OWL.replace("</owl:Class>", "</owl:Clas>", 1), "syntax"),
        ("deep.owl", "<a>" * 5000, "too-deep"),
        ("empty.owl", "", "unknown-format"),
        ("no.owl", "<html><body>moved</body></html>", "no-record"),
        ("cut.json", JSON[: JSON.index('"edges"')], "truncated"),
        ("half.json", JSON[: JSON.index("siesta")], "truncated"),
        ("broken.json", JSON.replace('"lbl": "siesta"', '"lbl" "siesta"'), "syntax"),
        ("closed.json", '{"graphs": ]', "syntax"),
        ("deep.json", '{"graphs": ' + "[" * 5000, "too-deep"),
        ("long.json", '{"graphs": [{"nodes": [{"id": "' + "x" * 5_000_000 + '"}]}]}', "too-large"),
        ("other.json", '{"studies": [{"nodes": [{}]}]}', "no-record"),
        ("latin.json", JSON.replace("siesta", "sié").encode("latin-1"), "not-utf8"),
        ("latin.obo", OBO.replace("siesta", "sié").encode("latin-1"), "not-utf8"),
        ("line.obo", OBO + "name: " + "x" * 1_100_000, "too-large"),
        ("prose.obo", OBO + "this is no tag\n", "syntax"),
        ("bare.obo", "format-version: 1.2\n", "no-record"),
        ("cut.obo", OBO[: OBO.index("esta\n")], "truncated"),
        ("end.obo", OBO.removesuffix("\n"), "truncated"),
        ("names.obo", OBO.replace("name: siesta", "name: siesta\nname: rest"), "syntax"),
        ("ids.obo", OBO.replace("name: siesta", "id: SLEEP:8"), "syntax"),
        ("maybe.obo", OBO.replace("is_obsolete: true", "is_obsolete: maybe"), "syntax"),
        ("both.obo", f"{OBO}is_obsolete: true\nis_obsolete: false\n", "syntax"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "unknown-format"),
        ("bomb.owl.gz", gzip.compress(b"<a>" + b" " * 300_000_000), "too-large"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    """It is refused at a place, whatever it would cost to read it, and nothing is told of terms."""
    with pytest.raises(InputError) as told:
        looked_up(tmp_path, name, content)
    assert {str(fault.code) for fault in told.value.faults} == {code}
    assert all(fault.place.file.endswith(name) for fault in told.value.faults)


@pytest.mark.parametrize(
    "more",
    ["name: rest ! again\n", "is_obsolete: false {at=1}\n", "replaced_by: A:1\nreplaced_by: A:2\n"],
)
def test_obo_may_say_one_thing_twice(tmp_path: Path, more: str) -> None:
    """Modifiers and comments make no other value, and some tags may have several."""
    assert looked_up(tmp_path, "sleep.obo", OBO + more).audit.looked[0].terms == 5


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is an error, not an ontology without terms."""
    folder = corpus(tmp_path)
    with pytest.raises(InputError):
        examine(folder, folder, [tmp_path / "nothing.owl"])


def test_nodes_are_found_across_the_pieces_that_are_read(tmp_path: Path) -> None:
    """A file of many pieces gives each node once, whatever a piece cuts."""
    node = '{{"id": "https://example.org/OTHER_{0}", "lbl": "thing \\" {0} }}"}}'
    many = ",\n".join(node.format(n) for n in range(20_000))
    content = JSON.replace('"nodes": [', f'"nodes": [{many},')
    assert looked_up(tmp_path, "sleep.json", content).audit.looked[0].terms == 20_005
