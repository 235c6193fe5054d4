"""What is said for figures, signs and short forms, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Habits:
    """How a language reads what is not spelled out; what is left empty is left to the voice.

    Attributes:
        decimal: The mark before decimals.
        point: How it is said.
        signs: What signs are called.
        money: A unit of money, and several.
        cents: The hundredth part of a unit; under "" of all that are not named.
        units: What stands behind a number: one, and several.
        short: Short forms and what they stand for; a full stop behind them ends nothing.
        to: What is said between the ends of a range.
        dot: How the dot of an address is said.
        at: How its @ is said.
        slash: How its slash is said.
        clock: What stands between hours and minutes, and what follows a full hour.
        months: The names of months, where "3." before them is an ordinal.
        hundreds: How years are said by hundreds: the word, and what stands before a year below ten.
        years: Words before which or after which a number is a year.
        minus: What is said for a minus.
        shares: How a half, a quarter and three quarters are said.
    """

    decimal: str = "."
    point: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cents: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    dot: str = ""
    at: str = ""
    slash: str = ""
    clock: tuple[str, str] = ("", "")
    months: frozenset[str] = frozenset()
    hundreds: tuple[str, str] = ("", "")
    years: frozenset[str] = frozenset()
    minus: str = ""
    shares: tuple[str, str, str] = ("", "", "")


def _pairs(text: str) -> dict[str, tuple[str, str]]:
    """`km=kilometre|kilometres` and so on; one form where both are alike."""
    found = {}
    for entry in text.split(";"):
        name, _, forms = entry.strip().rpartition("=")
        one, _, several = forms.partition("|")
        found[name] = one, several or one
    return found


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(text: str) -> dict[str, str]:
    return {name: one for name, (one, _) in _pairs(text).items()}


_ENGLISH = Habits(
    decimal=".",
    point="point",
    signs=_names("&=and;%=percent;‰=per mille;+=plus;==equals;@=at;#=number;°=degrees;§=section;×=by"),
    money=_pairs(
        "€=euro|euros;EUR=euro|euros;$=dollar|dollars;USD=dollar|dollars;£=pound|pounds;¥=yen;"
        "CHF=franc|francs"
    ),
    cents={"": "cents", "£": "pence"},
    units=_pairs(
        "km=kilometre|kilometres;m=metre|metres;cm=centimetre|centimetres;mm=millimetre|millimetres;"
        "kg=kilogram|kilograms;g=gram|grams;l=litre|litres;ml=millilitre|millilitres;h=hour|hours;"
        "lb=pound|pounds;oz=ounce|ounces;ft=foot|feet;mi=mile|miles;"
        "min=minute|minutes;°C=degree celsius|degrees celsius;°F=degree fahrenheit|degrees fahrenheit;"
        "km/h=kilometre an hour|kilometres an hour;mph=mile an hour|miles an hour;"
        "m²=square metre|square metres;GB=gigabyte|gigabytes;MB=megabyte|megabytes;"
        "kWh=kilowatt hour|kilowatt hours"
    ),
    short=_names(
        "Mr.=mister;Mrs.=missus;Ms.=miz;Dr.=doctor;Prof.=professor;St.=saint;No.=number;vs.=versus;"
        "e.g.=for example;i.e.=that is;etc.=et cetera;approx.=approximately;a.m.=AM;p.m.=PM;"
        "am=AM;pm=PM;Ave.=avenue;Inc.=incorporated;Ltd.=limited;Co.=company"
    ),
    to="to",
    dot="dot",
    at="at",
    slash="slash",
    clock=(" ", " o'clock"),
    hundreds=("hundred", "oh"),
    years=_set("since in from until till est founded established anno year"),
    minus="minus",
    shares=("a half", "a quarter", "three quarters"),
)
_GERMAN = Habits(
    decimal=",",
    point="Komma",
    signs=_names("&=und;%=Prozent;‰=Promille;+=plus;==gleich;@=at;#=Nummer;°=Grad;§=Paragraf;×=mal"),
    money=_pairs("€=Euro;EUR=Euro;$=Dollar;USD=Dollar;£=Pfund;¥=Yen;CHF=Franken"),
    cents={"": "Cent", "£": "Pence"},
    units=_pairs(
        "km=Kilometer;m=Meter;cm=Zentimeter;mm=Millimeter;kg=Kilogramm;g=Gramm;l=Liter;ml=Milliliter;"
        "h=Stunde|Stunden;min=Minute|Minuten;Std.=Stunde|Stunden;Min.=Minute|Minuten;°C=Grad Celsius;"
        "km/h=Kilometer pro Stunde;m²=Quadratmeter;GB=Gigabyte;MB=Megabyte;kWh=Kilowattstunde|Kilowattstunden"
    ),
    short=_names(
        "z.B.=zum Beispiel;d.h.=das heißt;u.a.=unter anderem;usw.=und so weiter;bzw.=beziehungsweise;"
        "ca.=circa;Dr.=Doktor;Prof.=Professor;Nr.=Nummer;Str.=Straße;St.=Sankt;Hr.=Herr;Fr.=Frau;"
        "inkl.=inklusive;zzgl.=zuzüglich;evtl.=eventuell;Tel.=Telefon;Mio.=Millionen;Mrd.=Milliarden;"
        "vgl.=vergleiche"
    ),
    to="bis",
    dot="Punkt",
    at="at",
    slash="Schrägstrich",
    clock=(" Uhr ", " Uhr"),
    months=_set("januar februar märz april mai juni juli august september oktober november dezember"),
    hundreds=("hundert", ""),
    years=_set("seit im in bis jahr jahre anno gegründet"),
    minus="minus",
    shares=("einhalb", "ein Viertel", "drei Viertel"),
)
_ITALIAN = Habits(
    decimal=",",
    point="virgola",
    signs=_names("&=e;%=per cento;‰=per mille;+=più;==uguale;@=chiocciola;#=numero;°=gradi;×=per"),
    money=_pairs(
        "€=euro;EUR=euro;$=dollaro|dollari;USD=dollaro|dollari;£=sterlina|sterline;¥=yen;CHF=franco|franchi"
    ),
    cents={"": "centesimi"},
    units=_pairs(
        "km=chilometro|chilometri;m=metro|metri;cm=centimetro|centimetri;mm=millimetro|millimetri;"
        "kg=chilo|chili;g=grammo|grammi;l=litro|litri;ml=millilitro|millilitri;h=ora|ore;min=minuto|minuti;"
        "°C=grado celsius|gradi celsius;km/h=chilometro all'ora|chilometri all'ora;"
        "m²=metro quadrato|metri quadrati"
    ),
    short=_names(
        "ecc.=eccetera;es.=esempio;sig.=signor;Sig.=signor;dott.=dottor;Dott.=dottor;prof.=professor;"
        "n.=numero;S.=san;p.es.=per esempio"
    ),
    to="a",
    dot="punto",
    at="chiocciola",
    slash="barra",
    clock=(" e ", ""),
    minus="meno",
    shares=("mezzo", "un quarto", "tre quarti"),
)
_SPANISH = Habits(
    decimal=",",
    point="coma",
    signs=_names("&=y;%=por ciento;‰=por mil;+=más;==igual a;@=arroba;#=número;°=grados;×=por"),
    money=_pairs(
        "€=euro|euros;EUR=euro|euros;$=dólar|dólares;USD=dólar|dólares;£=libra|libras;¥=yen|yenes;"
        "CHF=franco|francos"
    ),
    cents={"": "céntimos"},
    units=_pairs(
        "km=kilómetro|kilómetros;m=metro|metros;cm=centímetro|centímetros;mm=milímetro|milímetros;"
        "kg=kilo|kilos;g=gramo|gramos;l=litro|litros;ml=mililitro|mililitros;h=hora|horas;min=minuto|minutos;"
        "°C=grado celsius|grados celsius;km/h=kilómetro por hora|kilómetros por hora;"
        "m²=metro cuadrado|metros cuadrados"
    ),
    short=_names(
        "Sr.=señor;Sra.=señora;Dr.=doctor;Dra.=doctora;etc.=etcétera;p.ej.=por ejemplo;"
        "EE.UU.=Estados Unidos;Ud.=usted;n.º=número;aprox.=aproximadamente"
    ),
    to="a",
    dot="punto",
    at="arroba",
    slash="barra",
    clock=(" y ", ""),
    minus="menos",
    shares=("medio", "un cuarto", "tres cuartos"),
)
_FRENCH = Habits(
    decimal=",",
    point="virgule",
    signs=_names("&=et;%=pour cent;‰=pour mille;+=plus;==égale;@=arobase;#=numéro;°=degrés;×=fois"),
    money=_pairs(
        "€=euro|euros;EUR=euro|euros;$=dollar|dollars;USD=dollar|dollars;£=livre|livres;¥=yen|yens;"
        "CHF=franc|francs"
    ),
    cents={"": "centimes"},
    units=_pairs(
        "km=kilomètre|kilomètres;m=mètre|mètres;cm=centimètre|centimètres;mm=millimètre|millimètres;"
        "kg=kilo|kilos;g=gramme|grammes;l=litre|litres;ml=millilitre|millilitres;h=heure|heures;"
        "min=minute|minutes;"
        "°C=degré celsius|degrés celsius;km/h=kilomètre heure|kilomètres heure;m²=mètre carré|mètres carrés"
    ),
    short=_names(
        "M.=monsieur;Mme=madame;Mlle=mademoiselle;Dr=docteur;etc.=et cetera;p.ex.=par exemple;"
        "n°=numéro;N°=numéro;env.=environ;av.=avenue"
    ),
    to="à",
    dot="point",
    at="arobase",
    slash="barre oblique",
    clock=(" heures ", " heures"),
    minus="moins",
    shares=("un demi", "un quart", "trois quarts"),
)
_ALL = {"en": _ENGLISH, "de": _GERMAN, "it": _ITALIAN, "es": _SPANISH, "fr": _FRENCH}
_NONE = Habits()


def habits(language: str) -> Habits:
    """How a language is read; one that is not known here is left to the voice."""
    return _ALL.get(language.partition("-")[0], _NONE)
