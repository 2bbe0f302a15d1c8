"""What stands in for a language model, and costs the one who asks nothing but the wait?

An OpenAI-compatible server in a process of its own, whose CPU time is nobody's. How it answers is
in the path:

- `/wait-200/v1` answers after 200 ms;
- `/write-80/v1` as a server that writes 80 tokens a second for each request, and reads 24 tokens'
  time long: 2.7 tokens for each of the window's, of four characters;
- `/size-16000/v1` at once, with a text of 16,000 bytes;
- `/claims-1/v1` at once, with one claim for each window, and no use for its other sentences.

`GET /counts` says what was asked since the last time it was.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from typing import Any, ClassVar, cast

import httptools
import uvloop

from bench import answers

OUTPUT = 2.7
"""Tokens that a model writes for each of the window's, as measured with claims@2."""
READING = 24
"""Tokens that it could write while it reads."""
TOKEN = 4
"""Characters."""
_PATH = re.compile(r"/(wait|write|size|claims)-(\d+)/v1/chat/completions")


class Stub(asyncio.Protocol):
    """A connection. What was asked on any of them is in `counts`."""

    counts: ClassVar[Counter[str]] = Counter()
    prefixes: ClassVar[set[str]] = set()
    """The beginnings of requests, which a server would have kept."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # of TCP
        self._parser = httptools.HttpRequestParser(self)
        self._path, self._body = "", b""

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._path, self._body = "", b""

    def on_url(self, url: bytes) -> None:
        self._path += url.decode()

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._path == "/counts":
            self._send(json.dumps(self.counts))
            self.counts.clear()
            return
        found = _PATH.fullmatch(self._path)
        if not found:
            self._send("{}")
            return
        how, number = found[1], int(found[2])
        request = json.loads(self._body)
        text, window = _answer(request["messages"][-1]["content"], how, number)
        usage = self._usage(request["messages"], window, text if how != "write" else "")
        self.counts.update(calls=1, prompt_tokens=usage["prompt_tokens"])
        self.counts.update(completion_tokens=usage["completion_tokens"])
        self.counts.update(cached_tokens=usage["prompt_tokens_details"]["cached_tokens"])
        seconds = {
            "wait": number / 1000,
            "write": (READING + usage["completion_tokens"]) / max(number, 1),
        }.get(how, 0.0)
        completion = json.dumps(
            {
                "id": "chatcmpl-0",
                "object": "chat.completion",
                "created": 1,
                "model": request.get("model", "stub"),
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": text},
                        "finish_reason": "stop",
                    }
                ],
                "usage": usage,
            },
            ensure_ascii=False,
        )
        if seconds:
            asyncio.get_running_loop().call_later(seconds, self._send, completion)
        else:
            self._send(completion)

    def _usage(self, messages: list[dict[str, Any]], window: int, text: str) -> dict[str, Any]:
        prefix = "".join(message["content"] for message in messages[:-1])
        prompt = len(prefix) + len(messages[-1]["content"])
        cached = len(prefix) if prefix in self.prefixes else 0
        self.prefixes.add(prefix)
        written = len(text) / TOKEN if text else window * OUTPUT / TOKEN
        return {
            "prompt_tokens": prompt // TOKEN,
            "completion_tokens": int(written),
            "total_tokens": prompt // TOKEN + int(written),
            "prompt_tokens_details": {"cached_tokens": cached // TOKEN},
        }

    def _send(self, body: str) -> None:
        data = body.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(data)}"
        if not self._transport.is_closing():
            self._transport.write(head.encode() + b"\r\n\r\n" + data)


def _answer(message: str, how: str, number: int) -> tuple[str, int]:
    """The text, and how long the window was."""
    if how == "size":
        return "x" * number, 0
    sentences = answers.window_of(message)
    if sentences is None:
        return answers.langextract(message), len(message)
    if "<open-" in message or "cannot be used" in message:
        Stub.counts.update(again=1)
        return answers.nothing_more(), 0
    most = number if how == "claims" else len(sentences)
    return answers.compact(sentences, most), sum(map(len, sentences))


async def main() -> None:
    """Serves until it is killed, or standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Stub, "127.0.0.1", 0, backlog=4096)
    port = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"ready at http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main())
