"""Who says it, to judge by the reporting words?"""

import pytest

from service.text.reporting import reported, source_type

SAID: dict[str, tuple[str, str, list[tuple[str, str]], str]] = {
    # language, sentence, chain of (source, cue), what is said
    "that": (
        "en",
        "Petra Wallner testified that the books were kept at home.",
        [("Petra Wallner", "testified")],
        "the books were kept at home",
    ),
    "no that": (
        "en",
        "Prosser said the port had handled 412,000 tonnes.",
        [("Prosser", "said")],
        "the port had handled 412,000 tonnes",
    ),
    "after": (
        "en",
        "Order intake dropped 11%, Noordwal said.",
        [("Noordwal", "said")],
        "Order intake dropped 11%",
    ),
    "inverted, with an office": (
        "en",
        "“We acted within minutes,” said Rui Monteverde, the district police chief.",
        [("Rui Monteverde", "said")],
        "We acted within minutes",
    ),
    "office first": (
        "en",
        "Two coasters had to wait, the harbour master, Iwan Prosser, told councillors on Friday.",
        [("Iwan Prosser", "told")],
        "Two coasters had to wait",
    ),
    "according to, at the end": (
        "en",
        "The fire broke out at ten, according to the Harbour Coast Fire Service.",
        [("Harbour Coast Fire Service", "according to")],
        "The fire broke out at ten",
    ),
    "according to, first": (
        "en",
        "According to the indictment, the firm had no office.",
        [("the indictment", "According to")],
        "the firm had no office",
    ),
    "according to, in the middle": (
        "en",
        "Most of the patients, according to Dr. Almada, had irritated eyes.",
        [("Dr. Almada", "according to")],
        "Most of the patients, according to Dr. Almada, had irritated eyes",
    ),
    "citing": (
        "en",
        "The agency has fined the mill, the newspaper Correio reported on Monday, citing two people"
        " with knowledge of the decision.",
        [
            ("the newspaper Correio", "reported"),
            ("two people with knowledge of the decision", "citing"),
        ],
        "The agency has fined the mill",
    ),
    "outermost last": (
        "en",
        "Zyuganov sent his letter to Kim, according to the KCNA, Yonhap News Agency reported.",
        [("Yonhap News Agency", "reported"), ("KCNA", "according to")],
        "Zyuganov sent his letter to Kim",
    ),
    "quoted, in a report": (
        "en",
        '"The Party expresses its thanks," Zyuganov told Kim in the letter, the KCNA reported.',
        [("KCNA", "reported"), ("Zyuganov", "told")],
        "The Party expresses its thanks",
    ),
    "outermost first": (
        "en",
        "According to the Courier, the director, Colin Astley, has told shareholders that the bid"
        " cost £210,000.",
        [("Courier", "According to"), ("Colin Astley", "told")],
        "the bid cost £210,000",
    ),
    "twice in the middle": (
        "en",
        "Mr. Kainz, she said, had repeatedly told him that the work was in order.",
        [("she", "said"), ("Mr. Kainz", "told")],
        "the work was in order",
    ),
    "accused": (
        "en",
        "The trust was accused by Brannock Dredging of changing the criteria.",
        [("Brannock Dredging", "accused")],
        "The trust was accused by Brannock Dredging of changing the criteria",
    ),
    "dateline": (
        "en",
        "SETÚBAL, Portugal — Nineteen people remain in hospital, the minister told reporters.",
        [("the minister", "told")],
        "Nineteen people remain in hospital",
    ),
    "según, at the end": (
        "es",
        "La Fiscalía abrió una investigación, según fuentes judiciales.",
        [("fuentes judiciales", "según")],
        "La Fiscalía abrió una investigación",
    ),
    "según, first": (
        "es",
        "Según la Intervención, el importe rondaba los 48.500 euros.",
        [("Intervención", "Según")],
        "el importe rondaba los 48.500 euros",
    ),
    "que": (
        "es",
        "Una portavoz del departamento indicó que la auditoría podría prolongarse.",
        [("Una portavoz del departamento", "indicó")],
        "la auditoría podría prolongarse",
    ),
    "dijo": (
        "es",
        "«Es una vergüenza para toda la comarca», lamentó la asociación.",
        [("la asociación", "lamentó")],
        "Es una vergüenza para toda la comarca",
    ),
    "sagte": (
        "de",
        "„Das Feuer ist in einem Regal ausgebrochen“, sagte Polizeisprecher Malte Dirksen.",
        [("Polizeisprecher Malte Dirksen", "sagte")],
        "Das Feuer ist in einem Regal ausgebrochen",
    ),
    "sagte, dass": (
        "de",
        "Der Minister sagte am Montag, dass die Brücke gesperrt wird.",
        [("Minister", "sagte")],
        "die Brücke gesperrt wird",
    ),
    "wie": (
        "de",
        "Zwei von ihnen schwebten in Lebensgefahr, wie Sprecherin Insa Tholen sagte.",
        [("Sprecherin Insa Tholen", "sagte")],
        "Zwei von ihnen schwebten in Lebensgefahr",
    ),
    "laut": (
        "de",
        "Bundesweit gab es laut einer Statistik des Verbands im vergangenen Jahr 1.140 Brände.",
        [("einer Statistik des Verbands", "laut")],
        "Bundesweit gab es laut einer Statistik des Verbands im vergangenen Jahr 1.140 Brände",
    ),
    "zufolge": (
        "de",
        "Der „Unterweser-Rundschau“ zufolge hatte die Aufsicht schon im Juni gewarnt.",
        [("Unterweser-Rundschau", "zufolge")],
        "hatte die Aufsicht schon im Juni gewarnt",
    ),
    "unter Berufung auf": (
        "de",
        "Mahnungen soll die Firma ignoriert haben, berichtete das Blatt unter Berufung auf zwei"
        " frühere Mitarbeiter.",
        [("Blatt", "berichtete"), ("zwei frühere Mitarbeiter", "unter Berufung auf")],
        "Mahnungen soll die Firma ignoriert haben",
    ),
    "selon": (
        "fr",
        "Selon le ministère, trois ponts ont été fermés en mars.",
        [("le ministère", "Selon")],
        "trois ponts ont été fermés en mars",
    ),
    "selon, at the end": (
        "fr",
        "Trois ponts ont été fermés, selon l'AFP.",
        [("l'AFP", "selon")],
        "Trois ponts ont été fermés",
    ),
    "a déclaré que": (
        "fr",
        "La maire de Lyon a déclaré lundi que le pont serait fermé.",
        [("La maire de Lyon", "a déclaré")],
        "le pont serait fermé",
    ),
    "a déclaré, inverted": (
        "fr",
        "« Le pont est fermé », a déclaré Anne Martin, la maire de Lyon.",
        [("Anne Martin", "a déclaré")],
        "Le pont est fermé",
    ),
    "a newspaper with an article": (
        "fr",
        "Le pont est fermé, rapporte Le Monde.",
        [("Le Monde", "rapporte")],
        "Le pont est fermé",
    ),
    "M.": (
        "fr",
        "M. Petit a déclaré que le pont est fermé.",
        [("M. Petit", "a déclaré")],
        "le pont est fermé",
    ),
    "single marks": (
        "en",
        "‘The bridge is unsafe,’ Ann Lee told the BBC.",
        [("Ann Lee", "told")],
        "The bridge is unsafe",
    ),
    "no apposition": (
        "en",
        "In 2017 it lost 31 percent; last year, according to the report, it lost 12 percent.",
        [("the report", "according to")],
        "In 2017 it lost 31 percent; last year, according to the report, it lost 12 percent",
    ),
    "a-t-il ajouté": (
        "fr",
        "Le pont est fermé, a-t-il ajouté.",
        [("il", "ajouté")],
        "Le pont est fermé",
    ),
    "据……报道": (
        "zh",
        "据《江海财经报》报道，宁波市公安局对该公司立案侦查。",
        [("《江海财经报》", "报道")],
        "宁波市公安局对该公司立案侦查",
    ),
    "表示": (
        "zh",
        "董事会秘书陆知衡14日对记者表示：“订单数据并非来自我们的系统。”",
        [("董事会秘书陆知衡", "表示")],
        "订单数据并非来自我们的系统",
    ),
    "称": ("zh", "他称，供应商还有四十多家。", [("他", "称")], "供应商还有四十多家"),
    "援引": (
        "zh",
        "该报援引两名知情人士的话称，公司创始人已被采取强制措施。",
        [("该报", "称"), ("两名知情人士", "称")],
        "公司创始人已被采取强制措施",
    ),
    "报道称，透露": (
        "zh",
        "报道称，其中一名知情人士透露，该公司可能虚构了约420万笔订单。",
        [("报道", "称"), ("一名知情人士", "透露")],
        "该公司可能虚构了约420万笔订单",
    ),
}


