"""The words that people read for the model's enums. A symbol never stands without its word."""

from __future__ import annotations

from checker.model import CheckResult, Force, Level, Profile, Role, Status
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
SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}
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
