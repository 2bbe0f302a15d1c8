"""Which names are places, and which words are only made from a place's name?

Compact lists: countries, continents, some regions and big cities in English, Spanish, German and
French. A place that is not listed is no location here; it may still be a name.
"""


def _names(listed: str) -> frozenset[str]:
    return frozenset(
        " ".join(name.split()).casefold() for name in listed.split("|") if name.strip()
    )


_COUNTRIES = """
    Afghanistan | Albania | Algeria | Andorra | Angola | Argentina | Armenia | Australia | Austria
    | Azerbaijan | Bahrain | Bangladesh | Barbados | Belarus | Belgium | Belize | Benin | Bhutan
    | Bolivia | Bosnia | Botswana | Brazil | Brunei | Bulgaria | Burkina Faso | Burundi | Cambodia
    | Cameroon | Canada | Chad | Chile | China | Colombia | Congo | Costa Rica | Croatia | Cuba
    | Cyprus | Czech Republic | Czechia | Denmark | Djibouti | Dominican Republic | East Timor
    | Ecuador | Egypt | El Salvador | Eritrea | Estonia | Eswatini | Ethiopia | Fiji | Finland
    | France | Gabon | Gambia | Georgia | Germany | Ghana | Greece | Greenland | Guatemala | Guinea
    | Guyana | Haiti | Honduras | Hong Kong | Hungary | Iceland | India | Indonesia | Iran | Iraq
    | Ireland | Israel | Italy | Ivory Coast | Jamaica | Japan | Jordan | Kazakhstan | Kenya
    | Kosovo | Kuwait | Kyrgyzstan | Laos | Latvia | Lebanon | Lesotho | Liberia | Libya
    | Liechtenstein | Lithuania | Luxembourg | Macau | Madagascar | Malawi | Malaysia | Maldives
    | Mali | Malta | Mauritania | Mauritius | Mexico | Moldova | Monaco | Mongolia | Montenegro
    | Morocco | Mozambique | Myanmar | Namibia | Nepal | Netherlands | New Zealand | Nicaragua
    | Niger | Nigeria | North Korea | North Macedonia | Norway | Oman | Pakistan | Palestine
    | Panama | Papua New Guinea | Paraguay | Peru | Philippines | Poland | Portugal | Puerto Rico
    | Qatar | Romania | Russia | Rwanda | Saudi Arabia | Senegal | Serbia | Sierra Leone
    | Singapore | Slovakia | Slovenia | Somalia | South Africa | South Korea | South Sudan | Spain
    | Sri Lanka | Sudan | Suriname | Sweden | Switzerland | Syria | Taiwan | Tajikistan | Tanzania
    | Thailand | Tibet | Togo | Tonga | Trinidad and Tobago | Tunisia | Turkey | Türkiye
    | Turkmenistan | Uganda | Ukraine | United Arab Emirates | United Kingdom | United States
    | United States of America | U.S. | US | USA | U.S.A. | UK | U.K. | UAE | Uruguay | Uzbekistan
    | Vatican | Venezuela | Vietnam | Yemen | Zambia | Zimbabwe | Britain | Great Britain | England
    | Scotland | Wales | Northern Ireland | Russian Federation | Soviet Union | DPRK
    | Democratic People's Republic of Korea | Republic of Korea | People's Republic of China
    | Gaza | Gaza Strip | West Bank | Crimea | Kashmir | Xinjiang | Donbas | Chechnya
"""
_CONTINENTS = """
    Africa | Asia | Europe | North America | South America | Latin America | Central America
    | Antarctica | Oceania | Middle East | Far East | Arctic | Balkans | Caribbean | Scandinavia
    | Siberia | Alaska | California | Texas | Florida | Hawaii | New England | Atlantic | Pacific
    | Mediterranean | Baltic | Sahara | Himalayas | Alps | Sahel | Bavaria | Catalonia | Sicily
    | Central Asia | Southeast Asia | East Asia | South Asia | West Africa | East Africa
    | Eastern Europe | Western Europe | Central Europe | Southern Europe | Northern Europe
"""
_SPANISH = """
    Afganistán | Alemania | Arabia Saudí | Arabia Saudita | Argelia | Azerbaiyán | Bélgica
    | Bielorrusia | Brasil | Camboya | Camerún | Canadá | Catar | Chequia | Chipre | Corea del Norte
    | Corea del Sur | Costa de Marfil | Croacia | Dinamarca | Egipto | Emiratos Árabes Unidos
    | Escocia | Eslovaquia | Eslovenia | España | Estados Unidos | EE.UU. | EEUU | Etiopía
    | Filipinas | Finlandia | Francia | Gran Bretaña | Grecia | Haití | Hungría | Inglaterra | Irak
    | Irán | Irlanda | Islandia | Italia | Japón | Jordania | Kazajistán | Kenia | Letonia | Líbano
    | Libia | Lituania | Luxemburgo | Malasia | Marruecos | México | Moldavia | Nigeria | Noruega
    | Nueva Zelanda | Países Bajos | Palestina | Panamá | Pakistán | Perú | Polonia | Reino Unido
    | República Checa | República Dominicana | Ruanda | Rumania | Rumanía | Rusia | Siria | Somalia
    | Sudáfrica | Sudán | Suecia | Suiza | Tailandia | Túnez | Turquía | Ucrania | Unión Soviética
    | Vietnam | Yemen | África | Europa | América del Sur | América Latina | Latinoamérica
    | Oriente Medio | Oriente Próximo | Cataluña | Andalucía | Galicia | País Vasco | Franja de Gaza
    | Cisjordania | Ciudad de México | Londres | París | Berlín | Moscú | Pekín | Nueva York
    | Bruselas | Ginebra | Viena | Roma | Atenas | Varsovia | Estambul | Tokio | Seúl | Jerusalén
    | Damasco | Bagdad | Teherán | El Cairo | Múnich | Milán | Lisboa | La Habana | Bogotá | Sevilla
    | Zaragoza | Zúrich | Estocolmo | Copenhague | Ámsterdam | Kiev | Praga | Bucarest
"""
_GERMAN = """
    Ägypten | Äthiopien | Albanien | Algerien | Argentinien | Armenien | Aserbaidschan | Australien
    | Belarus | Belgien | Bosnien | Brasilien | Bulgarien | Dänemark | Deutschland | Estland
    | Finnland | Frankreich | Georgien | Griechenland | Großbritannien | Indien | Indonesien | Irak
    | Irland | Island | Italien | Japan | Jemen | Jordanien | Kanada | Kasachstan | Katar | Kenia
    | Kolumbien | Kroatien | Kuba | Lettland | Libanon | Libyen | Litauen | Luxemburg | Marokko
    | Mexiko | Moldau | Neuseeland | Niederlande | Nordkorea | Nordmazedonien | Norwegen
    | Österreich | Philippinen | Polen | Ruanda | Rumänien | Russland | Saudi-Arabien | Schottland
    | Schweden | Schweiz | Serbien | Simbabwe | Slowakei | Slowenien | Sowjetunion | Spanien
    | Südafrika | Südkorea | Syrien | Tschechien | Tunesien | Türkei | Ukraine | Ungarn | USA
    | Vereinigte Staaten | Vereinigtes Königreich | Zypern | Afrika | Asien | Europa | Nordamerika
    | Südamerika | Lateinamerika | Naher Osten | Bayern | Sachsen | Hessen | Thüringen | Hamburg
    | Bremen | Niedersachsen | Nordrhein-Westfalen | Baden-Württemberg | Brandenburg
    | Mecklenburg-Vorpommern | Rheinland-Pfalz | Saarland | Sachsen-Anhalt | Schleswig-Holstein
    | Berlin | München | Köln | Frankfurt | Stuttgart | Düsseldorf | Leipzig | Dresden | Hannover
    | Nürnberg | Bremerhaven | Dortmund | Essen | Bonn | Wien | Graz | Salzburg | Linz | Zürich
    | Genf | Basel | Bern | Brüssel | Moskau | Peking | Warschau | Prag | Rom | Mailand | Athen
    | Lissabon | Kopenhagen | Tokio | Jerusalem | Teheran | Kairo | Gazastreifen | Westjordanland
    | Krim
"""
_FRENCH = """
    Afrique du Sud | Albanie | Algérie | Allemagne | Angleterre | Arabie saoudite | Argentine
    | Arménie | Australie | Autriche | Azerbaïdjan | Belgique | Biélorussie | Bolivie | Bosnie
    | Brésil | Bulgarie | Cambodge | Cameroun | Chili | Chine | Chypre | Colombie | Corée du Nord
    | Corée du Sud | Côte d'Ivoire | Croatie | Danemark | Écosse | Égypte | Émirats arabes unis
    | Équateur | Espagne | Estonie | États-Unis | Etats-Unis | Éthiopie | Finlande | Géorgie
    | Grande-Bretagne | Grèce | Haïti | Hongrie | Inde | Indonésie | Irlande | Islande | Israël
    | Italie | Japon | Jordanie | Lettonie | Liban | Libye | Lituanie | Macédoine du Nord | Malaisie
    | Maroc | Mauritanie | Mexique | Moldavie | Norvège | Nouvelle-Zélande | Ouganda | Pakistan
    | Pays-Bas | Pérou | Pologne | République tchèque | Roumanie | Royaume-Uni | Russie | Rwanda
    | Sénégal | Serbie | Slovaquie | Slovénie | Somalie | Soudan | Suède | Suisse | Syrie | Taïwan
    | Tchad | Thaïlande | Tunisie | Turquie | Union soviétique | Viêt Nam | Yémen | Afrique | Asie
    | Amérique du Sud | Amérique latine | Proche-Orient | Moyen-Orient | Bretagne | Normandie
    | Provence | Corse | Alsace | Bande de Gaza | Cisjordanie | Crimée | Londres | Pékin | Moscou
    | Bruxelles | Genève | Vienne | Rome | Athènes | Varsovie | Lisbonne | Barcelone | Le Caire
    | Téhéran | Jérusalem | Damas | Bagdad | Alger | Montréal | Québec | Kiev | Kyiv | Marseille
    | Lyon | Toulouse | Bordeaux | Lille | Strasbourg | Nantes
"""
_CITIES = """
    London | Paris | Berlin | Madrid | Rome | Vienna | Brussels | Amsterdam | Rotterdam | The Hague
    | Lisbon | Dublin | Copenhagen | Stockholm | Oslo | Helsinki | Warsaw | Prague | Budapest
    | Athens | Bucharest | Sofia | Belgrade | Zagreb | Kyiv | Kharkiv | Odesa | Odessa | Mariupol
    | Donetsk | Moscow | St Petersburg | Saint Petersburg | Kursk | Minsk | Vilnius | Riga | Tallinn
    | Istanbul | Ankara | Jerusalem | Tel Aviv | Beirut | Damascus | Aleppo | Baghdad | Tehran
    | Riyadh | Dubai | Abu Dhabi | Doha | Cairo | Alexandria | Khartoum | Nairobi | Lagos | Abuja
    | Accra | Dakar | Kinshasa | Addis Ababa | Johannesburg | Cape Town | Pretoria | Tunis
    | Algiers | Tripoli | Casablanca | Kabul | Islamabad | Karachi | Lahore | New Delhi | Delhi
    | Mumbai | Kolkata | Bangalore | Dhaka | Colombo | Kathmandu | Bangkok | Hanoi | Jakarta
    | Manila | Kuala Lumpur | Beijing | Shanghai | Shenzhen | Guangzhou | Wuhan | Taipei | Seoul
    | Pyongyang | Tokyo | Osaka | Kyoto | Hiroshima | Sydney | Melbourne | Canberra | Auckland
    | Wellington | New York | New York City | Los Angeles | Chicago | Houston | Boston | Miami
    | San Francisco | Seattle | Washington D.C. | Washington DC | Philadelphia | Atlanta | Dallas
    | Denver | Detroit | Las Vegas | Toronto | Ottawa | Montreal | Vancouver | Mexico City | Havana
    | Caracas | Lima | Quito | Santiago | Buenos Aires | Montevideo | Rio de Janeiro | São Paulo
    | Sao Paulo | Brasilia | Geneva | Zurich | Munich | Cologne | Milan | Naples | Turin | Venice
    | Florence | Barcelona | Valencia | Seville | Manchester | Liverpool | Birmingham | Leeds
    | Glasgow | Edinburgh | Cardiff | Belfast | Oxford | Cambridge
"""
PLACES = _names(_COUNTRIES + "|" + _CONTINENTS + "|" + _SPANISH + "|" + _GERMAN) | _names(
    _FRENCH + "|" + _CITIES
)
"""Casefolded."""