@pytest.mark.parametrize(("language", "sentence", "chain", "said"), SAID.values(), ids=SAID)
def test_the_chain_is_read_from_the_outermost_and_the_rest_is_what_is_said(
    language: str, sentence: str, chain: list[tuple[str, str]], said: str
) -> None:
    found = reported(sentence, language)
    assert [(speaker.name, speaker.cue) for speaker in found.speakers] == chain
    assert sentence[slice(*found.passage)] == said


UNSAID: dict[str, tuple[str, str]] = {
    "nobody": ("en", "The mayor opened the bridge on Monday."),
    "that after a noun": ("en", "A result that nobody expected came in May."),
    "a number": ("en", "Sales, up 3,000 in May, fell in June."),
    "named for size": ("en", "They are sorted according to size every morning."),
    "reports of things": ("en", "The firm reported profits on Thursday."),
    "another language": ("xx", "The mayor said that the bridge is open."),
    "nadie": ("es", "El alcalde inauguró el puente el lunes."),
    "niemand": ("de", "Der Bürgermeister eröffnete am Montag die Brücke."),
    "personne": ("fr", "Le maire a ouvert le pont lundi."),
    "没有人": ("zh", "该公司股价周二收盘下跌17.4%。"),
}


@pytest.mark.parametrize(("language", "sentence"), UNSAID.values(), ids=UNSAID)
def test_what_nobody_is_said_to_say_has_no_chain(language: str, sentence: str) -> None:
    found = reported(sentence, language)
    assert found.speakers == ()
    assert sentence[slice(*found.passage)] == sentence.rstrip(".。")


