"""How fast does pysbd find sentences, with their places?"""

import pysbd

from bench.talking import talk

if __name__ == "__main__":
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    talk(lambda command: {"sentences": len(segmenter.segment(command["text"]))})
