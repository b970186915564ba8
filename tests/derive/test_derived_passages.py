"""What is derived of passages: coverage, digests, negations, quotations."""

from __future__ import annotations

from hashlib import sha256

from mdmakg.derive.passages import derive_passages
from mdmakg.graph.facts import Facts, local_name
from mdmakg.passage.digest import digest16
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import Quad, iri_term, literal_term, term_text

WORDS = "The lamp did not help. Sleep, they said, was sound.\n---\nMood rose."
TEXT = "https://a.example/text"
SHA = sha256(WORDS.encode()).hexdigest()
SENTENCES = ("0-22", "23-51", "52-55", "56-66")


def quad(subject: str, predicate: str, value: str) -> Quad:
    """State a fact; a value that is an address is a node."""
    term = iri_term(value) if value.startswith("https:") else literal_term(value)
    return iri_term(subject), iri_term(predicate), term, ""


def passage(span: str, words: str = WORDS, *, sentence: bool = False) -> list[Quad]:
    """State a passage of the text, with the digest of what stands there."""
    iri, (start, end) = f"{TEXT}/{span}", span.split("-")
    kinds = [m.Passage, *([m.Sentence] if sentence else [])]
    return [
        *(quad(iri, f.rdf_type, kind) for kind in kinds),
        quad(iri, f.oa_hasSource, TEXT),
        quad(iri, f.oa_hasSelector, f"{iri}/selector"),
        quad(f"{iri}/selector", f.oa_start, start),
        quad(f"{iri}/selector", f.oa_end, end),
        quad(iri, m.digest, digest16(words[int(start) : int(end)])),
        *([quad(TEXT, m.hasSentence, iri)] if sentence else []),
    ]


def claim(name: str, *spans: str) -> list[Quad]:
    """State a claim that rests on passages."""
    iri = f"https://a.example/{name}"
    rests = [quad(iri, f.oa_hasTarget, f"{TEXT}/{span}") for span in spans]
    return [quad(iri, f.rdf_type, m.Claim), *rests, *(q for span in spans for q in passage(span))]


def quotation(name: str, words: str, source: str = "") -> list[Quad]:
    """State that a claim quotes words."""
    owner, iri = f"https://a.example/{name}", f"https://a.example/{name}/quotation/1"
    return [
        quad(owner, m.hasQuotation, iri),
        quad(iri, f.rdf_type, m.Quotation),
        quad(iri, m.words, words),
        *([quad(iri, m.quotedFrom, source)] if source else []),
    ]


def derive(
    quads: list[Quad], words: str | None = WORDS, sha: str = SHA
) -> set[tuple[str, str, str]]:
    """Derive, and give what was said by the last parts of names."""
    text = [quad(TEXT, f.rdf_type, m.Text), quad(TEXT, m.sha256, sha)]
    sentences = [q for span in SENTENCES for q in passage(span, sentence=True)]
    facts = Facts.of([*text, *sentences, *quads])
    found = derive_passages(facts, {} if words is None else {sha: words})
    return {
        (
            local_name(term_text(subject)),
            local_name(term_text(predicate)),
            term_text(value).removeprefix(f"{TEXT}/"),
        )
        for subject, predicate, value, _ in found
    }


def covered(found: set[tuple[str, str, str]]) -> dict[str, str]:
    """Give each covered sentence and what covers it."""
    return {subject: value for subject, predicate, value in found if predicate == "coveredBy"}


def test_without_the_text_positions_cover() -> None:
    """Any shared code point covers, a comma too; the rest needs the text."""
    found = derive(claim("c", "0-22", "28-29"), words=None)
    assert covered(found) == {"0-22": "0-22", "23-51": "28-29"}
    assert {predicate for _, predicate, _ in found} == {"coveredBy"}


def test_with_the_text_only_words_cover() -> None:
    """To touch a comma is not to cover a sentence, and a rule of dashes covers itself."""
    found = derive(claim("c", "0-22", "28-29"))
    assert covered(found) == {"0-22": "0-22", "52-55": "52-55"}


def test_skipped_passages_cover_and_sentences_alone_do_not() -> None:
    """What is skipped with a reason is covered; a sentence that nothing rests on is not."""
    skipped = quad(f"{TEXT}/56-66", m.skippedAs, "https://w3id.org/mdmakg/skip-reason/heading")
    assert covered(derive([skipped], words=None)) == {"56-66": "56-66"}


