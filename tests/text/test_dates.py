"""Does every time expression get the TIMEX3 value that a calendar gives it, and no other?

`dates.tsv` holds the answers, reasoned by hand from TimeML 1.2.1 and a calendar, never copied from
the code. Its anchor is mostly Sunday, 17 August 2025, in ISO week 33.
"""

from __future__ import annotations

import csv
import datetime as dt
import inspect
import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from service.text.dates import Anchor, Timex, dateline, resolve
from service.text.dates.holidays import easter
from service.text.dates.resolver import VOCABULARIES, rules
from service.text.dates.tense import Tense

UNKNOWN = Anchor(None, None, None)
SUNDAY = Anchor(2025, 8, 17)


def _rows() -> list[dict[str, str]]:
    path = Path(__file__).with_name("dates.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _anchor(text: str) -> Anchor:
    if text == "unknown":
        return UNKNOWN
    year, month, day = (None if "X" in field else int(field) for field in text.split("-"))
    return Anchor(year, month, day)


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_expression_has_the_value_that_was_reasoned_by_hand(row: dict[str, str]) -> None:
    answer = resolve(
        row["expression"],
        anchor=_anchor(row["anchor"]),
        sentence=row["sentence"],
        language=row["language"],
    )
    assert (answer.type or "", answer.value, answer.status) == (
        row["type"],
        row["value"],
        row["status"],
    )


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row["sentence"]], ids=lambda row: str(row["id"])
)
def test_case_spaces_and_punctuation_around_it_do_not_change_an_expression(
    row: dict[str, str],
) -> None:
    changed = "\u00a0(" + row["expression"].upper().replace(" ", "\u202f \n") + "), "
    if row["language"] not in ("en", "en-GB", "es", "de", "de-AT", "fr"):
        changed = f"  {row['expression']}\u00a0"
    anchor = _anchor(row["anchor"])
    assert resolve(changed, anchor=anchor, language=row["language"]) == resolve(
        row["expression"], anchor=anchor, language=row["language"]
    )


DATELINES = [
    ("Seoul, Aug 17 The leader sent a letter.", "en", Anchor(None, 8, 17)),
    ("PARIS, 3 March (Reuters) - Shares rose.", "en", Anchor(None, 3, 3)),
    ("WASHINGTON (AP) - The senate voted.", "en", None),
    ("WASHINGTON, D.C., Aug. 17, 2025 /PRNewswire/ -- A company", "en", Anchor(2025, 8, 17)),
    ("NEW YORK, Aug. 17, 2025: Shares rose.", "en", Anchor(2025, 8, 17)),
    ("Berlin, 12. Mai 2024 - Die Polizei", "de", Anchor(2024, 5, 12)),
    ("Madrid, 17 ago (EFE).- El ministro dijo", "es", Anchor(None, 8, 17)),
    ("Paris, le 3 mars 2024 \u2014 Le ministre", "fr", Anchor(2024, 3, 3)),
    ("LONDON, Sunday, Aug 17 - The leader", "en", Anchor(None, 8, 17)),
    ("Rome, Feb 30 - The pope", "en", None),
    ("In Paris, August 17 was the hottest day.", "en", None),
    ("On Monday, August 17, President Biden said so.", "en", None),
    ("The company said on Friday, Aug 15, that it would close.", "en", None),
    ("Seoul, May protested.", "en", None),
    ("Aug 17 The leader", "en", None),
    ("", "en", None),
    ("Tokyo, Aug 17 The leader", "ja", None),
]


@pytest.mark.parametrize(("sentence", "language", "anchor"), DATELINES, ids=lambda v: str(v)[:40])
def test_a_dateline_gives_the_day_and_nothing_else_does(
    sentence: str, language: str, anchor: Anchor | None
) -> None:
    assert dateline(sentence, language) == anchor


def tense_in(sentence: str, expression: str, language: str) -> Tense | None:
    start = max(sentence.find(expression), 0)
    return VOCABULARIES[language].tenses.at(sentence, start, start + len(expression))


