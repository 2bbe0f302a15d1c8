"""Which Spanish words are cues?"""

from service.text.cues.lexicon import Lexicon

SPANISH = Lexicon(
    cues={
        "negation": """no, ni, nunca, jamás, nadie, nada, sin, tampoco, ningún, ninguna,
            ninguno, ni siquiera""",
        "denial": """negó haber, niega haber, negó que, niega que, negaron haber,
            negaron que, negó, niega, niegan, negaron, negar, negando, se negó a, se niega a,
            se negaron a, se niegan a, rehusó, rechazó haber""",
        "lack": """neg*, rechaz*, falt*, carec*, ausen*, prohib*, imped*, evit*, dej*,
            apenas, poco, pocos, poca, pocas, menos, excepto, salvo, imposible, incapaz,
            desm*, descart*, cancel*, contra, falso, falsa, sólo, solo, improbable, fracas*,
            en lugar de, en vez de, lejos de, rehus*, desestim*, absol*, inocen*""",
        "possible": """podría, podrían, podríamos, pudiera, pudieran, pudiese, pudiesen,
            puede que, quizá, quizás, tal vez, posiblemente, es posible que, a lo mejor,
            habría, habrían, potencialmente""",
        "probable": """probablemente, es probable que, previsiblemente, presumiblemente,
            al parecer, aparentemente, seguramente, se espera que, se prevé que, se cree que,
            sugiere que, sugieren que, con toda probabilidad, es previsible que""",
        "reported": """presunt*, supuestamente, supuesto, supuesta, supuestos, supuestas,
            acusado de, acusada de, acusados de, acusadas de, sospechoso de, sospechosa de,
            sospechosos de""",
        "conditional": """si, a menos que, a no ser que, siempre que, siempre y cuando,
            en caso de, en caso de que, con tal de que, salvo que, de confirmarse""",
        "question": """saber si, ver si, decidir si, preguntó si, determinar si, sobre si,
            aclarar si""",
        "open": """puede, pueden, podía, podían, poder, debe, deben, debía, debían, debería,
            deberían, sería, serían, tendría, tendrían, posible, posibles, posibilidad,
            probable, probabilidad*, cree, creen, piensa*, supon*, sospech*, acusa*, acusó,
            denunci*, imputa*, teme, temen, espera, esperan, prevé, prevén, pronostic*,
            parece, parecen, suger*, sugier*, apunt*, dud*, incierto, incierta, se desconoce,
            rumor*, presum*, aparente, alega*, preten*""",
        "stance": """riesgo*, investig*, estim*, calcul*, indic*, quier*, quer*, busc*,
            intent*, trat*, propon*, propus*, plane*, plan, planes, pid*, ped*, exig*,
            reclam*, advirt*, advert*, amenaz*, promet*, anunci*, ofrec*, sostien*, asegur*,
            afirm*, opin*, consider*, depend*, necesit*, pregunt*, neg*, nieg*, proyect*,
            debat*, estudi*, recomend*, cuando, hasta""",
        "loose": """será, serán, va a, van a, unos, unas, cerca de, alrededor de,
            más o menos, casi, aproximadamente, futuro, próxim*, pronto, mañana, muchos,
            muchas, suele, suelen, al menos""",
    },
    innocent="""no solo, no sólo, no solamente, no únicamente, no obstante, no más de,
        no menos de, sin embargo, sin duda, por supuesto, en el supuesto, el supuesto de,
        si bien, como si, aun si, incluso si, ni más ni menos, nada más, nada menos,
        no hasta, no antes, no cabe duda, no todos, no todas, no siempre, no sin,
        sin fines de lucro, sin ánimo de lucro, más que nada, sin techo, sí""",
    skipped="""el la los las un una unos unas lo al del de en a con por para que se le les me
        nos te su sus mi este esta estos estas ese esa y o ha han había habían haber hubo he
        hemos sido ser es son era eran fue fueron estar está están estado estaba muy ya más
        también aún todavía ningún ninguna ninguno ninguna nada nadie alguno alguna alguna""",
)
