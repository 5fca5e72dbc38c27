"""Duties to report, ends, amendments, entries into force and agendas, in the six languages."""

from __future__ import annotations

import pytest

from tests.unit.extract.facts_support import one, read, values

OPEN = {
    "en": "The [body:Plant Council],",
    "zh": "[body:植物理事会]，",
    "fr": "Le [body:Conseil des plantes],",
    "es": "El [body:Consejo de Plantas],",
    "ru": "[body:Совет по растениям],",
    "ar": "إن [body:مجلس النبات]،",
}


def stated(language: str, words: str, type_: str) -> list[dict[str, str]]:
    rows = (("preamble", OPEN[language]), ("paragraph", words))
    return [dict(found) for found in values(read(*rows, language=language), type_)]


DUTIES = {
    "en": (
        "Requests the [role:Director] to report to the [body:Marsh Committee] on the state of the marsh "
        "no later than [date:1 May 2003=2003-05-01].",
        {"to": "Marsh Committee", "on": "state of the marsh"},
    ),
    "zh": (
        "请[role:主任]向[body:沼泽委员会]提交一份关于沼泽状况的报告。",
        {"to": "沼泽委员会", "on": "沼泽状况"},
    ),
    "fr": (
        "Prie le [role:Directeur] de présenter au [body:Comité des marais] un rapport sur l’état des marais.",
        {"to": "Comité des marais", "on": "état des marais"},
    ),
    "es": (
        "Pide al [role:Director] que informe al [body:Comité de Pantanos] sobre el estado de los pantanos.",
        {"to": "Comité de Pantanos", "on": "estado de los pantanos"},
    ),
    "ru": (
        "просит [role:Директора] представить [body:Комитету по болотам] доклад о состоянии болот.",
        {"to": "Комитету по болотам", "on": "состоянии болот"},
    ),
    "ar": (
        "يطلب إلى [role:المدير] أن يقدم إلى [body:لجنة المستنقعات] تقريرا عن حالة المستنقعات.",
        {"to": "لجنة المستنقعات", "on": "حاله المستنقعات"},
    ),
}


@pytest.mark.parametrize("language", DUTIES)
def test_a_request_to_report_says_to_whom_and_on_what(language: str) -> None:
    words, expected = DUTIES[language]
    assert stated(language, words, "reporting") == [expected]


NO_DUTIES = {
    "en": "Requests the [role:Director] to consider the report submitted to the [body:Marsh Committee].",
    "zh": "请[role:主任]审议[body:沼泽委员会]的报告。",
    "fr": "Prie le [role:Directeur] d’examiner le rapport du [body:Comité des marais].",
    "es": "Pide al [role:Director] que examine el informe del [body:Comité de Pantanos].",
    "ru": "просит [role:Директора] рассмотреть доклад [body:Комитета по болотам].",
    "ar": "يطلب إلى [role:المدير] أن ينظر في تقرير [body:لجنة المستنقعات].",
}


@pytest.mark.parametrize("language", NO_DUTIES)
def test_whoever_is_to_read_a_report_has_no_duty_to_report(language: str) -> None:
    assert stated(language, NO_DUTIES[language], "reporting") == []


def test_what_stands_behind_and_is_asked_of_the_one_addressed() -> None:
    words = "Requests the [role:Director] to drain the marsh and to report to it at its next session."
    (found,) = stated("en", words, "reporting")
    assert found == {"issuer": "Plant Council"}


def test_what_others_are_to_report_is_no_duty_of_the_one_addressed() -> None:
    words = "Requests the [role:Director] to help the farmers to report to the [body:Marsh Committee]."
    assert stated("en", words, "reporting") == []


def test_two_may_be_reported_to() -> None:
    words = "Requests the [role:Director] to report to the [role:President] and the [body:Marsh Committee]."
    rows = (("preamble", OPEN["en"]), ("paragraph", words))
    (found,) = [f for f in read(*rows, language="en") if f.type == "reporting"]
    assert [slot.value for slot in found.slots["to"]] == ["President", "Marsh Committee"]


ENDS = {
    "en": "Decides to terminate the mandate of the [body:Marsh Committee].",
    "zh": "决定终止[body:沼泽委员会]的任务期限。",
    "fr": "Décide de mettre fin au mandat du [body:Comité des marais].",
    "es": "Decide poner fin al mandato del [body:Comité de Pantanos].",
    "ru": "постановляет прекратить мандат [body:Комитета по болотам].",
    "ar": "يقرر إنهاء ولاية [body:لجنة المستنقعات].",
}


