"""Are an article's own quotation marks read as it means them?"""

import pytest

from service.text.quotation import quotations, quote_type
from service.text.span import Span


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes” and “no”.", ["yes", "no"]),
        ("Er sagte „ja“ und »nein«.", ["ja", "nein"]),
        ("Il a dit « oui ».", [" oui "]),
        ("他说“好”，又说「不」。", ["好", "不"]),
        ("She said “he told me ‘no’ twice”.", ["he told me ‘no’ twice"]),
        ("It's the mayor's 5\u2032 rule.", []),
        ("“First part.\n\n“Second part.”\n\nNo quote.", ["First part.", "Second part."]),
        ('An open " mark\n\nends with "its" paragraph.', [" mark", "its"]),
        ("", []),
    ],
)
def test_what_stands_between_marks_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


ARTICLE = (
    'Zyuganov said ties "will grow stronger", and "never forget", as "liberate" shows. '
    '"Yes," he said.'
)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Zyuganov said ties", "indirect"),
        ("will grow", "direct"),
        ('"will grow stronger"', "direct"),
        ('"will grow stronger", and "never forget"', "mixed"),
        ('ties "will grow stronger"', "mixed"),
        ('"Yes,"', "direct"),
        ("he said", "indirect"),
        ("shows.", "indirect"),
        ('stronger", and', "mixed"),
    ],
)
def test_a_passage_is_direct_mixed_or_indirect(passage: str, expected: str) -> None:
    start = ARTICLE.index(passage)
    span = Span(start, start + len(passage))
    assert quote_type(ARTICLE, span, quotations(ARTICLE)) == expected


def test_neighbouring_quotations_without_words_between_are_direct() -> None:
    text = '"Yes." "No."'
    assert quote_type(text, Span(0, len(text)), quotations(text)) == "direct"
