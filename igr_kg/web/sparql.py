"""SPARQL 1.1 Protocol, query operation: complete answers, exact status codes."""

from __future__ import annotations

from flask import Blueprint, Response, request

from igr_kg.errors import IgrError
from igr_kg.store import port
from igr_kg.web import (
    compare,
    editor,
    formats,
    frame,
    problems,
    protocol,
    query_log,
    releases,
    responses,
    service_description,
    state,
)
from igr_kg.web.protocol import Request, checked, missing, read_request
from igr_kg.web.result_page import ResultView
from igr_kg.web.result_page import view as result_view
from igr_kg.web.saved import SCOPES

blueprint = Blueprint("sparql", __name__)


def execute(asked: Request, media_type: str | None) -> port.Answer:
    """Return the complete answer to a request.

    :raises QueryError: see :data:`igr_kg.store.port.STATUS`
    """
    found: port.Answer | None = request.environ.pop(protocol.ANSWER, None)
    answer = found or protocol.execute(state.store(), asked, media_type)
    query_log.tell(request.environ, query=asked.query, form=answer.form.value, rows=answer.rows)
    return answer


def send(answer: port.Answer, choice: formats.Choice) -> Response:
    """Send a complete answer with its length and entity tag."""
    return responses.file_answer(
        answer.file,
        answer.length,
        answer.etag if answer.cacheable else None,
        choice.content_type,
        vary=("Accept",),
        headers=releases.caching(),
    )


def _page(
    asked: Request,
    result: ResultView | None,
    problem: problems.Problem | None = None,
    note: compare.Note | None = None,
) -> Response:
    response = frame.page(
        "sparql.html",
        query=asked.query or "",
        asked=asked,
        result=result,
        problem=problem,
        examples=service_description.examples(),
        starter=service_description.STARTER.format(base=state.site().settings.base_iri),
        limits=state.site().settings,
        words=editor.words(),
        scopes=SCOPES,
        releases=releases.offers(),
        note=note,
        cacheable=problem is None and (note is None or note.lasting),
    )
    if problem is not None:
        response.status_code = problem.status
        response.headers.update(problem.headers)
    return response


def _html(asked: Request, form: port.QueryForm | None) -> Response:
    """Answer a browser: the result as a table above the editor, or what is wrong with the query."""
    table = form not in (port.QueryForm.CONSTRUCT, port.QueryForm.DESCRIBE)
    try:
        with execute(asked, port.JSON if table else port.NTRIPLES) as answer:
            note = compare.note(asked, answer) if releases.is_other() else None
            view = result_view(answer, asked.query or "", asked.default_graphs, asked.named_graphs)
            return _page(asked, view, note=note)
    except IgrError as error:
        return _page(asked, None, problems.in_words(problems.problem_of(error)))


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query, describe the service, or show the editor."""
    wrong: Exception | None = request.environ.pop(protocol.RAISED, None)
    if wrong is not None:
        raise wrong
    asked = read_request(request, state.site().settings)
    if asked.release:
        releases.choose(asked.release)
    if asked.query is None:
        if asked.given:
            raise missing()
        return _without_query(asked)
    scanned = checked(asked, state.site().settings)
    if releases.is_other():
        releases.lead_on(
            releases.address(asked.query, asked.default_graphs, asked.named_graphs, format=asked.format)
        )
    if scanned.form is None:
        choice = _for_nothing_known(asked)
    else:
        choice = responses.pick(protocol.offers(scanned.form), name=asked.format or "", suffixes=False)
    if choice.format is formats.HTML:
        return _html(asked, scanned.form)
    return send(execute(asked, choice.format.media_type), choice)


def _for_nothing_known(asked: Request) -> formats.Choice:
    """Return the format for what begins like no query; only a browser gets past what is wrong."""
    choice = formats.choose(request.headers.get("Accept"), (*formats.TABLES, *formats.TRIPLES, formats.HTML))
    if choice is None or choice.format is not formats.HTML:
        state.store().query(asked.query or "").close()
    return choice or formats.Choice(formats.RESULT_JSON, formats.RESULT_JSON.media_type)


def _without_query(asked: Request) -> Response:
    """Send the service description, or the editor to a browser."""
    choice = responses.pick((*formats.TRIPLES, formats.HTML), suffixes=False)
    if choice.format is formats.HTML:
        return _page(asked, None)
    if asked.release:  # the description is that of the release served
        raise missing()
    body = service_description.serialise(choice.format)
    return responses.answer(body, choice.content_type)