@pytest.mark.parametrize("language", ENDS)
def test_a_decision_ends_a_mandate(language: str) -> None:
    (found,) = stated(language, ENDS[language], "termination")
    assert ENDS[language].partition("[body:")[2].partition("]")[0].split()[-1][:6] in found["object"]
    assert "by" in found


@pytest.mark.parametrize(
    "words",
    [
        "Requests the [role:Director] to terminate the mandate of the [body:Marsh Committee].",
        "Decides to review whether to terminate the mandate of the [body:Marsh Committee].",
        "Decides that the mandate of the [body:Marsh Committee] shall terminate if the marsh dries up.",
    ],
)
def test_what_is_only_asked_or_weighed_ends_nothing(words: str) -> None:
    assert stated("en", words, "termination") == []


def test_an_end_that_a_decision_is_told_to_have_brought() -> None:
    words = "Recalling resolution [decision:12/4], by which the [body:Assembly] terminated the Mandate,"
    found = one(read(("preamble", words), language="en"), "termination")
    assert dict(found) == {"object": "Mandate", "in": "12/4", "by": "Assembly"}


CHANGES = {
    "en": "Decides to amend paragraph 5 of decision [decision:12/4].",
    "zh": "决定修正第[decision:12/4]号决定第5段。",
    "fr": "Décide de modifier le paragraphe 5 de sa décision [decision:12/4].",
    "es": "Decide modificar el párrafo 5 de su decisión [decision:12/4].",
    "ru": "постановляет изменить пункт 5 решения [decision:12/4].",
    "ar": "يقرر تعديل الفقرة 5 من مقرره [decision:12/4].",
}


@pytest.mark.parametrize("language", CHANGES)
def test_a_decision_changes_another(language: str) -> None:
    (found,) = stated(language, CHANGES[language], "amendment")
    assert found["changed"] == "12/4"


def test_what_was_amended_by_what() -> None:
    words = "Recalling decision [decision:12/4], as amended by decision [decision:31/7],"
    found = one(read(("preamble", words), language="en"), "amendment")
    assert (found["changed"], found["in"]) == ("12/4", "31/7")


IN_FORCE = {
    "en": "The [instrument:Lima Convention] entered into force on [date:1 May 2001=2001-05-01].",
    "zh": "《[instrument:利马公约]》于[date:2001年5月1日=2001-05-01]生效。",
    "fr": "La [instrument:Convention de Lima] est entrée en vigueur le [date:1er mai 2001=2001-05-01].",
    "es": "El [instrument:Convenio de Lima] entró en vigor el [date:1 de mayo de 2001=2001-05-01].",
    "ru": "[instrument:Лимская конвенция] вступила в силу [date:1 мая 2001 года=2001-05-01].",
    "ar": "دخلت [instrument:اتفاقية ليما] حيز النفاذ في [date:1 أيار/مايو 2001=2001-05-01].",
}


@pytest.mark.parametrize("language", IN_FORCE)
def test_an_instrument_entered_into_force(language: str) -> None:
    found = one(read(("paragraph", IN_FORCE[language]), language=language), "in-force")
    assert found["date"] == "2001-05-01"


def test_an_amendment_to_an_instrument_is_not_the_instrument() -> None:
    words = f"The amendment to the {IN_FORCE['en'].removeprefix('The ')}"
    assert values(read(("paragraph", words), language="en"), "in-force") == []


AGENDAS = {
    "en": "The [body:Plant Council] adopted the provisional agenda ([document:PC/5/1]).",
    "zh": "[body:植物理事会]通过了临时议程([document:PC/5/1])。",
    "fr": "Le [body:Conseil des plantes] a adopté l’ordre du jour provisoire ([document:PC/5/1]).",
    "es": "El [body:Consejo de Plantas] aprobó el programa provisional ([document:PC/5/1]).",
    "ru": "[body:Совет по растениям] утвердил предварительную повестку дня ([document:PC/5/1]).",
    "ar": "واعتمد [body:مجلس النبات] جدول الأعمال المؤقت ([document:PC/5/1]).",
}


@pytest.mark.parametrize("language", AGENDAS)
def test_the_document_of_an_agenda_that_was_adopted(language: str) -> None:
    found = one(read(("paragraph", AGENDAS[language]), language=language), "agenda")
    assert dict(found) == {"document": "PC/5/1"}


def test_a_programme_called_agenda_is_no_agenda() -> None:
    words = "The [body:Plant Council] adopted Agenda 21 ([document:PC/5/1])."
    assert values(read(("paragraph", words), language="en"), "agenda") == []