TENSES: list[tuple[str, str, str, Tense | None]] = [
    ("en", "He met them on Friday.", "on Friday", "past"),
    ("en", "He has met them on Friday.", "on Friday", "past"),
    ("en", "It will be signed on Friday.", "on Friday", "future"),
    ("en", "He is expected to arrive on Friday.", "on Friday", "future"),
    ("en", "He said it will be signed on Friday.", "on Friday", "future"),
    ("en", "On Friday, the leader met them.", "On Friday", "past"),
    ("en", "On Friday, he said, they will meet.", "On Friday", None),
    ("en", "He said they would meet on Friday.", "on Friday", None),
    ("en", "They agreed to meet on Friday.", "on Friday", None),
    ("en", "The vote is held on Friday.", "on Friday", "present"),
    ("en", "It reported profits ahead of talks on Friday.", "on Friday", None),
    ("en", "He signed a law which takes effect on Friday.", "on Friday", "future"),
    ("en", "He signed a law which binds them on Friday.", "on Friday", None),
    ("en", "He signed the bill, effective on Friday.", "on Friday", None),
    ("en", "He was shot in Austin, Texas, on Friday.", "on Friday", "past"),
    ("en", "He was shot in Austin, he says, on Friday.", "on Friday", None),
    ("en", "Sales fell to 1,200, its lowest, on Friday.", "on Friday", None),
    ("en", "It is due to open on Friday.", "on Friday", "future"),
    ("en", "It is due to rain on Friday.", "on Friday", None),
    ("en", "He said that on Friday they will meet.", "on Friday", "future"),
    ("en", "The talks end with the adopted text on Friday.", "on Friday", None),
    ("es", "Aprobó una reforma que entra en vigor el viernes.", "el viernes", "future"),
    ("es", "Aprobó una reforma que rige el viernes.", "el viernes", None),
    ("es", "Irán y Teherán callan el viernes", "el viernes", None),
    ("es", "Habló el viernes.", "el viernes", "past"),
    ("de", "Er kündigte ein Gesetz an, das am Freitag gilt.", "am Freitag", None),
    ("de", "Er sagte, dass sie am Freitag gesprochen habe.", "am Freitag", "past"),
    ("de", "Er sagte, dass sie am Freitag sprechen werde.", "am Freitag", None),
    ("de", "Das Haus ist am Freitag zerstört worden.", "am Freitag", "past"),
    ("de", "Das Haus ist am Freitag geöffnet.", "am Freitag", "present"),
    ("fr", "Il a annoncé une réforme qui entre en vigueur vendredi.", "vendredi", "future"),
    ("fr", "Il a annoncé une réforme qui vaut vendredi.", "vendredi", None),
    ("en", "A day to remember", "Friday", None),
    ("es", "Los líderes se reunirán el viernes.", "el viernes", "future"),
    ("es", "Los líderes se reunieron el viernes.", "el viernes", "past"),
    ("es", "Irán y Teherán el viernes", "el viernes", None),
    ("es", "Decidió viajar el viernes.", "el viernes", None),
    ("de", "Er hat am Freitag gesprochen.", "am Freitag", "past"),
    ("de", "Er wird am Freitag sprechen.", "am Freitag", "future"),
    ("de", "Am Freitag sagte er das.", "Am Freitag", "past"),
    ("fr", "Il a annoncé vendredi sa démission.", "vendredi", "past"),
    ("fr", "Il annoncera vendredi sa démission.", "vendredi", "future"),
    ("fr", "La réunion est prévue vendredi.", "vendredi", "future"),
    ("zh", "双方周五签署了协议", "周五", "past"),
    ("zh", "双方将于周五签署协议", "周五", "future"),
    ("zh", "为了合作，双方周五会谈", "周五", None),
    ("zh", "双方周五会谈", "周五", None),
]


@pytest.mark.parametrize(
    ("language", "sentence", "expression", "tense"), TENSES, ids=[row[1] for row in TENSES]
)
def test_the_nearest_verb_tells_past_from_future_or_nothing_does(
    language: str, sentence: str, expression: str, tense: Tense | None
) -> None:
    assert tense_in(sentence, expression, language) == tense


def test_an_aware_datetime_anchors_on_its_own_local_date() -> None:
    zone = dt.timezone(dt.timedelta(hours=9))
    assert Anchor.of(dt.datetime(2025, 8, 18, 1, 0, tzinfo=zone)) == Anchor(2025, 8, 18)
    assert Anchor.of(dt.date(2025, 8, 17)) == SUNDAY
    assert Anchor.of(None) == UNKNOWN


def test_every_action_of_the_grammar_takes_what_its_pattern_keeps() -> None:
    for symbol, candidates in [*rules("en").items(), *rules("zh").items()]:
        for candidate in candidates:
            if candidate.action in (int, str):
                continue
            kept = sum(item.kept for item in candidate.items)
            inspect.signature(candidate.action).bind(*range(kept))
            assert symbol.isupper()


def test_the_grammar_uses_no_kind_of_word_that_no_language_has() -> None:
    literal = {"number", "day", "year", "digits2", "four_digits", "decimal", "iso", "numeric"}
    literal |= {"clock", "dotted", "roman", "apostrophe", "dash", "day_month", "*"}
    known = literal.union(*(language.words for language in VOCABULARIES.values()))
    for candidates in [*rules("en").values(), *rules("zh").values()]:
        for candidate in candidates:
            for item in candidate.items:
                assert all(kind.isupper() or kind in known for kind in item.kinds), item


