"""Are a prompt's examples what it asks for?"""

from pathlib import Path

from pydantic import ValidationError

from schemas.compact import ELLIPSIS
from schemas.extraction import Rejection
from service.drafts import Form
from service.errors import PromptLibraryError
from service.parsing import parse
from service.prompts.verdicts import JudgeForm
from service.text.assembling import Assembler
from service.text.grounding import ArticleIndex, NotFound
from service.text.sentences import split_sentences
from service.text.windows import Window, split_windows


def window_of_example(path: Path, article: str) -> Window:
    """An example's whole article as one window."""
    sentences = split_sentences(article)
    if not sentences:
        raise PromptLibraryError(f"{path} has an example article without a sentence")
    (window,) = split_windows(sentences, size=len(sentences))
    return window


def check_draft(path: Path, form: Form, article: str, window: Window, answer: str) -> None:
    """That an answer is valid, stands in its article and accounts for every sentence."""
    try:
        form.model.model_validate_json(answer)
    except ValidationError as error:
        raise PromptLibraryError(
            f"{path} has an example answer that is invalid: {error}"
        ) from error
    draft = parse(answer, "stop", form)
    if draft is None or draft.invalid:
        errors = "; ".join(f"{item.path}: {item.errors}" for item in draft.invalid) if draft else ""
        raise PromptLibraryError(f"{path} has an example answer that is invalid: {errors}")
    index = ArticleIndex(article)
    assembler = Assembler(index, window.sentences)
    cited = {number for refusal in draft.rejected for number in refusal.sentences}
    for claim, outcome in zip(draft.claims, assembler.claims(draft.claims, window), strict=True):
        for passage in (claim.quote, *claim.times, *(hop.cue for hop in claim.chain)):
            found = index.locate(passage, window.span)
            allowed = ("exact", "normalized") if ELLIPSIS in passage else ("exact",)
            if isinstance(found, NotFound) or found.match not in allowed:
                raise PromptLibraryError(
                    f"{path} has an example whose article does not say {passage!r}"
                )
        if isinstance(outcome, Rejection):
            raise PromptLibraryError(
                f"{path} has an example claim that its article does not bear out: {claim.claim!r} "
                f"({outcome.detail})"
            )
        cited |= {index + 1 for index in outcome.sentences}
    if cited != set(range(1, len(window.sentences) + 1)):
        raise PromptLibraryError(
            f"{path} has an example that accounts for the sentences {sorted(cited)} "
            f"where its article has {len(window.sentences)}"
        )


def check_verdicts(path: Path, form: JudgeForm, window: Window, claims: str, answer: str) -> None:
    """That an answer is valid and has a verdict on everything that is judged."""
    try:
        verdicts = form.model.model_validate_json(answer)
    except ValidationError as error:
        raise PromptLibraryError(
            f"{path} has an example answer that is invalid: {error}"
        ) from error
    count = len(claims.splitlines()) if form.over == "claims" else len(window.sentences)
    if unclear := form.unclear(verdicts, count):
        errors = "; ".join(f"{form.over} {number}: {why}" for number, why in unclear.items())
        raise PromptLibraryError(f"{path} has an example answer that is invalid: {errors}")
