"""CheckResults made by hand, for the tests of the outputs."""

from __future__ import annotations

from checker.model import (
    Batch,
    ChecklistInfo,
    CheckResult,
    Evidence,
    Fact,
    Finding,
    Force,
    Level,
    Passage,
    Profile,
    Result,
    Role,
    Section,
    Status,
    Unreadable,
    Waiver,
)

GROUPS = {
    "R": "报告要素",
    "L": "组织领导与推进机制",
    "F": "政府职能",
    "I": "依法行政制度体系",
    "D": "行政决策",
    "E": "行政执法",
    "S": "突发事件应对",
    "C": "矛盾纠纷与争议化解",
    "M": "权力制约和监督",
    "T": "数字法治政府",
}
SIZES = {"R": 6, "L": 12, "F": 6, "I": 4, "D": 5, "E": 11, "S": 1, "C": 11, "M": 4, "T": 2}
INFO = ChecklistInfo("fazhi", "1.0", "0" * 64, "法治政府建设年度报告检查清单", GROUPS)
WORK = ("一、2024年度推进法治政府建设的主要举措和成效", "（三）坚持严格规范公正文明执法，提升行政执法质效")
PROBLEMS = ("二、存在的问题和不足",)
SECTIONS = (
    Section(WORK[0], 1, Role.WORK, 100, 2900),
    Section(WORK[1], 2, Role.WORK, 900, 1500, 0),
    Section(PROBLEMS[0], 1, Role.PROBLEMS, 2900, 3300),
    Section("三、2025年度工作打算", 1, Role.PLAN, 3300, 3989),
)
LONG = (
    "全面推行行政执法公示、执法全过程记录、重大执法决定法制审核“三项制度”,全年公示行政执法信息12,318条,"
    "开展重大执法决定法制审核86件,配备执法记录仪213台,组织案卷评查2次,抽查案卷120份,发现问题31个,已全部整改到位,"
    "行政执法规范化水平得到进一步提升,群众满意度达98.6%。"
)


def evidence(
    need: str | None, quote: str, line: int, role: Role = Role.WORK, section: tuple[str, ...] = WORK
) -> Evidence:
    return Evidence(need, quote, line * 100, line * 100 + len(quote), line, role, section)


SPECIAL = {
    "R04": Result(
        "R04", "不足的原因分析", "R", Force.REQUIRED, Status.MISSING,
        unmet=("在不足部分明确写出原因",),
        nearest=Passage("三是普法教育对象过于笼统,针对性不强。", 3000, 3019, 18),
        suggest="在“存在的不足”之后写明主要原因，如“主要原因是：一是……；二是……”。",
    ),
    "L05": Result(
        "L05", "法治政府建设示范创建", "L", Force.OPTIONAL, Status.PLANNED,
        evidence=(evidence("示范创建", "持续开展示范创建巩固提升行动。", 21, Role.PLAN, (SECTIONS[3].heading,)),),
        unmet=("示范创建",), suggest="写明本年度开展示范创建的做法和结果。",
    ),
    "L09": Result(
        "L09", "法治工作力量建设", "L", Force.EXPECTED, Status.ADMITTED,
        evidence=(evidence(None, "二是基层法治人才力量较薄弱,审核人才匮乏。", 17, Role.PROBLEMS, PROBLEMS),),
        unmet=("法治工作力量",), suggest="写明本年度充实法治机构、配备法制审核人员的情况。",
        waiver=Waiver("机构改革期间编制冻结，经批准暂缓", "市依法治市办", "2025-06-30"),
    ),
    "C06": Result(
        "C06", "行政机关负责人出庭应诉率", "C", Force.REQUIRED, Status.PARTIAL,
        evidence=(evidence("出庭应诉", "严格落实行政机关负责人出庭应诉制度。", 14),), unmet=("出庭应诉率",),
        suggest="全年应出庭__件，实际出庭__件，出庭应诉率__%；没有行政诉讼案件的，写明“本年度无行政诉讼案件”。",
        review="率与负责人出庭写在不同的句子里",
    ),
    "E03": Result(
        "E03", "行政执法“三项制度”", "E", Force.REQUIRED, Status.COVERED,
        evidence=(
            evidence("公示", LONG, 11), evidence("全过程记录", LONG, 11), evidence("法制审核", "开展法制审核86件。", 12)
        ),
        hints=("宜写明执法全过程记录的件数。",),
    ),
    "E11": Result(
        "E11", "行政执法与刑事司法衔接", "E", Force.EXPECTED, Status.MISSING,
        unmet=("移送涉嫌犯罪案件", "信息共享或联席机制"), suggest="写明移送案件数和衔接机制。",
    ),
    "M04": Result("M04", "其他监督", "M", Force.OPTIONAL, Status.COVERED, review="只在标题中出现"),
}  # fmt: skip


