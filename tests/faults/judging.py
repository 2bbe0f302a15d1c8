"""In what does a run differ from what its case expects?"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from service.api.problems import MEDIA_TYPE, PREFIX
from service.llm.retrying import FIRST_WAIT
from tests.faults.faulty import pairs
from tests.faults.harness import Case, Json, Reply, Run

_JITTER = 0.03
"""Seconds by which two clocks may tell a wait differently."""
_GRACE = 1.0
"""Seconds past the deadline at which an answer must be there."""


def differences(case: Case, run: Run) -> list[str]:
    """One line for everything that is not as expected; none where all is."""
    found = [*_first(case, run), *_calls(case, run), *_kept(case, run), *_secrets(case, run)]
    if run.after and (run.after.status, _complete(run.after)) != (200, True):
        found.append(f"a good request afterwards: {run.after.status} {run.after.body[:200]!r}")
    return found


def _any(expected: object) -> list[object]:
    return expected if isinstance(expected, list) else [expected]


def _complete(reply: Reply) -> bool:
    return bool(reply.json.get("complete"))


def _first(case: Case, run: Run) -> Iterator[str]:
    reply, expect = run.first, case.expect
    if reply.status not in _any(expect["http"]):
        said = reply.json.get("type", "") if reply.body else ""
        yield f"status: {reply.status} {said}, not {expect['http']} {expect.get('problem', '')}"
    elif reply.status >= 400:
        yield from _problem(case, reply)
    else:
        yield from _extraction(case, reply)
    if reply.wall > case.deadline + _GRACE:
        yield f"wall: {reply.wall:.1f} s with a deadline of {case.deadline} s"


def _problem(case: Case, reply: Reply) -> Iterator[str]:
    if reply.headers["content-type"] != MEDIA_TYPE:
        yield f"content type: {reply.headers['content-type']}"
    if (problem := reply.json["type"].removeprefix(PREFIX)) not in _any(case.expect["problem"]):
        yield f"problem: {problem}, not {case.expect['problem']}"
    for name in ("www-authenticate", "set-cookie", "location"):
        if name in reply.headers:
            yield f"the upstream's {name} is passed on"
    if reply.status == 503:
        asked = _asked_to_wait(case.how)
        if int(reply.headers.get("retry-after", "0")) < max(asked, 1):
            yield f"Retry-After: {reply.headers.get('retry-after')}, upstream said {asked}"


def _asked_to_wait(how: Json) -> float:
    """Seconds; 3600 at most, and 0 for what is no number of seconds."""
    values = [value for name, value in pairs(how.get("headers", {})) if name == "retry-after"]
    seconds = [float(value) for value in values if re.fullmatch(r"[\d.]+", value)]
    return min([3600, *map(math.ceil, seconds)]) if seconds else 0


def _extraction(case: Case, reply: Reply) -> Iterator[str]:
    extraction, expect = reply.json, case.expect
    claims = extraction["claims"]
    if "kept" in expect and len(claims) not in _any(expect["kept"]):
        reasons = [(item["reason"], item["detail"][:80]) for item in extraction["rejected"]]
        yield f"claims: {len(claims)}, not {expect['kept']}; rejected: {reasons[:3]}"
    if extraction["complete"] is not expect.get("complete", True):
        yield f"complete: {extraction['complete']}"
    for claim in claims:
        for selector in claim["selectors"]:
            exact = case.article[selector["start"] : selector["end"]]
            if exact != selector["exact"]:
                yield f"selector: {selector['exact']!r} is not {exact!r}"
            if selector["match"] != expect.get("match", selector["match"]):
                yield f"match: {selector['match']}, not {expect['match']}"
        odd = [c for c in claim["text"] if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
        if expect.get("clean") and odd:
            yield f"control characters in a claim: {claim['text']!r}"


def _calls(case: Case, run: Run) -> Iterator[str]:
    calls, expect = run.seen.calls, case.expect
    yield from (f"the stub's mistake: {mistake}" for mistake in run.seen.mistakes)
    if "calls" in expect and len(calls) not in _any(expect["calls"]):
        yield f"calls: {len(calls)}, not {expect['calls']}"
    if expect["action"] == "retry" or "wait_s" in expect:
        floor = max(FIRST_WAIT, expect.get("wait_s", [0])[0])
        gaps = [after["at"] - before["at"] for before, after in pairwise(calls)]
        if any(gap < floor - _JITTER for gap in gaps):
            yield f"asked again after {min(gaps):.2f} s, not {floor}"
    if "connections" in expect and run.seen.connections != expect["connections"]:
        yield f"connections: {run.seen.connections}, not {expect['connections']}"
    if "port2" in expect and run.seen.stolen != expect["port2"]:
        yield f"{run.seen.stolen} requests followed a redirect"


def _kept(case: Case, run: Run) -> Iterator[str]:
    again = run.again
    if again is None or run.first.status not in _any(case.expect["http"]):
        return  # what came was not what the expectation is about
    if case.expect["cache"] == "store":
        if not again.hit or run.again_calls or again.body != run.first.body:
            yield f"not cached: {again.status}, {run.again_calls} calls the second time"
        if "etag" not in run.first.headers:
            yield "cached, but without an ETag"
    elif case.expect["cache"] == "never":
        if again.hit or not run.again_calls:
            yield f"cached: {again.status}, {run.again_calls} calls the second time"
        if "etag" in run.first.headers:
            yield "not to be cached, but with an ETag"
        if (again.status, _complete(again)) != (200, True):
            yield f"the same from a good server: {again.status} {again.body[:200]!r}"


def _secrets(case: Case, run: Run) -> Iterator[str]:
    theirs, article = words_of(case.how), _phrases(case.article)
    for line in run.logs:
        for secret in (case.key, *theirs, *article):
            if secret in line:
                yield f"logged: {secret[:60]!r} in {line[:300]!r}"
    if run.first.status >= 400:
        said = run.first.body.decode() + str(run.first.headers)
        for secret in (case.key, *theirs, *article):
            if secret in said:
                yield f"repeated to the caller: {secret[:60]!r} in {said[:300]!r}"
    if case.key in run.first.body.decode():
        yield "the API key is in the answer"


def _phrases(text: str) -> list[str]:
    return [sentence[:40] for sentence in re.split(r"(?<=[.”]) ", text)]


def words_of(how: Json) -> list[str]:
    """What a server says in its own words when it commits a fault."""
    words: list[str] = []
    for part in [how, *how.get("seq", [])]:
        if isinstance(body := part.get("body"), str):
            words += _leaves(body)
        if isinstance(content := part.get("content"), str) and "«" not in content:
            words += [content] if "{" not in content else []
        words += [value for value in part.get("message", {}).values() if isinstance(value, str)]
    return [word for word in words if len(word) >= 12 and " " in word]


def _leaves(body: str) -> list[str]:
    try:
        value = json.loads(body)
    except ValueError:
        return [text.strip() for text in re.split(r"<[^>]*>", body)]
    leaves, waiting = [], [value]
    while waiting:
        match waiting.pop():
            case dict() as fields:
                waiting += fields.values()
            case list() as items:
                waiting += items
            case str() as leaf:
                leaves.append(leaf)
    return leaves
