"""Whatever a model makes of a good answer: is nothing a mistake of ours, and all of it grounded?"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from schemas.extraction import Extraction
from service.app import create_app
from service.conversation import Answer, ModelRequest
from service.settings import Settings
from service.text.sentences import split_sentences
from service.text.windows import split_windows
from tests.fakes import ScriptedModel, answer, draft_claim

PROPERTY = settings(max_examples=150, deadline=None, derandomize=True)
Json = Any

ARTICLE = (
    "Mayor Ana Ruiz opened the 9-million-euro bridge on Monday. “It cost 9 million euros, not "
    "12,” she said. The old bridge closed in 2019 after 3 accidents. Some 4,500 people came.\r\n"
    "Zoe\u0308 Nguyễn of the BBC\u00a0counted 4.5 thousand. 👩‍🚒 Firefighters lit 12 torches. "
    "The council, according to a letter, paid 60% of it. The rest came from Berlin. "
    "Nobody knows what comes next. On Tuesday 300 boats passed under the bridge."
)
SENTENCES = split_sentences(ARTICLE)
WINDOWS = split_windows(SENTENCES)
HOP = {"source": "Ana Ruiz", "source_type": "person", "cue": "said", "medium": None,
       "addressee": None}  # fmt: skip


def said(number: int, quote: str, **changes: object) -> dict[str, object]:
    return draft_claim(quote, sentences=[number], claim=f"{quote}.", **changes)


FIRST = [
    said(1, "Mayor Ana Ruiz opened the 9-million-euro bridge on Monday", times=["on Monday"]),
    said(2, "It cost 9 million euros", chain=[HOP]),
    said(3, "The old bridge closed in 2019 after 3 accidents", times=["in 2019"]),
    said(4, "Some 4,500 people came"),
]
SECOND = [
    said(1, "Firefighters lit 12 torches"),
    said(2, "The council, according to a letter, paid 60% of it"),
    said(3, "The rest came from Berlin"),
    said(5, "On Tuesday 300 boats passed under the bridge", times=["On Tuesday"]),
]
GOOD = [
    {"rejected": [{"sentences": [5], "reason": "opinion"}], "claims": FIRST},
    {"rejected": [{"sentences": [4], "reason": "opinion"}], "claims": SECOND},
]


# What can be changed in an answer: in its values, and in its text.

ODD: list[Json] = [
    None, True, 0, -1, 2.5, 1e308, float("nan"), 10**40, "", " ", "x" * 3000, "perhaps", [], {},
    [[]], {"quote": "12"}, "\ud800", "\0", "<b>", "\u202egnp.exe", "9 million", "2019",
]  # fmt: skip
CHARACTERS = [
    "\u0308", "\u200b", "\u202e", "\ufeff", "\u00a0", "\u2028", "\ud83d", "\U000e0041", "\0",
    "İ", "ß", "٣", "５", "’", "–", "\n", '"', "\\",
]  # fmt: skip
Path = tuple[str | int, ...]


def paths(tree: Json, prefix: Path = ()) -> Iterator[Path]:
    """The way to every value in a tree but its root."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        yield (*prefix, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*prefix, key))


def parent(tree: Json, path: Path) -> Json:
    for key in path[:-1]:
        tree = tree[key]
    return tree


def drop(tree: Json, path: Path, other: Path, number: int) -> None:
    del parent(tree, path)[path[-1]]


def swap(tree: Json, path: Path, other: Path, number: int) -> None:
    one, two = parent(tree, path), parent(tree, other)
    values = copy.deepcopy(one[path[-1]]), copy.deepcopy(two[other[-1]])
    one[path[-1]] = values[1]
    if len(other) <= len(path) or other[: len(path)] != path:
        two[other[-1]] = values[0]


def retype(tree: Json, path: Path, other: Path, number: int) -> None:
    parent(tree, path)[path[-1]] = ODD[number % len(ODD)]


def nest(tree: Json, path: Path, other: Path, number: int) -> None:
    found = parent(tree, path)
    for _ in range((1, 2, 150, 300)[number % 4]):
        found[path[-1]] = [found[path[-1]]] if number % 3 else {"claims": found[path[-1]]}


def duplicate(tree: Json, path: Path, other: Path, number: int) -> None:
    found = parent(tree, path)
    if isinstance(found, list):
        found.extend([found[int(path[-1])]] * (number % 250))
    else:
        found[f"{path[-1]}{number}"] = found[path[-1]]


def insert(tree: Json, path: Path, other: Path, number: int) -> None:
    found = parent(tree, path)
    if isinstance(value := found[path[-1]], str):
        at = number % (len(value) + 1)
        found[path[-1]] = value[:at] + CHARACTERS[number % len(CHARACTERS)] + value[at:]


def miscount(tree: Json, path: Path, other: Path, number: int) -> None:
    found = parent(tree, path)
    if isinstance(value := found[path[-1]], str):
        found[path[-1]] = re.sub(r"\d", lambda digit: str((int(digit[0]) + number) % 10), value)


