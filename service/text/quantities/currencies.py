"""Which words and signs are money, and of which country?

A unit is an ISO 4217 code where only one currency can be meant; "$", "dollars", "pesos" and the
like are many countries', and stay the article's words.
"""

from service.text.quantities.words import Phrases

_SIGNS = {
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "RUB": "₽",
    "TRY": "₺",
    "UAH": "₴",
    "ILS": "₪",
    "VND": "₫",
    "NGN": "₦",
    "USD": "us$ u$s us-$ U.S.$",
    "CAD": "c$ ca$",
    "AUD": "a$ au$",
    "NZD": "nz$",
    "HKD": "hk$",
    "SGD": "s$",
    "TWD": "nt$",
    "MXN": "mx$",
    "BRL": "r$",
}
_MANY_COUNTRIES = "$ ¥ ₩ rs kr"
_CODES = """
    USD EUR GBP JPY CNY CHF CAD AUD NZD HKD SGD TWD MXN BRL ARS CLP COP PEN INR RUB UAH TRY PLN CZK
    HUF SEK NOK DKK ILS SAR AED ZAR NGN EGP KES KRW KPW THB IDR MYR PHP VND PKR BDT RMB
"""
_NAMES = {
    "USD": """us dollar | us dollars | U.S. dollar | U.S. dollars | american dollars | us-dollar
        | dólares estadounidenses | dólar estadounidense | dólares de los estados unidos
        | dollars américains | dollar américain""",
    "CAD": """canadian dollars | canadian dollar | dólares canadienses | dollars canadiens
        | kanadische dollar""",
    "AUD": """australian dollars | australian dollar | dólares australianos | dollars australiens
        | australische dollar""",
    "HKD": "hong kong dollars | hong kong dollar | hongkong-dollar",
    "NZD": "new zealand dollars | new zealand dollar",
    "SGD": "singapore dollars | singapore dollar | singapur-dollar",
    "TWD": "taiwan dollars | new taiwan dollars | taiwan-dollar",
    "EUR": "euro | euros",
    "GBP": """pounds sterling | pound sterling | british pounds | pfund sterling | britische pfund
        | libras esterlinas | libra esterlina | livres sterling | livre sterling""",
    "JPY": "yen | yens | japanese yen",
    "CNY": "yuan | yuans | yuanes | renminbi | chinese yuan",
    "CHF": """swiss francs | swiss franc | schweizer franken | franken | francos suizos
        | francs suisses""",
    "RUB": "russian rubles | russian roubles | rublos rusos | russische rubel | roubles russes",
    "UAH": "hryvnia | hryvnias | grivnas | griwna | hrywnja",
    "PLN": "zloty | zlotys | złoty | złotych",
    "HUF": "forint | forints | florines húngaros",
    "CZK": "czech crowns | czech koruna | tschechische kronen | coronas checas",
    "SEK": "swedish kronor | swedish crowns | schwedische kronen | coronas suecas",
    "NOK": "norwegian kroner | norwegian crowns | norwegische kronen | coronas noruegas",
    "DKK": "danish kroner | danish crowns | dänische kronen | coronas danesas",
    "TRY": "turkish lira | turkish liras | türkische lira | liras turcas | livres turques",
    "INR": "indian rupees | indische rupien | rupias indias | roupies indiennes",
    "PKR": "pakistani rupees",
    "KRW": "south korean won | südkoreanische won | wones surcoreanos",
    "KPW": "north korean won",
    "BRL": "reais | brazilian real | brazilian reals | reales brasileños",
    "MXN": "mexican pesos | pesos mexicanos | mexikanische pesos | pesos mexicains",
    "ARS": "argentine pesos | pesos argentinos | argentinische pesos | pesos argentins",
    "CLP": "chilean pesos | pesos chilenos",
    "COP": "colombian pesos | pesos colombianos",
    "PHP": "philippine pesos | pesos filipinos",
    "ILS": "shekels | shekel | israeli shekels | séquels | schekel",
    "THB": "baht",
    "IDR": "rupiah",
    "MYR": "ringgit",
    "NGN": "naira",
    "VND": "vietnamese dong",
    "ZAR": "rand",
    "EGP": "egyptian pounds",
    "SAR": "saudi riyals",
    "AED": "emirati dirhams | uae dirhams",
}
_AMBIGUOUS_NAMES = """
    dollar dollars dólar dólares peso pesos pfund pounds rupee rupees rupias roupies rupien
    ruble rubles rouble roubles rublos rubel won wons lira liras crown crowns kroner kronor kronen
    coronas couronnes franc francs francos dinar dinars dinare dinares riyal riyals rial rials
    dirham dirhams shilling shillings soles guaraníes bolívares bolivares lempiras quetzales
    cent cents céntimos centavos centimes
"""
# "cent" is a hundred in French; there it is read as a number before it can be a coin.


def _phrases(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split("|")]


CODES = frozenset(_CODES.split())
_codes: dict[str, str | None] = {code: "CNY" if code == "RMB" else code for code in CODES}
_signs: dict[str, str | None] = {
    sign: code for code, signs in _SIGNS.items() for sign in signs.split()
} | dict.fromkeys(_MANY_COUNTRIES.split())

BEFORE: Phrases[str | None] = Phrases({**_codes, **_signs})
"""What stands before a number, with its code; None where many countries use it."""
AFTER: Phrases[str | None] = Phrases(
    {
        **_codes,
        **_signs,
        **{name: code for code, names in _NAMES.items() for name in _phrases(names)},
        **dict.fromkeys(_AMBIGUOUS_NAMES.split()),
    }
)
"""What stands after a number, with its code; None where many countries use it."""
