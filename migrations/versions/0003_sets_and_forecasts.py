"""What criteria sets, rules and forecasts need: uploads, versions, inputs, assumptions, scenarios, official results."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("kept_by_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["kept_by_id"], ["user_account.id"], name=op.f("fk_column_mapping_kept_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("heading", name=op.f("uq_column_mapping_heading")),
    )
    op.create_table(
        "criteria_upload",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("total", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["user_account.id"], name=op.f("fk_criteria_upload_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_upload")),
    )
    op.create_table(
        "published_index",
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("criteria_set_id", sa.Uuid(), nullable=True),
        sa.Column("imported_by_id", sa.Uuid(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criteria_set_id"], ["criteria_set.id"], name=op.f("fk_published_index_criteria_set_id")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by_id"], ["user_account.id"], name=op.f("fk_published_index_imported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_index")),
        sa.UniqueConstraint("province", "year", name=op.f("uq_published_index_province_year")),
    )
    op.create_table(
        "assumption",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("low", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("likely", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("high", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stated_by_id", sa.Uuid(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_assumption_criterion_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assumption_round_id")),
        sa.ForeignKeyConstraint(["stated_by_id"], ["user_account.id"], name=op.f("fk_assumption_stated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assumption")),
        sa.UniqueConstraint("round_id", "criterion_id", name=op.f("uq_assumption_round_id_criterion_id")),
    )
    op.create_table(
        "published_part",
        sa.Column("index_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("points", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["index_id"], ["published_index.id"], name=op.f("fk_published_part_index_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_part")),
        sa.UniqueConstraint("index_id", "code", name=op.f("uq_published_part_index_id_code")),
    )
    op.create_table(
        "round_remap",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("from_set_id", sa.Uuid(), nullable=False),
        sa.Column("to_set_id", sa.Uuid(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("remapped_by_id", sa.Uuid(), nullable=False),
        sa.Column("remapped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["from_set_id"], ["criteria_set.id"], name=op.f("fk_round_remap_from_set_id")),
        sa.ForeignKeyConstraint(["remapped_by_id"], ["user_account.id"], name=op.f("fk_round_remap_remapped_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_remap_round_id")),
        sa.ForeignKeyConstraint(["to_set_id"], ["criteria_set.id"], name=op.f("fk_round_remap_to_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_remap")),
    )
    with op.batch_alter_table("round_remap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_remap_round_id"), ["round_id"], unique=False)

    op.create_table(
        "scenario",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Uuid(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["user_account.id"], name=op.f("fk_scenario_adopted_by_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_scenario_author_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_scenario_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_scenario_round_id_name")),
    )
    op.create_table(
        "second_score",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("scorer_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_points", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("first_state", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("value", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("points", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_points", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_second_score_assessment_id")),
        sa.ForeignKeyConstraint(["scorer_id"], ["user_account.id"], name=op.f("fk_second_score_scorer_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["user_account.id"], name=op.f("fk_second_score_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_score")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_second_score_assessment_id")),
    )
    op.create_table(
        "scenario_step",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=True),
        sa.Column("criterion_id", sa.Uuid(), nullable=True),
        sa.Column("points", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(criterion_id IS NULL) = (points IS NULL)", name=op.f("ck_scenario_step_points")),
        sa.CheckConstraint(
            "(recommendation_id IS NULL) <> (criterion_id IS NULL)", name=op.f("ck_scenario_step_either")
        ),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_scenario_step_criterion_id")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_scenario_step_recommendation_id")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_step_scenario_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_step")),
    )
    with op.batch_alter_table("scenario_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_step_scenario_id"), ["scenario_id"], unique=False)

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("self_inputs", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("inputs", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("scorer_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_assessment_scorer_id"), "user_account", ["scorer_id"], ["id"])

    with op.batch_alter_table("criteria_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("based_on_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_document", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(batch_op.f("fk_criteria_set_based_on_id"), "criteria_set", ["based_on_id"], ["id"])

    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bonus", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("guidance", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("evidence_required", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("legal_basis", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target", sa.Numeric(20, 10).with_variant(sa.Text(), "sqlite"), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("target")

    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("legal_basis")
        batch_op.drop_column("evidence_required")
        batch_op.drop_column("guidance")
        batch_op.drop_column("bonus")

    with op.batch_alter_table("criteria_set", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_criteria_set_based_on_id"), type_="foreignkey")
        batch_op.drop_column("confirmed_document")
        batch_op.drop_column("based_on_id")

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assessment_scorer_id"), type_="foreignkey")
        batch_op.drop_column("scorer_id")
        batch_op.drop_column("inputs")
        batch_op.drop_column("self_inputs")

    with op.batch_alter_table("scenario_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scenario_step_scenario_id"))

    op.drop_table("scenario_step")
    op.drop_table("second_score")
    op.drop_table("scenario")
    with op.batch_alter_table("round_remap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_remap_round_id"))

    op.drop_table("round_remap")
    op.drop_table("published_part")
    op.drop_table("assumption")
    op.drop_table("published_index")
    op.drop_table("criteria_upload")
    op.drop_table("column_mapping")
