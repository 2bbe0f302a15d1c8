"""Which requests does the service send to a model for an article of one window?"""

from typing import Any

from bench.talking import talk
from service.conversation import ModelRequest
from service.llm.dialect import Dialect
from service.prompts.library import PromptLibrary
from service.resources import PROMPTS
from service.text.introductions import Introductions
from service.text.sentences import split_sentences
from service.text.windows import split_windows


def bodies(articles: list[str]) -> dict[str, Any]:
    """The body for each of the articles."""
    prompt = PromptLibrary(PROMPTS).get("claims@2")
    found = []
    for text in articles:
        sentences = split_sentences(text)
        introductions = Introductions(text, sentences)
        (window,) = split_windows(sentences, introductions=introductions)
        messages = prompt.render(text, None, window)
        about = prompt.about
        request = ModelRequest(messages, about.name, prompt.form.schema, about.params)
        found.append(Dialect().body(request, "stub"))
    return {"bodies": found}


if __name__ == "__main__":
    talk(lambda command: bodies(command["articles"]))
