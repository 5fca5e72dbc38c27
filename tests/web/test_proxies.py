"""Behind a proxy: its scheme, host and prefix, believed only when it is trusted."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from igr_kg.web.server import behind, mounted

SAID = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "data.example",
    "X-Forwarded-For": "192.0.2.1",
}


def get(app: Flask, path: str, *, prefix: str = "", proxies: int = 0, **headers: str) -> TestResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(behind(mounted(app, prefix), proxies)).get(path, headers=names)


@pytest.mark.parametrize(("proxies", "host"), [(0, "http://localhost"), (1, "https://data.example")])
def test_a_proxy_is_believed_when_it_is_trusted(app: Flask, proxies: int, host: str) -> None:
    assert f"<loc>{host}/documents</loc>" in get(app, "/sitemap.xml", proxies=proxies, **SAID).text
    assert f"Sitemap: {host}/sitemap.xml" in get(app, "/robots.txt", proxies=proxies, **SAID).text
    described = get(app, "/sparql", proxies=proxies, Accept="application/n-triples", **SAID).text
    assert f"#endpoint> <{host}/sparql>" in described


@pytest.mark.parametrize("path", ["/kg/doc/body/none", "/doc/body/none"])
def test_a_prefix_stands_in_every_link(app: Flask, path: str) -> None:
    """Whether the proxy passes the whole path on or strips the prefix."""
    page = get(app, path, prefix="/kg", Accept="text/html").text
    assert 'href="/kg/documents' in page
    assert 'href="/documents' not in page
    assert "at /kg/search, or see what there is at /kg/browse" in page
    moved = get(app, path.replace("/doc/", "/id/").replace("none", "tpu"), prefix="/kg")
    assert moved.headers["Location"] == "/kg/doc/body/tpu"


def test_a_prefix_that_a_trusted_proxy_names_is_not_said_twice(app: Flask) -> None:
    page = get(app, "/documents", prefix="/kg", proxies=1, X_Forwarded_Prefix="/kg", Accept="text/html").text
    assert 'href="/kg/documents' in page
    assert "/kg/kg" not in page
    assert 'href="/x/documents' in get(app, "/documents", proxies=1, X_Forwarded_Prefix="/x").text


def test_hints_of_the_store_name_the_dump_of_everything(app: Flask) -> None:
    query = urlencode({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"})
    answer = get(app, f"/sparql?{query}", prefix="/kg")
    assert answer.status_code == 422
    assert "/kg/dumps/1.0.0-0123456789ab/igr.nq.gz holds everything" in answer.text
