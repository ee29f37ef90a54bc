"""Letters without their marks: what sloppy editors, capitals and keyboards leave of a word.

Greek capitals have no accents, Turkish ones a dot too many; many a Spanish or Polish button is written without its
marks; Arabic alef, yeh and teh marbuta are spelled in several ways. Where whole lines are compared, that is no matter.
"""

from __future__ import annotations

import unicodedata

from cleanr.text.late import late_re

_ALIKE = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ک": "ك",
    "ؤ": "و", "ئ": "ي", "\N{ARABIC TATWEEL}": "", "\N{DEVANAGARI SIGN CANDRABINDU}": "\N{DEVANAGARI SIGN ANUSVARA}",
}  # fmt: skip
# Traditional characters, and the simplified ones: those that stand on buttons.
_TRADITIONAL = (
    "閱讀訂戶會員費專屬獨內續點擊購買開級帳號經還沒餘試鎖擇隨優電報輸請寫郵業題圖資來網絡攝畫視頻藝讚後過"
    "關閉轉發連結複製貼讓種類務條隱權聲責與聯繫這個對應單導產現場問處幫願體驗載價錢獎課時間際國財娛樂運動"
    "軍壇詞標籤薦頭熱話鍵麼麽無論評項確認設離線錯誤紀記審編輯譯歡愛選覽瀏張團蹤絲從說謝觀聽語節訊達給頁簡"
    "當協議規則儲顯縮數啟態檔徵邊據實險謹總變換備註冊辦證粵諒詳細進階滿額約鐘週雙歷異補畢獲贊廣傳聞滾長樣"
    "账錄鏈佈檢舉臺華東見誌雜並須傭兒學園醫賣車陸灣門魚氣爾義術機廳齊嗎鬧歲葉陳劉軟腦螢鮮齡龍"
)
_SIMPLIFIED = (
    "阅读订户会员费专属独内续点击购买开级帐号经还没余试锁择随优电报输请写邮业题图资来网络摄画视频艺赞后过"
    "关闭转发连结复制贴让种类务条隐权声责与联系这个对应单导产现场问处帮愿体验载价钱奖课时间际国财娱乐运动"
    "军坛词标签荐头热话键么么无论评项确认设离线错误纪记审编辑译欢爱选览浏张团踪丝从说谢观听语节讯达给页简"
    "当协议规则储显缩数启态档征边据实险谨总变换备注册办证粤谅详细进阶满额约钟周双历异补毕获赞广传闻滚长样"
    "帐录链布检举台华东见志杂并须佣儿学园医卖车陆湾门鱼气尔义术机厅齐吗闹岁叶陈刘软脑荧鲜龄龙"
)
_MARKED = ((0xC0, 0x250), (0x370, 0x400), (0x1E00, 0x2000))  # Latin and Greek: in other scripts a mark makes a letter
_DOTTED = (0x958, 0x960)  # letters of Devanagari that sloppy editors write without their dot
# Signs that are left out as well: accents, points of Hebrew, vowels of Arabic, the dot of Devanagari.
_LEFT_OUT = late_re("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u093c]")


def bare(folded: str) -> str:
    """Return ``folded`` text with bare letters: without accents, and those that are written for one another alike.

    >>> bare("suscríbete ahora"), bare("σχόλια"), bare("أخبار")
    ('suscribete ahora', 'σχολια', 'اخبار')
    >>> bare("ख़बर"), bare("أيضًا")
    ('खबर', 'ايضا')
    """
    return folded if folded.isascii() else folded.translate(_BARE)


class _Bare(dict[int, str]):
    """Each letter bare, remembered from when it was first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _ALIKE[char] if char in _ALIKE else _without_marks(char) if _may_be_marked(code) else char
        plain = _LEFT_OUT.sub("", plain)
        self[code] = plain
        return plain


def _may_be_marked(code: int) -> bool:
    return any(first <= code < last for first, last in (*_MARKED, _DOTTED))


def _without_marks(char: str) -> str:
    letters = (one for one in unicodedata.normalize("NFD", char) if unicodedata.category(one) != "Mn")
    return "".join(_ALIKE.get(one, one) for one in letters) or char


_ALIKE.update(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
_BARE = _Bare()
