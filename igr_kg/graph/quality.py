"""Measured quality of the rules, published with what they read (W3C Data Quality Vocabulary).

``data/quality/rules.tsv`` is what ``igr-kg evaluate tests/gold --format rules`` printed: how many values
each rule found in annotated texts, and how many of them the annotations have as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from igr_kg import assets, ids
from igr_kg.errors import PackError
from igr_kg.graph.builder import RULES, rule_name
from igr_kg.graph.quads import Quad, literal, named, node, term, value
from igr_kg.graph.run import CATALOGUE

PRECISION = "id/metric/rule-precision"
JUDGED = "id/metric/values-judged"
_ACCURACY = "http://www.w3.org/2016/05/ldqd#semanticAccuracy"
_METRICS = {
    PRECISION: (
        "xsd:decimal",
        {"en": "Precision of a rule", "zh": "规则的精确率"},
        {
            "en": "Share of the values found by a rule in annotated texts that the annotations have as well.",
            "zh": "规则在已标注文本中找到的值里，标注中亦有者所占的比例。",
        },
    ),
    JUDGED: (
        "xsd:integer",
        {"en": "Values judged", "zh": "受评值数"},
        {
            "en": "Number of values that a rule found in annotated texts: what its precision rests on.",
            "zh": "规则在已标注文本中找到的值的数目，即其精确率的依据。",
        },
    ),
}
_HEAD = ["language", "rule", "layer", "found", "right"]


@cache
def measured() -> dict[tuple[str, str], tuple[int, int]]:
    """Return how many values each rule found and how many were right, by language and rule.

    :raises PackError: ``QUALITY_INVALID`` for a row that is none, with its line
    """
    path = assets.folder("data/quality") / "rules.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if number == 1 and cells == _HEAD:
            continue
        if len(cells) != len(_HEAD) or not (cells[3].isdigit() and cells[4].isdigit()):
            raise PackError("QUALITY_INVALID", "A row is no measurement.", where=f"rules.tsv:{number}")
        found[cells[0], cells[1]] += int(cells[3])
        right[cells[0], cells[1]] += int(cells[4])
    return {key: (count, right[key]) for key, count in found.items() if count}


def describe(quads: Iterable[Quad], *, base: str) -> Iterator[Quad]:
    """Yield the measurements of the rules that evidence names (https://www.w3.org/TR/vocab-dqv/).

    A rule that found nothing in any annotated text has none.

    :param quads: with the evidence of all documents
    """
    predicate = term("igr:rule", base)
    start = len(ids.iri(RULES, base))
    keys = {tuple(value(quad.o)[start:].split("/", 1)) for quad in quads if quad.p == predicate}
    known = sorted(key for key in keys if key in measured())
    for language, rule in known:
        found, right = measured()[language, rule]
        # In the canonical form of XSD 1.1, section 3.3.3: engines that store numbers give back no other.
        share = (Decimal(right) / found).quantize(Decimal("0.001"), ROUND_HALF_UP)
        yield from _measurement(language, rule, "precision", PRECISION, f"{share.normalize():f}", base)
        yield from _measurement(language, rule, "judged", JUDGED, str(found), base)
    if known:
        yield from _metrics(base)


def _measurement(language: str, rule: str, what: str, metric: str, number: str, base: str) -> Iterator[Quad]:
    name = f"id/measurement/{language}/{rule}/{what}"
    kind = _METRICS[metric][0]
    yield _say(name, "rdf:type", term("dqv:QualityMeasurement", base), base)
    yield _say(name, "dqv:isMeasurementOf", named(metric, base), base)
    yield _say(name, "dqv:computedOn", named(rule_name(language, rule), base), base)
    yield _say(name, "dqv:value", literal(number, datatype=kind), base)
    yield _say(rule_name(language, rule), "dqv:hasQualityMeasurement", named(name, base), base)


def _metrics(base: str) -> Iterator[Quad]:
    for metric, (kind, labels, definitions) in _METRICS.items():
        yield _say(metric, "rdf:type", term("dqv:Metric", base), base)
        yield _say(metric, "dqv:expectedDataType", term(kind, base), base)
        yield _say(metric, "dqv:inDimension", node(_ACCURACY), base)
        for tag, words in labels.items():
            yield _say(metric, "skos:prefLabel", literal(words, language=tag), base)
        for tag, words in definitions.items():
            yield _say(metric, "skos:definition", literal(words, language=tag), base)


def _say(subject: str, predicate: str, object_: str, base: str) -> Quad:
    return Quad(named(subject, base), term(predicate, base), object_, named(CATALOGUE, base))
