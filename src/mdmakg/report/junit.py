"""A check report as JUnit XML: a suite per check, so that build servers list what was checked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mdmakg.model.check import State
from mdmakg.report.faults import visible
from mdmakg.report.verdict import fails
from mdmakg.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.model.check import CheckCount, CheckReport, CheckResult

__all__ = ["write_junit"]


def write_junit(report: CheckReport, view: View | None = None) -> str:
    """Write one suite per check.

    Shape:  a case for each failed result and each that could not be told, and
            one for all that passed, or did not apply. A result that is not
            severe enough to fail the run is a passed case with a word on it,
            so that the build server and the exit code agree. One that is
            accepted is skipped: servers list what was skipped, with the reason,
            and show the words on a passed case only to whoever opens it.
    """
    shown = view or View()
    found: defaultdict[str, list[CheckResult]] = defaultdict(list)
    for result in report.results:
        found[result.check].append(result)
    suites = [_suite(count, found[count.check], shown) for count in report.counts]
    root = ET.Element("testsuites", _sums(suites))
    root.extend(suites)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(count: CheckCount, results: Iterable[CheckResult], view: View) -> ET.Element:
    cases = [*(_case(result, view) for result in results), *_summaries(count)]
    numbers = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    suite = ET.Element(
        "testsuite", {"name": visible(count.check)} | {k: str(n) for k, n in numbers.items()}
    )
    suite.extend(cases)
    return suite


def _case(result: CheckResult, view: View) -> ET.Element:
    case = _named(result.check, result.focus)
    if result.place:
        case.set("file", visible(result.place.file))
        case.set("line", str(result.place.line))
    if result.state is State.CANNOT_TELL:
        ET.SubElement(case, "skipped", {"message": visible(f"cannot tell: {result.reason}")})
        return case
    where = f"{result.place}: " if result.place else ""
    says = visible(f"{where}{result.severity}: {result.check}: {result.message}")
    if result.accepted is not None:
        ET.SubElement(case, "skipped", {"message": visible(result.accepted.words)})
        ET.SubElement(case, "system-out").text = says
    elif fails(result, view.fail_on):
        kind = {"message": visible(result.message), "type": str(result.severity)}
        ET.SubElement(case, "failure", kind).text = says
    else:
        ET.SubElement(case, "system-out").text = says
    return case


def _summaries(count: CheckCount) -> list[ET.Element]:
    cases = []
    if count.passed:
        cases.append(_named(count.check, f"{count.passed} passed"))
    if count.inapplicable:
        cases.append(_skipped(count.check, f"{count.inapplicable} inapplicable"))
    if not (count.looked_at or count.inapplicable):
        cases.append(_skipped(count.check, "applied to nothing"))
    return cases


def _skipped(check: str, name: str) -> ET.Element:
    case = _named(check, name)
    ET.SubElement(case, "skipped", {"message": name})
    return case


def _named(check: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": visible(check), "name": visible(name)})


def _sums(suites: Iterable[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    parts = list(suites)
    sums = {name: str(sum(int(part.get(name, "0")) for part in parts)) for name in names}
    return {"name": "mdmakg check"} | sums
