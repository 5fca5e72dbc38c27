"""Reports on several files, for other programs and for people: SARIF 2.1.0 and a page of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from igr_kg import __version__
from igr_kg.check.report import Report, Result, word
from igr_kg.graph.quads import value

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_STYLE = """body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto;
padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top;
padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #bbb; overflow-wrap: anywhere }
code { font-size: .9em } .Violation { color: #a00000 } .Warning { color: #7a4d00 } .Info { color: #1f4f8f }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } .Violation { color: #ff8a80 }
.Warning { color: #ffc166 } .Info { color: #9cc4ff } }"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and the report on it.

    :param file: its path as given
    :param sha256: of its bytes, in hex
    """

    file: str
    sha256: str
    report: Report


def sarif(files: Sequence[Checked], language: str = "en") -> str:
    """Return the reports as one run of the Static Analysis Results Interchange Format (SARIF 2.1.0).

    Each shape that speaks is a rule; its sentence, which says what to do, is the rule's help.

    :param language: tag of the language of the sentences
    """
    rules = _rules((result for item in files for result in item.report.results), language)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [
        _sarif_result(result, number, item.file, index, language)
        for number, item in enumerate(files)
        for result in item.report.results
    ]
    driver = {"name": "igr-kg", "version": __version__, "language": language, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(item.file)},
                "hashes": {"sha-256": item.sha256},
                "description": {"text": item.report.looked_at(language)},
            }
            for item in files
        ],
        "results": results,
    }
    return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(results: Iterable[Result], language: str) -> list[dict[str, Any]]:
    """Return the rules of some results, each once, by name."""
    by_name = {_local(result.shape): result for result in results}
    return [
        {
            "id": name,
            "shortDescription": {"text": result.message(language)},
            "help": {"text": result.message(language)},
            "helpUri": result.shape,
            "defaultConfiguration": {"level": _LEVELS[result.severity]},
        }
        for name, result in sorted(by_name.items())
    ]


def _sarif_result(
    result: Result, number: int, file: str, index: Mapping[str, int], language: str
) -> dict[str, Any]:
    told = [result.message(language), *(f"{k}: {v}" for k, v in _particulars(result).items())]
    name = _local(result.shape)
    return {
        "ruleId": name,
        "ruleIndex": index[name],
        "level": _LEVELS[result.severity],
        "message": {"text": "\n".join(told)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(file), "index": number}},
                "logicalLocations": [{"fullyQualifiedName": value(result.focus), "kind": "resource"}],
            }
        ],
        "properties": {"shape": result.shape, **_particulars(result)},
    }


def _particulars(result: Result) -> dict[str, str]:
    found = {"focus": result.focus, "path": result.path, "value": result.value, "detail": result.detail}
    return {name: text for name, text in found.items() if text}


def _local(shape: str) -> str:
    return shape.rpartition("#")[2] or shape


def _uri(file: str) -> str:
    """Return the URI of a file: a relative one stays relative."""
    return Path(file).as_uri() if Path(file).is_absolute() else quote(Path(file).as_posix())


def page(files: Sequence[Checked], language: str = "en") -> str:
    """Return the reports as one page of HTML that needs no other file."""
    tag = language if word("fine", language) != word("fine", "en") else "en"
    title = word("title", language)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    parts = [f'<!doctype html>\n<html lang="{escape(tag)}"><head>{head}<style>{_STYLE}</style></head><body>']
    parts += [f"<h1>{title}</h1>", *(_section(item, language) for item in files), "</body></html>\n"]
    return "\n".join(parts)


def _section(item: Checked, language: str) -> str:
    report = item.report
    verdict = word("fine" if report.conforms else "bad", language)
    counts = word("count", language).format(**report.counts())
    told = " ".join(filter(None, (verdict, counts, report.looked_at(language))))
    rows = "\n".join(_row(result, report.base, language) for result in report.results)
    table = f"<table>\n{rows}\n</table>" if rows else ""
    return f"<section><h2>{escape(item.file)}</h2><p>{escape(told)}</p>{table}</section>"


def _row(result: Result, base: str, language: str) -> str:
    terms = [
        escape((value(term) if term.startswith("<") else term).replace(base, ""))
        for term in (result.focus, result.path, result.value, result.detail)
        if term
    ]
    cells = "<br>".join(f"<code>{term}</code>" for term in terms)
    name = escape(word(result.severity, language))
    head = f'<th scope="row" class="{result.severity}">{name}</th>'
    return f"<tr>{head}<td>{escape(result.message(language))}<br>{cells}</td></tr>"


def lines(files: Sequence[Checked]) -> str:
    """Return the reports as JSON with the name of the file: one readable, several one a line."""
    if len(files) == 1:
        return _json({"file": files[0].file, **files[0].report.data()})
    rows = ({"file": item.file, **item.report.data()} for item in files)
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
