"""How is an article split up for a model?"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.article import Article
from service.text.introductions import Introductions
from service.text.languages import language_of
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.windows import Window, split_windows


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, split up for a model."""

    language: str
    sentences: Sequence[Span]
    introductions: Introductions
    windows: Sequence[Window]

    @classmethod
    def of(cls, article: Article) -> "Reading":
        """Its sentences, and the windows in which they are asked about."""
        language = article.language or language_of([article.text])
        sentences = split_sentences(article.text, language)
        introductions = Introductions(article.text, sentences)
        windows = split_windows(sentences, introductions=introductions)
        return cls(language, sentences, introductions, windows)
