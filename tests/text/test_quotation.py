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
        ('An open " mark\n\nends with "its" paragraph.', ["its"]),
        ("A lone “ mark. He said “yes” twice.", ["yes"]),
        ('"First part.\n\n"Second part."\n\nNo quote.', ["First part.", "Second part."]),
        ("‘First part.\n\n‘Second part.’\n\nNo quote.", ["First part.", "Second part."]),
        ('The 6" pipe burst. He said: "It is old." It closed.', ["It is old."]),
        ('He said "the 6" pipe burst" today.', ['the 6" pipe burst']),
        ('The "6" and "7" buses.', ["6", "7"]),
        ('A 12" and a 6" pipe.', []),
        ('Il a dit " oui ".', [" oui "]),
        ('他说"好"，又说"不"。', ["好", "不"]),
        ("‘It is unsafe,’ she told the BBC.", ["It is unsafe,"]),
        ("'It is unsafe,' she said. I don't know.", ["It is unsafe,"]),
        (
            "‘The workers’ union is weak,’ she said. The miners’ union agreed.",
            [
                "The workers’ union is weak,",
            ],
        ),
        ("He called it ‘useless’ and the workers’ union agreed.", ["useless"]),
        ("‘It’s the ’90s,’ he said, ‘don’t worry.’", ["It’s the ’90s,", "don’t worry."]),
        ("‘She said “no” to me,’ he said.", ["She said “no” to me,"]),
        ("The workers' union and the bosses' club of the '90s don't rock 'n' roll.", []),
        ("The workers’ ‘bonus’ is the bosses’ money.", ["bonus"]),
        ("Er sagte ‚ja‘ und „nein“.", ["ja", "nein"]),
        ("”Ja”, sa han. ”Nej.”", ["Ja", "Nej."]),
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


@pytest.mark.parametrize(("text", "expected"), [("“A. B", ["A. B"]), ('5" of B', []), ("A” b", [])])
def test_what_is_cut_out_of_a_paragraph_may_leave_a_quotation_open(
    text: str, expected: list[str]
) -> None:
    assert [text[slice(*span)] for span in quotations(text, cut=True)] == expected
    assert quotations(text) == []


@pytest.mark.parametrize("passage", ["The bridge is unsafe", "‘The bridge is unsafe,’"])
@pytest.mark.parametrize("marks", ["‘’", "''", "“”", '""'])
def test_single_marks_make_a_direct_quotation(passage: str, marks: str) -> None:
    own = str.maketrans("‘’", marks)
    text = "‘The bridge is unsafe,’ Ann Lee told the BBC.".translate(own)
    start = text.index(passage.translate(own))
    assert quote_type(text, Span(start, start + len(passage)), quotations(text)) == "direct"
