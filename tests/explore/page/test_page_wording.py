"""Codes of checks in words."""

from __future__ import annotations

from mdmakg.explore.page.wording import because_in_words, untold_in_words

LABELS = {"scope-widened": "claim wider than what carries it", "slot-open": "slot left open"}


def test_codes_in_a_reason_become_labels() -> None:
    """Alone or after others in the brackets; other words with hyphens stay."""
    assert because_in_words("it carries a part (scope-widened)", LABELS) == (
        "it carries a part (claim wider than what carries it)"
    )
    assert because_in_words("follow-up (time: a-b → c; slot-open; x)", LABELS) == (
        "follow-up (time: a-b → c; slot left open; x)"
    )


def test_a_code_within_a_longer_word_stays() -> None:
    """What only contains a code is none."""
    assert because_in_words("not-slot-open, slot-open-ended", LABELS) == (
        "not-slot-open, slot-open-ended"
    )


def test_what_could_not_be_told_begins_with_the_label() -> None:
    """A check without a label keeps its code, and what follows is not touched."""
    told = untold_in_words("slot-open could not be told of 2 here: slot-open", LABELS)
    assert told == "\u201cslot left open\u201d could not be told of 2 here: slot-open"
    assert untold_in_words("other-one could not be told", LABELS) == "other-one could not be told"
