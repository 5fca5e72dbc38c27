"""PDF, Word, HTML and Akoma Ntoso: what is read, and what is told of files that cannot be."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from igr_kg import text
from igr_kg.errors import InputError
from igr_kg.text.masthead import roles
from igr_kg.text.readers import apart
from tests.support import TOP, shared
from tests.unit.text.files import pdf, word

AKN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#x"><FRBRExpression><FRBRlanguage language="fra"/></FRBRExpression>
</identification></meta>
<preface><p>Resolution 7/3</p></preface>
<preamble><formula name="enactingFormula"><p>The Council,</p></formula>
<recitals><recital><p>Recalling its resolution 6/1<authorialNote marker="1"><p>See A/6/1.</p>
</authorialNote>,</p></recital>
<recital><p>Noting the report,</p></recital></recitals></preamble>
<mainBody><paragraph><num>1.</num><content><p>Requests the Director:</p></content>
<list><point><num>(a)</num><content><p>To report;</p></content></point>
<point><num>(b)</num><content><p>To convene a meeting;</p></content></point></list></paragraph>
<paragraph><num>2.</num><content><p>Decides to meet again.</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


def told(data: bytes, name: str = "a.bin") -> InputError:
    with pytest.raises(InputError) as caught:
        text.read(data, name)
    assert caught.value.hint
    assert caught.value.where.startswith(name)
    return caught.value


def outline(data: bytes, name: str = "a.xml") -> list[tuple[str, str | None, str]]:
    raw = text.read(data, name)
    return [(b.kind, b.label, raw.text[b.start : b.end]) for b in text.structure(raw).blocks]


def test_akoma_ntoso_is_taken_as_it_is_marked_up() -> None:
    assert outline(AKN.encode()) == [
        ("paragraph", None, "Resolution 7/3"),
        ("preamble", None, "The Council,"),
        ("preamble", None, "Recalling its resolution 6/1,"),
        ("preamble", None, "Noting the report,"),
        ("paragraph", "1", "1. Requests the Director:\n\n(a) To report;\n\n(b) To convene a meeting;"),
        ("item", "a", "(a) To report;"),
        ("item", "b", "(b) To convene a meeting;"),
        ("paragraph", "2", "2. Decides to meet again."),
        ("note", "1", "1 See A/6/1."),
    ]
    raw = text.read(AKN.encode(), "a.xml")
    assert (raw.media_type, raw.language) == ("application/akn+xml", "fr")
    assert text.structure(raw).language == "fr"


def test_the_paths_of_marked_up_parts_are_those_of_the_contract() -> None:
    blocks = text.structure(text.read(AKN.encode(), "a.xml")).blocks
    assert [b.path for b in blocks][1:7] == ["rec/0", "rec/1", "rec/2", "par/1", "par/1/a", "par/1/b"]


@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_never_expanded(entity: str) -> None:
    assert told(f"{entity}<akomaNtoso><p>&a;</p></akomaNtoso>".encode()).code == "INPUT_HOSTILE"


def test_a_broken_element_is_told_with_its_place() -> None:
    error = told(b'<?xml version="1.0"?>\n<akomaNtoso>\n<p>1. Decides</q></akomaNtoso>', "a.xml")
    assert (error.code, error.where) == ("INPUT_DAMAGED", "a.xml:3:16")


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<p>" * 900 + "x" + "</p>" * 900
    assert told(f"<akomaNtoso>{deep}</akomaNtoso>".encode()).code == "INPUT_TOO_LARGE"


def test_xml_of_another_vocabulary_gives_the_words_of_its_elements() -> None:
    data = b"<udhr><title>Declaration</title><article><para>All are <b>born</b> free.</para></article></udhr>"
    raw = text.read(data, "a.xml")
    assert (raw.text, raw.media_type) == ("Declaration\n\nAll are born free.\n", "application/xml")


def test_xml_that_names_preamble_and_articles_is_taken_as_it_is_marked_up() -> None:
    data = """<decl xml:lang="es"><title>Declaraci\u00f3n sobre los r\u00edos</title>
    <note><para>Aprobada por la Asamblea General el 3 de mayo de 2031</para></note>
    <preamble><title>Pre\u00e1mbulo</title><para>Considerando que los r\u00edos unen,</para>
    <para>La Asamblea General</para><para>Proclama la presente Declaraci\u00f3n.</para>
    </preamble><article number="1"><title>Art\u00edculo 1</title><para>Todos corren.</para></article>
    <article number="2"><title>Art\u00edculo 2</title><orderedlist><listitem><para>Nadie lo cierra.</para>
    </listitem><listitem><para>Nadie lo vende.</para></listitem></orderedlist></article></decl>"""
    document = text.structure(text.read(data.encode(), "a.xml"))
    assert document.doctype == "declaration"
    assert [(b.kind, b.label) for b in document.blocks] == [
        ("heading", None),
        ("cover", None),
        ("heading", None),
        ("preamble", None),
        ("preamble", None),
        ("paragraph", None),
        ("heading", "1"),
        ("paragraph", None),
        ("heading", "2"),
        ("paragraph", None),
        ("paragraph", None),
    ]
    title = next(span for role, span in roles(document) if role == "title")
    assert document.text[title.start : title.end] == "Declaraci\u00f3n sobre los r\u00edos"


def test_a_page_is_read_as_a_browser_shows_it() -> None:
    page = """<!DOCTYPE html><html lang="fr"><head><title>t</title><style>p {}</style></head><body>
    <nav><a href="/">Accueil</a></nav><script>var x = 1 &lt; 2;</script>
    <h1>D\u00e9cision 7/3</h1><p>Le Conseil,</p><ol><li>D\u00e9cide de se r\u00e9unir;</li><li>Prie le
    Directeur de faire rapport.</li></ol></body></html>"""
    raw = text.read(page.encode(), "a.html")
    assert raw.media_type == "text/html"
    assert raw.language == "fr"
    words = [line.strip() for line in raw.text.splitlines() if line.strip()]
    assert words == [
        "D\u00e9cision 7/3",
        "Le Conseil,",
        "1. D\u00e9cide de se r\u00e9unir;",
        "2. Prie le Directeur de faire rapport.",
    ]


def test_a_page_in_a_declared_encoding() -> None:
    words = "\u5b89\u5168\u7406\u4e8b\u4f1a"
    page = f'<html><head><meta charset="gb2312"></head><body><p>{words}</p></body></html>'
    raw = text.read(page.encode("gb18030"), "a.html")
    assert (raw.text.strip(), raw.encoding) == (words, "gb18030")


def test_automatic_numbers_of_a_word_document_are_resolved() -> None:
    lines = [
        ("The Council,", None),
        ("Requests the Director:", (1, 0)),
        ("To report;", (1, 1)),
        ("To convene a meeting:", (1, 1)),
        ("In Geneva;", (1, 2)),
        ("Decides to meet again.", (1, 0)),
        ("To be open.", (1, 1)),
    ]
    raw = text.read(word(lines, formats=["decimal:%1.", "lowerLetter:(%2)", "lowerRoman:(%3)"]), "a.docx")
    assert raw.text.split("\n\n") == [
        "The Council,",
        "1.\tRequests the Director:",
        "(a)\tTo report;",
        "(b)\tTo convene a meeting:",
        "(i)\tIn Geneva;",
        "2.\tDecides to meet again.",
        "(a)\tTo be open.\n",
    ]
    blocks = text.structure(raw, language="en").blocks
    assert [b.label for b in blocks if b.kind in ("paragraph", "item")] == ["1", "a", "b", "i", "2", "a"]


def test_tables_notes_and_heads_of_a_word_document() -> None:
    data = word(
        [("1. Notes the report{note} of the group.", None)],
        header="A/7/3",
        table=[["Year", "2010"], ["Place", "Geneva"]],
        note="See A/6/1.",
    )
    assert text.read(data, "a.docx").text == (
        "A/7/3\n\n1. Notes the report1 of the group.\n\nYear\t2010\n\nPlace\tGeneva\n\n1 See A/6/1.\n"
    )


def test_a_word_file_that_unpacks_without_end_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * 250_000_000)
    assert told(bomb.getvalue(), "a.docx").code == "INPUT_HOSTILE"


def test_a_pdf_is_read_line_by_line_with_its_feet_at_the_foot() -> None:
    lines = ["12-34567|60|40", "1. Decides to meet|60|700", "again;|60|688", "2. Notes|60|650", "it.|60|638"]
    raw = text.read(pdf([lines]), "a.pdf")
    assert raw.text == "1. Decides to meet\nagain;\n\n2. Notes\nit.\n\n12-34567\n"


def test_pages_are_parted_by_a_form_feed() -> None:
    assert text.read(pdf([["One|60|700"], ["Two|60|700"]]), "a.pdf").text == "One\n\fTwo\n"


def test_a_pdf_without_text_is_told() -> None:
    assert told(pdf([[]]), "a.pdf").code == "INPUT_NO_TEXT"


def test_a_pdf_with_a_password_is_told() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["One|60|700"]]))))
    writer.encrypt(user_password="secret", owner_password="other", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert told(locked.getvalue(), "a.pdf").code == "INPUT_ENCRYPTED"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_cut_off_is_read_or_told_and_never_more(share: float, kind: str) -> None:
    whole = pdf([["One|60|700"]] * 3) if kind == "pdf" else word([("One", None)])
    code = ""
    try:
        assert text.read(whole[: int(len(whole) * share)], "a").text.strip()
    except InputError as error:
        code = error.code
    assert code in ("", "INPUT_DAMAGED", "INPUT_NO_TEXT", "INPUT_FORMAT")


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CALL", "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        apart.read("pdf", b"x", "a.pdf", seconds=0.5)
    assert caught.value.code == "INPUT_TIMEOUT"
    assert time.monotonic() - began < 30


def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(InputError) as caught:
        apart.read("xml", b"<a>" + b"<p>x</p>" * 900_000 + b"</a>", "a.xml", memory=40_000_000)
    assert caught.value.code == "INPUT_TOO_LARGE"


PDFS = {"A_RES_73_6-EN.pdf": 14, "A_RES_73_7-EN.pdf": 28, "A_64_L.63_Rev.1.pdf": 3}


@pytest.mark.parametrize(("name", "last"), PDFS.items())
def test_every_operative_paragraph_of_a_pdf_has_its_number(name: str, last: int) -> None:
    data = shared("documents", "pdf", name).read_bytes()
    document = text.structure(text.read(data, name), language="en")
    numbers = [b.label for b in document.blocks if b.kind == "paragraph" and b.label and not b.container]
    assert numbers == [str(n) for n in range(1, last + 1)]


@pytest.mark.parametrize("name", ["A_RES_73_6-EN", "A_RES_73_7-EN"])
def test_the_text_of_a_pdf_is_that_of_a_copy_made_by_hand(name: str) -> None:
    copy = (TOP / "tests" / "gold" / "copies" / f"{name}.txt").read_text(encoding="utf-8")
    data = shared("documents", "pdf", f"{name}.pdf").read_bytes()
    assert "".join(text.read(data, name).text.split()) == "".join(copy.split())
