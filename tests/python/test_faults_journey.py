"""Faults of visits: robots, gaps, endless sessions; and the channel that each visit came by."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from faulty import line, order, plant

if TYPE_CHECKING:
    from retailer import Warehouse


def view(visitor_id: str, event_at: str, number: int = 1, **values: object) -> dict[str, object]:
    """Return a page view of a visitor."""
    return {
        "event_id": f"J-{visitor_id}-{event_at}-{number}",
        "visitor_id": f"J-{visitor_id}",
        "event_name": "page_view",
        "event_at": event_at,
    } | values


# Source, medium, campaign and referring website, and the channel of Google's default grouping.
CHANNELS = {
    "direct": ("(direct)", "(none)", None, None),
    "direct:2": (None, None, None, None),
    "cross_network": ("google", "cpc", "EU cross-network", None),
    "paid_shopping": ("google", "cpc", "EU Shopping", None),
    "paid_shopping:2": ("amazon", "ppc", None, None),
    "paid_search": ("Google", "CPC", "workshop tools", None),
    "paid_search:2": ("www.bing.com", "paid", None, None),
    "paid_social": ("facebook", "paid_social", None, None),
    "paid_social:2": ("ig", "cpm_cpc", None, None),
    "paid_video": ("youtube.com", "cpv-cp", None, None),
    "paid_display": ("partner", "display", None, None),
    "paid_display:2": ("partner", "cpm", None, None),
    "paid_other": ("partner", "cpa", None, None),
    "organic_shopping": (None, None, None, "www.etsy.com"),
    "organic_social": (None, None, None, "l.instagram.com"),
    "organic_social:2": ("someone", "social-media", None, None),
    "organic_social:3": (None, None, None, "t.co"),
    "organic_video": (None, None, None, "m.youtube.com"),
    "organic_search": ("google", "organic", None, None),
    "organic_search:2": (None, None, None, "duckduckgo.com"),
    "other_website": (None, None, None, "climbing.example"),
    "email": ("newsletter", "email", "spring", None),
    "email:2": ("e-mail", "anything", None, None),
    "email:3": (None, None, None, "mail.google.com"),
    "affiliate": ("partner", "affiliate", None, None),
    "paid_audio": ("podcast", "audio", None, None),
    "sms": ("sms", "text", None, None),
    "push": ("firebase", "notification", None, None),
    "push:2": ("shop", "web-push", None, None),
    "direct_mail": ("flyer", "qr", None, None),
    "unknown": ("partner", "something", None, None),
}
plant(
    "web_analytics/events",
    *(
        view(
            f"channel {name}",
            "2024-05-01 10:00:00",
            traffic_source=source,
            traffic_medium=medium,
            campaign_name=campaign,
            referrer_host=referrer,
        )
        for name, (source, medium, campaign, referrer) in CHANNELS.items()
    ),
)


@pytest.mark.parametrize("name", CHANNELS)
def test_channel_of_a_visit_follows_googles_default_grouping(faulty: Warehouse, name: str) -> None:
    found = faulty.values(
        "select sessions.channel_id from journey.fct_sessions as sessions "
        "inner join intermediate.int_journey__sessions_built as built using (web_session_id) "
        f"where built.visitor_id = 'files:J-channel {name}'"
    )
    assert found == [name.split(":")[0]]


plant(
    "web_analytics/events",
    view("midnight", "2024-05-01 23:50:00"),
    view("midnight", "2024-05-02 00:10:00"),
    view("gap", "2024-05-01 10:00:00"),
    view("gap", "2024-05-01 10:30:00"),
    view("gap", "2024-05-01 11:00:01"),
    # A page that reloads itself every half hour for three days.
    *(
        view("endless", f"2024-05-{3 + at // 48:02}T{at % 48 // 2:02}:{at % 2 * 30:02}:00Z", at)
        for at in range(144)
    ),
)


def sessions_of(warehouse: Warehouse, visitor: str) -> list[tuple[object, ...]]:
    """Return start, end, events and flag of the sessions of a visitor, in their order."""
    return warehouse.rows(
        "select started_at, ended_at, events, is_runaway "
        "from intermediate.int_journey__sessions_built "
        f"where visitor_id = 'files:J-{visitor}' order by started_at"
    )


def test_fault_17_midnight_ends_no_visit_a_gap_does_and_an_endless_one_is_cut(
    faulty: Warehouse,
) -> None:
    def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
        return datetime(2024, 5, day, hour, minute, second)

    assert sessions_of(faulty, "midnight") == [(at(1, 23, 50), at(2, 0, 10), 2, False)]
    assert sessions_of(faulty, "gap") == [
        (at(1, 10), at(1, 10, 30), 2, False),
        (at(1, 11, 0, 1), at(1, 11, 0, 1), 1, False),
    ]
    assert sessions_of(faulty, "endless") == [(at(3, 0), at(3, 12), 144, True)]


plant(
    "web_analytics/events",
    view("marked", "2024-05-01 10:00:00", is_bot="true"),
    view("person", "2024-05-01 10:00:00"),
    *(view("robot", "2024-05-01 10:00:00", number) for number in range(2001)),
    *(view("busy", "2024-05-01 10:00:00", number) for number in range(2000)),
)


def test_fault_62_robots_and_internal_traffic_are_counted_and_make_no_visit(
    faulty: Warehouse,
) -> None:
    visitors = ("marked", "person", "robot", "busy")
    found = {name: sum(row[2] for row in sessions_of(faulty, name)) for name in visitors}
    assert found == {"marked": 0, "person": 1, "robot": 0, "busy": 2000}
    assert faulty.rows(
        "select visitor_id, event_count from intermediate.int_journey__robots_found"
    ) == [("files:J-robot", 2001)]


plant(
    "ad_platforms/campaigns",
    {
        "campaign_id": "36-seen",
        "campaign_name": "Ghost Campaign",
        "traffic_source": "google",
        "traffic_medium": "cpc",
    },
)
plant(
    "ad_platforms/ad_performance_daily",
    *(
        {
            "campaign_id": campaign,
            "currency": "USD",
            "impressions": 100,
            "clicks": 3,
            "spend_amount": amount,
            "performance_date": "2024-05-06",
        }
        for campaign, amount in (("36-seen", "12.50"), ("36-unlisted", "7.25"))
    ),
)
plant(
    "web_analytics/events",
    view(
        "wanderer",
        "2024-05-06 10:00:00",
        traffic_source="google",
        traffic_medium="cpc",
        campaign_name="Nobody's Campaign",
    ),
)
plant("webshop/orders", order("36", visitor_id="J-wanderer", ordered_at="2024-05-06 11:00:00"))
plant("webshop/order_lines", line("36", "36", gross_amount="80.00"))


def test_fault_36_spend_without_visits_and_visits_without_campaign_are_kept(
    faulty: Warehouse,
) -> None:
    """An unlisted campaign's spend stays with other advertising; no campaign takes another's."""
    rows = faulty.rows(
        "select channel_id, campaign_key, attributed_orders, attributed_revenue_reporting, "
        "spend_reporting, return_on_ad_spend, cost_per_order "
        "from attribution.kpi_attribution_daily where business_date = '2024-05-06' "
        "and date_basis = 'order' and attribution_model = 'markov' order by all"
    )
    assert rows == [
        ("paid_other", None, 0.0, Decimal("0.000"), Decimal("7.250"), None, None),
        ("paid_search", "ghost_campaign", 0.0, Decimal("0.000"), Decimal("12.500"), None, None),
        ("paid_search", "nobody_s_campaign", 1.0, Decimal("80.000"), Decimal("0.000"), None, None),
    ]


def shopper(name: str, *looks: tuple[str, str]) -> None:
    """Plant a person with a card and an account who looks something up and buys it at noon."""
    email = f"{name}@ropo.example"
    plant("webshop/customers", {"account_id": name, "email": email})
    plant("crm/members", {"member_id": name, "loyalty_id": f"card{name}", "email": email})
    for number, (moment, kind) in enumerate(looks):
        event = {"account_id": name, "event_name": kind}
        if kind == "product_view":
            event["product_id"] = "ROPO-1"
        plant("web_analytics/events", view(name, moment, number, **event))
    receipt = {"receipt_id": f"R-{name}", "receipt_status": "completed", "currency": "USD"}
    sold = {"loyalty_id": f"card{name}", "store_id": "S-63", "sold_at": "2024-06-20 12:00:00"}
    plant("pos/receipts", receipt | sold)
    plant(
        "pos/receipt_lines",
        {
            "receipt_line_id": f"L-{name}",
            "receipt_id": f"R-{name}",
            "product_id": "ROPO-1",
            "quantity": "1",
            "gross_amount": "10.00",
        },
    )


def research_hours(warehouse: Warehouse, name: str) -> dict[str, float | None]:
    """Return the hours from research to purchase, by the way of matching."""
    rows = warehouse.rows(
        "select match_type, last_research_hours from ropo.fct_cross_channel_purchases "
        f"where order_id = 'files_pos:R-{name}' and direction = 'online_to_store'"
    )
    return dict(rows)


shopper("63-exact", ("2024-06-13 12:00:00", "product_view"))
shopper("63-late", ("2024-06-13 11:59:59", "product_view"))
shopper("63-instant", ("2024-06-20 12:00:00", "product_view"))


def test_fault_63_exactly_seven_days_are_within_seven_days(faulty: Warehouse) -> None:
    assert research_hours(faulty, "63-exact")["product"] == 168.0
    assert research_hours(faulty, "63-late")["product"] == 168.0 + 1 / 3600
    assert research_hours(faulty, "63-instant") == {
        "any": None,
        "category": None,
        "product": None,
        "stock_check": None,
    }
    # Of the four receipts of that store one was looked up within 7 days, and two within 14.
    assert faulty.rows(
        "select window_days, eligible_purchases, researched_purchases from ropo.kpi_ropo_monthly "
        "where store_id = 'S-63' and match_type = 'product' and purchase_unit = 'receipt' "
        "and direction = 'online_to_store' and window_days in (7, 14) order by window_days"
    ) == [(7, 4, 1), (14, 4, 2)]


# The visit begins ten minutes before the purchase, the product is looked at a second after it.
shopper("64", ("2024-06-20 11:50:00", "page_view"), ("2024-06-20 12:00:01", "product_view"))


def test_fault_64_what_is_looked_at_after_the_purchase_was_not_researched(
    faulty: Warehouse,
) -> None:
    hours = research_hours(faulty, "64")
    assert (hours["any"], hours["product"]) == (pytest.approx(1 / 6), None)
