"""What did a judge object to, for a reader in a browser?

All words are escaped, as in `service.evaluation.report`.
"""

from collections.abc import Callable, Sequence

from service.evaluation.results import (
    ArticleResult,
    ClaimResult,
    JudgedArticle,
    JudgedClaim,
    Run,
)

Write = Callable[[str], str]
"""Escapes foreign words."""


def judged_sections(run: Run, write: Write, write_claim: Callable[[ClaimResult], str]) -> list[str]:
    """What a judge objected to in each article of a run; nothing where nobody judged."""
    if run.judgement is None:
        return []
    articles = {article.name: article for article in run.articles}
    return [
        f"<h2>{write(run.label)}: what {write(run.judgement.model)} objected to</h2>",
        *(
            f"<section><h3>{write(judged.name)}</h3>"
            f"{_objections(judged, articles[judged.name], write, write_claim)}</section>"
            for judged in run.judgement.articles
        ),
    ]


def _objections(
    judged: JudgedArticle,
    article: ArticleResult,
    write: Write,
    write_claim: Callable[[ClaimResult], str],
) -> str:
    def said(one: JudgedClaim, why: str) -> str:
        return f"{write_claim(article.claims[one.claim])}<br><small>{write(why)}</small>"

    lists = (
        (
            "claims that the article does not bear out",
            [said(one, one.beyond or "") for one in judged.claims if one.entailed is False],
        ),
        (
            "verifiable elements without a claim",
            [
                f"{write(one.element)} <small>sentence {one.sentence + 1}</small>"
                for one in judged.elements
                if one.verifiable and one.covered == "none"
            ],
        ),
        (
            "unverifiable elements that are claimed",
            [
                f"{write(one.element)} <small>sentence {one.sentence + 1}</small>"
                for one in judged.elements
                if not one.verifiable and one.covered == "explicit"
            ],
        ),
        (
            "claims that lead to another verdict alone",
            [
                said(one, f"{one.alone}, in context {one.in_context}: {'; '.join(one.missing)}")
                for one in judged.claims
                if one.missing and one.alone != one.in_context
            ],
        ),
    )
    return "".join(_details(what, items) for what, items in lists) or "<p>nothing</p>"


def _details(what: str, items: Sequence[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return (
        f"<details><summary>{len(items)} {what}</summary><ul>{listed}</ul></details>"
        if items
        else ""
    )
