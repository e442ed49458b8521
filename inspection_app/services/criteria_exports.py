"""A criteria set as a file in the form it can be imported from."""

from inspection_app.models import CriteriaSet, Criterion
from inspection_app.queries import criteria_sets as find
from inspection_app.rules.criteria_lines import Line
from inspection_app.rules.criteria_words import NOT_CHECKED
from inspection_app.sheets import writing


def xlsx(criteria_set: CriteriaSet) -> bytes:
    """As a workbook."""
    return writing.xlsx(lines_of(criteria_set), title=mark(criteria_set))


def csv_file(criteria_set: CriteriaSet) -> bytes:
    """As CSV in UTF-8."""
    return writing.csv_file(lines_of(criteria_set), title=mark(criteria_set))


def mark(criteria_set: CriteriaSet) -> str:
    """What stands above the table until somebody vouches for it; an import passes over it as over any title."""
    return "" if criteria_set.confirmed_at else NOT_CHECKED.format(decision=criteria_set.decision)


def lines_of(criteria_set: CriteriaSet) -> list[Line]:
    """Its lines as an import would give them, in order."""
    return [_line(criterion) for criterion in find.tree(criteria_set)]


def _line(criterion: Criterion) -> Line:
    return Line(
        number=criterion.position,
        code=criterion.code,
        level=criterion.level,
        name=criterion.name,
        maximum=criterion.maximum,
        assessed_by=criterion.assessed_by,
        rule=criterion.rule,
        rule_params=criterion.rule_params,
        measure=criterion.measure,
        lead_agency=criterion.lead_agency.code,
        other_agencies=tuple(sorted(agency.code for agency in criterion.other_agencies)),
        name_status=criterion.name_status,
        points_status=criterion.points_status,
        bonus=criterion.bonus,
        guidance=criterion.guidance,
        evidence_required=criterion.evidence_required,
        legal_basis=criterion.legal_basis,
    )
