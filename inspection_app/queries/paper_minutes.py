"""The minutes as a paper: what was fixed, with what both sides said of it."""

from collections.abc import Mapping, Sequence

from inspection_app.documents import minutes as document
from inspection_app.documents.minutes import Said
from inspection_app.documents.minutes_content import MinutesContent
from inspection_app.documents.paper import PaperContent, Part
from inspection_app.models import Meeting, Minutes, Paper, Signoff
from inspection_app.rules.papers import KINDS
from inspection_app.rules.signoffs import stands
from inspection_app.rules.terms import PaperKind

from .meetings import of_inspection, signoffs_of
from .minutes_content import content_of, subject_of
from .paper_body import Body, inspection_of, plan_of, said, team_head, team_of

KIND = KINDS[PaperKind.MINUTES]
CLOSING = "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."  # a habit, which may be changed
RECIPIENTS = ("Như thành phần tham dự", "Lưu: VT, hồ sơ Đoàn kiểm tra")


def texts(paper: Paper) -> Mapping[str, str]:
    """The usual words of minutes that are numbered and issued."""
    return {
        **team_head(paper.round, team_of(paper)),
        "subject": subject_of(inspection_of(paper)),
        "bases": f"Căn cứ {plan_of(paper.round)}",
        "closing": CLOSING,
        "recipients": "\n".join(RECIPIENTS),
    }


def body(paper: Paper) -> Body:
    """What was fixed last; ValueError before that, services/papers.py."""
    meeting = of_inspection(inspection_of(paper))
    if meeting is None or meeting.frozen is None:
        raise ValueError(paper.kind)
    content, words = document.from_json(meeting.frozen.snapshot), said_of(meeting.frozen)
    return Body(
        parts=(*said(paper.opening), *_parts(content, words, closing=paper.closing)),
        annexes=document.annexes(content),
        shows_points=True,
        signatories=document.signatories(content, words),
        place_date=False,
    )


def paper_of(minutes: Minutes) -> PaperContent:
    """One version, with the words that were given on it."""
    return _paper(document.from_json(minutes.snapshot), said_of(minutes))


def draft_of(meeting: Meeting) -> PaperContent:
    """What the minutes would say if they were fixed now."""
    return _paper(content_of(meeting), ())


def _paper(content: MinutesContent, words: Sequence[Said]) -> PaperContent:
    """The whole paper, with room for its number."""
    return PaperContent(
        letterhead=content.letterhead,
        type_name=KIND.name,
        type_code=KIND.code,
        subject=content.subject,
        parts=_parts(content, words, closing=CLOSING),
        signatories=document.signatories(content, words),
        recipients=RECIPIENTS,
        bases=(f"Căn cứ {content.plan}",),
        annexes=document.annexes(content),
        confirmed=content.confirmed,
        decision=content.decision,
        demo=content.demo,
        place_date=False,
    )


def _parts(content: MinutesContent, words: Sequence[Said], *, closing: str) -> tuple[Part, ...]:
    """The text with its closing sentence before the hour it ended at."""
    *text, end = document.parts(content, words)
    return (*text, *said(closing), end)


def said_of(minutes: Minutes) -> tuple[Said, ...]:
    """The sign-offs on this very content, oldest first."""
    given = signoffs_of(Meeting.__tablename__, minutes.meeting_id)
    return tuple(_said(each) for each in given if stands(each, minutes.sha256))


def _said(each: Signoff) -> Said:
    return Said(each.capacity, each.name, each.post, each.decision, each.remark, each.at, each.content_sha256)
