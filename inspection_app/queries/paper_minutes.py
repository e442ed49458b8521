"""The minutes as a paper: what was fixed, with what both sides said of it."""

from collections.abc import Sequence

from inspection_app.documents import minutes as document
from inspection_app.documents.minutes import Said
from inspection_app.documents.minutes_content import MinutesContent
from inspection_app.documents.paper import PaperContent
from inspection_app.models import Meeting, Minutes, Signoff
from inspection_app.rules.numerals import official_date
from inspection_app.rules.signoffs import stands

from .meetings import signoffs_of
from .minutes_content import content_of

RECIPIENTS = ("Như thành phần tham dự", "Lưu: VT, hồ sơ Đoàn kiểm tra")


def paper_of(minutes: Minutes) -> PaperContent:
    """One version, with the words that were given on it."""
    return paper(document.from_json(minutes.snapshot), said_of(minutes))


def draft_of(meeting: Meeting) -> PaperContent:
    """What the minutes would say if they were fixed now."""
    return paper(content_of(meeting), ())


def paper(content: MinutesContent, said: Sequence[Said]) -> PaperContent:
    """The whole paper, with room for its number."""
    return PaperContent(
        letterhead=content.letterhead,
        type_name=document.TITLE,
        type_code="BB",
        subject=content.subject,
        parts=document.parts(content, said),
        signatories=document.signatories(content, said),
        recipients=RECIPIENTS,
        bases=(basis_of(content),),
        annexes=document.annexes(content),
        confirmed=content.confirmed,
        decision=content.decision,
        demo=content.demo,
        place_date=False,
    )


def basis_of(content: MinutesContent) -> str:
    """The plan that ordered the inspection."""
    plan, body = content.round_number, content.letterhead.superior_body
    return f"Căn cứ Kế hoạch số {plan} {official_date(content.round_dated)} của {body}"


def said_of(minutes: Minutes) -> tuple[Said, ...]:
    """The sign-offs on this very content, oldest first."""
    given = signoffs_of(Meeting.__tablename__, minutes.meeting_id)
    return tuple(_said(each) for each in given if stands(each, minutes.sha256))


def _said(each: Signoff) -> Said:
    return Said(each.capacity, each.name, each.post, each.decision, each.remark, each.at, each.content_sha256)
