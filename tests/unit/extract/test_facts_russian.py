"""Facts of Russian texts: bodies of decisions, meetings with place and days, votes, terms, who opened."""

from __future__ import annotations

from tests.unit.extract.facts_support import one, read, values


def test_a_decision_has_its_body_and_date() -> None:
    words = (
        "ссылаясь на решение [body:Портового совета] [decision:5/31] от [date:8 июня 2017 года=2017-06-08],"
    )
    found = one(read(("preamble", words), language="ru"), "decision")
    assert dict(found) == {"number": "5/31", "body": "Портового совета", "date": "2017-06-08"}


def test_paragraphs_of_a_cited_decision() -> None:
    words = "напоминая о пунктах 7 и 9 резолюции [decision:12/4],"
    found = one(read(("preamble", words), language="ru"), "citation")
    assert (found["cited"], found["paragraph"]) == ("12/4", "7,9")


def test_a_meeting_with_its_place_and_days() -> None:
    words = (
        "1. [body:Комитет] провел свою [meeting:третью сессию=3:session] "
        "[date:5–9 мая 2018 года=2018-05-05/2018-05-09] в [place:Осло], [place:Норвегия]."
    )
    found = one(read(("paragraph", words), language="ru"), "meeting")
    assert dict(found) == {
        "body": "Комитет",
        "ordinal": "3",
        "kind": "session",
        "place": "Осло",
        "country": "Норвегия",
        "start": "2018-05-05",
        "end": "2018-05-09",
    }


def test_nobody_against_is_zero() -> None:
    words = (
        "Принята на [meeting:91-м заседании=91:meeting] 13 голосами при 2 воздержавшихся, "
        "причем никто не голосовал против."
    )
    found = one(read(("paragraph", words), language="ru"), "vote")
    assert (found["for"], found["against"], found["abstaining"]) == ("13", "0", "2")


def test_an_extended_mandate_and_who_opened() -> None:
    words = "2. [body:Совет] продлил мандат [body:Миссии] до [date:1 мая 2014 года=2014-05-01]."
    found = one(read(("paragraph", words), language="ru"), "extension")
    assert (found["extended"], found["until"]) == ("мандат Миссии", "2014-05-01")
    opened = "3. Сессию открыл [role:Председатель] г-н [person:Хуан Перес] (Чили)."
    part = values(read(("paragraph", opened), language="ru"), "participation")
    assert [(p["person"], p["act"]) for p in part] == [("Хуан Перес", "opened")]


def test_a_statement_without_a_meeting_tells_of_that_of_the_sentence_before() -> None:
    words = (
        "1. [meeting:Второе совещание=2:meeting] открыла [role:премьер-министр Перу] [person:Ана Руис]. "
        "Функции [role:сопредседателей] выполняли г-жа [person:Ева Хесс] (Чили) и г-н [person:Йон Ли] (Мали)."
    )
    found = values(read(("paragraph", words), language="ru"), "participation")
    told = {(slots["person"], slots["act"], slots["meeting"]) for slots in found}
    assert told == {
        ("Ана Руис", "opened", "Второе совещание"),
        ("Ева Хесс", "chaired", "Второе совещание"),
        ("Йон Ли", "chaired", "Второе совещание"),
    }


def test_officers_listed_in_paragraphs_serve_the_body_that_elected_them() -> None:
    found = values(
        read(
            ("paragraph", "1. [body:Комитет] избрал следующих должностных лиц:"),
            ("paragraph", "[role:Председатель]: г-жа [person:Ана Руис] (Перу)"),
            ("paragraph", "[role:Докладчик]: г-н [person:Йон Ли] (Мали)"),
            language="ru",
        ),
        "officer",
    )
    assert [(s["person"], s["office"], s["group"]) for s in found] == [
        ("Ана Руис", "Председатель", "Комитет"),
        ("Йон Ли", "Докладчик", "Комитет"),
    ]


def test_somebody_opens_in_a_participle_and_others_follow_the_session() -> None:
    words = (
        "1. [body:Комитет] провел свою [meeting:третью сессию=3:session]. Открывая ее [meeting:третью "
        "сессию=3:session], [role:Председатель] г-н [person:Хуан Перес] (Чили) отметил рост улова. "
        "В ее работе участвовали порты. За ходом [meeting:третьей сессии=3:session] следили наблюдатели от "
        "[body:Союза портов] ([body:СП]) и [body:Фонда рек]."
    )
    found = values(read(("paragraph", words), language="ru"), "participation")
    assert {(s["person"], s["act"]) for s in found} == {
        ("Хуан Перес", "opened"),
        ("Союза портов", "attended"),
        ("Фонда рек", "attended"),
    }


def test_states_circulate_papers_and_votes_fail() -> None:
    words = (
        "4. Чили и Новая Зеландия распространили рабочий документ о сетях. За это предложение было подано "
        "12 голосов, против — 31; 9 членов воздержались, и предложение принято не было."
    )
    read_once = read(("paragraph", words), language="ru")
    handed = one(read_once, "submission")
    assert (handed["by"], handed["what"]) == ("Чили и Новая Зеландия", "рабочий документ о сетях")
    vote = one(read_once, "vote")
    assert [vote[n] for n in ("for", "against", "abstaining", "result")] == [
        "12",
        "31",
        "9",
        "принято не было",
    ]


def test_an_office_named_before_those_elected_to_it() -> None:
    words = (
        "5. [body:Комитет] избрал [role:Председателем] г-жу [person:Ану Руис] (Чили), "
        "кандидатура которой была предложена [body:Группой азиатских государств], "
        "а [role:заместителем Председателя] — г-на [person:Хуана Переса] (Перу)."
    )
    found = values(read(("paragraph", words), language="ru"), "officer")
    assert {(s["person"], s["office"], s["group"]) for s in found} == {
        ("Ану Руис", "Председателем", "Группой азиатских государств"),
        ("Хуана Переса", "заместителем Председателя", "Комитет"),
    }
