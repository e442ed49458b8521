"""Forms of the inspection page."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspection_app.forms import DecimalField, Form, IdField, RevisionField, day, options_of, required, terms
from inspection_app.forms import text as text_area
from inspection_app.i18n import say
from inspection_app.models import Agency, Evidence
from inspection_app.rules.labels import label
from inspection_app.rules.terms import CauseKind, Due, FindingKind
from inspection_app.services.explanations import AnswerDraft
from inspection_app.services.findings import FindingDraft
from inspection_app.services.recommendations import RecommendationDraft
from inspection_app.uploads import content_of

from .taking import FewFiles


class FindingForm(Form):
    """A strength or a shortcoming."""

    finding_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    kind = RadioField(
        _l("Kind of finding"),
        choices=lambda: [
            SelectChoice(kind.value, say(label(kind))) for kind in (FindingKind.SHORTCOMING, FindingKind.STRENGTH)
        ],
        default=FindingKind.SHORTCOMING.value,
        validators=[required],
    )
    text = text_area(_l("What was found"), most=10_000, must=True)
    cause = text_area(_l("Cause"), most=4000)
    cause_kind = terms(_l("Kind of cause"), CauseKind, blank=_l("Not said"))

    def draft(self) -> FindingDraft:
        """What was entered, as the service takes it."""
        return FindingDraft(
            self.finding_id.data,
            self.operation_id.data,
            self.revision.data,
            FindingKind(self.kind.data),
            self.text.data,
            self.cause.data,
            self.cause_kind.data,
        )


class RecommendationForm(Form):
    """A remedy: what, who leads it, by when, and what it can still win."""

    recommendation_id = IdField()
    operation_id = IdField()
    revision = RevisionField()
    text = text_area(_l("Recommendation"), most=10_000, must=True)
    lead_agency = SelectField(_l("Lead agency"), validators=[required])
    deadline = day(_l("Deadline"), must=False)
    recoverable = DecimalField(_l("Points it can still win"), places=2)

    def offer(self, agencies: Sequence[Agency], *, chosen: UUID | None = None) -> None:
        """The agencies to choose from."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        self.lead_agency.choices = options_of(agencies, lambda agency: agency.name)
        if chosen is not None:
            self.lead_agency.data = str(chosen)

    def draft(self) -> RecommendationDraft:
        """What was entered, as the service takes it."""
        return RecommendationDraft(
            self.recommendation_id.data,
            self.operation_id.data,
            self.revision.data,
            self.text.data,
            self.by_id[self.lead_agency.data],
            self.deadline.data,
            self.recoverable.data,
        )


class EvidenceForm(Form):
    """One or several files: new documents, or one that replaces an older one."""

    operation_id = IdField()
    file = MultipleFileField(_l("Files or photos"), validators=[FileRequired(_l("Choose a file.")), FewFiles()])
    replaces = SelectField(_l("Newer version of"), default="")

    def offer(self, documents: Sequence[Evidence]) -> None:
        """The documents of the own side that may be replaced."""
        self.by_document = {str(each.document_id): each for each in documents}
        named = [SelectChoice(key, each.name) for key, each in self.by_document.items()]
        self.replaces.choices = [SelectChoice("", _("Nothing: new documents")), *named]

    def validate_replaces(self, field: SelectField) -> None:
        """One file replaces one document."""
        if field.data and len(self.file.data or []) > 1:
            raise ValidationError(_("Choose one file only to replace a document."))

    def renew(self) -> None:
        """Another operation: part of what was sent is kept already."""
        self.operation_id.data, self.operation_id.raw_data = uuid4(), None


class ExplanationForm(Form):
    """The agency's answer."""

    operation_id = IdField()
    revision = RevisionField()
    text = text_area(_l("Explanation"), most=10_000, must=True)
    files = MultipleFileField(_l("Files"), validators=[FewFiles()])

    def draft(self) -> AnswerDraft:
        """What was written, as the service takes it; DomainError for a file that is too large."""
        files = [(each.filename or "", content_of(each, field="files")) for each in self.files.data or ()]
        return AnswerDraft(self.operation_id.data, self.revision.data, self.text.data, files)


class ExtensionForm(Form):
    """A later last day, and why."""

    due = terms(_l("What"), Due)
    day = day(_l("New last day"))
    reason = text_area(_l("Reason"), most=1000, must=True)

    def offer(self, dues: Sequence[Due]) -> "ExtensionForm":
        """What runs now and so can be extended."""
        self.due.choices = [SelectChoice(each.value, say(label(each))) for each in dues]
        return self
