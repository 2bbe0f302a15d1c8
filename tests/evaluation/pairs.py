"""On which pairs of propositions was the threshold chosen?

Written by hand before a threshold was. Each second text of `SAME` says what the first says, as a
model might word it; each of `DIFFERENT` is another proposition that the same sentence could carry.
"""

SAME = [
    (
        "Portugal's environment agency has fined the Delmar paper mill 2.4 million euros for "
        "releasing untreated water into the Tagus.",
        "The Delmar paper mill was fined 2.4 million euros by Portugal's environment agency.",
    ),
    (
        "Leopold Harnisch approved 41 invoices from Marvella Consulting.",
        "Harnisch is said to have approved 41 invoices that Marvella Consulting had sent.",
    ),
    (
        "The Delmar paper mill might appeal against the fine of 2.4 million euros.",
        "The Delmar paper mill might appeal.",
    ),
    (
        "Ana Prates is the chief executive of Delmar.",
        "Ana Prates is chief executive of the paper mill Delmar.",
    ),
    (
        "The Elm Street bridge was reopened on Monday after repairs that cost 4.2 million dollars.",
        "The Elm Street bridge reopened on Monday.",
    ),
    (
        "The ministry did not inform the residents of the ammonia leak.",
        "Residents were not informed about the ammonia leak by the ministry.",
    ),
    (
        "El tribunal condenó a la empresa Aguas del Norte a pagar 3,2 millones de euros por verter "
        "residuos en el río.",
        "La empresa Aguas del Norte fue condenada a pagar 3,2 millones de euros.",
    ),
    (
        "El alcalde de Villanueva prometió que las obras terminarán antes de junio.",
        "El alcalde prometió terminar las obras de Villanueva antes de junio.",
    ),
    (
        "El hospital no había recibido los medicamentos que solicitó en marzo.",
        "El hospital de Lugar no recibió los medicamentos solicitados en marzo.",
    ),
    (
        "Das Werk in Kaltenbrunn hat im vergangenen Jahr 340 Beschäftigte entlassen.",
        "Im vergangenen Jahr wurden im Werk in Kaltenbrunn 340 Beschäftigte entlassen.",
    ),
    (
        "Die Brücke über die Lahn wurde nach Angaben der Polizei am Dienstag gesperrt.",
        "Am Dienstag wurde die Lahnbrücke gesperrt.",
    ),
    (
        "Der Bürgermeister Karl Winter lehnt den Bau der Umgehungsstraße ab.",
        "Karl Winter ist gegen den Bau der Umgehungsstraße.",
    ),
    ("该公司去年第三季度亏损2.4亿元。", "东江公司在去年第三季度亏损了2.4亿元。"),
    ("市政府没有批准该桥梁的维修计划。", "桥梁维修计划没有得到市政府批准。"),
    ("王建国是海川集团的首席执行官。", "海川集团首席执行官为王建国。"),
]

DIFFERENT = [
    (
        "Portugal's environment agency has fined the Delmar paper mill 2.4 million euros for "
        "releasing untreated water into the Tagus.",
        "The Delmar paper mill released untreated water into the Tagus.",
    ),
    (
        "Ana Prates is the chief executive of Delmar.",
        "Ana Prates said that Delmar employs about 300 people.",
    ),
    (
        "The Delmar paper mill employs about 300 people.",
        "The Delmar paper mill might appeal against the fine of 2.4 million euros.",
    ),
    (
        "The Elm Street bridge was reopened on Monday after repairs.",
        "The repairs of the Elm Street bridge cost 4.2 million dollars.",
    ),
    (
        "Steirmed Versorgung is a hospital supply company.",
        "Leopold Harnisch is the former finance director of Steirmed Versorgung.",
    ),
    (
        "Leopold Harnisch approved 41 invoices from Marvella Consulting.",
        "Leopold Harnisch diverted 2.3 million euros to Marvella Consulting.",
    ),
    (
        "El tribunal condenó a la empresa Aguas del Norte a pagar 3,2 millones de euros.",
        "La empresa Aguas del Norte vertió residuos en el río durante dos años.",
    ),
    (
        "El alcalde de Villanueva es miembro del partido regional.",
        "El alcalde de Villanueva prometió que las obras terminarán antes de junio.",
    ),
    (
        "Las obras de la estación comenzaron en 2024.",
        "Las obras de la estación cuestan 12 millones de euros.",
    ),
    (
        "Das Werk in Kaltenbrunn hat im vergangenen Jahr 340 Beschäftigte entlassen.",
        "Das Werk in Kaltenbrunn gehört der Firma Holtmann.",
    ),
    (
        "Karl Winter ist Bürgermeister von Oberfeld.",
        "Der Bürgermeister Karl Winter lehnt den Bau der Umgehungsstraße ab.",
    ),
    (
        "Die Brücke über die Lahn wurde am Dienstag gesperrt.",
        "Die Brücke über die Lahn stammt aus dem Jahr 1964.",
    ),
    ("该公司去年第三季度亏损2.4亿元。", "该公司计划裁员三百人。"),
    ("王建国是海川集团的首席执行官。", "海川集团计划在南洲市新建一座工厂。"),
    ("市政府没有批准该桥梁的维修计划。", "该桥梁建于1987年，由市政府管理。"),
]
