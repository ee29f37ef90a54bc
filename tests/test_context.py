"""The context of a document: which languages it speaks, and who may speak in it."""

from __future__ import annotations

import pytest

from cleanr.cleaner import Cleaner
from cleanr.text.context.context import context_of
from cleanr.text.context.languages import heard, known_languages
from cleanr.text.document import Document

CLEANER = Cleaner()

# The same few sentences in many languages, as a news page would have them.
SAID = {
    "en": "The council met on Tuesday and said that the bridge would not be closed before the end of the year, because it is still safe.",
    "de": "Der Rat hat am Dienstag getagt und gesagt, dass die Brücke nicht vor dem Ende des Jahres gesperrt wird, weil sie noch sicher ist.",
    "fr": "Le conseil s'est réuni mardi et a dit que le pont ne serait pas fermé avant la fin de l'année, parce qu'il est encore sûr.",
    "es": "El consejo se reunió el martes y dijo que el puente no se cerrará antes del fin de año, porque todavía es seguro y no hay otro.",
    "it": "Il consiglio si è riunito martedì e ha detto che il ponte non sarà chiuso prima della fine dell'anno, perché è ancora sicuro.",
    "pt": "O conselho reuniu-se na terça-feira e disse que a ponte não será fechada antes do fim do ano, porque ainda é segura e não há outra.",
    "nl": "De raad kwam dinsdag bijeen en zei dat de brug niet voor het einde van het jaar dicht gaat, want zij is nog altijd veilig.",
    "sv": "Rådet möttes på tisdagen och sade att bron inte kommer att stängas före årets slut, eftersom den fortfarande är säker och det inte finns någon annan.",
    "da": "Rådet mødtes tirsdag og sagde, at broen ikke bliver lukket før årets udgang, fordi den stadig er sikker, og der ikke er nogen anden.",
    "fi": "Valtuusto kokoontui tiistaina ja sanoi, että siltaa ei suljeta ennen vuoden loppua, koska se on vielä turvallinen eikä toista ole.",
    "pl": "Rada zebrała się we wtorek i powiedziała, że most nie zostanie zamknięty przed końcem roku, bo jest jeszcze bezpieczny, a innego nie ma.",
    "ru": "Совет собрался во вторник и сказал, что мост не закроют до конца года, потому что он ещё безопасен, а другого моста в городе нет.",
    "uk": "Рада зібралася у вівторок і сказала, що міст не закриють до кінця року, бо він ще безпечний, а іншого мосту в місті немає.",
    "tr": "Meclis salı günü toplandı ve köprünün yıl sonundan önce kapatılmayacağını söyledi, çünkü köprü hâlâ güvenli ve bu şehirde başka bir köprü yok.",
    "el": "Το συμβούλιο συνεδρίασε την Τρίτη και είπε ότι η γέφυρα δεν θα κλείσει πριν από το τέλος του χρόνου, γιατί είναι ακόμη ασφαλής.",
    "ja": "議会は火曜日に開かれ、橋はまだ安全なので年末までは閉鎖しないと述べた。ほかに橋はない。",
    "zh": "市议会星期二开会，表示这座桥仍然安全，年底之前不会关闭。城里没有别的桥。",
    "ko": "시의회는 화요일에 회의를 열고 다리가 아직 안전하므로 연말까지 폐쇄하지 않겠다고 밝혔다.",
    "he": "המועצה התכנסה ביום שלישי ואמרה שהגשר לא ייסגר לפני סוף השנה משום שהוא עדיין בטוח.",
    "hi": "परिषद की बैठक मंगलवार को हुई और उसने कहा कि पुल साल के अंत से पहले बंद नहीं होगा।",
}  # fmt: skip


@pytest.mark.parametrize("language", SAID)
def test_a_paragraph_is_heard_in_its_language(language: str) -> None:
    assert language in context_of(Document(SAID[language])).languages


@pytest.mark.parametrize("language", SAID)
def test_a_language_is_heard_with_its_near_ones_alone(language: str) -> None:
    assert len(context_of(Document(SAID[language])).languages) <= 3


def test_a_menu_in_english_over_an_article_in_german_counts_little() -> None:
    menu = "\n".join(("Home", "News", "About us", "What we do and who we are"))
    assert context_of(Document(f"{menu}\n{SAID['de']}\n{SAID['de']}")).languages == {"de"}


def test_in_a_short_text_every_language_of_its_script_may_speak() -> None:
    assert {"en", "de", "tr"} <= context_of(Document("Leggi anche")).languages
    assert not {"ru", "ja"} & context_of(Document("Leggi anche")).languages


def test_what_we_do_not_know_always_speaks() -> None:
    context = context_of(Document(SAID["en"]))
    assert "tlh" not in known_languages()
    assert context.hears("any")
    assert context.hears("tlh")


def test_a_language_that_is_none_of_ours_is_no_other() -> None:
    zulu = (
        "ibhodi livote ngomsombuluko ukukhuphula izimali zetheku umongameli wathi imali entsha iyaqala ngomashi"
        " abanikazi bezikebhe abancane bathe abazange babuzwe futhi bazoya enkantolo ukuze bathole ubulungiswa"
    )
    assert heard(zulu.split()) == frozenset()


def test_a_rule_of_one_language_says_nothing_of_sentences_in_another() -> None:
    in_english = "We baked forty dozen cookies for the fair and sold the last of them at noon."
    text = f"{SAID['en']}\n\n{in_english}\n\n{SAID['en']}"
    assert CLEANER.clean(text) == text


def test_a_button_is_one_in_any_language() -> None:
    assert CLEANER.clean(f"{SAID['de']}\n\nAdvertisement\n\n{SAID['de']}") == f"{SAID['de']}\n\n{SAID['de']}"
