"""No pattern takes long on texts that repeat what it looks for."""

from __future__ import annotations

from functools import cache, partial

import pytest

from igr_kg.model import View
from igr_kg.packs import language
from igr_kg.packs.patterns import Pattern, Tagged, example_text
from tests.support import seconds

CHINESE = {
    "words": "各国在国际和区域一级为实现可持续发展所作的努力以及有关组织的支助" * 40,
    "bodies": "[body:渔业大会]的[role:主席]和[role:秘书长]关于渔业治理的各项报告以及有关国家所作的努力" * 40,
    "clauses": "，并[body:渔业大会]的[role:主席]关于渔业治理的报告" * 60,
    "numbers": "第[decision:1/1]号、" * 300,
    "particles": "的国家" * 600,
    "dates": "[date:2001年]在[place:利马]和[body:渔业署]" * 150,
    "brackets": "(" * 400 + "对各国的努力，" * 100,
    "lists-clauses": "，并认为[option:方案(a)]最为可行，但仍须进一步研究" * 60,
    "options": "方案(a)和(b)、备选方案一至三以及" * 80,
    "views": "认为指出建议[body:渔业署]" * 150,
    "holders": "多数代表团和若干与会者以及一些国家的代表" * 60,
    "determined": "确定了可供各国采取的应对措施" * 80,
    "announced": "[body:渔业署]提出了下列可能采取的措施，" * 80 + "：",
    "modal": "各港口应必须需要" * 150,
    "toward": "对[option:方案(a)]就[option:方案(b)]在" * 120,
    "aims": "，以提高效率从而旨在以期" * 120,
    "lists-brackets": "(" * 300 + "方案(" * 300,
    "held": "[body:渔业署]于[date:2001年5月]和[date:2001年6月]在[place:利马]举行召开" * 60,
    "meetings": "[meeting:第1次=1:meeting]和[meeting:第2次会议=2:meeting]、" * 80,
    "composed": "由在以向各区域代表组成领导主持的一个" * 80,
    "given": "各区域组织和专家就草案通过[body:渔业署]向[body:湿地组]提供了" * 60,
    "put": "欢迎[body:渔业署]提出的关于担任东道主的关于港口的" * 60,
    "votes": "以12票赞成、0票反对、3票弃权，" * 80,
    "people": "[role:主席][person:李文]先生(中国)和[person:王明]、" * 80,
    "hosts": "感谢[place:智利]和[place:秘鲁]、[body:渔业署]在[place:利马]" * 60,
    "guests": "下列组织派观察员出席了会议" * 80 + "：" + "[body:渔业署]、" * 200,
    "cited": "第[decision:4/7]号决议，特别是其中第13至15段和第6、" * 60,
    "under": "根据第[decision:4/7]号决议第3段的要求，本报告" * 60,
}
FRENCH = {
    "words": "les mesures que les organisations régionales compétentes prennent pour les ports " * 30,
    "bodies": "la [body:Commission des pêches] et le [role:Président] du [body:Comité] " * 60,
    "names": "Comité préparatoire de la Conférence des ports pour la pêche et le commerce " * 40,
    "recitals": "Rappelant la décision [decision:1/1] du [date:3 mai 2001] de la [body:Commission], " * 50,
    "operative": "et prie le [role:Directeur] et les États, ainsi que la [body:Commission], de payer, " * 50,
    "told": "Le [body:Comité] a prié le secrétariat et s’est félicité du rapport, " * 60,
    "dates": "du 3 au 5 mai et du 7 au 9 juin 2001 à [place:Lima] en 2003, " * 60,
    "people": "M. [person:Luis Paz] (Pérou), [role:Président], et Mme [person:Anna Hess], " * 60,
    "meetings": "à sa [meeting:troisième session=3:session], tenue à [place:Lima] le [date:3 mai 2001], "
    * 50,
    "votes": "adoptée par 12 voix contre zéro, avec 3 abstentions, " * 60,
    "brackets": "(" * 300 + "« Des ports pour demain, " * 80,
    "letters": "a" * 3000,
    "capitals": "Conseil Des Ports Et De La Mer " * 100,
}
LONG = {"fr": FRENCH, "zh": CHINESE}
"""Texts that repeat what the rules of a language look for; every pattern also reads its own examples anew."""

SECONDS = 1.0
AGAIN = 40
PATTERNS = [(tag, p) for tag in language.tags() for p in language.load(tag).patterns]


@cache
def texts(tag: str) -> dict[str, Tagged]:
    rules = language.load(tag).rules
    return {name: example_text(text, rules) for name, text in LONG.get(tag, {}).items()}


def own(tag: str, pattern: Pattern) -> Tagged:
    """Return the examples of a pattern, again and again in one text."""
    examples = [*(e.text for e in pattern.yes), *pattern.no]
    return example_text(" ".join(examples * AGAIN), language.load(tag).rules)


@pytest.mark.parametrize(("tag", "pattern"), PATTERNS, ids=[f"{tag}:{p.id}" for tag, p in PATTERNS])
def test_time(tag: str, pattern: Pattern) -> None:
    pattern.expression.compile()
    for name, tagged in {**texts(tag), "its own examples": own(tag, pattern)}.items():
        where = tagged if pattern.tagged else tagged.plain
        assert seconds(partial(all_of, pattern, where), enough=SECONDS) < SECONDS, name


def all_of(pattern: Pattern, where: View | Tagged) -> int:
    return sum(1 for _ in pattern.find(where))
