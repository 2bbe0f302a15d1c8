"""What does langextract do with the same articles? `extracting BASE_URL`.

With one example, its defaults (chunks of 1,000 characters, 10 workers) and its OpenAI provider.
"""

import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import langextract as lx
from langextract.providers.openai import OpenAILanguageModel

from bench.talking import talk

_PROMPT = "List the factual claims of the text, in its own words."
_EXAMPLES = [
    lx.data.ExampleData(
        text="The mill employs 300 people, its director said.",
        extractions=[
            lx.data.Extraction(
                extraction_class="claim",
                extraction_text="The mill employs 300 people",
                attributes={"type": "event"},
            )
        ],
    )
]


def main(url: str) -> None:
    """Works on the articles that it is given, so many at once, each in a thread."""
    logging.disable(logging.WARNING)
    model = OpenAILanguageModel(model_id="stub", api_key="none", base_url=url, temperature=0)

    def extract(text: str) -> tuple[int, float]:
        began = time.perf_counter()
        document = lx.extract(
            text, prompt_description=_PROMPT, examples=_EXAMPLES, model=model, show_progress=False
        )
        found = sum(1 for one in document.extractions if one.char_interval)
        return found, time.perf_counter() - began

    def carry_out(command: dict[str, Any]) -> dict[str, Any]:
        began = time.perf_counter()
        with ThreadPoolExecutor(command["at_once"]) as pool:
            done = list(pool.map(extract, command["articles"]))
        took = sorted(one for _, one in done)
        return {
            "wall": time.perf_counter() - began,
            "p50": took[len(took) // 2],
            "p99": took[min(len(took) - 1, int(len(took) * 0.99))],
            "found": sum(found for found, _ in done),
        }

    extract(_EXAMPLES[0].text)
    talk(carry_out)


if __name__ == "__main__":
    main(*sys.argv[1:])
