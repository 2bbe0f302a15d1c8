"""Which English verbs tell past from future?"""

from __future__ import annotations

from service.text.dates.tense import Tenses

_IRREGULAR = (
    "arose, ate, awoke, beat, became, began, bit, blew, bought, brought, broke, built, burst, "
    "came, caught, chose, clung, cost, crept, cut, dealt, did, drank, drew, drove, dug, fed, fell, "
    "felt, fled, flew, flung, forbade, forgave, forgot, fought, found, froze, gave, got, grew, "
    "had, heard, held, hid, hit, hung, hurt, kept, knelt, knew, laid, led, left, lent, lit, lost, "
    "made, meant, met, misled, mistook, outran, overcame, oversaw, overtook, overthrew, paid, put, "
    "quit, ran, rang, rebuilt, rode, rose, sang, sank, sat, saw, sent, sold, "
    "sought, shook, shot, showed, shrank, shut, slept, slid, spent, split, spoke, sprang, spread, "
    "stole, stood, struck, stuck, stung, sued, swam, swept, swore, swung, taught, thought, threw, "
    "told, took, tore, undertook, underwent, upheld, was, went, wept, were, withdrew, withheld, "
    "woke, won, wore, wrote, didn't, wasn't, weren't, hadn't"
)
# After "due to" a noun gives a cause ("due to rain"); these are verbs.
_DUE = (
    "appear arrive attend be become begin close come decide end expire face fly give go hold host "
    "join launch leave make meet open perform play publish receive release report retire return "
    "rule run sign speak stand start step take testify travel visit vote"
)
_IS_DUE = ", ".join(f"{be} due to {verb}" for be in ("is", "are", "'s") for verb in _DUE.split())

ENGLISH_TENSES = Tenses(
    past=f"{_IRREGULAR}, died, been, taken, given, seen, shown, written, spoken, fallen, risen",
    future="will, 'll, won't, shall, going to, is to, are to, set to, set for, due on, due in, "
    "due at, due back, due for, expected, expected to, scheduled, scheduled to, scheduled for, "
    "planned, plans, plan, plans to, plan to, slated, slated to, aims to, intends to, hopes to, "
    "poised to, about to, to be, he'll, she'll, it'll, they'll, we'll, i'll, you'll, "
    "planning to, proposed, anticipated, upcoming, ready to, is likely to, are likely to, "
    f"{_IS_DUE}",
    be="is, are, am, isn't, aren't, be, being",
    have="has, have, hasn't, haven't",
    participle="become, come, run, begun, broken, chosen, done, drawn, driven, flown, forgotten, "
    "frozen, gone, grown, hidden, known, overcome, shaken, stolen, sung, sworn, thrown, torn, "
    "withdrawn, worn",
    scheduled="opens, starts, begins, resumes, expires, kicks off, gets under way, takes effect, "
    "take effect, comes into force, come into force, goes into effect, go into effect, "
    "enters into force, goes on sale, goes on trial",
    breaks="which, who, that, where, when, while, because, after, before, as, whose",
    before_a_day="after, before, as",
    open_="wants, want, needs, demands, seeks, urges, requires, ahead of, "
    "called for, calls for, calling for, warned of, urged, "
    "would, could, should, might, may, can, must, wouldn't, couldn't, shouldn't, if, "
    "was to, were to, was due, were due, was scheduled, were scheduled, was expected, "
    "were expected, was set to, were set to, was planned, were planned, had planned, "
    "had been due, had been expected, had been scheduled, had been set to, "
    "was set for, were set for, was going to, were going to, was about to, were about to, "
    "was likely to, were likely to, was slated, were slated, due, unless, effective",
    nothing="to the, to a, to an, to his, to her, to its, to their, to our, to this, to that, "
    "to these, to those, to one, to two, to three, to four, to five, to six, to seven, to eight, "
    "to nine, to ten, to him, to them, to it, to us, to me, to you, to each, to all, to some, "
    "to both, to any, to many, to more, to about, to nearly, to around, to court, to hospital, "
    "to work, to death, to prison, to power, to date, to market, to life, to school, to war, "
    "to parliament, to reporters, to journalists, to lawmakers, to investors, to shareholders, "
    "compared, according, related, need, indeed, hundred, speed, seed, unprecedented, "
    "so-called, united, red, used, based, "
    "armed, unidentified, unarmed, unnamed, feed, exceed, proceed, succeed, breed",
    determiners="the, a, an, his, its, their, our, my, of, in, for, with, at, on, from, by",
    light="on, in, at, by, early, late, later, earlier, until, and, but, then, the, this, "
    "throughout, during, from",
    events="talks, vote, votes, meeting, meetings, election, elections, hearing, summit, game, "
    "match, conference, deadline, trial, strike, strikes, rally, protest, protests, "
    "referendum, debate, auction, launch, event, ceremony, appointment, release, runoff",
    reporting="said",
    after_reporting="in, at, on, by, during, after, late, early, earlier, later, from, via, to, "
    "of, for, as, through, over, with, last, this, yesterday, again, separately, recently, "
    "then, that, so, nothing, little, not, only, today",
    demonstrative="that",
    absolute="with",
    past_form=r"[a-z]{2,}ed",
    infinitive_mark="to",
)