CHANGES = [drop, swap, retype, nest, duplicate, insert, miscount]
Garble = Callable[[str, int], str]
GARBLES: list[Garble] = [
    lambda text, number: text,
    lambda text, number: text[: number % (len(text) + 1)],
    lambda text, number: text[number % (len(text) + 1) :],
    lambda text, number: f"Here you are:\n```json\n{text}\n```\nI hope that {{helps}}.",
    lambda text, number: text * 2,
    lambda text, number: text.replace('"quote":', '"quote": "It cost 12", "quote":', number % 4),
    lambda text, number: re.sub(r"\[\d\]", f"[{'9' * number}]", text),
    lambda text, number: f"{CHARACTERS[number % len(CHARACTERS)]}{text}",
    lambda text, number: text[: number % (len(text) + 1)] + "]" * 9 + text[number % 500 :],
    lambda text, number: text.replace("claims", "claim"),
    lambda text, number: "{" * number + text,
]
number = st.integers(0, 5000)
changes = st.lists(st.tuples(st.sampled_from(CHANGES), number, number, number), max_size=4)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """A good answer to one of the windows, changed."""
    tree = copy.deepcopy(draw(st.sampled_from(GOOD)))
    for change, first, second, third in draw(changes):
        if places := list(paths(tree)):
            change(tree, places[first % len(places)], places[second % len(places)], third)
    text = json.dumps(tree, ensure_ascii=draw(st.booleans()))
    text = draw(st.sampled_from(GARBLES))(text, draw(number))
    return answer(text, draw(st.sampled_from(["stop", "length", None, "eos"])))


class Service:
    """The whole service, with a model that says what it is told and a cache that keeps nothing."""

    def __init__(self) -> None:
        self._turns: list[Answer] = []
        self._model = ScriptedModel(self._script)
        made = Settings(cache="memory:", cache_bytes=0, prompt="claims@1")
        self.client = TestClient(create_app(made, self._model), raise_server_exceptions=False)

    def _script(self, request: ModelRequest) -> Answer:
        if self._turns:
            return self._turns[(len(self._model.asked) - 1) % len(self._turns)]
        second = any("300 boats" in message.content for message in request.messages)
        return answer(json.dumps(GOOD[second]))

    def post(self, *turns: Answer) -> tuple[int, bytes]:
        """The answer while the model takes these turns, over and over; without any, it is good."""
        self._turns = list(turns)
        self._model.asked.clear()
        response = self.client.post("/v1/claims", json={"text": ARTICLE})
        assert len(self._model.asked) <= 2 * 3 * len(WINDOWS)  # each with its halves, asked twice
        return response.status_code, response.content


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    service = Service()
    with service.client:
        yield service


def selectors(tree: Json) -> Iterator[dict[str, Any]]:
    """Every selector in an answer, wherever it stands."""
    if isinstance(tree, dict):
        if "exact" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for value in tree:
            yield from selectors(value)


def check(body: bytes) -> Extraction:
    """The answer, in which everything is grounded and adds up."""
    extraction = Extraction.model_validate_json(body)
    for selector in selectors(json.loads(body)):
        assert ARTICLE[selector["start"] : selector["end"]] == selector["exact"] != ""
    for claim in extraction.claims:
        assert claim.selectors
        for place in claim.selectors:
            (own,) = [
                window
                for window in WINDOWS
                if window.span.start <= place.start <= place.end <= window.span.end
            ]
            assert set(claim.sentences) & set(own.indices)
    coverage = extraction.coverage
    assert coverage.sentences == len(SENTENCES)
    assert coverage.claimed + coverage.rejected + len(coverage.unaccounted) == len(SENTENCES)
    assert extraction.complete is not bool(extraction.failures)
    return extraction


PROBLEMS = {"upstream-invalid-response", "upstream-truncated"}


def test_the_good_answer_is_good(service: Service) -> None:
    status, body = service.post()
    extraction = check(body)
    assert (status, len(WINDOWS), len(extraction.claims)) == (200, 2, len(FIRST) + len(SECOND))
    assert extraction.coverage.unaccounted == []
    assert all(claim.selectors[0].match == "exact" for claim in extraction.claims)


@PROPERTY
@given(st.lists(answers(), min_size=1, max_size=3))
def test_no_change_to_an_answer_makes_a_mistake_of_ours_or_a_claim_without_ground(
    service: Service, turns: list[Answer]
) -> None:
    status, body = service.post(*turns)
    if status == 200:
        check(body)
    else:
        assert status == 502
        assert json.loads(body)["type"].rpartition(":")[2] in PROBLEMS
    status, body = service.post()
    assert (status, len(check(body).claims)) == (200, len(FIRST) + len(SECOND))


def digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


@PROPERTY
@given(st.sampled_from(range(len(FIRST))), st.integers(1, 9), st.integers(0, 9))
def test_a_quote_with_another_number_is_no_claim(
    service: Service, index: int, shift: int, place: int
) -> None:
    claims = copy.deepcopy(FIRST)
    quote = str(claims[index]["quote"])
    at = [match.start() for match in re.finditer(r"\d", quote)]
    at = at[place % len(at) :][:1]
    changed = "".join(
        str((int(c) + shift) % 10) if number in at else c for number, c in enumerate(quote)
    )
    claims[index] |= {"quote": changed, "claim": "The number is another one"}
    status, body = service.post(answer(json.dumps({"rejected": [], "claims": claims})))
    extraction = check(body)
    assert status == 200
    for claim in extraction.claims:
        if claim.text == "The number is another one":
            assert digits(claim.selectors[0].exact) == digits(changed)
