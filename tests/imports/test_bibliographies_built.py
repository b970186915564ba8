"""References imported by the command line beside a corpus, built with it, and asked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import run

from mdmakg.bundle import folder

if TYPE_CHECKING:
    from pathlib import Path

_PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article>
<ArticleTitle>Lamps</ArticleTitle><DataBankList><DataBank>
<DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
<AccessionNumber>NCT03537014</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType>Clinical Trial, Phase III</PublicationType>
</PublicationTypeList></Article><CommentsCorrectionsList>
<CommentsCorrections RefType="RetractionIn"/></CommentsCorrectionsList></MedlineCitation>
</PubmedArticle></PubmedArticleSet>"""
_JATS = """<article article-type="protocol"><front><article-meta>
<article-id pub-id-type="doi">10.5555/lamp.2</article-id>
<title-group><article-title>Plan of a lamp</article-title></title-group>
<related-object document-id="ISRCTN99999991" document-id-type="clinical-trial-number"/>
</article-meta></front></article>"""
_RIS = "TY  - DATA\nTI  - Readings\nAU  - Docht, D\nPY  - 2030\nDO  - 10.5555/lamp.3\nER  - \n"
# The second is in the bundled corpus, by its DOI.
_BIBTEX = """@article{nachtigall, title = {Nights}, author = {Nachtigall, Anna}, year = 2030}
@article{mitchell, title = {Known}, doi = {10.1038/S41591-021-01336-3}}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Copy the bundled corpus and import four files beside it."""
    corpus = tmp_path / "corpus"
    shutil.copytree(folder("data"), corpus)
    for kind, ending, content in (
        ("pubmed", "xml", _PUBMED),
        ("jats", "jats", _JATS),
        ("ris", "ris", _RIS),
        ("bibtex", "bib", _BIBTEX),
    ):
        path = tmp_path / f"lamps-{kind}.{ending}"
        path.write_text(content)
        made = run("import", kind, path, "-o", corpus, "--beside", corpus, "--seen", "2031-05-06")
        assert made.code == (5 if kind == "bibtex" else 0), made.err
    return corpus


def test_imported_works_build_beside_the_corpus(corpus: Path, tmp_path: Path) -> None:
    """Nothing breaks structure; a report joins the study that is there; retractions are found."""
    built = run("build", corpus, "-o", tmp_path / "build")
    assert built.code == 0, built.err
    assert "violation" not in built.err
    asked = run("query", "retracted-sources", "--build", tmp_path / "build", "--format", "csv")
    rows = [row.split(",")[:3] for row in asked.out.splitlines()]
    assert ["pmid-90000001", "", "mapp1"] in rows
    left = (corpus / "left-out.tsv").read_text("utf-8")
    assert "is the source mitchell-2021 of the corpus already" in left
    assert "isrctn99999991:" in (corpus / "lamps-jats.yaml").read_text("utf-8")
