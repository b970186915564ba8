"""The importer of ClinicalTrials.gov records: API v2 JSON and the older XML, told apart by content.

Free text of a record is not taken: titles, labels, measures and time frames are facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from mdmakg.imports.bounded_json import json_records
from mdmakg.imports.bounded_xml import xml_records
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.document import document_of
from mdmakg.imports.registry.json_trial import trial_of_json
from mdmakg.imports.registry.xml_trial import RECORD, UNREAD, trial_of_xml

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened
    from mdmakg.imports.registry.trial import Trial

__all__ = ["ClinicalTrials"]

_PEEKED: Final = 64
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which XML may be and JSON may not


@dataclass(frozen=True, slots=True)
class ClinicalTrials:
    """Records of trials: one a file, or pages, lists and lines of them.

    ``seen`` is the day on which they were got, for records without any of their own.
    """

    seen: date | None = None
    token: str = "clinicaltrials"  # noqa: S105 - the name of a kind of file
    says: str = "ClinicalTrials.gov records, API v2 JSON or the older XML"

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give each record as a document; one that stands twice in a file is told of.

        Errors: ``InputError`` where the file is neither JSON nor XML, or is broken.
        """
        seen: set[str] = set()
        for trial in _trials(opened):
            if isinstance(trial, LeftOut):
                yield trial
            elif trial.nct.text in seen:
                says = f"{trial.nct.text} stands twice in this file; the first was taken"
                yield LeftOut(trial.base + trial.nct.at, says)
            else:
                seen.add(trial.nct.text)
                yield document_of(trial, known, self.seen)


def _trials(opened: Opened) -> Iterator[Trial | LeftOut]:
    if _is_xml(opened):
        for spot in xml_records(opened.stream, opened.name, (RECORD,), without=UNREAD):
            yield trial_of_xml(spot)
    else:
        for record in json_records(opened, "studies"):
            yield record if isinstance(record, LeftOut) else trial_of_json(record)


def _is_xml(opened: Opened) -> bool:
    start = cast("io.BufferedReader", opened.stream).peek(_PEEKED)[:_PEEKED]
    return start.lstrip(_BLANK).startswith(b"<") or start.startswith(_WIDE)
