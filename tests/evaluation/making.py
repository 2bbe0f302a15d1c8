"""How do tests make gold, extractions and runs?"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

from schemas.article import Article
from schemas.claim import Claim, Factuality, Hop, Selector, TimeExpression
from schemas.extraction import (
    ArticleReference,
    Extraction,
    PromptReference,
    Rejection,
    SentenceSpan,
    Usage,
)
from schemas.gold import Gold, GoldClaim, GoldHop, GoldRejection, GoldTime
from schemas.labels import Certainty, ClaimType, NothingToCheck, Polarity
from service.evaluation.corpus import Seed
from service.evaluation.intervals import measures
from service.evaluation.metrics import Prices
from service.evaluation.passages import touched
from service.evaluation.results import ArticleResult, PriceResult, Run
from service.evaluation.runner import article_result
from service.evaluation.tally import Tally
from service.text.assembling import coverage
from service.text.sentences import split_sentences
from service.text.span import Span

TEXT = (
    "LISBON, March 3 The environment agency fined the Delmar paper mill 2.4 million euros, the "
    "newspaper Correio reported on Monday, citing two officials. Delmar did not break any rule, "
    "its chief executive Ana Prates told Correio. The mill employs about 300 people. What is a "
    "river worth?\n"
)
"""Four sentences: a claim of two officials in Correio, one of Prates, one of the article, none."""

CORREIO = GoldHop(
    source="Correio", also=["the newspaper Correio"], source_type="organization", cue="reported"
)
OFFICIALS = GoldHop(source="two officials", source_type="unnamed", cue="citing")
PRATES = GoldHop(source="Ana Prates", also=["Prates"], source_type="person", cue="told")


def gold_claim(
    text: str,
    quote: str,
    *chain: GoldHop,
    types: Sequence[ClaimType] = ("event",),
    certainty: Certainty = "certain",
    polarity: Polarity = "positive",
    times: Sequence[tuple[str, str]] = (),
    optional: bool = False,
) -> GoldClaim:
    """A gold claim."""
    return GoldClaim(
        text=text,
        quote=quote,
        attribution=list(chain),
        types=list(types),
        certainty=certainty,
        polarity=polarity,
        times=[GoldTime(text=words, value=value) for words, value in times],
        optional=optional,
    )


FINE = gold_claim(
    "The environment agency fined the Delmar paper mill 2.4 million euros.",
    "The environment agency fined the Delmar paper mill 2.4 million euros",
    CORREIO,
    OFFICIALS,
    types=["event", "quantity"],
)
RULE = gold_claim(
    "The Delmar paper mill did not break any rule.",
    "Delmar did not break any rule",
    PRATES,
    polarity="negative",
)
STAFF = gold_claim(
    "The Delmar paper mill employs about 300 people.",
    "The mill employs about 300 people",
    types=["quantity"],
)
CHIEF = gold_claim(
    "Ana Prates is the chief executive of Delmar.",
    "its chief executive Ana Prates",
    types=["property"],
    optional=True,
)
GOLD = Gold(
    claims=[FINE, RULE, STAFF, CHIEF],
    rejected=[GoldRejection(quote="What is a river worth?", reason="question", also=["opinion"])],
)
"""Of `TEXT`: three required claims, two of them a source's, one optional, one rejection."""


def hop(source: str, cue: str = "said") -> Hop:
    """A predicted source."""
    return Hop(
        source=source,
        source_type="person",
        cue=cue,
        quote_type="indirect",
        medium=None,
        addressee=None,
        selectors=[],
    )


def chain(*hops: GoldHop) -> list[Hop]:
    """A predicted chain as the gold has it."""
    return [hop(one.source, one.cue) for one in hops]


def time(text: str, value: str) -> TimeExpression:
    """A predicted time."""
    status: Literal["resolved", "underspecified"] = "resolved" if value else "underspecified"
    return TimeExpression(text=text, selector=None, type=None, value=value, status=status)


