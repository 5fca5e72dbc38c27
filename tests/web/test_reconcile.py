"""Reconciliation Service API 0.2: the shape of each answer, what is found, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from igr_kg import config
from igr_kg.store.port import Store
from igr_kg.web.app import create_app
from igr_kg.web.candidates import likeness

BASE = "https://w3id.org/igr/"


@pytest.fixture(scope="module")
def shipped(release_store: Store, release_folder: Path) -> FlaskClient:
    """The release of the first document, with all bodies of the authority."""
    return create_app(config.load({}, environ={}), release_store, release_folder).test_client()


def told(answer: Any) -> Any:
    """Return what an answer holds as JSON."""
    return json.loads(answer.data)


def ask(client: FlaskClient, language: str = "en", **queries: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the candidates of each query of a batch, which is sent as the API wants it."""
    answer = client.post(f"/reconcile?lang={language}", data={"queries": json.dumps(queries)})
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(told(answer)) == set(queries)
    for key in queries:
        for found in told(answer)[key]["result"]:
            assert set(found) == {"id", "name", "description", "type", "score", "match", "features"}
            assert found["id"]
            assert found["name"]
            assert 0 <= found["score"] <= 100
            assert all(set(kind) == {"id", "name"} for kind in found["type"])
        scores = [found["score"] for found in told(answer)[key]["result"]]
        assert scores == sorted(scores, reverse=True)
    return {key: told(answer)[key]["result"] for key in queries}


@pytest.mark.parametrize(
    "name",
    [
        "联合国环境规划署",
        "环境署",
        "UNEP",
        "unep",
        "United Nations Environment Programme",
        "Programme des Nations Unies pour l'environnement",
        "PROGRAMME DES NATIONS UNIES POUR L’ENVIRONNEMENT",
        "Programa de las Naciones Unidas para el Medio Ambiente",
        "برنامج الأمم المتحدة للبيئة",
        "id/body/unep",
        f"{BASE}id/body/unep",
    ],
)
def test_a_body_is_matched_by_any_of_its_names(shipped: FlaskClient, name: str) -> None:
    first, *others = ask(shipped, q={"query": name})["q"]
    assert (first["id"], first["score"], first["match"]) == ("id/body/unep", 100, True)
    assert first["type"] == [{"id": "igr:GovernanceBody", "name": "governance body"}]
    assert all(not other["match"] and other["score"] < 100 for other in others)


@pytest.mark.parametrize(
    "name", ["UN Environment Programme (UNEP)", "United Nations Environmental Programme", "环规署"]
)
def test_a_name_that_nothing_has_matches_nothing(shipped: FlaskClient, name: str) -> None:
    found = ask(shipped, q={"query": name})["q"]
    assert not any(candidate["match"] for candidate in found)
    assert name == "环规署" or found[0]["id"] == "id/body/unep"


def test_names_come_in_the_language_of_the_request(shipped: FlaskClient) -> None:
    for language, name, kind in (
        ("zh", "联合国环境规划署", "治理机构"),
        ("fr", "Programme des Nations Unies", "organe"),
    ):
        (first, *_) = ask(shipped, language, q={"query": "UNEP"})["q"]
        assert first["name"].startswith(name)
        assert first["type"][0]["name"].startswith(kind)
    accepted = shipped.get("/reconcile?query=UNEP", headers={"Accept-Language": "zh"})
    assert told(accepted)["result"][0]["name"] == "联合国环境规划署"
    assert "Accept-Language" in accepted.headers["Vary"]


def test_a_name_of_several_things_is_no_match(shipped: FlaskClient) -> None:
    found = ask(
        shipped,
        both={"query": "CEPA"},
        any={"query": "理事会"},
        body={"query": "理事会", "type": "igr:GovernanceBody"},
    )
    alike = [candidate["id"] for candidate in found["both"] if candidate["score"] == 100]
    assert alike == ["id/body/cepa", "id/body/eca"]
    assert not any(candidate["match"] for candidate in [*found["both"], *found["any"]])
    assert (found["body"][0]["id"], found["body"][0]["match"]) == ("id/body/unep-gc", True)


