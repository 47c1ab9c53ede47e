"""The words that people read for the model's enums. A symbol never stands without its word."""

from __future__ import annotations

from checker.model import CheckResult, Evidence, Finding, Force, Level, Profile, Result, Role, Status
from checker.output.lines import clean
from checker.output.summary import applicable, counts, percent

STATUS = {
    Status.COVERED: "已覆盖",
    Status.PARTIAL: "不完整",
    Status.ADMITTED: "仅列问题",
    Status.PLANNED: "仅列计划",
    Status.MISSING: "未检出",
    Status.NOT_APPLICABLE: "不适用",
}
SYMBOL = {
    Status.COVERED: "√",
    Status.PARTIAL: "△",
    Status.ADMITTED: "▲",
    Status.PLANNED: "○",
    Status.MISSING: "×",
    Status.NOT_APPLICABLE: "－",
}
FORCE = {Force.REQUIRED: "必备", Force.EXPECTED: "应有", Force.OPTIONAL: "可选"}
LEVEL = {
    Level.PROVINCE: "省级",
    Level.CITY: "设区的市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇街道",
    Level.DEPARTMENT: "政府部门",
}
ROLE = {
    Role.PREAMBLE: "开头部分",
    Role.WORK: "工作部分",
    Role.STATIC: "基本情况",
    Role.PROBLEMS: "不足部分",
    Role.PLAN: "计划部分",
    Role.OTHER: "其他部分",
}
# What a sentence that a verdict rests on does for it.
EVIDENCE = {
    Role.WORK: "已写",
    Role.PROBLEMS: "不足",
    Role.PLAN: "计划",
    Role.PREAMBLE: "开头",
    Role.STATIC: "概况",
    Role.OTHER: "其他",
}
SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}
SEVERITY_SYMBOL = {"error": "■", "warning": "◆", "note": "◇"}
CHECK_KIND = {"arithmetic": "数字", "wording": "文字", "structure": "结构"}
UNKNOWN = "未识别"


def marked(status: Status) -> str:
    """The status with its symbol. A symbol may be drawn one or two cells wide: align nothing on it."""
    return f"{SYMBOL[status]} {STATUS[status]}"


def level(profile: Profile) -> str:
    """The level's word; of a department also the government that it belongs to."""
    if profile.level is None:
        return f"层级{UNKNOWN}"
    word = LEVEL[profile.level]
    if profile.level is Level.DEPARTMENT and profile.tier not in (None, Level.DEPARTMENT):
        return f"{LEVEL[profile.tier]}{word}"
    return word


def who(profile: Profile) -> str:
    """Unit, level and year in one line."""
    year = f"{profile.year} 年度" if profile.year else f"年度{UNKNOWN}"
    return " · ".join((profile.unit or f"单位{UNKNOWN}", level(profile), year))


def summary(report: CheckResult) -> str:
    """Counts of all statuses, the applicable ones first."""
    number = counts(report.items)
    told = " · ".join(f"{STATUS[s]} {number[s]}" for s in Status if s is not Status.NOT_APPLICABLE)
    tail = f"；另有{STATUS[Status.NOT_APPLICABLE]} {number[Status.NOT_APPLICABLE]}"
    return f"应检 {applicable(report.items)} 项：{told}{tail}"


def rate(report: CheckResult) -> str:
    """The rate of coverage with its denominator."""
    covered, whole = counts(report.items)[Status.COVERED], applicable(report.items)
    value = percent(covered, whole)
    return f"覆盖率 {value} %（{covered}/{whole}）" if value is not None else "覆盖率不计（无适用的检查项）"


def reason(item: Result) -> str:
    """What a gap lacks, and why it is one."""
    what = "、".join(map(clean, item.unmet)) or clean(item.title)
    return f"{what}（{_why(item)}）"


def _why(item: Result) -> str:
    """What the verdict says of the unmet needs; where they were looked for is told once for the whole report."""
    if item.status is Status.PLANNED:
        return "只写到今后的打算，本年度已做的内容未检出"
    if item.status is Status.ADMITTED:
        return "只在不足部分写到，本年度已做的内容未检出"
    parts = "、".join(dict.fromkeys(ROLE[evidence.role] for evidence in item.evidence))
    return f"{parts}写到此事，这些内容未检出" if parts else "未检出"


def evidence(item: Result, one: Evidence) -> str:
    """What this sentence does for the verdict. The work part may speak of the future too."""
    return EVIDENCE[Role.PLAN if item.status is Status.PLANNED else one.role]


def check_kind(check: str) -> str:
    """What a check looks at, by the first part of its name."""
    return CHECK_KIND.get(check.partition(".")[0], "其他")


def waiver(item: Result) -> str | None:
    """Who allowed the gap, until when, and why."""
    one = item.waiver
    return f"{one.reason}（{one.by} 批准，至 {one.until}）" if one else None


def remedy(finding: Finding) -> list[tuple[str, str]]:
    """What helps to mend a finding, each with its label: the figures, the right wording, the source."""
    told = []
    if finding.stated is not None and finding.expected is not None:
        told.append(("核对", f"文中 {clean(finding.stated)}，应为 {clean(finding.expected)}"))
    told += [(label, clean(text)) for label, text in (("改为", finding.fix), ("依据", finding.source)) if text]
    return told
