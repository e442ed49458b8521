"""What the page of a report shows, to whom, and what comes next."""

from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.documents.report import SECTIONS
from inspection_app.i18n import say
from inspection_app.models import Render, Report
from inspection_app.queries import reports as find
from inspection_app.rules.merge import Clash
from inspection_app.rules.numerals import document_number
from inspection_app.rules.terms import JobState, ReportState
from inspection_app.services import renders, reports
from inspection_app.web import render as render_page

from .forms import ApproveForm, FrameForm, IssueForm, ReturnForm, SectionForm

PAGE = "reports/show.html"
WAY = (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.APPROVED, ReportState.ISSUED)
STANDS_AT = {ReportState.RETURNED: 0, ReportState.SUPERSEDED: 3} | {state: place for place, state in enumerate(WAY)}


@dataclass(frozen=True)
class Part:
    """A section of the report on the screen."""

    key: str
    form: SectionForm
    clash: Clash[Any] | None = None


def show(report: Report, *blocks: str, status: int = 200, **own: Any) -> Response:
    """The page, or those blocks of it; `own` replaces fresh forms by filled ones."""
    return render_page(PAGE, *blocks, status=status, **(_context(report) | own))


def parts(report: Report, posted: Part | None = None) -> list[Part]:
    """Every section in the order of the paper, with the one that was posted as it was typed."""
    return [posted if posted and posted.key == section.key else part(report, section.key) for section in SECTIONS]


def part(report: Report, key: str, form: SectionForm | None = None, clash: Clash[Any] | None = None) -> Part:
    """One section with its form, filled with the text as it stands unless one is given."""
    if form is None:
        row = next(each for each in report.sections if each.key == key)
        form = SectionForm(formdata=None, obj=row, key=key)
    form.text.label.text = next(say(section.title) for section in SECTIONS if section.key == key)
    return Part(key, form, clash)


def _context(report: Report) -> dict[str, Any]:
    render = find.latest_render(report)
    waiting = render is not None and render.state in renders.OPEN  # asked again every two seconds: keep it cheap
    changed = not waiting and policies.coordinate(current_user) and reports.changed_since_draft(report)
    draft = renders.content_of_draft(report)
    return {
        "report": report,
        "versions": [each for each in find.of_round(report.round) if policies.see_report(current_user, each)],
        "way": [(state, STANDS_AT[report.state] - place) for place, state in enumerate(WAY)],
        "next": _next(report, render, changed=changed),
        "job": render,
        "problem": say(renders.problem_of(render)) if render and render.state is JobState.FAILED else "",
        "draft": draft,
        "number": document_number(report.number, f"BC-{draft.letterhead.body_symbol}") if draft else report.number,
        "changed": changed,
        "parts": parts(report) if policies.write_report(current_user, report) else [],
        "one": None,
        "saved": "",
        "oob": False,
        "frame_form": FrameForm(formdata=None, obj=report),
        "approve_form": ApproveForm(formdata=None, read=report.snapshot_sha256),
        "return_form": ReturnForm(formdata=None),
        "issue_form": IssueForm(formdata=None),
    }


def _next(report: Report, render: Render | None, *, changed: bool) -> str:
    """The one thing for this person to do now, or what he or she waits for."""
    if policies.decide_report(current_user, report):
        return "decide"
    if policies.issue_report(current_user, report):
        return "issue"
    if policies.write_report(current_user, report):
        return _next_of_writer(render, changed=changed)
    return report.state.value


def _next_of_writer(render: Render | None, *, changed: bool) -> str:
    if render is None:
        return "make"
    if render.state in renders.OPEN:
        return "wait"
    if render.state is JobState.FAILED:
        return "again"
    return "renew" if changed else "submit"
