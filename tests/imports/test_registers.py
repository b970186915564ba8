"""Of which register a number is: expected schemes are those of the registers' own examples."""

from __future__ import annotations

import pytest

from mdmakg.imports.registers import registered


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NCT99999991", "nct NCT99999991"),
        ("nct99999991", "nct NCT99999991"),
        ("NCT 99999991", "nct NCT99999991"),
        ("ClinicalTrials.gov Identifier: NCT99999991", "nct NCT99999991"),
        ("2031-000123-45", "eudract 2031-000123-45"),
        ("EudraCT 2031-000123-45", "eudract 2031-000123-45"),
        ("EudraCT Number: 2031-000123-45", "eudract 2031-000123-45"),
        ("EudraCT No.:2031-000123-45", "eudract 2031-000123-45"),
        ("2031-501234-12-00", "euct 2031-501234-12-00"),
        ("ISRCTN99999991", "isrctn ISRCTN99999991"),
        ("ACTRN 99999999999991", "actrn ACTRN99999999999991"),
        ("drks: 99999991", "drks DRKS99999991"),
        ("NCT9999999", ""),
        ("NCT999999911", ""),
        ("2031-0001-45", ""),
        ("LARK-7", ""),
        ("EudraCT", ""),
        ("not registered", ""),
        ("NCT99999991 NCT99999992", ""),
        ("", ""),
    ],
)
def test_a_number_is_of_the_register_whose_form_it_has(text: str, number: str) -> None:
    """Capitals, blanks and the register's name before it are no part of a number."""
    assert registered(text) == number
