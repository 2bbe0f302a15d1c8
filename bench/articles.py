"""What are the articles like that the benchmarks ask about?

Made, not collected: no two sentences alike, so that no article is in a cache by accident, and the
same on every run. As news they have names, numbers, dates, sources and quotations.
"""

import random
from collections.abc import Iterator
from itertools import islice

_FIRST = ("Ana", "Boris", "Carla", "Dario", "Elena", "Fabio", "Greta", "Henrik", "Irina", "Jonas")
_LAST = (
    *("Abendroth", "Bellucci", "Castellan", "Dombrowski", "Eriksen", "Fontana", "Gallardo"),
    *("Hartwig", "Iversen", "Jankovic", "Kowalski", "Lindqvist", "Moreau", "Novotny", "Oliveira"),
    *("Petersen", "Quintero", "Rasmussen", "Santoro", "Tavares", "Ulrich", "Vermeer", "Wagner"),
)
_PLACES = (
    *("Aldermoor", "Brantford", "Castelnovo", "Drevnik", "Eastlake", "Falkenberg", "Greyhaven"),
    *("Hollinger", "Ironbridge", "Jasperville", "Kirkstone", "Lindau", "Montrose", "Norrvik"),
    *("Ostrava", "Pellworm", "Quimper", "Roskilde", "Steyr", "Tarnow", "Uppsala", "Viborg"),
)
_FIRMS = (
    *("Aurelia Foods", "Borealis Shipping", "Corvin Steel", "Delmar Paper", "Eskola Timber"),
    *("Ferrante Motors", "Gantry Rail", "Helvig Energy", "Inverness Textiles", "Jutland Cement"),
)
_THINGS = (
    *("harbour bridge", "ring road", "water tower", "concert hall", "tram line", "grain terminal"),
    *("power station", "fish market", "flood barrier", "town library", "northern tunnel"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September")
_SENTENCES = (
    "The city council of {place} approved {n} million euros for the {thing} on {day} after a "
    "debate of several hours, the office of Mayor {who} said.",
    "{firm} will close its plant near {place}, where {m} people work in three shifts, and move "
    "its machines to the harbour of {place} before the end of {month}.",
    "Unemployment in {place} fell to {p}.{d} percent in {month} from {q} percent a year earlier, "
    "the statistics office of {place} reported.",
    "Storms damaged {m} houses around {place} on {day} and cut the power of {n} schools, shops "
    "and workshops along the coast, the fire service said.",
    "Prosecutors in {place} charged {n} people with fraud and bribery over contracts for the "
    "{thing}, according to documents of the court.",
    "The {thing} of {place} was built in {year}, damaged by a fire and repaired at a cost of "
    "{n}.{d} million euros.",
    "About {m} people live in {place} and the villages around the {thing}, and {firm} employs "
    "{n} residents of {place}.",
    "{firm} sold {m} machines for the treatment of waste water to towns and factories near "
    "{place} in {month}, {who} said.",
    "“Nobody in {place} lodged a complaint about the noise of the {thing} in {year},” {who} said "
    "on {day}.",
    "The trial over the collapse of the {thing} in {place} opened on {day} with {n} witnesses, "
    "and {who} pleaded not guilty.",
)


def sentences(seed: int) -> Iterator[str]:
    """News, without end."""
    chance = random.Random(seed)  # noqa: S311  # the same on every run
    while True:
        yield chance.choice(_SENTENCES).format(
            who=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            place=chance.choice(_PLACES),
            firm=chance.choice(_FIRMS),
            thing=chance.choice(_THINGS),
            day=chance.choice(_DAYS),
            month=chance.choice(_MONTHS),
            year=chance.randrange(1900, 2025),
            n=chance.randrange(2, 1000),
            m=chance.randrange(1000, 100_000),
            d=chance.randrange(1, 10),
            p=chance.randrange(1, 20),
            q=chance.randrange(20, 40),
        )


def of_sentences(seed: int, count: int) -> str:
    """An article of so many sentences."""
    return join(list(islice(sentences(seed), count)))


def of_length(seed: int, chars: int) -> str:
    """An article of about so many code points, and never more."""
    taken: list[str] = []
    size = 0
    for sentence in sentences(seed):
        size += len(sentence) + 2
        if size > chars and taken:
            return join(taken)
        taken.append(sentence)
    return ""  # never: there is always another sentence


def join(parts: list[str]) -> str:
    """Paragraphs of three sentences."""
    return "\n\n".join(" ".join(parts[start : start + 3]) for start in range(0, len(parts), 3))
