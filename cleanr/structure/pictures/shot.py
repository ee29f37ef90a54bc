"""Shot: captions of East Asian papers, which end with who took the picture, or with where and when as well."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document
from cleanr.text.late import late_regex
from cleanr.text.shortlines import Signs, short_lines_with

_TAKEN, _SHOT, _EQUALS = Signs("撮影", "提供"), Signs("摄", "攝", "供图", "供圖", "提供"), Signs("＝", "=")
_PLACED = late_regex(  # "…＝長野県阿智村で10月25日、山本太一撮影"
    r"(?!.*[。？！]).{6,80}[＝=][^＝=]{0,30}\p{N}{1,2}日(?:午前|午後|夜|朝|夕|未明)?[^＝=、]{0,12}、[\p{Han}\p{Hiragana}\p{Katakana}ー ]{2,12}(?:撮影|提供)"
)
_NAMED = late_regex(  # "…。周敏 摄", "…（陳大明攝）"
    r".*(?:[。！？”]\s?|\S\s{1,3}|[(（])(?:(?:本报|本刊)?(?:记者|記者|通讯员|通訊員|摄影师)\s?)?"
    r"\p{Han}{2,4}(?:[、\s/／]\p{Han}{2,4})?(?:[\s/／]{1,2}[摄攝](?:影)?|(?<![拍])[摄攝](?:影)?[)）])[)）]?"
    r"|.{6,}[(（](?:受访者|受訪者|采访对象|主办方|校方|警方|当事人|讀者|读者|网友|網友)(?:供图|供圖|提供)[)）]"
)
_AGENCY = late_regex(
    r"(?!.*。).{6,80}[＝=](?:ａｐ|ap|ロイター|共同|時事|afp時事|ａｆｐ時事|afp|ａｆｐ|ゲッティ|新華社|聯合|タス|upi|epa時事|ロイター時事|代表撮影|本社(?:ヘリ|機)から|読者提供)(?:通信)?"
)
_KOREAN = Signs("연합뉴스", "뉴시스", "뉴스1", "공동취재단", "로이터")
_UNDER_WAY = late_regex(  # "…이야기하고 있다. 연합뉴스", "…멈춰 서 있다. (독자 제공) 2025.11.13/뉴스1"
    r".{8,}있다\.\s(?:[(\[][^()\[\]]{2,20}[)\]]\s?)?(?:사진\s?[=:]?\s?|\d{4}\.\d{1,2}\.\d{1,2}\.?\s?/\s?|/\s?)?"
    r"(?:연합뉴스|뉴시스|뉴스1|사진공동취재단|공동취재단|로이터\s?연합뉴스|로이터)(?:\s?(?:제공|기자|자료사진))?"
)


@block_rule(
    "caption.placed",
    category="caption",
    strength="strong",
    language="any",
    words=_TAKEN,
    summary="A line that ends with an equals sign, a place, a day and who took the picture, as Japanese papers write captions.",
    why="Nothing else has all four, and no end mark.",
    examples=(
        """
              | 町議会は月曜日、古い桟橋を二年かけて直すことを決めたと町長が述べた。費用は町が半分を負担するという。
caption       | 桟橋を歩く人たち＝水口町で10月25日、山本太一撮影
              | 船の持ち主たちは、何も聞かされていなかったと火曜日に話し、町を訴える考えを示したという。
""",
    ),
    counterexamples=(
        """
              | 町議会は月曜日、古い桟橋を二年かけて直すことを決めたと町長が述べた。費用は町が半分を負担するという。
              | 入館料＝500円、館内は写真撮影
              | 山本太一撮影の一枚は、10月25日に公開された
              | 撮影会＝14日、港にて
