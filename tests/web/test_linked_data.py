"""Things lead to documents about them; documents come in every format, by every way of asking."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg.config import Settings
from igr_kg.graph import quads, syntax
from igr_kg.store.opening import open_store
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION

BASE = "https://w3id.org/igr/"
BODY = "/doc/body/tpu"
FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "html": "text/html",
}


def test_a_thing_leads_to_the_document_about_it(client: FlaskClient) -> None:
    answer = client.get("/id/body/tpu", headers={"Accept": "text/turtle"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == BODY
    assert "Accept" in answer.vary


def test_a_suffix_and_a_format_stay_on_the_way(client: FlaskClient) -> None:
    assert client.get("/id/body/tpu.nt").headers["Location"] == f"{BODY}.nt"
    assert client.get("/id/body/tpu?format=ttl").headers["Location"] == f"{BODY}?format=ttl"


@pytest.mark.parametrize(
    "path", ["/id/body/nobody", "/doc/body/nobody", "/graph/none", "/scheme/none", "/dataset/x"]
)
def test_what_is_not_known_is_404_with_a_code(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/problem+json"})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "NO_SUCH_THING"
    assert answer.get_json()["where"] == BASE + path.replace("/doc/", "/id/").lstrip("/")


@pytest.mark.parametrize(("suffix", "media_type"), FORMATS.items())
def test_accept_suffix_and_parameter_give_the_same(client: FlaskClient, suffix: str, media_type: str) -> None:
    by_accept = client.get(BODY, headers={"Accept": media_type})
    assert by_accept.status_code == 200
    assert by_accept.mimetype == media_type
    assert {"Accept"} <= set(by_accept.vary)
    by_suffix = client.get(f"{BODY}.{suffix}", headers={"Accept": "image/png"})
    by_parameter = client.get(f"{BODY}?format={suffix}", headers={"Accept": "image/png"})
    if suffix == "html":
        assert by_suffix.mimetype == by_parameter.mimetype == "text/html"
    else:
        assert by_accept.data == by_suffix.data == by_parameter.data


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt"])
def test_every_syntax_says_the_same(client: FlaskClient, suffix: str) -> None:
    wanted = set(syntax.parse(client.get(f"{BODY}.nt").data, "nt"))
    assert set(syntax.parse(client.get(f"{BODY}.{suffix}").data, suffix)) == wanted


def test_a_description_holds_what_the_contract_says(client: FlaskClient) -> None:
    found = set(syntax.parse(client.get("/doc/document/test-a-1-2/par/1/a/response/1.nt").data, "nt"))
    response = f"<{BASE}id/document/test-a-1-2/par/1/a/response/1>"
    measure = f"<{BASE}id/document/test-a-1-2/par/1/a/measure/1>"
    assert quads.Quad(response, f"<{BASE}ontology#hasMeasure>", measure) in found
    nested = {q.p for q in found if q.s == measure}
    assert f"<{BASE}ontology#content>" in nested
    assert (
        quads.Quad(f"<{BASE}id/body/tpu>", quads.term("skos:prefLabel", BASE), '"Test Programme"@en') in found
    )


def test_links_that_come_in_are_listed(client: FlaskClient) -> None:
    place = syntax.parse(client.get("/doc/place/nairobi.nt").data, "nt")
    assert {q.p for q in place if q.o == f"<{BASE}id/place/nairobi>"} == {
        f"<{BASE}ontology#heldIn>",
        f"<{BASE}ontology#mentions>",
    }


def test_formats_with_graphs_add_the_evidence(client: FlaskClient) -> None:
    found = syntax.parse(client.get(f"{BODY}.nq").data, "nq")
    evidence = f"<{BASE}graph/evidence/test-a-1-2/zh>"
    records = {q.s for q in found if q.g == evidence and q.o == f"<{BASE}ontology#Evidence>"}
    assert records
    about = {q.s for q in found if q.p.endswith("#subject>") and q.o == f"<{BASE}id/body/tpu>"}
    assert {q.o for q in found if q.s in about and q.p.endswith("#quote>")} == {'"测试规划署"@zh'}
    assert set(found) == set(syntax.parse(client.get(f"{BODY}.trig").data, "trig"))
    assert {q.s for q in found if not q.g} <= {f"<{BASE}doc/body/tpu>"}


def test_a_part_is_described_by_its_text(client: FlaskClient) -> None:
    found = syntax.parse(client.get("/doc/document/test-a-1-2/par/1/b.nt").data, "nt")
    texts = [quads.value(q.o) for q in found if q.p.endswith("#text>")]
    assert texts == ["(b) 设立世界测试组织。"]


def test_no_accepted_format_is_406_with_the_list(client: FlaskClient) -> None:
    answer = client.get(BODY, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.get_json()["code"] == "NOT_ACCEPTABLE"
    assert set(answer.get_json()["offers"]) == set(FORMATS.values())
    assert client.get(f"{BODY}?format=docx").status_code == 406


def test_synonyms_of_media_types(client: FlaskClient) -> None:
    answer = client.get(BODY, headers={"Accept": "application/json"})
    assert answer.mimetype == "application/json"
    assert isinstance(json.loads(answer.data), list)
    old = client.get(BODY, headers={"Accept": "application/rdf+xml, application/x-turtle;q=0.6, */*;q=0.1"})
    assert old.mimetype == "application/rdf+xml"


def test_an_answer_is_named_and_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(BODY, headers={"Accept": "text/turtle"})
    tag = first.headers["ETag"]
    again = client.get(BODY, headers={"Accept": "text/turtle", "If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""
    assert "Accept" in again.vary
    other = client.get(BODY, headers={"Accept": "application/ld+json"})
    assert other.headers["ETag"] != tag


def test_head_has_the_length_and_no_body(client: FlaskClient) -> None:
    whole = client.get(f"{BODY}.ttl")
    head = client.head(f"{BODY}.ttl")
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data)) == whole.headers["Content-Length"]


def test_other_sites_may_read(client: FlaskClient) -> None:
    assert client.get(BODY).headers["Access-Control-Allow-Origin"] == "*"
    options = client.options(BODY, headers={"Origin": "https://example.org"})
    assert options.status_code == 200
    assert "GET" in options.headers["Access-Control-Allow-Methods"]
    assert "Accept" in options.headers["Access-Control-Allow-Headers"]
    assert client.get("/doc/body/nobody").headers["Access-Control-Allow-Origin"] == "*"


def test_links_name_every_format(client: FlaskClient) -> None:
    links = client.get(BODY, headers={"Accept": "text/html"}).headers.getlist("Link")
    assert f'<{BODY}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<{BASE}id/body/tpu>; rel="describes"' in links


def test_the_host_does_not_matter(client: FlaskClient) -> None:
    answer = client.get(f"{BODY}.nt", base_url="https://data.example.net")
    assert f"<{BASE}id/body/tpu>" in answer.text
    assert "example.net" not in answer.text


def test_pages_work_under_a_sub_path(client: FlaskClient) -> None:
    page = client.get(BODY, headers={"Accept": "text/html"}, environ_overrides={"SCRIPT_NAME": "/kg"})
    assert 'href="/kg/static/site.css"' in page.text
    assert 'href="/kg/doc/body/tpu.ttl"' in page.text
    assert 'href="/doc' not in page.text
    thing = client.get("/id/body/tpu", environ_overrides={"SCRIPT_NAME": "/kg"})
    assert thing.headers["Location"] == f"/kg{BODY}"


def test_paths_are_compared_decoded_and_composed(
    settings: Settings, tmp_path: Path, fixture: ModuleType
) -> None:
    import pyoxigraph

    composed, decomposed = "id/body/\u00e9tat-环境", "id/body/e\u0301tat-环境"
    row = quads.Quad(f"<{BASE}{composed}>", quads.RDF_TYPE, f"<{BASE}ontology#GovernanceBody>")
    text = "".join(quads.lines([row, row._replace(g=f"<{BASE}graph/authority>")]))
    store = pyoxigraph.Store(str(tmp_path / "store"))
    store.load(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    (tmp_path / "manifest.json").write_text('{"version": "x"}', encoding="utf-8")
    opened = open_store(tmp_path, settings)
    try:
        client = create_app(settings, opened).test_client()
        for name in (composed, decomposed):
            answer = client.get(f"/{quote(name)}")
            assert answer.status_code == 303
            assert answer.headers["Location"] == "/" + quote(composed.replace("id/", "doc/", 1))
            assert (
                client.get(answer.headers["Location"], headers={"Accept": "text/turtle"}).status_code == 200
            )
    finally:
        opened.close()


def test_a_withdrawn_identifier_is_gone(app: Flask, settings: Settings, tmp_path: Path) -> None:
    store = app.extensions[EXTENSION].store
    lines = "id\tsuccessor\treason\nid/body/old\tid/body/tpu\tRenamed.\n"
    (tmp_path / "retired.tsv").write_text(lines, encoding="utf-8")
    client = create_app(settings, store, tmp_path).test_client()
    for path in ("/id/body/old", "/doc/body/old.ttl"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert answer.get_json()["code"] == "RETIRED"
        assert "id/body/tpu" in answer.get_json()["hint"]
    other = create_app(settings, store).test_client()
    assert other.get("/id/body/old").status_code == 404, "what one site has kept is no other's"


@pytest.mark.parametrize(
    "path",
    [
        "/ontology",
        "/ontology/9.0.0",
        "/ontology/1.0.0",
        "/ontology/changes",
        "/shapes/1.0.0",
        "/scheme/modality",
        "/scheme/modality/should",
        "/shapes",
        "/catalog",
        "/dataset/igr",
        "/run/0123456789abcdef",
        "/graph/document/test-a-1-2/zh",
        "/graph/evidence/test-a-1-2/zh",
        "/graph/authority",
    ],
)
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "trig", "nq", "html"])
def test_documents_answer_directly(client: FlaskClient, path: str, suffix: str) -> None:
    answer = client.get(path, headers={"Accept": FORMATS[suffix]})
    assert answer.status_code == 200
    assert answer.mimetype == FORMATS[suffix]
    if suffix != "html":
        assert syntax.parse(answer.data, suffix)


@pytest.mark.parametrize(
    ("path", "named"), [("/ontology.nt", "ontology#City"), ("/scheme/modality.nt", "scheme/modality/should")]
)
def test_names_come_with_where_they_were_taken_from(client: FlaskClient, path: str, named: str) -> None:
    rows = list(quads.parse(client.get(path).get_data(as_text=True)))
    axioms = {q.s for q in rows if q.p.endswith("owl#annotatedSource>")}
    assert {q.o for q in rows if q.p.endswith("owl#annotatedSource>")} == {f"<{BASE}{named}>"}
    assert {q.o for q in rows if q.s in axioms and q.p == quads.term("dcterms:source", BASE)} == {
        f"<{BASE}id/project/test>"
    }


def test_a_term_is_shown_with_its_note_and_examples_and_words_of_another_language_say_so(
    client: FlaskClient,
) -> None:
    page = client.get("/ontology?lang=zh", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert '<p><span lang="en">A town.</span><span class="langtag">en</span></p>' in page
    assert "不含村庄。" in page
    assert '<q lang="fr">à Nairobi</q><span class="langtag">fr</span>' in page
    english = client.get("/ontology?lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "<p>A town.</p>" in english
    assert '<span lang="zh">不含村庄。</span><span class="langtag">zh</span>' in english


def test_the_ontology_with_a_suffix_and_a_wrong_version(client: FlaskClient) -> None:
    assert client.get("/ontology.ttl").mimetype == "text/turtle"
    assert client.get("/ontology/9.9.9").status_code == 404
    assert client.get("/ontology.docx").status_code == 404


def test_a_graph_is_sent_whole(client: FlaskClient, fixture: ModuleType) -> None:
    name = f"<{BASE}graph/text/test-a-1-2/zh>"
    found = set(syntax.parse(client.get("/graph/text/test-a-1-2/zh.nq").data, "nq"))
    assert found == {row for row in fixture.statements() if row.g == name}


def test_the_context_makes_short_json(client: FlaskClient) -> None:
    context = client.get("/context.jsonld").get_json()["@context"]
    assert context["igr"] == f"{BASE}ontology#"
    assert context["heldIn"] == {"@id": "igr:heldIn", "@type": "@id"}


def test_void_is_turtle_first(client: FlaskClient) -> None:
    answer = client.get("/.well-known/void")
    assert answer.mimetype == "text/turtle"
    assert "void:triples 7" in answer.text
    assert (
        client.get("/.well-known/void", headers={"Accept": "application/ld+json"}).mimetype
        == "application/ld+json"
    )


def test_nothing_a_visitor_sends_becomes_a_query(client: FlaskClient) -> None:
    for path in (
        "/doc/body/$thing",
        "/doc/document/test-a-1-2/$most",
        "/doc/body/x> . ?s ?p ?o } #",
        '/doc/body/x"}',
        "/graph/a%3E%20%7B%7D",
        "/doc/body/%00",
        "/doc/body/%ff",
    ):
        assert client.get(path).status_code in (400, 404)
    assert client.get('/search?q="))} INSERT', headers={"Accept": "text/html"}).status_code == 200
    assert client.get('/search?q=\\") . ?a ?b ?c', headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("kind", ["doc", "id", "graph", "scheme", "documents"])
@pytest.mark.parametrize("encoded", ["%ff", "%EF%BF%BF", "%ED%A0%80", "%F3%BF%BF%BF", "%EE%80%80"])
def test_an_address_that_is_no_iri_is_told(client: FlaskClient, kind: str, encoded: str) -> None:
    """And not as a query that is malformed: the visitor has written none."""
    answer = client.get(f"/{kind}/body/x{encoded}" if kind != "documents" else f"/documents/x{encoded}")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "BAD_IRI")


def test_links_that_are_left_out_are_counted(app: Flask, settings: Settings) -> None:
    """With a limit of one link, the second is left out, and data and page say so."""
    store = app.extensions[EXTENSION].store
    narrow = create_app(settings.with_(incoming_limit=1), store).test_client()
    found = syntax.parse(narrow.get(f"{BODY}.nt").data, "nt")
    links = {q.s for q in found if q.o == f"<{BASE}id/body/tpu>"} - {f"<{BASE}doc/body/tpu>"}
    assert len(links) == 1
    notes = [quads.value(q.o) for q in found if q.s == f"<{BASE}doc/body/tpu>" and quads.is_literal(q.o)]
    assert len(notes) == 1
    assert re.search(r"\b1 of 2\b", notes[0])
    page = narrow.get(BODY, headers={"Accept": "text/html"}).text
    assert "1 of 2 references are listed" in page


def test_the_document_of_the_dataset_holds_its_fragments(client: FlaskClient) -> None:
    found = syntax.parse(client.get("/dataset/igr.nt").data, "nt")
    assert (
        quads.Quad(f"<{BASE}dataset/igr#dump>", quads.term("dcterms:title", BASE), '"The dump"@en') in found
    )
    assert "The dump" in client.get("/dataset/igr", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("name", ["links", "rejected", "conflicts", "terms"])
def test_mapping_sets_are_sent_as_sssom(client: FlaskClient, name: str) -> None:
    for path in (f"/mappings/{name}", f"/mappings/{name}.sssom.tsv"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content_type == "text/tab-separated-values; charset=utf-8"
        assert f"mappings/{name}\n" in answer.text.partition("\n")[0] + "\n"
        assert "\nsubject_id\tpredicate_id\t" in answer.text


def test_a_mapping_set_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/mappings/other").status_code == 404
