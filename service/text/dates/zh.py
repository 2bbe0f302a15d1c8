"""Which Chinese words speak of time?

Each Han character is a lexeme of its own; phrases are simplified, and `rewrites` turns traditional
characters into simplified ones.
"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.lexicon import Language, listed
from service.text.dates.verbs_zh import Aspects

_DIGITS = list("一二三四五六七八九")
_COUNTS = {digit: n for n, digit in enumerate(_DIGITS, 1)} | {"两": 2, "十": 10}
_COUNTS |= {f"十{digit}": 10 + n for n, digit in enumerate(_DIGITS, 1)}
_COUNTS |= {f"{tens}十": 10 * n for n, tens in enumerate(_DIGITS, 1) if n > 1}
_COUNTS |= {
    f"{tens}十{one}": 10 * n + k
    for n, tens in enumerate(_DIGITS, 1)
    for k, one in enumerate(_DIGITS, 1)
    if n > 1
}
_WEEKDAYS = {
    f"{week}{day}": n
    for week in ("周", "星期", "礼拜")
    for n, days in enumerate(("一", "二", "三", "四", "五", "六", "日天"), 1)
    for day in days
}
_WEEKS = {"上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_UNITS = {
    "年": "year",
    "年度": "year",
    "季度": "quarter",
    "季": "quarter",
    "月": "month",
    "周": "week",
    "星期": "week",
    "天": "day",
    "日": "day",
    "小时": "hour",
    "分钟": "minute",
    "秒": "second",
    "世纪": "century",
    "周末": "weekend",
}
_SIMPLIFIED = dict(
    zip(
        "週號點個後這兩來內時間當應過鐘紀禮曆將從節國慶",
        "周号点个后这两来内时间当应过钟纪礼历将从节国庆",
        strict=True,
    )
)

CHINESE = Language(
    words={
        "month": {f"{n}月": n for n in range(1, 13)}
        | {f"{n:02}月": n for n in range(1, 10)}
        | {f"{word}月": n for word, n in _COUNTS.items() if n <= 12 and word != "两"}
        | {"元月": 1},
        "weekday": _WEEKDAYS,
        "weekdays": {f"每{day}": n for day, n in _WEEKDAYS.items()},
        "week_day": {
            f"{which}{day}": (step, n)
            for which, step in _WEEKS.items()
            for day, n in _WEEKDAYS.items()
        },
        "season": listed("春季, 春天, 春", "SP")
        | listed("夏季, 夏天, 夏", "SU")
        | listed("秋季, 秋天, 秋", "FA")
        | listed("冬季, 冬天, 冬", "WI"),
        "daypart": listed("早上, 早晨, 清晨, 上午, 凌晨, 早间, 早", "MO")
        | listed("中午", "MI")
        | listed("下午, 午后", "AF")
        | listed("傍晚, 晚上, 晚间, 晚", "EV")
        | listed("夜间, 深夜, 夜里, 夜", "NI"),
        "deictic": listed("昨天, 昨日, 昨", -1)
        | listed("今天, 今日, 今, 截至发稿时, 截至发稿, 发稿时, 截稿时", 0)
        | listed("明天, 明日, 明", 1)
        | listed("前天", -2)
        | listed("后天", 2),
        "near_year": _YEARS,
        "year_mark": listed("年"),
        "measure": listed("个"),
        "rel": listed("上, 上一, 过去", -1)
        | listed("本, 这, 当前, 这一", 0)
        | listed("下, 下一", 1),
        "span": listed("近, 过去, 最近, 近来", -1) | listed("未来, 今后", 1),
        "same": listed("当, 同"),
        "alike": listed("同"),
        "period": listed("期"),
        "previous": listed("次, 翌", 1),
        "unit": _UNITS,
        "units": listed("多年", "year"),
        "count": {word: Fraction(n) for word, n in _COUNTS.items()} | listed("百", Fraction(100)),
        "ordinal_mark": listed("日, 号"),
        "vague": listed("数, 几, 多, 若干"),
        "about": listed("约, 大约, 近, 超过, 逾, 至少, 左右, 前后, 以上, 许"),
        "half": listed("半"),
        "ago": listed("前, 之前, 以前"),
        "earlier": listed("后, 之后, 以后", 1),
        "untold": listed("同比, 环比, 当时, 届时"),
        "half_name": listed("上半年", 1) | listed("下半年", 2),
        "part": listed("初, 中旬, 上旬, 下旬, 年初, 早些时候, 月初, 稍早")
        | listed("底, 末, 年底, 月底", "end"),
        "to": listed("至, 到"),
        "every": listed("每"),
        "frequency": listed("每天, 每日", "P1D")
        | listed("每周", "P1W")
        | listed("每月", "P1M")
        | listed("每年", "P1Y"),
        "oclock": listed("点, 时"),
        "holiday": {
            "元旦": (1, 1),
            "圣诞节": (12, 25),
            "平安夜": (12, 24),
            "国庆节": (10, 1),
            "劳动节": (5, 1),
        },
        "since": listed("自, 自从"),
        "reference": listed(
            "目前, 现在, 当前, 如今, 眼下, 截至目前, 迄今, 至今",
            "PRESENT_REF",
        )
        | listed("近日, 日前, 此前, 最近, 曾经, 过去", "PAST_REF")
        | listed("未来, 今后, 不久, 即将", "FUTURE_REF"),
    },
    filler="的, 在, 于, 从, 起, 以来, 截至, 截止, 第, 为, 内, 间, 期间, 是, 北京时间, "
    "当地时间, 早在, 分, 里",
    clock24=False,
    tenses=Aspects(),
    rewrites=_SIMPLIFIED,
)