def test_what_stands_around_is_part_of_the_source() -> None:
    told, *_ = reported("Anna Bell told the board in a letter that sales fell.").speakers
    assert (told.addressee, told.medium) == ("the board", "letter")


def test_a_reporting_clause_in_the_middle_is_not_among_the_words() -> None:
    found = reported("That conviction, his lawyer said, was expunged long ago.")
    assert found.words == "That conviction was expunged long ago"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The firm denied that any warning had been ignored."),
        ("de", "Der Mann bestritt, dass er gewarnt wurde."),
    ],
)
def test_what_is_denied_is_marked(language: str, sentence: str) -> None:
    assert reported(sentence, language).denied


SOURCES = {
    "Moira Tennant": ("en", "person"),
    "Mr. Kainz": ("en", "person"),
    "Health Minister Inês Carvalhal": ("en", "person"),
    "the regional court": ("en", "government"),
    "Justice Department": ("en", "government"),
    "Yonhap News Agency": ("en", "organization"),
    "the KCNA": ("en", "organization"),
    "a study published in March": ("en", "document"),
    "a senior official": ("en", "unnamed"),
    "she": ("en", "unnamed"),
    "two officials": ("en", "unnamed"),
    "three former city officials": ("en", "unnamed"),
    "Le Monde": ("fr", "organization"),
    "Die Zeit": ("de", "organization"),
    "M. Petit": ("fr", "person"),
    "El alcalde": ("es", "unnamed"),
    "el informe": ("es", "document"),
    "Polizei": ("de", "government"),
    "zwei frühere Mitarbeiter": ("de", "unnamed"),
    "Polizeisprecher Malte Dirksen": ("de", "person"),
    "le ministère": ("fr", "government"),
    "顾砚行": ("zh", "person"),
    "宁波市公安局": ("zh", "government"),
    "《江海财经报》": ("zh", "organization"),
    "两名知情人士": ("zh", "unnamed"),
    "公告": ("zh", "document"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_kind_of_a_source_shows_in_its_name(name: str) -> None:
    language, kind = SOURCES[name]
    assert source_type(name, language) == kind


HOSTILE = {
    "commas": "a, " * 500,
    "said": "said " * 300,
    "he said": "he said, " * 160,
    "that": "X said that " * 120,
    "quotes": '"' * 1500,
    "open quotes": "“a " * 500,
    "spaces": "a" + " " * 1400 + "said that b c d",
    "one word": "a" * 1500,
    "according": "according to " * 110,
    "very long": "the mayor " * 200_000,
    "据": "据" * 1500,
    "称": "他称，" * 400,
    "empty": "",
    "mark": "“",
    "stop": ".",
}


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "zh"])
@pytest.mark.parametrize("sentence", HOSTILE.values(), ids=HOSTILE)
def test_no_sentence_is_too_much(sentence: str, language: str) -> None:
    found = reported(sentence, language)
    assert 0 <= found.passage.start <= found.passage.end <= len(sentence)