""",
    ),
)
def placed(document: Document, _: Evidence) -> Iterator[Match]:
    for line in short_lines_with(document, _TAKEN):
        if _PLACED.fullmatch(line.folded_core):
            yield line_match(line, "ends with where, when and by whom the picture was taken")


@block_rule(
    "caption.shot-name",
    category="caption",
    strength="strong",
    language="any",
    words=_SHOT,
    summary="A line that ends with a short name and the photographer's verb, as Chinese papers write captions.",
    why="A full stop or a bracket stands before the name, and a space or a bracket beside the verb.",
    examples=(
        """
              | 市议会周一表示，老码头将在冬天关闭，因为桥墩已经开裂，修理要花两年的时间，费用由市里承担一半。
caption       | 工人正在检查桥墩。周敏 摄
              | 小船的主人们周二表示，没有人问过他们的意见，他们准备到法院去起诉市议会。
caption       | 老碼頭的清晨（陳大明攝）
caption       | 工人正在更换桥墩下的旧木料（受访者供图）
""",
    ),
    counterexamples=(
        """
              | 市议会周一表示，老码头将在冬天关闭，因为桥墩已经开裂，修理要花两年的时间，费用由市里承担一半。
              | 这些照片都是在老码头拍摄
              | 老码头（不得拍摄）
              | 冬日山路，云影相摄
""",
    ),
)
def shot_name(document: Document, _: Evidence) -> Iterator[Match]:
    for line in short_lines_with(document, _SHOT):
        if _NAMED.fullmatch(line.folded_core) and "拍" not in line.folded_core[-8:]:
            yield line_match(line, "ends with a name and the photographer's verb")


@block_rule(
    "caption.agency-named",
    category="caption",
    strength="moderate",
    language="any",
    words=_EQUALS,
    summary="A line that ends with an equals sign and an agency, as Japanese papers credit foreign pictures.",
    why="Headlines of agencies name their source so, too: it is tagged and no more.",
    examples=(
        """
              | 町議会は月曜日、古い桟橋を二年かけて直すことを決めたと町長が述べた。費用は町が半分を負担するという。
caption       | ３日、ソウルの橋で警備に当たる警察官ら＝ＡＰ
              | 船の持ち主たちは、何も聞かされていなかったと火曜日に話し、町を訴える考えを示したという。
""",
    ),
    counterexamples=(
        """
              | 【ソウル＝共同】町議会は月曜日、古い桟橋を二年かけて直すことを決めたと町長が述べた。
              | a＝ロイター
""",
    ),
)
def agency_named(document: Document, _: Evidence) -> Iterator[Match]:
    for line in short_lines_with(document, _EQUALS):
        if line.before is not None and _AGENCY.fullmatch(line.folded_core):
            yield line_match(line, "ends with an agency")


@block_rule(
    "caption.under-way",
    category="caption",
    strength="strong",
    language="any",
    words=_KOREAN,
    summary="What somebody is doing, and behind it an agency in a sentence of its own, as Korean papers write captions.",
    why="Reports tell what happened or was said; captions tell what is under way, and the agency gave the picture.",
    examples=(
        """
              | 시의회는 월요일 낡은 부두를 고치기로 했다고 시장이 밝혔다. 비용은 시가 절반을 부담한다고 한다.
caption       | 시장이 15일 낡은 부두에서 주민들과 이야기하고 있다. 연합뉴스
              | 배 주인들은 화요일 아무도 자신들에게 묻지 않았다고 말했다. 이들은 시를 상대로 소송을 내겠다고 했다.
caption       | 버스가 부두 앞에 멈춰 서 있다. (독자 제공) 2025.11.13/뉴스1
""",
    ),
    counterexamples=(
        """
              | 시의회는 월요일 낡은 부두를 고치기로 했다고 시장이 밝혔다. 비용은 시가 절반을 부담한다고 한다.
              | 시장은 부두를 새로 짓겠다고 말했다. 연합뉴스
              | 부두는 아직 닫혀 있다. 연합뉴스는 이를 처음 보도했다.
""",
    ),
)
def under_way(document: Document, _: Evidence) -> Iterator[Match]:
    for line in short_lines_with(document, _KOREAN):
        if _UNDER_WAY.fullmatch(line.folded_core):
            yield line_match(line, "tells what is under way, and ends with an agency")
