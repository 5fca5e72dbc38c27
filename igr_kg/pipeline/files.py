"""Several files of one language version: one is read for the graph, the others are listed."""

from __future__ import annotations

from collections.abc import Sequence

from igr_kg.graph.build import document_name
from igr_kg.graph.dataset import Spare
from igr_kg.model import Reading, Source
from igr_kg.pipeline.sources import Tell
from igr_kg.text.readers import MEDIA_TYPES, RANK


def one_file_each(
    versions: Sequence[tuple[Reading, Source]], tell: Tell
) -> tuple[list[tuple[Reading, Source]], list[Spare]]:
    """Return one file of each language version, and the others with the version that they are files of.

    The file in the format that tells most is read (:data:`igr_kg.text.readers.RANK`), among equals the
    first; a corrigendum or a revision has a symbol of its own and so is another document.
    """
    best: dict[str, tuple[Reading, Source]] = {}
    for version in versions:
        name = version_name(*version)
        if name not in best or _rank(version[0]) < _rank(best[name][0]):
            best[name] = version
    spare = []
    for version in versions:
        name = version_name(*version)
        if best[name] is not version:
            tell(f"{version[1].name}: another file of {name}, which is read from {best[name][1].name}.")
            spare.append(Spare(name, version[1], version[0].media_type))
    return [version for version in versions if best[version_name(*version)] is version], spare


def _rank(reading: Reading) -> int:
    formats = [MEDIA_TYPES[reader] for reader in RANK]
    return formats.index(reading.media_type) if reading.media_type in formats else len(formats)


def version_name(reading: Reading, source: Source | None) -> str:
    """Return the local name of the language version that was read."""
    return f"{document_name(reading.document, source)}/{reading.document.language}"
