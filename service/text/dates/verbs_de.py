"""Which German verbs tell past from future?"""

from __future__ import annotations

from service.text.dates.tense import Tenses

_WEAK = (
    "beantrag beauftrag bedank beende begründe begrüß beklag bemüh benötig beschuldig "
    "beschäftig beseitig bestell bestätig besuch beton bezeichne bezweifl demonstrier dreh "
    "droh einig empör entdeck entfern enthüll entschuldig entwickel ereigne erfüll erhöh "
    "erinner erklär erreich erweiter erwider eröffn eröffne feier folg forder frag freu führ "
    "glaub gründe hoff hör kauf klag klär kritisier kämpf kündig kürz lande leg lehn lob lös "
    "mach mahn melde miss nutz plädier präsentier prüf reagier rechne rechtfertig reis räum "
    "sag schick schilder schätz senk setz sicher sorg spiel steiger stell stimm stärk stürz "
    "such tausch teil telefonier trenn unterzeichne verdoppel vereinbar verfehl verfolg "
    "verhinder verhäng verkauf verkünde verlang vermelde versammel verschick verschärf "
    "versicher verteidig verurteil verweiger verzeichne veröffentlich votier warn wechsel "
    "weiger wähl würdig zahl zeig zerstör zitier zähl zünde äußer öffne überrasch überreich "
)
_PRETERITES = ", ".join(f"{stem}{ending}" for stem in _WEAK.split() for ending in ("te", "ten"))
_STRONG = (
    "war, waren, wurde, wurden, traf, trafen, hatte, hatten, kam, kamen, ging, gingen, gab, gaben, "
    "starb, starben, begann, begannen, nahm, nahmen, fand, fanden, hielt, hielten, stieg, stiegen, "
    "fiel, fielen, verlor, verloren, gewann, gewannen, sprach, sprachen, schrieb, schrieben, "
    "griff, griffen, schoss, schossen, beschloss, beschlossen, rief, riefen, wies, wiesen, "
    "verließ, verließen, ließ, ließen, stand, standen, blieb, blieben, brachte, brachten, dachte, "
    "dachten, entschied, entschieden, erhielt, erhielten, erschien, erschienen, fuhr, fuhren, "
    "flog, flogen, floh, flohen, entging, gelang, genoss, geriet, gerieten, geschah, hieß, lag, "
    "lagen, lief, liefen, las, lasen, litt, litten, mied, nannte, nannten, riss, rissen, sah, "
    "sahen, sank, sanken, saß, saßen, schlug, schlugen, schloss, schlossen, schied, schnitt, "
    "schwieg, schwor, sang, sprang, stahl, stieß, stießen, trat, traten, trug, trugen, trieb, "
    "unterschrieb, unterlag, verbot, verboten, verschwand, verschwanden, versprach, versprachen, "
    "vertrat, verwies, warf, warfen, wuchs, wuchsen, wusste, wussten, zog, zogen, zwang, bat, "
    "baten, bot, boten, brach, brachen, brannte, brannten, empfing, empfahl, erfuhr, erfuhren, "
    "ergab, erlitt, erlitten, ertrank, half, halfen, kannte, kannten, bekam, bekamen, betrat, "
    "betrug, bewies, bezog, übernahm, übernahmen, überstand, überwies, unternahm, widersprach, "
    "gestand, trank, aß, antwortete, arbeitete, berichteten, endete, endeten, feierte, "
    "verhaftete, verhafteten, handelte, startete, starteten, rettete, retteten, tötete, töteten, "
    "landete, landeten, gründete, gründeten, leitete, leiteten, leistete, erwartete, kostete, "
    "vermutete, deutete, meldete, meldeten, berichtete, verkündete, verkündeten, zündete, "
    "eröffnete, eröffneten, öffnete, öffneten, ereignete, ereigneten, unterzeichnete, "
    "unterzeichneten, verzeichnete, verzeichneten, bezeichnete, bezeichneten, flüchtete, "
    "flüchteten, begründete, beendete, beendeten, rechnete, rechneten, siegte, siegten, "
    "veröffentlichte, veröffentlichten, konnte, konnten, musste, mussten, durfte, durften, "
    "scheiterte, scheiterten, verzichtete, verzichteten, erinnerte, erinnerten"
)

