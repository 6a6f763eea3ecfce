"""Faults of voices: who answers again and again, a single answer, friends who are none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from faulty import line, order, plant

if TYPE_CHECKING:
    from retailer import Warehouse


def account(name: str) -> None:
    """Plant an account of the webshop."""
    plant("webshop/customers", {"account_id": name, "email": f"{name}@voices.example"})


def answer(name: str, score: str, responded_at: str) -> None:
    """Plant an answer of an account to the question of recommendation."""
    number = f"{name}-{responded_at[:10]}"
    plant(
        "surveys/responses",
        {
            "survey_response_id": number,
            "account_id": name,
            "survey_type": "nps",
            "score": score,
            "responded_at": responded_at,
        },
    )


account("58")
answer("58", "2", "2024-07-01 10:00:00")
answer("58", "10", "2024-07-05 10:00:00")
answer("58", "6", "2024-07-03 10:00:00")
account("59")
answer("59", "9", "2024-08-31 10:00:00")


def nps(warehouse: Warehouse, month: str) -> tuple[object, ...]:
    """Return the answers of a month and what they make."""
    return warehouse.row(
        "select nps_answers, identified_answers, promoters, detractors, nps, nps_margin "
        "from advocacy.kpi_advocacy_monthly "
        f"where advocacy_level = 'overall' and answer_month = '{month}'"
    )


def test_fault_58_last_of_three_answers_in_a_week_counts(faulty: Warehouse) -> None:
    assert faulty.rows(
        "select answer_date, nps_group, is_latest_of_month from advocacy.fct_nps_responses "
        "where answer_date < '2024-08-01' order by 1"
    ) == [
        (date(2024, 7, 1), "detractor", False),
        (date(2024, 7, 3), "detractor", False),
        (date(2024, 7, 5), "promoter", True),
    ]
    assert nps(faulty, "2024-07-01")[:4] == (1, 1, 1, 0)


def test_fault_59_one_answer_is_shown_and_makes_no_score(faulty: Warehouse) -> None:
    assert nps(faulty, "2024-08-01") == (1, 1, 1, 0, None, None)


def buyer(name: str, *moments: str) -> None:
    """Plant an account with orders of 40 at these moments."""
    account(name)
    for number, moment in enumerate(moments, start=1):
        key = f"{name}-{number}"
        bought = {"account_id": name, "transaction_reference": f"T{key}", "ordered_at": moment}
        plant("webshop/orders", order(key, **bought))
        plant("webshop/order_lines", line(key, key, "40.00"))


def referral(key: str, inviter: str, friend: str, sent_at: str, redeemed_at: str) -> None:
    """Plant an invitation and its redemption."""
    plant(
        "referrals/invitations", {"invitation_id": key, "account_id": inviter, "sent_at": sent_at}
    )
    used = {"referral_redemption_id": key, "invitation_id": key, "account_id": friend}
    plant("referrals/redemptions", used | {"redeemed_at": redeemed_at})


buyer("61-anna", "2024-07-01 10:00:00")
buyer("61-ben", "2024-07-03 10:00:00")
buyer("61-cleo", "2024-07-01 10:00:00", "2024-07-10 10:00:00")
referral("61-1", "61-anna", "61-ben", "2024-07-02 10:00:00", "2024-07-03 10:00:00")
referral("61-2", "61-ben", "61-anna", "2024-07-04 10:00:00", "2024-07-05 10:00:00")
referral("61-3", "61-anna", "61-anna", "2024-07-06 10:00:00", "2024-07-07 10:00:00")
referral("61-4", "61-anna", "61-cleo", "2024-07-08 10:00:00", "2024-07-10 10:00:00")


def test_fault_61_self_referrals_loops_and_old_customers_are_counted_apart(
    faulty: Warehouse,
) -> None:
    """Anna brought Ben; Ben brings Anna back, Anna herself, and Cleo who had bought before."""
    assert faulty.rows(
        "select referral_state, referred_revenue_reporting from advocacy.fct_referrals order by 1"
    ) == [
        ("after_first_order", None),
        ("counted", Decimal("40.000")),
        ("loop", None),
        ("self_referral", None),
    ]
    assert faulty.rows(
        "select redeemed_invitations, counted_referrals, excluded_referrals, "
        "referred_revenue_reporting from advocacy.kpi_referrals_monthly "
        "where advocacy_level = 'overall' and invitations > 0"
    ) == [(4, 1, 3, Decimal("40.000"))]
