"""The directory of contacts."""

from typing import Any

import pytest

from inspection_app.models import Contact
from inspection_app.queries import contacts as find
from inspection_app.rules.message import DomainError
from inspection_app.services import contacts
from inspection_app.transaction import transaction
from tests.citizens import contact_draft, make_contact
from tests.factories import make_agency, make_coordinator

pytestmark = pytest.mark.usefixtures("app")


def test_contacts_stand_in_vietnamese_order_under_their_agency() -> None:
    make_contact(agency=make_agency(name="Sở Y tế"), office="Văn phòng")
    make_contact(agency=make_agency(name="Sở Xây dựng"), office="Văn phòng")
    make_contact(body="Đài truyền hình", office="Trực ban")
    assert [each.owner for each in find.in_order()] == ["Đài truyền hình", "Sở Xây dựng", "Sở Y tế"]


def test_only_public_ones_are_shown_before_signing_in() -> None:
    make_contact(office="Nội bộ")
    make_contact(office="Công khai", is_public=True)
    assert [each.office for each in find.public()] == ["Công khai"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"body": ""}, "body"),
        ({"phone": ""}, "phone"),
        ({"phone": "gọi anh Ba"}, "phone"),
        ({"email": "khong phai thu"}, "email"),
    ],
)
def test_what_is_no_contact_is_refused_beside_its_field(told: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as caught:
        make_contact(**told)
    assert caught.value.field == field
    assert find.in_order() == []


def test_a_contact_is_changed_and_removed() -> None:
    contact, coordinator = make_contact(), make_coordinator()
    with transaction():
        contacts.change(contact, contact_draft(phone="", email="a@example.invalid"), by=coordinator)
    assert (contact.phone, contact.email) == ("", "a@example.invalid")
    with transaction():
        contacts.remove(contact, by=coordinator)
    assert list(find.in_order()) == list[Contact]()
