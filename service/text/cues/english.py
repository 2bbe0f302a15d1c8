"""Which English words are cues?"""

from collections.abc import Sequence

from service.text.cues.cue import Kind
from service.text.cues.lexicon import Lexicon
from service.text.cues.words import Word
from service.text.grammar import listed

_STRENGTH = listed(
    """the a of its their his her our your this that such all with by full military naval economic
    political industrial financial"""
)
_AFTER_A_NOUN = listed(
    """of and or in on at to for from with against over is was are were has had have will would
    could should as by that which"""
)


def _month_or_modal(words: Sequence[Word], index: int) -> Kind | None:
    return None if words[index].named or not _has_verb(words, index) else "possible"


def _power_or_modal(words: Sequence[Word], index: int) -> Kind | None:
    if not _has_verb(words, index) or (index and words[index - 1].text in _STRENGTH):
        return None
    follower = words[index + 1].text
    # "might have", "might as well have": the follower of a noun may be one of the modal's, too.
    return None if follower in _AFTER_A_NOUN - {"have"} else "possible"


def _has_verb(words: Sequence[Word], index: int) -> bool:
    return (
        index + 1 < len(words)
        and words[index + 1].clause == words[index].clause
        and not words[index + 1].text[0].isdigit()
    )


def _number_or_none(words: Sequence[Word], index: int) -> Kind | None:
    """ "No. 5" is a number."""
    return None if index + 1 < len(words) and words[index + 1].text[0].isdigit() else "negation"


ENGLISH = Lexicon(
    cues={
        "negation": """not, no, never, nor, neither, nobody, no one, nothing, nowhere, none,
            without, cannot, no longer""",
        "denial": """deny, denies, denied, denying, fail to, fails to, failed to, failing to,
            refuse to, refuses to, refused to, refusing to, decline to, declines to,
            declined to, declining to, unable to, failure to, refusal to, neglected to, false that,
            untrue that, not true that, incorrect that, no truth to""",
        "lack": """denial*, fail*, refus*, declin*, reject*, dismiss*, lack*, absence,
            absent, ban, bans, banned, banning, bar, barred, block*, prevent*, avoid*, stop,
            stops, stopped, stopping, halt*, cease*, hardly, barely, scarcely, rarely,
            seldom, few, little, less, except, only, instead, rather than, yet to, far from,
            anything but, free of, zero, nil, missing, voted against, vote against, oppos*,
            contrary, withdr*, cancel*, dropped, drops, disput*, rebut*, refut*, false,
            untrue, wrong, impossible, ruled out, rule out, rules out, abandon*, quit,
            innocent, acquit*, non, turned down""",
        "possible": """could, may, might, maybe, perhaps, possibly, it is possible that,
            potentially, conceivably, doubted that, doubts that, doubt that, doubting that,
            doubted whether, doubts whether""",
        "probable": """probably, likely, unlikely, presumably, apparently, seemingly,
            suggests, suggests that, suggest that, suggested that, suggesting that,
            is expected to, are expected to, was expected to, were expected to,
            be expected to, expected to, is believed to, are believed to, was believed to,
            were believed to, believed to, is thought to, are thought to, was thought to,
            were thought to, thought to, appears to, appear to, appeared to, seems to,
            seem to, seemed to, in all likelihood, presumed""",
        "reported": """alleged, allegedly, reportedly, supposedly, purported, purportedly,
            rumoured, rumored, ostensibly, accused of, suspected of, on suspicion of,
            suspected, alleged to, is said to, are said to, was said to, were said to,
            said to have, reported to have""",
        "conditional": """if, unless, provided that, assuming that, as long as,
            on condition that, in the event that""",
        "question": "whether",
        "open": """can, should, would, ought to, must, able to, likelihood, probability,
            possibility, possible, potential, doubt*, believe*, belief, think, thinks,
            thought, expect*, assum*, presum*, suppos*, suspect*, accus*, alleg*, predict*,
            forecast*, speculat*, rumor*, rumour*, seem, seems, seemed, appear, appears,
            appeared, appearing, appearance, suggest*, hint*, unclear, unconfirmed,
            unverified, uncertain*, so-called, supposed, apparent, otherwise, reckon*,
            favours, favors, tends""",
        "stance": """risk, risks, chance, chances, prospect, claim, claims, claimed,
            claiming, fear, fears, feared, suspicion, suspicions, odds, charge, charged,
            charges, hope*, hoping, warn*, worr*, concern*, plan, plans, planned, planning,
            plot*, intend*, intent*, want*, aim, aims, aimed, seek, seeks, sought, try,
            tries, tried, trying, attempt*, propos*, consider*, urg*, call for, calls for,
            called for, threat*, project*, estimat*, guess*, indicat*, impl*, point to,
            points to, investigat*, prob*, unknown, question*, ask, asks, asked, wonder*,
            discuss*, mull*, weigh*, tend, sign, signs, set to, due to, scheduled, vow*,
            promis*, pledg*, offer*, agree*, demand*, request*, order*, recommend*, advis*,
            let, eligible, wish*, in order to, so that, feel, feels, felt, opinion, view*,
            insist*, assert*, contend*, argu*, depend*, subject to, bound to, need*,
            feasible, test*, maintain*, tipped, poised, until, when, once, to face, faces""",
        "loose": """will, shall, going to, about, around, roughly, approximately, nearly,
            almost, some, up to, more or less, at least, at most, an estimated, soon, future,
            next, to be, tomorrow, upcoming, most, many, often, usually, generally,
            typically, sometimes, largely, partly, somewhat, ll""",
    },
    innocent="""no doubt that, little doubt that, not doubt that, without doubt that,
        beyond doubt that, any doubt that, never doubted that, not false that, not only, not just,
        not merely, not simply, not solely, no doubt, no matter,
        no less, no fewer, no more than, no later, no sooner, no wonder, not least,
        not to mention, not until, not before, never before, nothing but, not far,
        none other than, not without, whether or not, if not, if any, if only, as if,
        even if, what if, only if, if and when, as may be, come what may, could see,
        could hear, could feel, could smell, could afford, no stranger, might and main,
        like no other, nothing less than, last but not least, why not, in no time, not long,
        could not help but, cannot help but, not exactly, no one but, nothing short of,
        known unknowns, not all, not every, not everyone, not always, not necessarily,
        be that as it may, as likely, more likely, less likely, if ever, no vote, no show,
        no confidence, yes or no""",
    skipped="""a an the nor this that these those its their his her our my your it he she
        they we i you be been being is are was were am has have had having do does did done
        doing to of in on at by for from with into as and or also soon still even just yet
        ever now then already further again well either any some all there not only so too
        who which will would""",
    guards={
        "may": _month_or_modal,
        "might": _power_or_modal,
        "no": _number_or_none,
    },
)
