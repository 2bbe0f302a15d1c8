"""Which words are grammar, and name nothing by themselves?"""


def listed(words: str) -> frozenset[str]:
    """The words between white space, casefolded."""
    return frozenset(words.casefold().split())


PRONOUNS = listed(
    """he she it they him her them his its their we us our i me you who whose which
    él ella ello ellos ellas lo su sus se cuyo
    er sie es ihn ihm ihr ihnen ihre ihrer ihrem ihren sein seine seiner seinem seinen wir uns
    il elle ils elles lui leur leurs son sa ses eux on 他 她 它 其"""
)
DETERMINERS = listed(
    """the this that these those a an its his her their our
    el la los las un una unos unas este esta estos estas ese esa dicho dicha su sus
    der die das dem den des ein eine einen einem einer eines dieser diese dieses sein seine seiner
    seinem seinen ihr ihre ihrer ihrem ihren
    le les l une ce cet cette ces son sa ses leur leurs 该 該 此"""
)
GRAMMAR = (
    PRONOUNS
    | DETERMINERS
    | listed(
        """s t d n c j m qu of for from to with by in on at as than into onto over under about after
        before during between against among through since until within without upon per via and or
        but nor so if because while when where whether though although what how there here then now
        also not no be am is are was were been being has have had having do does did done will would
        shall should can could may might must own both each such some any all other very
        de del al en con por para sin sobre entre hasta desde hacia contra según durante tras ante
        y e o u ni pero que si como cuando donde porque aunque no ser es son era eran fue fueron
        será sido estar está están estaba ha han había haber más muy ya también hay
        von vom zu zum zur in im ins an am auf aus bei beim mit nach vor für über unter durch gegen
        ohne um bis seit während wegen und oder aber dass ob wenn als wie weil denn nicht kein
        keine ist sind war waren wird werden wurde wurden worden hat haben hatte hatten sei seien
        habe kann können soll sollen auch noch schon sich man was wer wo
        du des aux au à dans sur sous avec pour par vers chez sans entre pendant depuis contre et
        ou mais ni où dont quand comme est sont était étaient été être sera a ont avait avoir ne
        pas plus très aussi y"""
    )
    | frozenset(
        "的了在是和与與及于於对對被把将將已也还還就都而为為以之着过過等所个個并並从從由向至到有则則但或不没未這这那曾"
    )
)
