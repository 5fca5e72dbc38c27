"""Acts of Russian texts: verbs by stem and ending, whom they address, when they fall due."""

from __future__ import annotations

import pytest

from tests import act_support

SPEAKING = act_support.Speaking("ru", "[body:Рыболовный совет],")
OPEN = SPEAKING.opening
read = SPEAKING.read
told = SPEAKING.told
operative = SPEAKING.operative


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("высоко оценивает работу лоцманов и настоятельно призывает все государства;", ["commends", "urges"]),
        ("приветствует и одобряет план;", ["welcomes", "endorses"]),
        ("с удовлетворением принимает к сведению доклад;", ["notes"]),
        ("принимает план работы, содержащийся в приложении;", ["adopts"]),
        ("выражает обеспокоенность и вновь призывает Чили действовать;", ["concerned", "calls-upon"]),
        ("обращается ко всем Сторонам с призывом представить взносы;", ["calls-upon"]),
        ("постановляет учредить фонд и просит [role:Председателя] управлять им;",
         ["decides", "establishes", "requests"]),
        ("постановляет продолжать заниматься этим вопросом.", ["decides"]),
        ("просит [role:Председателя] предложить всем Сторонам представить доклады;", ["requests", "invites"]),
        ("отмечает, что план, который поддерживает порты, признает потребность в лоцманах;", ["notes"]),
        ("решительно осуждает нападения и требует, чтобы стороны прекратили огонь;", ["condemns", "demands"]),
        ("воздает должное экипажам судов;", ["commends"]),
        ("благодарит правительство Чили за его вклад;", ["appreciates"]),
        ("рекомендует [body:Ассамблее] принять план;", ["recommends"]),
        ("уполномочивает секретариат заключить договор и поручает ему доложить об этом;",
         ["authorizes", "instructs"]),
        ("вновь подтверждает свою решимость и подчеркивает важность диалога;", ["reaffirms", "stresses"]),
        ("постановляет продлить мандат [body:Миссии] до [date:1 мая 2014 года=2014-05-01];",
         ["decides", "extends"]),
        ("заявляет о своей готовности рассмотреть дальнейшие меры;", ["expresses"]),
        ("выражает надежду на то, что переговоры завершатся успехом;", ["expresses"]),
        ("признает, что порты нуждаются в помощи, и обращает внимание Сторон на список;",
         ["recognizes", "other"]),
        ("утверждает бюджет;", ["approves"]),
    ],
)  # fmt: skip
def test_verbs_of_operative_paragraphs(words: str, verbs: list[str]) -> None:
    found = operative(words)
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"operative"}


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("ссылаясь на свое решение [decision:5/2] и с сожалением отмечая гибель лоцманов,",
         ["recalls", "notes"]),
        ("рассмотрев доклад [role:Директора],", ["considers"]),
        ("заслушав и обсудив сообщение,", ["other", "considers"]),
        ("будучи глубоко обеспокоен состоянием улова, и будучи убежден в необходимости запрета,",
         ["concerned", "convinced"]),
        ("памятуя о нуждах малых портов,", ["bearing-in-mind"]),
        ("принимая во внимание выводы экспертов,", ["bearing-in-mind"]),
        ("принимая к сведению выводы экспертов,", ["notes"]),
        ("действуя на основании главы VII [instrument:Устава],", ["other"]),
        ("руководствуясь целями [instrument:Устава],", ["guided-by"]),
        ("преисполненный решимости положить конец незаконному лову,", ["determines"]),
        ("выражая признательность [body:правительству Чили] за помощь,", ["appreciates"]),
        ("признавая роль женщин и подчеркивая важность образования,", ["recognizes", "stresses"]),
        ("определяя, что положение в [place:Чаде] представляет собой угрозу миру,", ["determines"]),
        ("приветствуя доклад и высоко оценивая работу экспертов,", ["welcomes", "commends"]),
        ("сознавая, что уловы сокращаются,", ["recognizes"]),
        ("напоминая о своем решении [decision:5/2],", ["recalls"]),
    ],
)  # fmt: skip
def test_recitals(words: str, verbs: list[str]) -> None:
    found = read(OPEN, ("preamble", words))[1]
    assert [a.verb for a in found] == verbs
    assert {a.mode for a in found} == {"preambular"}


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("[body:Комитет] принял к сведению доклад и просил секретариат опубликовать его.",
         [("notes", "Комитет"), ("requests", "Комитет")]),
        ("На том же заседании [body:Комитет] рассмотрел и утвердил бюджет.",
         [("considers", "Комитет"), ("approves", "Комитет")]),
        ("Делегация Чили выразила обеспокоенность. Она предложила рассмотреть план.",
         [("concerned", "Делегация Чили"), ("invites", "Делегация Чили")]),
        ("Ряд представителей поддержали это предложение.", [("supports", "Ряд представителей")]),
        ("[body:Комитет] сослался на решение [decision:5/2].", [("recalls", "Комитет")]),
        ("Сессию открыл [role:Председатель] г-н [person:Хуан Перес] (Чили).", [("other", "Хуан Перес")]),
        ("[body:Группа], рассмотрев доклад, постановила собраться вновь.",
         [("decides", "Группа"), ("considers", "Группа")]),
        ("В своей резолюции [decision:4/1] [body:Ассамблея] просила [body:Группу] представить доклад.",
         [("requests", "resolution 4/1")]),
        ("[body:Секретариат] настоящим препровождает доклад [body:Комитету].", [("other", "Секретариат")]),
        ("[body:Комитет] провел сессию в [place:Осло].", []),
        ("Неправительственные организации представили [body:Группе] письменные замечания.", []),
    ],
)  # fmt: skip
def test_reported_acts(words: str, verbs: list[tuple[str, str]]) -> None:
    assert [(a.verb, a.by) for a in read(("paragraph", words))[1]] == verbs


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("просит [role:Генерального секретаря] и [body:Комитет] представить доклад;",
         ["Генерального секретаря", "Комитет"]),
        ("призывает Стороны, которые еще не сделали этого, ратифицировать [instrument:Конвенцию];",
         ["Стороны, которые еще не сделали этого"]),
        ("предлагает международным финансовым учреждениям через секретариат оказать помощь;",
         ["международным финансовым учреждениям"]),
        ("требует, чтобы все стороны незамедлительно прекратили огонь;", ["все стороны"]),
        ("просит далее все государства не позднее [date:1 мая 2009 года=2009-05-01] представить мнения;",
         ["все государства"]),
        ("выражает признательность [body:правительству Чили] за его взнос;", ["правительству Чили"]),
        ("настоятельно призывает государства-члены, в частности доноров, увеличить взносы;",
         ["государства-члены", "доноров"]),
        ("призывает к строгому соблюдению плана;", []),
        ("просит Стороны, располагающие возможностями, представить взносы;",
         ["Стороны, располагающие возможностями"]),
        ("рекомендует [body:Ассамблее] на ее [meeting:пятой сессии=5:session] принять план;", ["Ассамблее"]),
    ],
)  # fmt: skip
def test_addressees(words: str, addressees: list[str]) -> None:
    assert [a.value for a in operative(words)[0].addressees] == addressees


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("просит секретариат представить доклад [body:Совету] на его [meeting:пятой сессии=5:session];",
         "5:session"),
        ("просит секретариат к [date:1 мая 2009 года=2009-05-01] представить доклад;", "2009-05-01"),
        ("просит Стороны не позднее [date:30 июня 2009 года=2009-06-30] представить мнения;", "2009-06-30"),
        ("просит секретариат завершить работу до конца [date:2016 года=2016];", "2016"),
        ("просит секретариат выполнить план, принятый [body:Советом] на его "
         "[meeting:пятой сессии=5:session];", None),
        ("постановляет рассмотреть план на своей [meeting:шестой сессии=6:session];", "6:session"),
        ("просит секретариат доложить как можно скорее;", None),
    ],
)  # fmt: skip
def test_due(words: str, due: str | None) -> None:
    assert operative(words)[0].due == due