def test_digests_of_a_text_at_hand() -> None:
    """What stands at each anchor is said, and where a passage went that moved."""
    moved = "Also: " + WORDS
    found = derive(claim("c", "56-66"), words=moved)
    assert ("56-66", "foundDigest", digest16(moved[56:66])) in found
    assert ("56-66", "foundAt", "62-72") in found
    gone = derive(claim("c", "56-66"), words="Nothing of it.")
    assert ("56-66", "foundDigest", "") in gone
    assert not [row for row in gone if row[1] == "foundAt"]


def test_a_negation_left_outside() -> None:
    """The word that denies is said of the claim; a passage that holds it is well."""
    assert ("c", "negationOutside", "not") in derive(claim("c", "17-21"))
    assert not [row for row in derive(claim("c", "9-21")) if row[1] == "negationOutside"]


def test_what_does_not_stand_is_not_judged() -> None:
    """In a text that has changed there, neither negations nor quotations of own passages."""
    quoted = [*claim("c", "17-21"), *quotation("c", "help")]
    changed = derive(quoted, words=WORDS.replace("help", "heal"))
    assert {p for _, p, _ in changed} == {"coveredBy", "foundDigest"}


def test_quotations_of_own_passages() -> None:
    """Words are looked for in the claim's own passages, several joined in order."""
    same = derive([*claim("c", "23-51"), *quotation("c", "Sleep, they said, was sound")])
    assert ("1", "alteration", "none") in same
    other = derive([*claim("c", "56-66"), *quotation("c", "Sleep, they said, was sound")])
    ((_, _, says),) = [row for row in other if row[1] == "alteration"]
    assert says != "none"
    nowhere = derive([*claim("c"), *quotation("c", "Mood rose")])
    assert not [row for row in nowhere if row[1] == "alteration"]


def test_quotations_of_another_source() -> None:
    """Words of another source are looked for in its whole text, if that is at hand."""
    source = "https://a.example/source"
    expressed = quad(source, m.expressedIn, TEXT)
    elsewhere = quad(source, m.expressedIn, "https://a.example/other-text")
    for stated, words, says in (
        (expressed, "The lamp did not help", "none"),
        (expressed, "The lamp did help", "altered"),
        (elsewhere, "The lamp did not help", "not told"),
    ):
        found = derive([stated, *claim("c", "56-66"), *quotation("c", words, source)])
        told = [value for _, predicate, value in found if predicate == "alteration"]
        assert ["altered" if value != "none" else value for value in told] == [
            value for value in [says] if says != "not told"
        ], words


def test_malformed_data_are_left_to_the_shapes() -> None:
    """Passages without whole positions, and nodes without names, are passed over."""
    iri = f"{TEXT}/odd"
    for start in ("", "one", "-1", "9" * 5000, "1.5"):
        odd = [
            quad(iri, f.rdf_type, m.Passage),
            quad(iri, f.oa_hasSource, TEXT),
            quad(iri, f.oa_hasSelector, f"{iri}/selector"),
            quad(f"{iri}/selector", f.oa_start, start),
            quad(f"{iri}/selector", f.oa_end, "9"),
        ]
        assert not [row for row in derive(odd) if row[0] == "odd"]
    nameless = ("_:b", iri_term(f.rdf_type), iri_term(m.Passage), "")
    pointing = (iri_term(iri), iri_term(f.oa_hasSelector), "_:b", "")
    assert derive([nameless, pointing]) == derive([])


def test_facts_are_found_by_subject_and_class() -> None:
    """Each statement counts once, values are sorted, what is not there is empty."""
    facts = Facts.of(
        [*passage("1-2"), *passage("1-2"), quad(TEXT, m.note, "b"), quad(TEXT, m.note, "a")]
    )
    assert facts.instances(m.Passage) == (f"{TEXT}/1-2",)
    assert facts.instances(m.Claim) == ()
    assert facts.all(TEXT, m.note) == ("a", "b")
    assert (facts.one(TEXT, m.note), facts.one(TEXT, m.hedge), facts.name("x", "y")) == (
        "a",
        "",
        "",
    )
