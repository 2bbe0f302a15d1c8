"""Where does a real OpenAI-compatible server come from, without a model to download?

llama.cpp's own HTTP server, from the `xllamacpp` wheel, over a model of half a megabyte that is
made here in a moment. Its words mean nothing. The transport, the sampling, the grammar that keeps
answers to a JSON Schema, the prefix cache and the counts of tokens are real.

    python -m tests.live.tiny_llm --port 0
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt
import xllamacpp

from service.resources import PROMPTS

MODEL = "tiny-random"
PARALLEL = 2
"""Requests that are worked on at once; each has the whole context to itself."""

_WIDTH, _HEADS, _LAYERS, _INNER = 32, 2, 1, 32
_LONGEST = 131072
"""Tokens that the model says it can read."""
_SPACE = "▁"
"""How this kind of tokenizer writes a space."""
_SPECIAL = ("<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>")
_BEGIN, _END = "<s>", "<|im_end|>"
_FIRST, _SECOND, _DIGIT = "a first word", "a second word", "a digit"
_BLANK, _OTHER = "white space", "anything else"
_AFTER = {
    '"': (_END, _FIRST, ":", "]", "}", ","),
    _FIRST: (_SECOND, '"'),
    _SECOND: ('"',),
    "[": ("{", _DIGIT, '"', "]"),
    "{": ('"',),
    "}": (_END, "]", "}", ","),
    "]": (_END, "}", "]", ","),
    _DIGIT: ("]", "}", ","),
    ":": ('"', "{", "[", _DIGIT),
    ",": ('"', "{", _DIGIT),
    _OTHER: (_FIRST, '"'),
}
"""What the model writes next, the likeliest first; chance decides among words and digits.

Every way through this table is short, so that each answer ends by itself. The grammar, where there
is one, forbids what does not fit.
"""
_CHAT = (
    "{%- for message in messages %}<|im_start|>{{ message.role }}\n"
    "{{ message.content }}<|im_end|>\n{% endfor %}"
    "{%- if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

Weights = npt.NDArray[np.float32]


def make_model(path: Path) -> None:
    """Writes a model of random weights, in whose output only the order of `_AFTER` is made."""
    tokens = list(_vocabulary())
    kinds = [_kind(text, number) for number, (text, _) in enumerate(tokens)]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(MODEL)
    writer.add_context_length(_LONGEST)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _ in tokens])
    writer.add_token_types([kind for _, kind in tokens])
    # Longer pieces first, so that a word is put together from its letters up to the whole.
    writer.add_token_scores([float(len(text)) for text, _ in tokens])
    writer.add_bos_token_id(_SPECIAL.index(_BEGIN))
    writer.add_eos_token_id(_SPECIAL.index(_END))
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_CHAT)
    for name, weights in _weights(kinds):
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _vocabulary() -> Iterator[tuple[str, gguf.TokenType]]:
    """Every token and its type: any text has tokens, and that of our prompts few."""
    for text in _SPECIAL:
        yield text, gguf.TokenType.UNKNOWN if text == "<unk>" else gguf.TokenType.CONTROL
    for byte in range(256):
        yield f"<0x{byte:02X}>", gguf.TokenType.BYTE
    # Two pieces become one only where that one is a token too: so all beginnings are.
    words = _known_words()
    pieces = {word[:length] for word in words for length in range(2, len(word) + 1)}
    for piece in [_SPACE, *sorted(pieces)]:
        yield piece, gguf.TokenType.NORMAL


@cache
def _known_words() -> frozenset[str]:
    """The words of our prompts, with the space before them where there is one."""
    return frozenset(
        word.replace(" ", _SPACE)
        for path in PROMPTS.rglob("*.md")
        for word in re.findall(r" ?[A-Za-z]+", path.read_text())
    )


def _kind(text: str, number: int) -> str:
    """What a token is to `_AFTER`."""
    if byte := re.fullmatch(r"<0x(..)>", text):
        text = chr(int(byte[1], 16))
    if text in _AFTER or text == _END:
        return text
    if text.isascii() and text.isdigit():
        return _DIGIT
    if text in _known_words() and len(text) > len(_SPACE) + 2 and text.startswith(_SPACE):
        return _SECOND if number % 2 else _FIRST
    return _BLANK if text == _SPACE or text.isspace() else _OTHER


def _weights(kinds: list[str]) -> Iterator[tuple[str, Weights]]:
    """The model's tensors, for the kinds of its tokens."""
    rng = np.random.default_rng(0)
    places = list(_AFTER)

    def noise(*shape: int, size: float) -> Weights:
        return rng.normal(0, size, shape).astype(np.float32)

    def inside(*shape: int) -> Weights:
        """Of what a layer adds: it leaves the places alone that say which kind was last."""
        weights = noise(*shape, size=0.5)
        weights[: len(places)] = 0
        return weights

    embedding = noise(len(kinds), _WIDTH, size=0.4)
    embedding[:, : len(places)] = 0
    output = noise(len(kinds), _WIDTH, size=0.1)
    output[:, : len(places)] = -12
    for number, kind in enumerate(kinds):
        if kind == _BLANK:
            output[number, : len(places)] = -16
        embedding[number, places.index(kind if kind in _AFTER else _OTHER)] = 4
        for place, following in enumerate(_AFTER.values()):
            if kind in following:
                output[number, place] = 8 - 3 * following.index(kind)
    yield "token_embd.weight", embedding
    for layer in range(_LAYERS):
        block = f"blk.{layer}."
        for name in ("attn_norm", "ffn_norm"):
            yield f"{block}{name}.weight", np.ones(_WIDTH, np.float32)
        for name in ("attn_q", "attn_k", "attn_v"):
            yield f"{block}{name}.weight", noise(_WIDTH, _WIDTH, size=0.6)
        yield f"{block}attn_output.weight", inside(_WIDTH, _WIDTH)
        for name in ("ffn_gate", "ffn_up"):
            yield f"{block}{name}.weight", noise(_INNER, _WIDTH, size=0.2)
        yield f"{block}ffn_down.weight", inside(_WIDTH, _INNER)
    yield "output_norm.weight", np.ones(_WIDTH, np.float32)
    yield "output.weight", output


def start(model: Path, port: int, context: int, api_key: str) -> Any:  # noqa: ANN401  # no stubs
    """llama.cpp's server, listening; it lives as long as the object does."""
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.model_alias = {MODEL}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_parallel = PARALLEL
    params.n_ctx = context * PARALLEL
    params.cpuparams.n_threads = 1  # with more, they wait for each other by spinning
    params.cpuparams_batch.n_threads = 1
    params.fit_params = False
    params.warmup = False
    params.offline = True
    params.ui = False
    params.use_jinja = True
    if api_key:
        params.api_keys = [api_key]
    return xllamacpp.Server(params)


def main() -> None:
    """Serves until the process that started this one is gone."""
    parser = argparse.ArgumentParser(description="llama.cpp's server over a random model")
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    parser.add_argument("--context", type=int, default=16384, help="tokens that a request can have")
    parser.add_argument("--api-key", default="", help="the one key that is taken")
    options = parser.parse_args()
    parent = os.getppid()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        model = Path(folder) / "tiny.gguf"
        make_model(model)
        server = start(model, options.port, options.context, options.api_key)
    print(f"ready at {server.listening_address}", flush=True)  # noqa: T201  # for who started it
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)  # its threads would have this process wait for them


if __name__ == "__main__":
    main()
