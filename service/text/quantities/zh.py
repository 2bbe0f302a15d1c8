"""Which Chinese characters speak of quantities?"""

import re

FIGURES = "0123456789"
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "\u3007": 0,
    "两": 2,
}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
MAX_DIGITS = 18

_HAN = "[零\u3007一二两三四五六七八九十百千万亿]{1,12}"
_FIGURE = r"[0-9]{1,18}(?:,[0-9]{3}){0,6}(?:\.[0-9]{1,9})?"
_SCALED = rf"(?:{_FIGURE}\ ?[千百]?[万萬亿億]{{0,2}}|{_HAN})"
_BEFORE = (
    "大约|约|近|将近|接近|超过|逾|至少|最少|不到|不足|多达|高达|大概|上下|最多|超|至多|"
    "大約|將近|接近|超過"
)
_AFTER = "多|余|餘|左右|以上|以下|上下|来"
MONEY = {
    "人民币": "CNY",
    "元人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "歐元": "EUR",
    "日元": "JPY",
    "日圆": "JPY",
    "英镑": "GBP",
    "港元": "HKD",
    "港币": "HKD",
    "新台币": "TWD",
    "瑞士法郎": "CHF",
    "加元": "CAD",
    "澳元": "AUD",
    "新元": "SGD",
}
_MEASURES = """
    个百分点 百分点 个基点 平方公里 平方千米 平方米 立方米 公顷 公里 千米 海里 厘米 毫米 公斤 千克
    毫克 克 吨 噸 桶 升 毫升 摄氏度 度 千瓦时 兆瓦时 万千瓦 千瓦 兆瓦 吉瓦 亩 米
    个小时 小时 分钟 秒钟 秒 个星期 星期 周年 个月 年间 年 天 夜
    倍 票 席 分 人次 人 卢布 韩元 元 块
    比索 卢比 法郎 里拉
"""
_CLASSIFIERS = (
    "名|位|个|架|辆|枚|艘|家|起|次|户|所|座|条|项|份|件|台|套|支|届|处|例|笔|场|股|只|头|间|栋"
)
_COUNTED = """
    士兵 军人 平民 儿童 学生 教师 官员 警察 记者 国家 城市 地区 省份 代表 议员 成员国 成员 公司 企业
    工人 员工 居民 难民 移民 乘客 游客 患者 病人 病例 死者 伤者 妇女 女性 男子 女子 人质 囚犯 抗议者
    示威者 选民 无人机 导弹 火箭弹 火箭 坦克 战机 飞机 船只 船 车辆 岗位 家庭 项目 国 村庄 房屋
    学校 医院 席位
"""
ALONE = frozenset("年天度分次场家人起位个名条项件份处所座夜倍台") | {"个月", "周年"}
"""Units with which 一 and 十 are as often something else ("一年", "一次", "十分")."""
ORDINAL = frozenset("第初周期届")


def _either(listed: str) -> str:
    return "|".join(sorted(listed.split(), key=len, reverse=True))


_UNIT = (
    rf"(?P<percent>[%\uff05])|(?P<points>个?百分点)|(?P<money>{_either(' '.join(MONEY))})"
    rf"|(?P<measure>{_either(_MEASURES)})"
    rf"|(?P<classifier>[{_CLASSIFIERS}])(?P<counted>{_either(_COUNTED)})?"
    rf"|(?P<noun>{_either(_COUNTED)})"
)
_PERCENT = rf"百分之(?P<percentage>{_SCALED})"
_FRACTION = rf"(?P<under>{_HAN})分之(?P<over>{_HAN})"
_HALF = "(?P<one_half>一半)"
_NUMBER = (
    rf"(?P<low>{_SCALED})"
    r"(?:(?P<joint>\ ?(?:至|到|[-\u2013\u2014~\uff5e])\ ?|比|[:\uff1a])"
    rf"(?P<high>{_SCALED}))?"
    rf"(?P<half>半)?"
)
QUANTITY = re.compile(
    rf"(?P<hedge>{_BEFORE})?\ ?(?P<sign>[$€£¥]|美元)?"
    rf"(?:{_PERCENT}|{_FRACTION}|{_HALF}|{_NUMBER})(?P<more>{_AFTER})?(?P<scale>[万亿])?"
    rf"\ ?(?:{_UNIT})?(?P<after>左右|以上|以下|上下|多)?"
)
SIGNS = {"€": "EUR", "£": "GBP"}
# Dates, clock times, ages, ordinals, telephone numbers, years.
MASK = re.compile(
    rf"""[0-9]{{4}}\ ?年(?:\ ?[0-9]{{1,2}}\ ?月)?(?:\ ?[0-9]{{1,2}}\ ?[日号])?
       | [0-9]{{1,2}}\ ?月(?:\ ?[0-9]{{1,2}}\ ?[日号])? | [0-9]{{1,2}}\ ?[日号](?!称)
       | [0-9]{{1,2}}\ ?[点时](?:[0-9]{{1,2}}分|半)? | [0-9]{{1,2}}[:\uff1a][0-9]{{2}}(?![0-9])
       | [零\u3007一二三四五六七八九]{{4}}年
       | [一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十]{{1,3}}[日号])?
       | [一二三四五六七八九十]{{1,3}}[日号] | (?:{_SCALED})(?:多)?岁 | 第(?:{_SCALED})
       | (?:星期|周|礼拜)[一二三四五六日天]
       | [0-9]{{3,4}}-[0-9]{{3,8}}(?:-[0-9]{{3,8}})? | [0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}
       | [0-9]{{4}}[-\u2013\u2014至][0-9]{{2,4}}年 | (?:{_SCALED})世纪 | (?:{_SCALED})年代
       | [二七八]?十?国集团 | 一些|一起|一样|一直|一定|一般|一致|一切|统一
       | 万一|十分|千万不|百姓|三角|五角|四川|九州|一旦|唯一""",
    re.VERBOSE,
)
YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