def test_what_a_cited_decision_did_is_told_of_it() -> None:
    recital = "ссылаясь на резолюцию [decision:12/4], в которой он постановил учредить фонд,"
    found = told(OPEN, ("preamble", recital))
    assert ("decides", "reported", "resolution 12/4") in found
    assert ("establishes", "reported", "resolution 12/4") in found


def test_a_decision_may_bring_about_two_things() -> None:
    found = operative("постановляет учредить [body:комитет] и поручить ему наблюдать за ловом;")
    assert [a.verb for a in found] == ["decides", "establishes", "instructs"]
    assert [a.value for a in found[2].addressees] == ["комитет"]


def items(*lines: str) -> list[tuple[str, list[str], str | None]]:
    rows = [("item", f"({letter}) {line}") for letter, line in zip("abcdefgh", lines, strict=False)]
    _, found = read(OPEN, ("paragraph", "постановляет:"), *rows)
    return [(a.verb, [x.value for x in a.addressees], a.due) for a in found if a.verb != "decides"]


def test_infinitives_of_the_items_of_a_decision() -> None:
    assert items(
        "назначить г-жу [person:Ану Руис] докладчиком;",
        "принять приглашение правительства Чили;",
        "принять устав фонда, а также принять к сведению смету;",
        "выразить признательность [body:Портовому управлению];",
        "провести подготовку лоцманов;",
        "уполномочить [role:Председателя] обратиться к [body:Портовому управлению] с просьбой помочь;",
    ) == [
        ("other", [], None),
        ("other", [], None),
        ("adopts", [], None),
        ("notes", [], None),
        ("appreciates", ["Портовому управлению"], None),
        ("authorizes", ["Председателя"], None),
        ("requests", ["Портовому управлению"], None),
    ]


def test_what_items_ask_of_a_second_one_is_an_act_of_its_own() -> None:
    found = items("просить секретариат провести семинар и предложить [body:Сети] участвовать в нем.")
    assert found == [("requests", ["секретариат"], None), ("invites", ["Сети"], None)]


def test_what_is_put_on_an_agenda_falls_due_at_its_session() -> None:
    words = "постановляет включить в повестку дня своей [meeting:шестой сессии=6:session] пункт о портах;"
    assert operative(words)[0].due == "6:session"


@pytest.mark.parametrize(
    ("recital", "verb"),
    [
        ("ссылаясь на решение [decision:12/4], которым была учреждена группа по сетям,", "establishes"),
        ("напоминая, что решением [decision:12/4] он учредил группу по сетям,", "establishes"),
    ],
)
def test_what_a_decision_is_said_to_have_made(recital: str, verb: str) -> None:
    found = told(OPEN, ("preamble", recital))
    assert any(v == verb and "12/4" in str(by) for v, _, by in found)


def test_a_mandate_may_run_until_a_session() -> None:
    words = "постановляет продлить мандат [body:Группы] до своей [meeting:шестой сессии=6:session];"
    assert [(a.verb, a.due) for a in operative(words)] == [("decides", None), ("extends", "6:session")]
