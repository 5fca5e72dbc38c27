"""The whole data set without its own description: documents, authority, links, ontology, run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from igr_kg import ids
from igr_kg.graph import ontology, quality, run
from igr_kg.graph.authority import authority_quads
from igr_kg.graph.build import build_with_findings, document_name
from igr_kg.graph.links import link_quads
from igr_kg.graph.quads import Quad
from igr_kg.graph.versions import Versions
from igr_kg.model import Reading, Source
from igr_kg.packs.authority import Authority
from igr_kg.packs.links import Links


@dataclass(frozen=True, slots=True)
class Spare:
    """Another file of a language version that was read from a better one.

    :param version: local name of the version
    """

    version: str
    source: Source
    media_type: str


def assemble(
    readings: Sequence[tuple[Reading, Source]],
    *,
    authority: Authority,
    links: Links,
    base: str = ids.DEFAULT_BASE,
    run_name: str | None = None,
    spare: Sequence[Spare] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> list[Quad]:
    """Return every quad of a release but for VoID and DCAT, sorted, each once.

    :param readings: what was read, with the file that it was read from
    :param authority: names of bodies, places, instruments
    :param links: their links to other data sets, and those of topics and documents
    :param base: base of every IRI
    :param run_name: local name of the run; default: named after the sources
    :param spare: other files of the versions, which are listed with their hashes
    :param tell: is told a sentence for everything that was read but cannot be, and so was left out
    """
    sources = [*(source for _, source in readings), *(other.source for other in spare)]
    name = run_name or run.run_name(sources)
    found = set(frame(authority=authority, links=links, base=base))
    versions: defaultdict[str, Versions] = defaultdict(Versions)
    for reading, source in readings:
        document = document_name(reading.document, source)
        quads, findings = build_with_findings(
            reading, source=source, base=base, run=name, versions=versions[document]
        )
        found.update(quads)
        for finding in findings:
            tell(f"{source.name}: {finding}")
        found.update(run.describe_graphs(document, reading.document.language, source, name, base=base))
    for other in spare:
        found.update(run.describe_spare(other.version, other.source, other.media_type, base=base))
    found.update(link_quads(links, base=base, held={quad.s for quad in found}))
    rules = [*run.describe_rules(found, base=base), *quality.describe(found, base=base)]
    found.update([*run.describe(name, sources, base=base), *rules])
    return sorted(found)


def frame(*, authority: Authority, links: Links, base: str = ids.DEFAULT_BASE) -> list[Quad]:
    """Return what does not depend on any document: authority, its links, ontology and shapes."""
    return [
        *authority_quads(authority, base=base),
        *link_quads(links, base=base),
        *ontology.quads(base),
    ]
