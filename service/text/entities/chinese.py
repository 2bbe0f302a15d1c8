"""Which names does a text without spaces mark as names?"""

import re
from collections.abc import Iterator

from schemas.claim import EntityType

MAX_NAMES = 200
"""Names that an article introduces ("下称…"); more is no article."""
_TITLE = re.compile(r"《([^《》\n]{1,60})》")
_CALLED = re.compile(r"(?:下称|简称|以下称|下簡稱|簡稱)为?[“「\"]([^“”「」\"\n]{2,20})[”」\"]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDINGS: tuple[tuple[EntityType, str], ...] = (
    ("document", r"(?:法|条例|协定|条约|协议|公约|宪法|公报|白皮书|报告|决议|声明|通知|办法|规定)"),
    ("organization", r"(?:报|日报|晚报|时报|周刊|杂志|新闻|网|通讯社)"),
)
_COMPANY = re.compile(r"(?:公司|集团|银行|大学|协会|学院|研究所|组织|基金会|事务所)[(\uff08]?$")


def is_unspaced(text: str) -> bool:
    """Whether a text is written in a script without spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def titles(text: str) -> Iterator[str]:
    """The names between 《 and 》, without them."""
    return (match[1] for match in _TITLE.finditer(text))


def introduced(text: str) -> dict[str, EntityType]:
    """The names that an article says it will use (下称“…”), with what they are short for."""
    found: dict[str, EntityType] = {}
    if text.isascii():
        return found
    for match in _CALLED.finditer(text):
        if len(found) >= MAX_NAMES:
            break
        company = _COMPANY.search(text, max(0, match.start() - 12), match.start())
        found.setdefault(match[1], "organization" if company else "other")
    return found


def title_type(name: str) -> EntityType:
    """What a name between 《 and 》 is: a newspaper or a document where its last word says so."""
    for kind, ending in _ENDINGS:
        if re.search(f"{ending}$", name):
            return kind
    return "other"


def places(text: str, name: str) -> list[int]:
    """Where a name stands, never overlapping."""
    found: list[int] = []
    start = text.find(name)
    while start >= 0:
        found.append(start)
        start = text.find(name, start + len(name))
    return found
