"""The folder of a build as an RO-Crate: what its files are, who made them, of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mdmakg.export.about import DESCRIPTION, TITLE, about
from mdmakg.export.filetype import file_type
from mdmakg.export.json_text import json_document
from mdmakg.vocab import exchange as x

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.export.about import About
    from mdmakg.export.material import Material
    from mdmakg.export.work import Work

__all__ = ["CRATE_FILE", "ro_crate_pieces"]

CRATE_FILE: Final = "ro-crate-metadata.json"
"""The name that the file must have in the folder of the build."""

_UNLICENSED: Final = "#licence"
Entity = dict[str, Any]


def ro_crate_pieces(material: Material) -> Iterator[str]:
    """Write what the folder of a build holds, a piece for each file.

    Shape:  a flat list of entities. The crate is dated by the latest day on which a claim was
            coded; without a licence it says that none is given.
    Source: RO-Crate 1.1: metadata descriptor, root data entity, data and contextual entities.
    """
    told = about(material)
    rows = material.manifest.get("outputs", ())
    context = [x.CRATE_CONTEXT, {"sha256": f"{x.SCHEMA}sha256"}]
    yield f'{{\n"@context": {json_document(context)},\n"@graph": ['
    yield f"\n{json_document(_descriptor())}"
    for entity in (_root(told, rows), *_context(told, material.version), *map(_file, rows)):
        yield f",\n{json_document(entity)}"
    yield "\n]\n}\n"


def _descriptor() -> Entity:
    return {
        "@id": CRATE_FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": x.CRATE},
        "about": {"@id": "./"},
    }


def _root(told: About, rows: list[Mapping[str, Any]]) -> Entity:
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "identifier": f"sha256:{told.digest}",
        "datePublished": told.date,
        "license": {"@id": told.licence or _UNLICENSED},
        "author": [{"@id": _curator(number)} for number, _ in enumerate(told.curators, start=1)],
        "isBasedOn": [{"@id": work.iri} for work in told.credited],
        "hasPart": [{"@id": quote(row["file"])} for row in rows],
    }
    known = {key: value for key, value in root.items() if value not in ("", [])}
    singles = {key: value[0] for key, value in known.items() if _is_single(value)}
    return {**known, **singles}


def _is_single(value: object) -> bool:
    """Whether a list has one member, which then stands for itself."""
    return isinstance(value, list) and len(value) == 1


def _context(told: About, version: str) -> Iterator[Entity]:
    """Describe what the crate refers to outside itself: licence, people, program, works."""
    yield _licence(told.licence)
    for number, curator in enumerate(told.curators, start=1):
        # Whether a name is a person's or a group's is not known.
        yield {"@id": _curator(number), "@type": "Thing", "name": curator}
    yield {
        "@id": "#mdmakg",
        "@type": "SoftwareApplication",
        "name": "mdmakg",
        "softwareVersion": version,
    }
    yield {
        "@id": "#build",
        "@type": "CreateAction",
        "name": "mdmakg build",
        "instrument": {"@id": "#mdmakg"},
        "result": {"@id": "./"},
    }
    yield from map(_credit, told.credited)


def _licence(licence: str) -> Entity:
    if licence:
        return {"@id": licence, "@type": "CreativeWork", "name": licence}
    says = "Whoever made this export gave no licence; ask before you use it."
    return {
        "@id": _UNLICENSED,
        "@type": "CreativeWork",
        "name": "No licence given",
        "description": says,
    }


def _credit(work: Work) -> Entity:
    told = {"name": work.name, "license": work.licence, "creditText": work.notice}
    known = {key: value for key, value in told.items() if value}
    return {"@id": work.iri, "@type": "CreativeWork", **known}


def _curator(number: int) -> str:
    return f"#curator-{number}"


def _file(row: Mapping[str, Any]) -> Entity:
    type_ = file_type(row["file"])
    formats = [type_.compressed, type_.media_type] if type_.compressed else type_.media_type
    return {
        "@id": quote(row["file"]),
        "@type": "File",
        "name": row["file"],
        "description": type_.says,
        "encodingFormat": formats,
        "contentSize": str(row["bytes"]),
        "sha256": row["sha256"],
    }