def selector(article: str, span: Span) -> Selector:
    """A passage."""
    start, end = span
    return Selector(
        start=start, end=end, exact=article[start:end], prefix="", suffix="", match="exact"
    )


def claim(
    text: str,
    quote: str,
    sources: Sequence[Hop] = (),
    *,
    article: str = TEXT,
    types: Sequence[ClaimType] = ("event",),
    certainty: Certainty = "certain",
    polarity: Polarity = "positive",
    times: Sequence[TimeExpression] = (),
) -> Claim:
    """A predicted claim, in the sentences that its quote touches."""
    start = article.index(quote)
    span = Span(start, start + len(quote))
    return Claim(
        id=hashlib.sha256(text.encode()).hexdigest()[:20],
        text=text,
        selectors=[selector(article, span)],
        sentences=sorted(touched(span, split_sentences(article))),
        types=list(types),
        check_worthiness="medium",
        factuality=Factuality(certainty=certainty, polarity=polarity),
        attribution=list(sources),
        other_attributions=[],
        times=list(times),
        entities=[],
        quantities=[],
        edits=[],
        checks=[],
    )


def as_predicted(gold: GoldClaim, article: str = TEXT, *, chained: bool = True) -> Claim:
    """What a system that answers with the gold would answer."""
    return claim(
        gold.text,
        gold.quote,
        chain(*gold.attribution) if chained else [],
        article=article,
        types=gold.types,
        certainty=gold.certainty,
        polarity=gold.polarity,
        times=[time(one.text, one.value) for one in gold.times],
    )


def rejection(quote: str, reason: NothingToCheck, article: str = TEXT) -> Rejection:
    """A predicted rejection of the sentences that a quote touches."""
    start = article.index(quote)
    indices = touched(Span(start, start + len(quote)), split_sentences(article))
    return Rejection(quote=quote, sentences=sorted(indices), reason=reason, detail="")


def extraction(
    claims: Sequence[Claim] = (),
    rejected: Sequence[Rejection] = (),
    article: str = TEXT,
) -> Extraction:
    """An answer of the service."""
    sentences = split_sentences(article)
    return Extraction(
        id="0",
        article=ArticleReference(
            sha256=hashlib.sha256(article.encode()).hexdigest(),
            title=None,
            published_at=None,
            language=None,
            url=None,
            chars=len(article),
            sentences=[SentenceSpan(start=start, end=end) for start, end in sentences],
        ),
        claims=list(claims),
        rejected=list(rejected),
        coverage=coverage(len(sentences), claims, rejected),
        complete=True,
        failures=[],
        prompt=PromptReference(name="claims", version=1, sha256="0"),
        schema_version="1",
        model="made-1",
        usage=Usage(calls=1, prompt_tokens=1000, cached_tokens=400, completion_tokens=200),
        warnings=[],
    )


def gold_extraction(gold: Gold, article: str, *, chained: bool = True) -> Extraction:
    """The gold as an answer, with or without its chains."""
    return extraction(
        [as_predicted(one, article, chained=chained) for one in gold.claims],
        [rejection(one.quote, one.reason, article) for one in gold.rejected],
        article,
    )


def result(
    answer: Extraction, name: str = "delmar", gold: Gold = GOLD, text: str = TEXT
) -> ArticleResult:
    """An answer to an article, scored."""
    return article_result(Seed(name, Article(text=text), gold), gold, answer, Prices())


def run(articles: Iterable[ArticleResult], prompt: str = "claims@1", model: str = "made") -> Run:
    """A run over articles."""
    listed = list(articles)
    return Run(
        prompt=prompt,
        prompt_used=None,
        model=model,
        answered_by=[],
        price=PriceResult(prompt=None, completion=None),
        articles=listed,
        failed=[],
        metrics=measures([Tally(**one.tally) for one in listed], Prices()),
        rejections={},
        failed_checks={},
    )
