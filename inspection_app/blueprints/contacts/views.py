"""The directory of contacts: read by everybody at work, kept by coordinators and administrators."""

from uuid import UUID

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField, SelectField

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, line, options_of
from inspection_app.models import Contact, User
from inspection_app.queries import agencies
from inspection_app.queries import contacts as find
from inspection_app.rules.message import DomainError
from inspection_app.rules.vietnamese import fold
from inspection_app.services import contacts
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

bp = Blueprint("contacts", __name__, url_prefix="/contacts")


class ContactForm(Form):
    """An office that answers."""

    agency = SelectField(_l("Agency"))
    body = line(_l("Other body"), must=False)
    office = line(_l("Office"))
    purpose = line(_l("What one calls about"))
    phone = line(_l("Telephone"), most=30, must=False)
    email = line(_l("E-mail"), most=100, must=False)
    hours = line(_l("Hours"), most=100, must=False)
    is_public = BooleanField(_l("Shown on the sign-in page too"))

    def offer(self) -> "ContactForm":
        """The agencies to choose from."""
        known = agencies.in_order()
        self.by_id = {str(agency.id): agency for agency in known}
        self.agency.choices = options_of(known, lambda agency: agency.name, blank=_l("None of the agencies"))
        return self

    def draft(self) -> contacts.ContactDraft:
        """What was entered, as the service takes it."""
        return contacts.ContactDraft(
            self.by_id.get(self.agency.data),
            self.body.data,
            self.office.data,
            self.purpose.data,
            self.phone.data,
            self.email.data,
            self.hours.data,
            self.is_public.data,
        )


@bp.get("/")
@allow(policies.signed_in)
def index() -> Response:
    """Whom to call."""
    search = request.args.get("q", "").strip()[:100]
    told = [each for each in find.in_order() if fold(search) in fold(f"{each.owner} {each.office} {each.purpose}")]
    return render("contacts/index.html", "list", contacts=told, search=search)


@bp.get("/new")
@allow(policies.keep_contacts)
def new() -> Response:
    """An empty form."""
    return _form(ContactForm(formdata=None))


@bp.post("/")
@allow(policies.keep_contacts)
def add() -> Response:
    """Enter a contact."""
    return _save(ContactForm().offer())


@bp.get("/<uuid:contact_id>")
@allow(policies.keep_contacts)
def edit(contact_id: UUID) -> Response:
    """The form filled with one contact."""
    contact = _load(contact_id)
    form = ContactForm(formdata=None, obj=contact)
    form.agency.data = str(contact.agency_id or "")
    return _form(form, contact)


@bp.post("/<uuid:contact_id>")
@allow(policies.keep_contacts)
def change(contact_id: UUID) -> Response:
    """Change a contact."""
    return _save(ContactForm().offer(), _load(contact_id))


@bp.post("/<uuid:contact_id>/remove")
@allow(policies.keep_contacts)
def remove(contact_id: UUID) -> Response:
    """Take a contact out of the directory."""
    contact = _load(contact_id)
    with transaction():
        contacts.remove(contact, by=current_user)
    flash(_("The contact was removed."), "success")
    return see_other("contacts.index")


def _save(form: ContactForm, contact: Contact | None = None) -> Response:
    if not form.validate():
        return _form(form, contact, status=422)
    try:
        with transaction():
            if contact is None:
                contacts.add(form.draft(), by=current_user)
            else:
                contacts.change(contact, form.draft(), by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _form(form, contact, status=422)
    flash(_("Saved"), "success")
    return see_other("contacts.index")


def _form(form: ContactForm, contact: Contact | None = None, *, status: int = 200) -> Response:
    return render("contacts/form.html", status=status, form=form.offer(), contact=contact)


def _load(contact_id: UUID) -> Contact:
    def see(reader: User, _contact: Contact) -> bool:
        return policies.keep_contacts(reader)

    return load(Contact, contact_id, see=see)