def items() -> tuple[Result, ...]:
    """62 results: a few of each status, the rest covered."""
    found = []
    for group, size in SIZES.items():
        for number in range(1, size + 1):
            id_ = f"{group}{number:02}"
            status = Status.NOT_APPLICABLE if id_ in ("F01", "I01", "D02", "C03", "T02") else Status.COVERED
            one = (
                (evidence("做法", f"开展{GROUPS[group]}工作{number}次。", number),) if status is Status.COVERED else ()
            )
            found.append(
                SPECIAL.get(id_) or Result(id_, f"{GROUPS[group]}第{number}项", group, Force.REQUIRED, status, one)
            )
    return tuple(found)


FINDING = Finding(
    "arithmetic.sum",
    "error",
    "分项之和与总数不一致",
    "共办理9件，其中维持5件、撤销3件。",
    1200,
    1218,
    13,
    "9",
    "8",
    None,
    "行政复议",
)


def report(path: str = "reports/2024年度法治政府建设报告.txt", **changes: object) -> CheckResult:
    values: dict[str, object] = {
        "path": path, "digest": "ab" * 32, "characters": 3989, "text": "文" * 3989,
        "profile": Profile("渌口区2024年法治政府建设年度报告", "渌口区", Level.COUNTY, Level.COUNTY, 2024),
        "sections": SECTIONS, "items": items(), "findings": (FINDING,), "notes": ("有 1 处字节损坏，读作“\ufffd”。",),
    }  # fmt: skip
    return CheckResult(**{**values, **changes})  # type: ignore[arg-type]


UNKNOWN = Profile(None, None, None, None, None)
ONE = Batch(INFO, (report(),))
MANY = Batch(
    INFO,
    (
        report(),
        report("reports/街道.txt", profile=UNKNOWN, findings=(), notes=()),
        report(
            "x" * 60 + ".txt",
            profile=Profile("某", "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县", Level.COUNTY, Level.COUNTY, 2023),
            findings=(), notes=(),
        ),
    ),
    (Unreadable("a/报告.docx", "文件已损坏（压缩包不完整），请用原来的软件打开后重新保存，或重新下载。"),),
)  # fmt: skip


HOSTILE_TEXTS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "《“法治”》&amp;]]><!--{{7*7}}{%raw%}",
    "甲\x00乙\x07丙\x1b[31m丁\x9b2J戊\ufffe己",
    "\ud83d半个\udcff字",
    "\u202e右到左\u202c\u200f\u2066x",
    "[点我](javascript:alert(1)) ![图](http://a.invalid/x.png) http://a.invalid www.a.invalid",
    "# 标题\n\n- 列表\n> 引用 | 格 | `代码` *斜* _下_ ~~删~~ $数$ \\ ",
    "_x0041_ %s {0} \u2028 \u0085 \U0001f600",
    "\"引号'、反斜杠\\结尾\\",
)


def hostile() -> Batch:
    """A batch in which every text that comes from a report, a file name or a checklist tries to act on its reader."""
    reports = []
    for number, text in enumerate(HOSTILE_TEXTS):
        whole = f"{text}\n一、工作\n{text}。\n"
        start = len(text) + 6
        place = (text, start, start + len(text), 3)
        ground = Evidence(text, *place, Role.WORK, (text, "一、工作"))
        waived = Waiver(text, text, text)
        gap = Result(
            f"A{number:02}", text, "A", Force.REQUIRED, Status.PARTIAL, (ground,), (text,), (text,), text, Passage(*place), text,
        )  # fmt: skip
        covered = Result("B01", text, "B", Force.OPTIONAL, Status.COVERED, (ground,), hints=(text,), review=text)
        missing = Result("C01", text, "C", Force.EXPECTED, Status.MISSING, unmet=(text,), suggest=text, waiver=waived)
        reports.append(
            CheckResult(
                f"{text}.txt", "cd" * 32, len(whole), whole, Profile(text, text, Level.CITY, Level.CITY, 2024),
                (Section("一、工作", 1, Role.WORK, len(text) + 1, len(whole)),), (gap, covered, missing),
                (Finding("arithmetic.sum", "error", text, *place, text, text, text, text),),
                (Fact(text, 3.5, text, True, 2024, *place[:3]),), (text,),
            )
        )  # fmt: skip
    info = ChecklistInfo("恶=1", "1", "0" * 64, HOSTILE_TEXTS[0], {"A": HOSTILE_TEXTS[0], "B": HOSTILE_TEXTS[1], "C": HOSTILE_TEXTS[11]})
    return Batch(info, tuple(reports), tuple(Unreadable(text, text) for text in HOSTILE_TEXTS))