def test_every_kind_of_word_is_used_by_the_grammar() -> None:
    used = {
        kind
        for candidates in [*rules("en").values(), *rules("zh").values()]
        for candidate in candidates
        for item in candidate.items
        for kind in item.kinds
    }
    for name, language in VOCABULARIES.items():
        assert language.words.keys() <= used | {"about", "fiscal", "since", "until"}, name


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_a_language_names_all_months_weekdays_seasons_and_small_numbers(name: str) -> None:
    words = VOCABULARIES[name].words
    assert set(words["month"].values()) == set(range(1, 13))
    assert set(words["weekday"].values()) == set(words["weekdays"].values()) == set(range(1, 8))
    assert set(words["season"].values()) == {"SP", "SU", "FA", "WI"}
    assert set(range(2, 100)) <= set(words["count"].values())


WRITTEN = {
    "en": ("{d} {m} {y}", "January February March April May June July August September October "
           "November December"),
    "es": ("{d} de {m} de {y}", "enero febrero marzo abril mayo junio julio agosto septiembre "
           "octubre noviembre diciembre"),
    "de": ("{d}. {m} {y}", "Januar Februar März April Mai Juni Juli August September Oktober "
           "November Dezember"),
    "fr": ("{d} {m} {y}", "janvier février mars avril mai juin juillet août septembre octobre "
           "novembre décembre"),
    "zh": ("{y}年{m}{d}日", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
}  # fmt: skip

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
languages = st.sampled_from(sorted(VOCABULARIES))
phrases = {
    name: sorted(" ".join(key) for key in VOCABULARIES[name].phrases) for name in VOCABULARIES
}
numbers = st.integers(0, 3000).map(str)


def _expression(language: str) -> st.SearchStrategy[str]:
    word = st.one_of(st.sampled_from(phrases[language]), numbers)
    return st.lists(word, max_size=7).map(" ".join)


spoken = st.one_of(
    languages.flatmap(lambda name: st.tuples(st.just(name), _expression(name))),
    st.sampled_from([(row["language"], row["expression"]) for row in ROWS]),
    st.tuples(
        st.sampled_from(["en"]),
        st.lists(st.sampled_from(ROWS), min_size=2, max_size=2).map(
            lambda rows: " ".join(row["expression"] for row in rows)
        ),
    ),
)
anchors = st.one_of(
    st.dates().map(Anchor.of),
    st.builds(
        Anchor,
        st.none() | st.integers(-5, 10_000),
        st.none() | st.integers(-1, 14),
        st.none() | st.integers(-1, 33),
    ),
)


@given(
    year=st.integers(1000, 2999), month=st.integers(1, 12), day=st.integers(0, 40), name=languages
)
@example(year=2025, month=4, day=31, name="fr")
@example(year=1900, month=2, day=29, name="de")
def test_a_written_day_is_resolved_just_where_the_calendar_has_it(
    year: int, month: int, day: int, name: str
) -> None:
    form, months = WRITTEN[name]
    answer = resolve(
        form.format(d=day, m=months.split()[month - 1], y=year), anchor=SUNDAY, language=name
    )
    try:
        expected = Timex("DATE", dt.date(year, month, day).isoformat(), "resolved")
    except ValueError:
        expected = Timex("DATE", "", "underspecified")
    assert answer == expected


@given(days, st.integers(0, 400))
def test_days_ago_are_counted_on_the_calendar(today: dt.date, count: int) -> None:
    answer = resolve(f"{count} days ago", anchor=Anchor.of(today))
    assert answer.value == (today - dt.timedelta(days=count)).isoformat()


@given(days, st.integers(0, 60))
def test_weeks_from_now_are_iso_weeks(today: dt.date, count: int) -> None:
    year, week, _ = (today + dt.timedelta(weeks=count)).isocalendar()
    assert resolve(f"in {count} weeks", anchor=Anchor.of(today)).value == f"{year:04}-W{week:02}"


@given(
    days,
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_a_named_weekday_is_within_a_week_and_on_the_side_that_was_told(
    today: dt.date, name: str
) -> None:
    def read(expression: str, sentence: str = "") -> int:
        value = resolve(expression, anchor=Anchor.of(today), sentence=sentence).value
        day = dt.date.fromisoformat(value)
        assert f"{day:%A}" == name
        return (day - today).days

    assert -7 <= read(f"last {name}") <= -1
    assert 1 <= read(f"next {name}") <= 7
    assert -6 <= read(name, f"He met them {name}.") <= 0
    if f"{today:%A}" != name:
        assert 1 <= read(name, f"He will meet them {name}.") <= 6


def _fits(partial: str, full: str) -> bool:
    if partial == full or not partial:
        return True
    if "W" in partial and "W" not in full:
        day = re.match(r"\d{4}-\d\d-\d\d", full)
        return day is not None and partial[9:10] == f"{dt.date.fromisoformat(day.group()):%u}"
    return len(partial) == len(full) and all(
        a in ("X", b) or b == "X" for a, b in zip(partial, full, strict=True)
    )


@given(spoken, st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(range(1, 8)))
@example(("en", "yesterday"), dt.date(2024, 3, 1), 1)
@example(("en", "this century"), dt.date(1950, 3, 1), 1)
def test_what_is_said_without_the_whole_date_holds_with_it(
    said: tuple[str, str], today: dt.date, hidden: int
) -> None:
    language, expression = said
    known = [None if hidden >> bit & 1 else part for bit, part in enumerate(today.timetuple()[:3])]
    full = resolve(expression, anchor=Anchor.of(today), language=language)
    less = resolve(expression, anchor=Anchor(*known), language=language)
    assert less.type == full.type
    for mine, whole in zip(less.value.split("/"), full.value.split("/"), strict=False):
        assert _fits(mine, whole) or not full.value  # a contradiction: "today, Monday"
    if less.status == "resolved":
        assert less == full


def _is_sound(answer: Timex) -> None:
    assert answer.type in ("DATE", "TIME", "DURATION", "SET", None)
    assert re.fullmatch(r"[A-Z0-9:/.+_-]*", answer.value)
    assert answer.status in ("resolved", "underspecified")
    if answer.type is None:
        assert answer == Timex(None, "", "underspecified")
    if answer.status == "resolved":
        assert answer.value
        assert answer.type == "SET" or "X" not in answer.value
        assert not answer.value.endswith("_REF")


@given(st.text(), anchors, st.text(), st.text() | languages)
def test_any_text_at_all_gets_a_timex(
    expression: str, anchor: Anchor, sentence: str, language: str
) -> None:
    _is_sound(resolve(expression, anchor=anchor, sentence=sentence, language=language))
    dateline(sentence, language)


@given(spoken, anchors, st.text(max_size=20))
def test_any_words_of_time_at_all_get_a_timex(
    said: tuple[str, str], anchor: Anchor, rest: str
) -> None:
    language, expression = said
    sentence = f"He said {expression} {rest} will"
    _is_sound(resolve(expression, anchor=anchor, sentence=sentence, language=language))
    dateline(f"Seoul, {expression} - {rest}", language)


@given(spoken)
def test_the_same_question_has_the_same_answer(said: tuple[str, str]) -> None:
    language, expression = said
    assume(expression)
    once = resolve(expression, anchor=SUNDAY, language=language)
    assert once == resolve(expression, anchor=SUNDAY, language=f"{language.upper()}-XX")


@pytest.mark.parametrize(
    "day", ["1818-03-22", "1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25"]
)
def test_easter_is_the_sunday_that_the_almanacs_give(day: str) -> None:
    sunday = dt.date.fromisoformat(day)
    assert easter(sunday.year) == sunday


def test_a_date_beside_an_expression_is_read_in_running_text_of_any_length() -> None:
    sentence = "He was elected in 1998" + " and so on" * 10_000 + " and resigned the same year."
    assert resolve("the same year", anchor=SUNDAY, sentence=sentence).value == ""
    sentence = "and so on " * 10_000 + "he was elected in 1998 and resigned the same year."
    assert resolve("the same year", anchor=SUNDAY, sentence=sentence).value == "1998"


FLOODS = {
    "digits": "1" * 100_000,
    "fillers": "the " * 50,
    "fillers of other use": "from to in before after until " * 1000,
    "amounts": "a year and " * 18,
    "parts": "early late mid " * 13,
    "numbers": "1 2 3 4 5 " * 20,
    "weekdays": "Monday to " * 20,
    "befores": "a day before " * 15,
    "dashes": "-" * 200,
    "dots": "1.1." * 50,
    "accents": "e" + "\u0301" * 199,
    "spread out": "\ufdfa" * 200,
    "a million letters": "x" * 1_000_000,
    "antecedents": "in 1998 and the same year " * 1000,
    "commas": "," * 10_000,
    "asides": "Smith, 45, " * 1000,
    "times": "at 11:14 p.m. on Sunday " * 1000,
    "characters": "上周二去年6月将了" * 1000,
}


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_words_is_answered_soundly(text: str, name: str) -> None:
    resolve("Monday", anchor=SUNDAY, language=name)  # the vocabulary is built once
    for anchor in (SUNDAY, UNKNOWN):
        _is_sound(resolve(text, anchor=anchor, sentence=text, language=name))
    _is_sound(resolve(text[:200], anchor=UNKNOWN, sentence=text, language=name))
    for expression in ("the same year", "当年", "at 11:14 p.m."):
        for sentence in (f"{text} {expression} {text}", text):
            _is_sound(resolve(expression, anchor=UNKNOWN, sentence=sentence, language=name))
    dateline(text, name)
