"""What needs a place, of sources and studies."""

from __future__ import annotations

from mdmakg.model.source import Source
from mdmakg.model.stated import STATED
from mdmakg.model.study import Study

# What a curator reads off the whole of a source, as docs/source.md says.
OFF_THE_WHOLE = {"kind", "funding", "interests", "extent"}


def facts_of(*models: type[Source] | type[Study]) -> set[str]:
    """Name the keys of records whose values are facts."""
    fields = {
        field.alias or name: field for model in models for name, field in model.model_fields.items()
    }
    return {name for name, field in fields.items() if "Fact[" in str(field.annotation)}


def test_every_fact_needs_a_place_or_is_read_off_the_whole() -> None:
    """A key that comes to sources or studies is one of the two, and says which."""
    assert facts_of(Source, Study) - OFF_THE_WHOLE == set(STATED)