def test_types_narrow_and_count_with_what_is_below_them(shipped: FlaskClient) -> None:
    found = ask(
        shipped,
        place={"query": "Helsinki", "type": "igr:City"},
        none={"query": "Helsinki", "type": ["igr:GovernanceBody"]},
        above={"query": "Helsinki", "type": f"{BASE}ontology#Place"},
        both={"query": "Helsinki", "type": ["igr:City", "igr:GovernanceBody"], "type_strict": "all"},
        should={"query": "Helsinki", "type": ["igr:GovernanceBody"], "type_strict": "should"},
        few={"query": "united nations", "limit": 2},
    )
    assert (
        found["place"][0]["id"] == found["above"][0]["id"] == found["should"][0]["id"] == "id/place/helsinki"
    )
    assert "id/place/helsinki" not in [c["id"] for c in found["none"]]
    assert found["both"] == []
    assert len(found["few"]) == 2


def test_properties_count_as_much_as_the_name(shipped: FlaskClient) -> None:
    unep = {"pid": "igr:parentBody", "v": {"id": "id/body/unep"}}
    found = ask(
        shipped,
        right={"query": "UNEP Governing Council", "properties": [unep]},
        named={
            "query": "UNEP Governing Council",
            "properties": [{"pid": "igr:parentBody", "v": ["x", "UNEP"]}],
        },
        wrong={"query": "UNEP", "properties": [unep]},
        alone={"properties": [unep], "limit": 100},
    )
    first = found["right"][0]
    assert (first["id"], first["score"], first["match"]) == ("id/body/unep-gc", 100, True)
    assert first["features"] == [{"id": "name", "value": 100}, {"id": "igr:parentBody", "value": True}]
    assert found["named"][0]["id"] == "id/body/unep-gc"
    assert next(c for c in found["wrong"] if c["id"] == "id/body/unep")["score"] == 50
    assert {c["score"] for c in found["alone"]} == {100}
    assert "id/body/unep-gc" in [c["id"] for c in found["alone"]]


def test_the_service_describes_itself_and_every_address_answers(shipped: FlaskClient) -> None:
    manifest = told(shipped.get("/reconcile"))
    assert manifest["versions"] == ["0.2"]
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == (BASE, f"{BASE}ontology#")
    assert {"id": "igr:GovernanceBody", "name": "governance body"} in manifest["defaultTypes"]
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        path = urlsplit(template.replace("{{id}}", quote("id/body/unep", safe="")))
        answer = shipped.get(f"{path.path}?{path.query}", follow_redirects=True)
        assert answer.status_code == 200
    for kind, service in manifest["suggest"].items():
        answer = shipped.get(urlsplit(service["service_url"] + service["service_path"]).path + "?prefix=a")
        assert told(answer)["result"], kind
        assert all(item["id"] and item["name"] for item in told(answer)["result"])
    proposals = manifest["extend"]["propose_properties"]
    path = urlsplit(proposals["service_url"] + proposals["service_path"]).path
    answer = told(shipped.get(f"{path}?type=igr:GovernanceBody&limit=3"))
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("igr:GovernanceBody", 3, 3)


@pytest.mark.parametrize(
    ("kind", "prefix", "found"),
    [
        ("entity", "环境署", "id/body/unep"),
        ("entity", "progr nat unies env", "id/body/unep"),
        ("entity", "id/body/unep", "id/body/unep"),
        ("type", "decis", "igr:Decision"),
        ("type", "GovernanceB", "igr:GovernanceBody"),
        ("type", "igr:City", "igr:City"),
        ("property", "parent", "igr:parentBody"),
        ("property", "parentBo", "igr:parentBody"),
    ],
)
def test_suggestions(shipped: FlaskClient, kind: str, prefix: str, found: str) -> None:
    result = told(shipped.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix}))["result"]
    assert found in [item["id"] for item in result]
    passed = told(shipped.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix, "cursor": 1}))[
        "result"
    ]
    assert passed[:5] == result[1:6]


