"""What lines say in scripts without spaces or capitals: how many words, of what, and when."""

from __future__ import annotations

import pytest

import cleanr
from cleanr.structure.lines.subject import known_share
from cleanr.structure.lines.times import time_of
from cleanr.text.document import Document, Line


def only(text: str) -> Line:
    (line,) = Document(text).lines()
    return line


@pytest.mark.parametrize(
    ("text", "words"),
    [("ท่าเรือเก่า", 3), ("港口今天开放", 4), ("ท่าเรือ port 港口", 5), ("ฝั่ง", 1)],
)
def test_a_word_more_for_two_letters_of_chinese_and_for_five_of_thai(text: str, words: int) -> None:
    assert only(text).words == words


def test_a_long_line_of_thai_is_a_paragraph_though_no_mark_ends_it() -> None:
    said = "ชาวบ้านช่วยกันต่อเรือไม้ที่ท่าเรือเก่าของเมือง "
    assert only(said * 3).prose
    assert not only(said).prose
    assert only(said).title_like


@pytest.mark.parametrize(
    ("heading", "paragraph"),
    [
        ("老码头为何关闭", "市议会周一表示，老码头将在冬天关闭，因为桥墩已经开裂。"),
        ("旧桟橋の修理", "町は月曜日、旧桟橋の修理に二年かかると発表した。"),
        ("ท่าเรือเก่าปิดซ่อม", "สภาเมืองกล่าวเมื่อวันจันทร์ว่าท่าเรือเก่าจะปิดซ่อมเป็นเวลาสองปี"),
        ("부두 수리", "시의회는 월요일 낡은 부두를 수리하는 데 두 해가 걸린다고 밝혔다."),
    ],
)
def test_a_heading_says_what_its_paragraph_says(heading: str, paragraph: str) -> None:
    assert known_share([only(heading)], [only(paragraph)]) >= 0.5


@pytest.mark.parametrize(
    ("heading", "paragraph"),
    [
        ("北方多地迎来初雪", "市议会周一表示，老码头将在冬天关闭，因为桥墩已经开裂。"),
        ("年賀はがき、来年から値上げへ", "町は月曜日、旧桟橋の修理に二年かかると発表した。"),
        ("พายุเข้าอันดามัน เตือนเรือเล็ก", "สภาเมืองกล่าวเมื่อวันจันทร์ว่าสะพานเก่าจะปิดซ่อมเป็นเวลาสองปี"),
    ],
)
def test_the_title_of_another_story_does_not(heading: str, paragraph: str) -> None:
    assert known_share([only(heading)], [only(paragraph)]) <= 0.2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025年11月14日 6時00分", "date"),
        ("2025年1月14日 01時28分 (1月14日 01時40分更新)", "date"),
        ("公開日：2025/01/31 11:30 更新日：2025/01/31 11:30", "date"),
        ("最新更新：2025/11/14 12:01", "date"),
        ("입력 2025.05.15 20:00 수정 2025.05.15 20:57", "date"),
        ("（更新 11月14日 9時30分）", "moment"),
        ("11/14(金) 10:05配信", "moment"),
        ("11-13 21:10", "moment"),
        ("10月4日（土）", "day"),
        ("14 ноември 2025, 09:30, обновена 11:05", "date"),
        ("Giriş Tarihi: 14.11.2025 09:15", "date"),
        ("نُشر في: 14 نوفمبر 2025: 09:30 ص", "date"),
        ("14 พ.ย. 2568 09:30 น.", "date"),
        ("Olvasási idő: 3 perc", "reading"),
        ("刚刚", "age"),
        ("1時間30分", ""),
        ("第3章", ""),
        ("1/2 杯", ""),
        ("40-30 12:30", ""),
    ],
)
def test_when(text: str, kind: str) -> None:
    assert time_of(only(text)) == kind


@pytest.mark.parametrize("text", ["BUNLARI DA OKUYUN: Kule yeniden açıldı", "Bunları da okuyun: Kule yeniden açıldı"])
def test_capitals_of_turkish_hide_nothing(text: str) -> None:
    article = "Belediye başkanı, saat kulesinin yeniden açılacağını ve masrafların karşılanacağını pazartesi günü söyledi."
    assert cleanr.clean(f"{article}\n\n{text}\n\n{article}") == f"{article}\n\n{article}"
