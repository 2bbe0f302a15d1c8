"""How fast are sentences found?"""

from bench.talking import talk
from service.text.sentences import split_sentences

if __name__ == "__main__":
    talk(lambda command: {"sentences": len(split_sentences(command["text"], "en"))})