def test_values_for_a_table(shipped: FlaskClient) -> None:
    wanted = {
        "ids": ["id/body/unep-gc", "id/nothing"],
        "properties": [{"id": p} for p in ("igr:parentBody", "skos:prefLabel")],
    }
    answer = told(shipped.post("/reconcile?lang=fr", data={"extend": json.dumps(wanted)}))
    assert [column["id"] for column in answer["meta"]] == ["igr:parentBody", "skos:prefLabel"]
    (parent,) = answer["rows"]["id/body/unep-gc"]["igr:parentBody"]
    assert parent["id"] == "id/body/unep"
    assert parent["name"].startswith("Programme des Nations Unies")
    (name,) = answer["rows"]["id/body/unep-gc"]["skos:prefLabel"]
    assert name["str"].startswith("Conseil d")
    assert answer["rows"]["id/nothing"] == {"igr:parentBody": [], "skos:prefLabel": []}


def test_a_preview_stands_in_a_frame_of_another_site(client: FlaskClient) -> None:
    page = client.get("/reconcile/preview?id=id/body/tpu&lang=zh")
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "测试规划署" in page.text
    assert client.get("/reconcile/preview?id=id/body/nobody").status_code == 404


BAD = [
    ("queries=", "queries"),
    ("queries=[]", "queries"),
    ("queries=" + "[" * 100_000, "queries"),
    ('queries={"a":1}', "queries.a"),
    ('queries={"a":{}}', "queries.a.query"),
    ('queries={"a":{"query":5}}', "queries.a.query"),
    ('queries={"a":{"query":"x","limit":0}}', "queries.a.limit"),
    ('queries={"a":{"query":"x","limit":true}}', "queries.a.limit"),
    ('queries={"a":{"query":"x","limit":1.5}}', "queries.a.limit"),
    ('queries={"a":{"query":"x","type":[5]}}', "queries.a.type"),
    ('queries={"a":{"query":"x","type":"no class"}}', "queries.a.type"),
    ('queries={"a":{"query":"x","type_strict":"maybe"}}', "queries.a.type_strict"),
    ('queries={"a":{"query":"x","properties":[{"v":1}]}}', "queries.a.properties[0]"),
    ('queries={"a":{"query":"x","properties":[{"pid":"igr:x","v":null}]}}', "queries.a.properties[0].v"),
    ("query=", "query.query"),
    ("extend={}", "extend.ids"),
    ('extend={"ids":["id/x"],"properties":[5]}', "extend.properties"),
    ('extend={"ids":["a b"],"properties":[]}', "id"),
]


@pytest.mark.parametrize(("sent", "where"), BAD)
def test_what_is_wrong_is_told_with_its_place(client: FlaskClient, sent: str, where: str) -> None:
    name, _, value = sent.partition("=")
    answer = client.post("/reconcile", data={name: value})
    assert answer.status_code in (400, 413)
    if answer.status_code == 400:
        assert (told(answer)["code"], told(answer)["where"]) == ("BAD_PARAMETER", where)


def test_other_requests_that_are_refused(client: FlaskClient) -> None:
    many = {str(i): {"query": "x"} for i in range(51)}
    assert client.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 413
    assert client.post("/reconcile", data=b"{}", content_type="application/json").status_code == 415
    assert told(client.post("/reconcile", data={"other": "x"}))["code"] == "MISSING_QUERY"
    assert client.get("/reconcile/suggest/entity?prefix=a&cursor=-1").status_code == 400


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_has_bounds_and_100_only_for_the_same_words(a: str, b: str) -> None:
    assert likeness(a, a) == 100
    assert 0 <= likeness(a, b) <= 100
    if likeness(a, b) == 100:
        assert likeness(b, a) == 100