ADJECTIVES = _names("""
    Afghan|Albanian|Algerian|American|Arab|Arabic|Argentine|Argentinian|Armenian|Asian|Australian
    |Austrian|Bangladeshi|Belarusian|Belgian|Bolivian|Bosnian|Brazilian|British|Bulgarian|Canadian
    |Catalan|Chechen|Chilean|Chinese|Colombian|Congolese|Croatian|Cuban|Czech|Danish|Dutch|Egyptian
    |English|Estonian|Ethiopian|European|Filipino|Finnish|French|Georgian|German|Ghanaian|Greek
    |Haitian|Hungarian|Icelandic|Indian|Indonesian|Iranian|Iraqi|Irish|Israeli|Italian|Japanese
    |Jewish|Jordanian|Kazakh|Kenyan|Korean|Kurdish|Kuwaiti|Latin|Latvian|Lebanese|Libyan|Lithuanian
    |Malaysian|Mexican|Moldovan|Mongolian|Moroccan|Muslim|Christian|Catholic|Orthodox|Nigerian
    |Norwegian|Pakistani|Palestinian|Peruvian|Polish|Portuguese|Qatari|Romanian|Russian|Rwandan
    |Saudi|Scottish|Serbian|Slovak|Slovenian|Somali|Soviet|Spanish|Sudanese|Swedish|Swiss|Syrian
    |Taiwanese|Thai|Tibetan|Tunisian|Turkish|Ugandan|Ukrainian|Uzbek|Venezuelan|Vietnamese|Welsh
    |Western|Eastern|Northern|Southern|North|South|East|West|African|Roman|Republican|Democratic
    |Français|Française|Européen|Américain|Allemand|Anglais|Britannique|Espagnol|Italien|Russe
    |Ukrainien|Chinois|Israélien|Palestinien|Iranien|Syrien|Belge|Suisse|Japonais|Algérien|Marocain
    |Tunisien|Turc|Grec|Polonais|Roumain|Canadien|Brésilien|Mexicain|Indien|Coréen|Libanais
    |Democrat|Conservative|Labour|Liberal|Islamic|Hindu|Buddhist|Hispanic|Californian|Texan|Parisian
""")
"""Words that alone, or with each other ("North Korean"), name nothing; nor with an s."""