GERMAN_TENSES = Tenses(
    past=f"{_STRONG}, {_PRETERITES}",
    future="wird, werden, will, wollen, soll, sollen, plant, planen, geplant, beabsichtigt, "
    "vorgesehen, bevorsteht, anstehende, geplante, geplanten, erwartet",
    be="ist, sind, sei, seien",
    have="hat, haben, habe",
    participle="mitgeteilt, angekündigt, bekannt gegeben, verloren, erhalten, beschlossen, "
    "erklärt, bestätigt, veröffentlicht, vorgestellt, unterzeichnet, begonnen, besucht, "
    "verurteilt, entschieden, erreicht, eröffnet, unterschrieben, verabschiedet, vereinbart, "
    "abgelehnt, zurückgewiesen, teilgenommen",
    moved="gestorben, gekommen, gereist, eingetroffen, zurückgetreten, gegangen, gefahren, "
    "geflogen, gestiegen, gefallen, gescheitert, gestartet, abgereist, angekommen, gesunken, "
    "ums leben gekommen, verstorben, worden, gewesen, geworden, geblieben, erschienen, "
    "geflohen, geflüchtet, ertrunken, verschwunden, gelandet, zusammengebrochen, ausgebrochen, "
    "verunglückt, gelungen, geschehen, aufgetreten, ausgefallen, explodiert, entstanden",
    scheduled="beginnt, beginnen, startet, starten, tritt in kraft, treten in kraft, eröffnet, "
    "öffnet",
    breaks="dass, weil, nachdem, bevor, während, wobei, ob",
    open_="würde, würden, könnte, könnten, sollte, sollten, wollte, wollten, möchte, kann, "
    "können, muss, müssen, dürfte, dürften, werde, hätte, hätten, wäre, wären, falls, "
    "wenn, zu, war geplant, waren geplant, war vorgesehen",
    nothing="genannt, gesamt",
    light="am, im, in, an, und, doch, aber, auch, bereits, schon, noch, seit, bis, der, den, dem",
    events="gespräche, gespräch, treffen, sitzung, abstimmung, wahl, wahlen, verhandlung, spiel, "
    "gipfel, konferenz, prozess, streik, demonstration, debatte, anhörung, frist",
    determiners="der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, im, am, "
    "vom, zum, zur, seine, seinen, ihre, ihren, von, mit, für, durch",
    # After these letters "-te" ends no infinitive or subjunctive, as it does in "arbeite".
    loose_past_form=r"(?![^\W\d_]*(?:tre|be|kne)ten)(?!ge|letzt|unten|hinten|heute|sei)[^\W\d_]{2,}"
    r"(?:[bgkmpzß]|[^\W\d_c]h|[dkgplutms]er|[dkgtsbm]el|ier|[^\W\d_]{2}e)ten?",
    past_before="am, im, in, an, auf, bei, der, die, das, den, dem, ein, eine, einen, einem, "
    "einer, sich, sie, er, es, ihn, ihm, ihr, nach, vor, mit, gegen, über, für, von, vom, zum, "
    "zur, dort, nicht, noch, auch, bereits, zudem, seine, seinen, ihre, ihren, um, seit, bis, "
    "unter, zwischen, wegen, dabei, dass, erst, schon, aus, durch",
    participle_form=r"(?:[^\W\d_]{2,7})?ge[^\W\d_]{2,}(?:t|en)|[^\W\d_]{3,}iert"
    r"|(?:[^\W\d_]{2,7})?(?:be|er|ver|zer|ent|emp|miss|über|unter|wider)[^\W\d_]{3,}(?:t|en)",
    final=True,
    reach=25,
)
