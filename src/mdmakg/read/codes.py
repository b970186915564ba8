"""The codes of what can be wrong with a file before anyone asks what it means."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ReadCode"]


class ReadCode(StrEnum):
    """Stable names of the faults that reading a file can find.

    The first group is about any file, the second about YAML. A code never
    changes its meaning: people filter reports by it.
    """

    MISSING_FILE = "missing-file"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    BINARY = "binary"
    NOT_UTF8 = "not-utf8"
    TOO_LARGE = "too-large"

    CONTROL_CHARACTER = "control-character"
    SYNTAX = "syntax"
    EMPTY = "empty"
    NOT_A_MAPPING = "not-a-mapping"
    SEVERAL_DOCUMENTS = "several-documents"
    KEY_NOT_SCALAR = "key-not-scalar"
    DUPLICATE_KEY = "duplicate-key"
    MERGE_KEY = "merge-key"
    ALIAS = "alias"
    ANCHOR = "anchor"
    TAG = "tag"
    TOO_DEEP = "too-deep"
    TOO_MANY_VALUES = "too-many-values"
    TOO_MANY_FAULTS = "too-many-faults"
