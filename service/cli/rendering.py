"""How does a person read an extraction on a terminal?"""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.claim import Claim, Hop, Quantity, Selector, TimeExpression
from schemas.extraction import Extraction

_QUOTED = {"direct": "quoted", "mixed": "quoted in part", "indirect": ""}
_WIDTH = 100
_QUOTE = 200
"""Code points of a passage that are shown."""


def print_extraction(extraction: Extraction, cached: bool) -> None:
    """Writes the claims, then what became of the rest, then where the answer came from."""
    extraction = Extraction.model_validate(_printable(extraction.model_dump(by_alias=True)))
    console = Console(highlight=False)
    console.width = min(_WIDTH, console.width) if sys.stdout.isatty() else _WIDTH
    article = extraction.article
    console.print()
    head = f"{_count(extraction.claims, 'claim')} in {_count(article.sentences, 'sentence')}"
    console.print(Text(f"{article.title}: {head}" if article.title else head, style="bold"))
    for number, claim in enumerate(extraction.claims, 1):
        console.print()
        console.print(_claim(number, claim))
    console.print()
    for line in _rest(extraction):
        console.print(line)
    console.print(_origin(extraction, cached))


def _printable(data: Any) -> Any:  # noqa: ANN401  # JSON, of any shape
    """Without what would move the cursor or change the terminal: the words are foreign."""
    if isinstance(data, str):
        return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in data)
    if isinstance(data, list):
        return [_printable(item) for item in data]
    if isinstance(data, dict):
        return {name: _printable(value) for name, value in data.items()}
    return data


def _count(items: Sequence[object], name: str) -> str:
    return f"{len(items)} {name}" if len(items) == 1 else f"{len(items)} {name}s"


def _claim(number: int, claim: Claim) -> Table:
    about = Table.grid(padding=(0, 2, 0, 0))
    about.add_column(style="dim", no_wrap=True)
    about.add_column()
    about.add_row("source", _chain(claim.attribution))
    for chain in claim.other_attributions:
        about.add_row("also", _chain(chain))
    for time in claim.times:
        about.add_row("time", _time(time))
    for quantity in claim.quantities:
        if quantity.value is not None:
            about.add_row("number", _quantity(quantity))
    for selector in claim.selectors:
        about.add_row("words", _words(selector))
    about.add_row("", Text(_labels(claim), style="dim"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", width=3)
    table.add_column()
    table.add_row(Text(str(number), style="dim"), Text(claim.text, style="bold"))
    table.add_row("", about)
    return table


def _chain(chain: Sequence[Hop]) -> Text:
    if not chain:
        return Text("the article itself")
    text = Text()
    for hop in chain:
        text.append(" > " if text else "")
        text.append(hop.source, style="cyan")
        about = [f"“{hop.cue}”" if hop.cue else "", _QUOTED[hop.quote_type]]
        about.append(f"in {hop.medium}" if hop.medium else "")
        about.append(f"to {hop.addressee}" if hop.addressee else "")
        told = ", ".join(part for part in about if part)
        text.append(f" ({told})" if told else "")
    return text


def _time(time: TimeExpression) -> Text:
    text = Text(f"“{time.text}”")
    if time.status == "resolved":
        text.append(f" = {time.value}", style="green")
    elif any(character in time.value for character in "0123456789"):
        text.append(f" = {time.value}, as far as the article says")
    else:
        text.append(", which the article leaves open")
    return text


def _quantity(quantity: Quantity) -> Text:
    about = "about " if quantity.approximate else ""
    until = f" to {quantity.upper:,.15g}" if quantity.upper is not None else ""
    value = f" = {about}{quantity.value:,.15g}{until} {quantity.unit or ''}".rstrip()
    return Text(f"“{quantity.text}”").append(value, style="green")


def _words(selector: Selector) -> Text:
    text = Text(f"“{_shortened(selector.exact)}”", style="italic")
    text.append(f"  [{selector.start}:{selector.end}]", style="dim not italic")
    if selector.match == "fuzzy":
        text.append(" not in quite these words", style="yellow not italic")
    return text


def _shortened(passage: str) -> str:
    """On one line; a long passage by its first and last words."""
    words = " ".join(passage.split())
    if len(words) <= _QUOTE:
        return words
    half = _QUOTE // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"


def _labels(claim: Claim) -> str:
    factuality = claim.factuality
    certainty = factuality.certainty
    return " · ".join(
        [
            ", ".join(claim.types),
            "certainty open" if certainty == "underspecified" else certainty,
            *(["denied"] if factuality.polarity == "negative" else []),
            f"worth checking: {claim.check_worthiness}",
        ]
    )


def _rest(extraction: Extraction) -> Iterator[Text]:
    """One line for everything in the article that is no claim."""
    for rejection in extraction.rejected:
        line = Text(f"not claimed, {rejection.reason}: ", style="yellow")
        line.append(f"“{_shortened(rejection.quote)}”", style="not bold")
        line.append(f" ({rejection.detail})" if rejection.detail else "")
        yield line
    for failure in extraction.failures:
        place = f"[{failure.start}:{failure.end}]"
        yield Text(f"not done {place}, {failure.reason}: {failure.detail}", style="red")
    coverage = extraction.coverage
    parts = [f"{coverage.claimed} of {coverage.sentences} sentences carry claims"]
    parts.append(f"{coverage.rejected} do not" if coverage.rejected else "")
    if coverage.unaccounted:
        parts.append(f"unaccounted for: {', '.join(map(str, coverage.unaccounted))}")
    yield Text("; ".join(part for part in parts if part) + ".")


def _origin(extraction: Extraction, cached: bool) -> Text:
    usage, prompt = extraction.usage, extraction.prompt
    calls = "1 call" if usage.calls == 1 else f"{usage.calls} calls"
    text = Text(
        f"{prompt.name}@{prompt.version}, model {extraction.model}: {calls}, "
        f"{usage.prompt_tokens} tokens in ({usage.cached_tokens} cached by the server), "
        f"{usage.completion_tokens} out."
    )
    for warning in extraction.warnings:
        text.append(f"\nNote: {warning}.", style="yellow")
    if cached:
        text.append("\nThis answer came from the cache; nothing was asked for it now.", "green")
    return text
