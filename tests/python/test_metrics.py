"""Every metric of the semantic layer, as MetricFlow works it out, is what its mart says.

The expectations are SQL on the marts. Metrics that add something up are sums of a mart's column.
Rates are the mean of the rates that the mart shows, weighted by the columns that the mart names as
their denominators: a metric with another numerator, denominator or filter has another value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from omnimart.warehouse import warehouse_path
from retailer import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = PROJECT / "target" / "semantic_manifest.json"


@dataclass(frozen=True)
class Mart:
    """A mart with its dates, of which a day's are looked at by month."""

    table: str
    date: str
    grain: str

    @property
    def period(self) -> str:
        return "month" if self.grain == "day" else self.grain


def total(column: str, where: str = "true") -> str:
    return f"sum(case when {where} then {column} end)"


def ratio(numerator: str, denominator: str, where: str = "true") -> str:
    return f"cast({total(numerator, where)} as double) / nullif({total(denominator, where)}, 0)"


def mean(rate: str, weight: str, where: str = "true") -> str:
    """Return the mean of a mart's rate, weighted by its denominator, where there is a rate."""
    return ratio(f"{rate} * cast({weight} as double)", weight, f"{where} and {rate} is not null")


def credited_by(model: str) -> str:
    return f"attribution_model = '{model}' and date_basis = 'order'"


ADVERTISED = (
    "channel_id in (select channel_id from core.dim_channels where channel_group = 'advertising')"
)


def return_on_ad_spend(model: str) -> str:
    revenue = total("attributed_revenue_reporting", f"{credited_by(model)} and {ADVERTISED}")
    spend = total("spend_reporting", credited_by(model))
    return f"cast({revenue} as double) / nullif({spend}, 0)"


def cost_per_order(model: str) -> str:
    orders = total("attributed_orders", f"{credited_by(model)} and {ADVERTISED}")
    spend = total("spend_reporting", credited_by(model))
    return f"cast({spend} as double) / nullif({orders}, 0)"


def ropo(direction: str) -> str:
    return (
        f"direction = '{direction}' and purchase_unit = 'receipt' and match_type = 'any' "
        "and window_days = 30"
    )


def by_store(where: str) -> str:
    return f"{where} and store_id <> '(all)' and category_name = '(all)'"


def stage(number: int) -> str:
    return f"first_channel_id <> '(all)' and stage_number = {number}"


def reach(number: int) -> str:
    """Return the share that reached a stage; who stopped before has no row of the stage."""
    reached = total("reached_customers", stage(number))
    return f"cast({reached} as double) / {total('cohort_customers', stage(1))}"


def after(months: int) -> str:
    return f"is_month_complete and months_since_first_order = {months}"


BY_CHANNEL = "channel_id <> '(all)'"
OVERALL = "advocacy_level = 'overall'"
BETWEEN_CHANNELS = "switching_level = 'channel'"
TO_STORE, TO_WEB = ropo("online_to_store"), ropo("store_to_online")
BETWEEN_STORES = ropo("store_to_store")

EXPECTED = {
    Mart("funnel.kpi_conversion_daily", "business_date", "day"): {
        "orders": total("orders"),
        "identified_orders": total("identified_orders"),
        "orders_with_rate": total("orders - orders_without_rate"),
        "units": total("units"),
        "net_revenue_reporting": total("net_revenue_reporting"),
        "average_order_value": ratio("net_revenue_reporting", "orders - orders_without_rate"),
        "units_per_order": mean("units_per_order", "orders"),
        "identified_order_share": mean("identified_order_share", "orders"),
        "line_revenue_reporting": total("net_revenue_reporting"),
        "line_discount_reporting": total("discount_amount_reporting"),
        "line_units": total("units"),
        "orders_with_visits": total("orders", "conversion_rate is not null"),
        "visits_with_orders": total("visits", "conversion_rate is not null"),
        "gross_revenue_reporting": total("gross_revenue_reporting"),
        "discount_amount_reporting": total("discount_amount_reporting"),
        "refund_amount_reporting": total("refund_amount_reporting"),
        "refund_amount_cash_reporting": total("refund_amount_cash_reporting"),
        "net_revenue_cash_reporting": total("net_revenue_cash_reporting"),
        "conversion_rate": mean("conversion_rate", "visits"),
    },
    Mart("funnel.kpi_awareness_daily", "business_date", "day"): {
        "impressions": total("impressions"),
        "clicks": total("clicks"),
        "ad_spend": total("spend_reporting"),
        "visits": total("visits"),
        "known_visits": total("known_visits"),
        "clicks_on_shown": total("clicks", "click_through_rate is not null"),
        "shown_impressions": total("impressions", "click_through_rate is not null"),
        "spend_on_clicks": total("spend_reporting", "cost_per_click is not null"),
        "paid_clicks": total("clicks", "cost_per_click is not null"),
        "click_through_rate": mean("click_through_rate", "impressions"),
        "cost_per_click": mean("cost_per_click", "clicks"),
        "known_visit_share": mean("known_visit_share", "visits"),
    },
    Mart("funnel.kpi_engagement_daily", "business_date", "day"): {
        "sessions": total("sessions"),
        "engaged_sessions": total("engaged_sessions"),
        "sessions_brought": total("sessions_brought"),
        "engaged_sessions_brought": total("engaged_sessions_brought"),
        "engagement_seconds": total("engagement_seconds"),
        "recommended_sessions": total("recommended_sessions"),
        "recommended_seconds": total("recommended_seconds"),
        "product_views": total("product_views"),
        "messages_delivered": total("messages_delivered"),
        "messages_opened": total("messages_opened"),
        "messages_clicked": total("messages_clicked"),
        "post_impressions": total("impressions"),
        "interactions": total("interactions"),
        "inquiries": total("inquiries"),
        "inquiries_with_visits": total("inquiries", "inquiry_rate is not null"),
        "visits_with_inquiries": total("visits", "inquiry_rate is not null"),
        "openable_messages": total("messages_delivered", "message_open_rate is not null"),
        "clicked_openable_messages": total("messages_clicked", "click_to_open_rate is not null"),
        "carts": total("carts"),
        "abandoned_carts": total("abandoned_carts"),
        "engaged_visit_rate": mean("engaged_visit_rate", "sessions"),
        "engaged_brought_rate": mean("engaged_brought_rate", "sessions_brought"),
        "visit_seconds_mean": mean("visit_seconds_mean", "sessions"),
        "recommended_visit_seconds_mean": mean(
            "recommended_visit_seconds_mean", "recommended_sessions"
        ),
        "message_open_rate": mean("message_open_rate", "messages_delivered"),
        "message_click_rate": mean("message_click_rate", "messages_delivered"),
        "click_to_open_rate": mean("click_to_open_rate", "messages_opened"),
        "social_engagement_rate": mean("social_engagement_rate", "impressions"),
        "inquiry_rate": mean("inquiry_rate", "visits"),
        "cart_abandonment_rate": mean("cart_abandonment_rate", "carts"),
    },
    Mart("funnel.kpi_recommendations_daily", "business_date", "day"): {
        "recommendation_impressions": total("impressions"),
        "recommendation_clicks": total("clicks"),
        "identified_recommendation_clicks": total("identified_clicks"),
        "converted_recommendation_clicks": total("converted_clicks"),
        "recommended_revenue_reporting": total("recommended_revenue_reporting"),
        "recommendation_click_rate": mean("click_through_rate", "impressions"),
        "identified_click_share": mean("identified_click_share", "clicks"),
        "recommended_conversion_rate": mean("recommended_conversion_rate", "identified_clicks"),
    },
    Mart("funnel.kpi_product_interest_monthly", "interest_month", "month"): {
        "product_visits": total("product_visits"),
        "cart_visits": total("cart_visits"),
        "identified_cart_visits": total("identified_cart_visits"),
        "bought_cart_visits": total("bought_cart_visits"),
        "product_purchases": total("purchases"),
        "researched_product_purchases": total("researched_purchases"),
        "view_to_cart_rate": mean("view_to_cart_rate", "product_visits"),
        "identified_cart_share": mean("identified_cart_share", "cart_visits"),
        "cart_to_purchase_rate": mean("cart_to_purchase_rate", "identified_cart_visits"),
    },
    Mart("funnel.kpi_service_daily", "business_date", "day"): {
        "tickets": total("tickets"),
        "identified_tickets": total("identified_tickets"),
        "first_tickets": total("first_tickets"),
        "repeat_tickets": total("repeat_tickets"),
        "replied_tickets": total("replied_tickets"),
        "first_response_minutes": total("first_response_minutes"),
        "solved_tickets": total("solved_tickets"),
        "tickets_solved_at_once": total("tickets_solved_at_once"),
        "csat_answers": total("csat_answers"),
        "satisfied_answers": total("satisfied_answers"),
        "first_response_minutes_mean": ratio("first_response_minutes", "replied_tickets"),
        "identified_ticket_share": ratio("identified_tickets", "tickets"),
        "first_contact_resolution_rate": mean("first_contact_resolution_rate", "solved_tickets"),
        "csat": mean("csat", "csat_answers"),
    },
    Mart("funnel.kpi_loyalty_daily", "business_date", "day"): {
        "first_orders": total("first_orders"),
        "repeat_orders": total("repeat_orders"),
        "known_orders": total("known_orders"),
        "nps_answers": total("nps_answers"),
        "promoters": total("promoters"),
        "passives": total("passives"),
        "detractors": total("detractors"),
        "reviews": total("reviews"),
        "rating_points": total("rating_points"),
        "positive_reviews": total("positive_reviews"),
        "invitations": total("invitations"),
        "redeemed_invitations": total("redeemed_invitations"),
        "repeat_order_share": mean("repeat_order_share", "known_orders"),
        "average_rating": mean("average_rating", "reviews"),
        "positive_review_share": mean("positive_review_share", "reviews"),
        "referral_conversion_rate": mean("referral_conversion_rate", "invitations"),
        "nps": mean("nps", "nps_answers"),
    },
    Mart("funnel.kpi_visitors_monthly", "visit_month", "month"): {
        "channel_visitors": total("visitors", "channel_id <> '(all)' and store_id = '(all)'"),
        "brand_visitors": total("visitors", "channel_id = '(all)'"),
        "new_brand_visitors": total("new_visitors", "channel_id = '(all)'"),
        "revisiting_visitors": total("revisiting_visitors", "channel_id = '(all)'"),
        "revisit_rate": mean("revisit_rate", "visitors", "channel_id = '(all)'"),
    },
    Mart("funnel.kpi_customer_stages_monthly", "cohort_month", "month"): {
        "cohort_customers": total("cohort_customers", stage(1)),
        "considering_customers": total("reached_customers", stage(2)),
        "deciding_customers": total("reached_customers", stage(3)),
        "served_customers": total("reached_customers", stage(4)),
        "loyal_customers": total("reached_customers", stage(5)),
        "considering_customer_share": reach(2),
        "deciding_customer_share": reach(3),
        "served_customer_share": reach(4),
        "loyal_customer_share": reach(5),
    },
    Mart("funnel.kpi_placements_weekly", "week_start_date", "week"): {
        "placed_products": total("placed_products"),
        "sold_placed_products": total("sold_placed_products"),
        "placed_revenue_reporting": total("placed_revenue_reporting"),
        "placing_store_revenue_reporting": total("net_revenue_reporting"),
        "sold_placement_share": mean("sold_placement_share", "placed_products"),
        "placed_revenue_share": mean("placed_revenue_share", "net_revenue_reporting"),
    },
    Mart("identity.kpi_identity_coverage", "week_start_date", "week"): {
        "records": total("records"),
        "identified_records": total("identified_records"),
        "reachable_records": total("reachable_records"),
        "identified_share": mean("identified_share", "records"),
        "reachable_share": mean("reachable_share", "records"),
    },
    Mart("journey.kpi_journeys_monthly", "journey_month", "month"): {
        "journeys": total("journeys", "entry_channel_id <> '(all)'"),
        "converted_journeys": total("converted_journeys", "entry_channel_id <> '(all)'"),
        "lapsed_journeys": total("lapsed_journeys", "entry_channel_id <> '(all)'"),
        "open_journeys": total("open_journeys", "entry_channel_id <> '(all)'"),
        "decided_journeys": total(
            "converted_journeys + lapsed_journeys", "entry_channel_id <> '(all)'"
        ),
        "cross_channel_orders": total("cross_channel_orders", "entry_channel_id <> '(all)'"),
        "journey_conversion_rate": mean(
            "journey_conversion_rate",
            "converted_journeys + lapsed_journeys",
            "entry_channel_id <> '(all)'",
        ),
        "cross_channel_order_share": mean(
            "cross_channel_order_share", "converted_journeys", "entry_channel_id <> '(all)'"
        ),
    },
    Mart("journey.kpi_journey_paths_monthly", "journey_month", "month"): {
        "path_journeys": total("journeys"),
        "path_converted_journeys": total("converted_journeys"),
        "path_decided_journeys": total("converted_journeys + lapsed_journeys"),
        "path_revenue_reporting": total("net_revenue_reporting"),
        "path_conversion_rate": mean(
            "journey_conversion_rate", "converted_journeys + lapsed_journeys"
        ),
    },
    Mart("ropo.kpi_ropo_counts_monthly", "order_month", "month"): {
        "ropo_purchases": total("purchases", TO_STORE),
        "ropo_eligible_purchases": total("eligible_purchases", TO_STORE),
        "ropo_researched_purchases": total("researched_purchases", TO_STORE),
        "offline_to_online_purchases": total("purchases", TO_WEB),
        "offline_to_online_eligible_purchases": total("eligible_purchases", TO_WEB),
        "offline_to_online_researched_purchases": total("researched_purchases", TO_WEB),
        "store_to_store_purchases": total("purchases", BETWEEN_STORES),
        "store_to_store_eligible_purchases": total("eligible_purchases", BETWEEN_STORES),
        "store_to_store_researched_purchases": total("researched_purchases", BETWEEN_STORES),
        "ropo_revenue_reporting": total("researched_revenue_reporting", TO_STORE),
    },
    Mart("ropo.kpi_ropo_monthly", "order_month", "month"): {
        "ropo_rate": mean("ropo_rate", "eligible_purchases", by_store(TO_STORE)),
        "ropo_coverage": mean("ropo_coverage", "purchases", by_store(TO_STORE)),
        "offline_to_online_rate": mean("ropo_rate", "eligible_purchases", by_store(TO_WEB)),
        "offline_to_online_coverage": mean("ropo_coverage", "purchases", by_store(TO_WEB)),
        "store_to_store_rate": mean("ropo_rate", "eligible_purchases", by_store(BETWEEN_STORES)),
        "store_to_store_coverage": mean("ropo_coverage", "purchases", by_store(BETWEEN_STORES)),
        "ropo_floor": mean("ropo_floor", "purchases", by_store(TO_STORE)),
    },
    Mart("ropo.kpi_store_services_monthly", "service_month", "month"): {
        "store_sold_orders": total("sold_orders"),
        "collected_orders": total("collected_orders"),
        "store_handed_orders": total("sold_orders + collected_orders"),
        "collected_revenue_reporting": total("collected_revenue_reporting"),
        "cross_channel_returned_lines": total("cross_channel_returned_lines"),
        "cross_channel_returned_reporting": total("cross_channel_returned_reporting"),
        "collected_order_share": mean("collected_order_share", "sold_orders + collected_orders"),
    },
    Mart("switching.kpi_cannibalisation_quarterly", "order_quarter", "quarter"): {
        "switching_revenue_reporting": total("net_revenue_reporting", BETWEEN_CHANNELS),
        "new_to_brand_reporting": total("new_to_brand_reporting", BETWEEN_CHANNELS),
        "reactivated_reporting": total("reactivated_reporting", BETWEEN_CHANNELS),
        "retained_reporting": total("retained_reporting", BETWEEN_CHANNELS),
        "migrated_in_reporting": total("migrated_in_reporting", BETWEEN_CHANNELS),
        "expansion_reporting": total("expansion_reporting", BETWEEN_CHANNELS),
        "unidentified_reporting": total("unidentified_reporting", BETWEEN_CHANNELS),
        "migrated_out_reporting": total("migrated_out_reporting", BETWEEN_CHANNELS),
        "lost_reporting": total("lost_reporting", BETWEEN_CHANNELS),
        "incremental_reporting": total(
            "new_to_brand_reporting + reactivated_reporting + expansion_reporting", BETWEEN_CHANNELS
        ),
        "identified_switching_reporting": total(
            "net_revenue_reporting - unidentified_reporting", BETWEEN_CHANNELS
        ),
        "incremental_share": mean("incremental_share", "net_revenue_reporting", BETWEEN_CHANNELS),
        "cannibalised_share": mean("cannibalised_share", "net_revenue_reporting", BETWEEN_CHANNELS),
        "identified_revenue_share": mean(
            "identified_revenue_share", "net_revenue_reporting", BETWEEN_CHANNELS
        ),
    },
    Mart("switching.kpi_launch_effects", "launch_date", "day"): {
        "launched_revenue_short": total("launched_revenue_reporting", "effect_period = 'short'"),
        "launch_moved_revenue_short": total("moved_revenue_reporting", "effect_period = 'short'"),
        "launched_revenue_long": total("launched_revenue_reporting", "effect_period = 'long'"),
        "launch_moved_revenue_long": total("moved_revenue_reporting", "effect_period = 'long'"),
        "launch_cannibalised_share_short": mean(
            "launch_cannibalised_share", "launched_revenue_reporting", "effect_period = 'short'"
        ),
        "launch_cannibalised_share_long": mean(
            "launch_cannibalised_share", "launched_revenue_reporting", "effect_period = 'long'"
        ),
    },
    Mart("attribution.kpi_attribution_daily", "business_date", "day"): {
        "first_touch_orders": total("attributed_orders", credited_by("first_touch")),
        "first_touch_revenue": total("attributed_revenue_reporting", credited_by("first_touch")),
        "last_touch_orders": total("attributed_orders", credited_by("last_touch")),
        "last_touch_revenue": total("attributed_revenue_reporting", credited_by("last_touch")),
        "last_non_direct_orders": total("attributed_orders", credited_by("last_non_direct")),
        "last_non_direct_revenue": total(
            "attributed_revenue_reporting", credited_by("last_non_direct")
        ),
        "last_paid_orders": total("attributed_orders", credited_by("last_paid")),
        "last_paid_revenue": total("attributed_revenue_reporting", credited_by("last_paid")),
        "linear_orders": total("attributed_orders", credited_by("linear")),
        "linear_revenue": total("attributed_revenue_reporting", credited_by("linear")),
        "position_based_orders": total("attributed_orders", credited_by("position_based")),
        "position_based_revenue": total(
            "attributed_revenue_reporting", credited_by("position_based")
        ),
        "time_decay_orders": total("attributed_orders", credited_by("time_decay")),
        "time_decay_revenue": total("attributed_revenue_reporting", credited_by("time_decay")),
        "markov_orders": total("attributed_orders", credited_by("markov")),
        "markov_revenue": total("attributed_revenue_reporting", credited_by("markov")),
        "shapley_orders": total("attributed_orders", credited_by("shapley")),
        "shapley_revenue": total("attributed_revenue_reporting", credited_by("shapley")),
        "attributed_spend": total("spend_reporting", credited_by("markov")),
        "first_touch_return_on_ad_spend": return_on_ad_spend("first_touch"),
        "first_touch_cost_per_order": cost_per_order("first_touch"),
        "last_touch_return_on_ad_spend": return_on_ad_spend("last_touch"),
        "last_touch_cost_per_order": cost_per_order("last_touch"),
        "last_non_direct_return_on_ad_spend": return_on_ad_spend("last_non_direct"),
        "last_non_direct_cost_per_order": cost_per_order("last_non_direct"),
        "last_paid_return_on_ad_spend": return_on_ad_spend("last_paid"),
        "last_paid_cost_per_order": cost_per_order("last_paid"),
        "linear_return_on_ad_spend": return_on_ad_spend("linear"),
        "linear_cost_per_order": cost_per_order("linear"),
        "position_based_return_on_ad_spend": return_on_ad_spend("position_based"),
        "position_based_cost_per_order": cost_per_order("position_based"),
        "time_decay_return_on_ad_spend": return_on_ad_spend("time_decay"),
        "time_decay_cost_per_order": cost_per_order("time_decay"),
        "markov_return_on_ad_spend": return_on_ad_spend("markov"),
        "markov_cost_per_order": cost_per_order("markov"),
        "shapley_return_on_ad_spend": return_on_ad_spend("shapley"),
        "shapley_cost_per_order": cost_per_order("shapley"),
    },
    Mart("attribution.kpi_credited_touches_monthly", "touch_month", "month"): {
        "touches_for_research": total("touches_for_research"),
        "credited_touches": total("credited_touches"),
        "lapsed_touches": total("lapsed_touches"),
        "open_touches": total("open_touches"),
        "outside_window_touches": total("outside_window_touches"),
        "left_out_touches": total("left_out_touches"),
        "refused_touches": total("refused_touches"),
        "unknown_touches": total("unknown_touches"),
        "credited_touch_share": mean("credited_touch_share", "touches_for_research"),
    },
    Mart("attribution.kpi_journey_check", "answer_month", "month"): {
        "source_answers": total("answers"),
        "source_first_touch_answers": total("first_touch_answers"),
        "source_last_touch_answers": total("last_touch_answers"),
    },
    Mart("service.kpi_delivery_monthly", "order_month", "month"): {
        "shipments": total("shipments", BY_CHANNEL),
        "delivered_shipments": total("delivered_shipments", BY_CHANNEL),
        "failed_shipments": total("failed_shipments", BY_CHANNEL),
        "timed_shipments": total("timed_shipments", BY_CHANNEL),
        "promised_shipments": total("promised_shipments", BY_CHANNEL),
        "on_time_shipments": total("on_time_shipments", BY_CHANNEL),
        "on_time_delivery_rate": mean("on_time_delivery_rate", "promised_shipments", BY_CHANNEL),
        "timed_shipment_share": mean("timed_shipment_share", "delivered_shipments", BY_CHANNEL),
    },
    Mart("service.kpi_returns_monthly", "business_month", "month"): {
        "returnable_units": total("units", BY_CHANNEL),
        "refunded_units": total("refunded_units", BY_CHANNEL),
        "return_lines": total("return_lines", BY_CHANNEL),
        "linked_return_lines": total("linked_return_lines", BY_CHANNEL),
        "cross_channel_return_lines": total("cross_channel_return_lines", BY_CHANNEL),
        "return_rate": mean("return_rate", "units", BY_CHANNEL),
        "cross_channel_return_share": mean(
            "cross_channel_return_share", "linked_return_lines", BY_CHANNEL
        ),
    },
    Mart("service.kpi_service_issues_monthly", "contact_month", "month"): {
        "issues": total("issues", "channel_id = '(all)'"),
        "identified_issues": total("identified_issues", "channel_id = '(all)'"),
        "explained_again_issues": total("explained_again_issues", "channel_id = '(all)'"),
        "identified_explained_again_issues": total(
            "identified_explained_again_issues", "channel_id = '(all)'"
        ),
        "issue_contacts": total("issue_contacts", "channel_id = '(all)'"),
        "repeat_explanation_rate": mean(
            "repeat_explanation_rate", "identified_issues", "channel_id = '(all)'"
        ),
        "repeat_explanation_floor": mean(
            "repeat_explanation_floor", "issues", "channel_id = '(all)'"
        ),
        "identified_issue_share": mean("identified_issue_share", "issues", "channel_id = '(all)'"),
        "contacts_per_issue": mean("contacts_per_issue", "issues", "channel_id = '(all)'"),
    },
    Mart("channels.kpi_channel_reach_monthly", "touch_month", "month"): {
        "channel_contacts": total("channel_contacts"),
        "identified_channel_contacts": total("identified_contacts"),
        "identified_contact_share": mean("identified_contact_share", "channel_contacts"),
    },
    Mart("channels.kpi_channel_journeys_monthly", "ended_month", "month"): {
        "channel_present_orders": total("present_orders"),
        "channel_assisted_orders": total("assisted_orders"),
        "channel_assisted_revenue_reporting": total("assisted_revenue_reporting"),
        "channel_converted_journeys": total("converted_journeys"),
        "channel_decided_journeys": total("decided_journeys"),
    },
    Mart("measurement.kpi_stock_daily", "business_date", "day"): {
        "counted_products": total("counted_products"),
        "stockout_days": total("stockout_days"),
        "lost_demand_units": total("lost_demand_units"),
        "lost_demand_revenue_reporting": total("lost_demand_revenue_reporting"),
        "stockout_rate": mean("stockout_rate", "counted_products"),
    },
    Mart("measurement.kpi_cancelled_orders_daily", "business_date", "day"): {
        "online_orders": total("online_orders"),
        "cancelled_orders": total("cancelled_orders"),
        "explained_cancellations": total("explained_cancellations"),
        "cancelled_out_of_stock_orders": total("cancelled_out_of_stock_orders"),
        "judged_online_orders": total("online_orders", "cancelled_out_of_stock_rate is not null"),
        "cancelled_out_of_stock_rate": mean("cancelled_out_of_stock_rate", "online_orders"),
        "explained_cancellation_share": mean("explained_cancellation_share", "cancelled_orders"),
    },
    Mart("advocacy.kpi_advocacy_monthly", "answer_month", "month"): {
        "last_nps_answers": total("nps_answers", OVERALL),
        "last_promoters": total("promoters", OVERALL),
        "last_passives": total("passives", OVERALL),
        "last_detractors": total("detractors", OVERALL),
        "last_answer_nps": mean("nps", "nps_answers", OVERALL),
    },
    Mart("advocacy.kpi_reviews_monthly", "business_month", "month"): {
        "reviewable_orders": total("orders", OVERALL),
        "written_reviews": total("reviews", OVERALL),
        "replied_reviews": total("replied_reviews", OVERALL),
        "verified_reviews": total("verified_reviews", OVERALL),
        "identified_reviews": total("identified_reviews", OVERALL),
        "review_rate": mean("review_rate", "orders", OVERALL),
        "review_reply_rate": mean("review_reply_rate", "reviews", OVERALL),
        "identified_review_share": mean("identified_review_share", "reviews", OVERALL),
    },
    Mart("advocacy.kpi_referrals_monthly", "business_month", "month"): {
        "sent_invitations": total("invitations", OVERALL),
        "identified_invitations": total("identified_invitations", OVERALL),
        "counted_referrals": total("counted_referrals", OVERALL),
        "excluded_referrals": total("excluded_referrals", OVERALL),
        "unknown_referrals": total("unknown_referrals", OVERALL),
        "referred_revenue_reporting": total("referred_revenue_reporting", OVERALL),
        "identified_invitation_share": mean("identified_invitation_share", "invitations", OVERALL),
    },
    Mart("advocacy.kpi_word_of_mouth_monthly", "cohort_month", "month"): {
        "new_customers": total("new_customers", OVERALL),
        "referred_customers": total("referred_customers", OVERALL),
        "answered_customers": total("answered_customers", OVERALL),
        "told_by_friend_customers": total("told_by_friend_customers", OVERALL),
        "word_of_mouth_customers": total("word_of_mouth_customers", OVERALL),
        "source_known_customers": total("source_known_customers", OVERALL),
        "word_of_mouth_share": mean("word_of_mouth_share", "new_customers", OVERALL),
        "told_by_friend_share": mean("told_by_friend_share", "answered_customers", OVERALL),
        "source_known_share": mean("source_known_share", "new_customers", OVERALL),
    },
    Mart("value.kpi_retention_monthly", "cohort_month", "month"): {
        "retained_customers_1m": total("active_customers", after(1)),
        "retainable_customers_1m": total("cohort_customers", after(1)),
        "retained_customers_3m": total("active_customers", after(3)),
        "retainable_customers_3m": total("cohort_customers", after(3)),
        "retained_customers_6m": total("active_customers", after(6)),
        "retainable_customers_6m": total("cohort_customers", after(6)),
        "retained_customers_12m": total("active_customers", after(12)),
        "retainable_customers_12m": total("cohort_customers", after(12)),
        "retention_rate_1m": mean("retention_rate", "cohort_customers", after(1)),
        "retention_rate_3m": mean("retention_rate", "cohort_customers", after(3)),
        "retention_rate_6m": mean("retention_rate", "cohort_customers", after(6)),
        "retention_rate_12m": mean("retention_rate", "cohort_customers", after(12)),
    },
}


class DuckDb:
    """What MetricFlow has to know of an engine to write SQL for it."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


@pytest.fixture(scope="module")
def manifest() -> Any:
    if not MANIFEST.exists():
        pytest.skip("no semantic manifest; run `make build` first")
    return parse_manifest_from_dbt_generated_manifest(MANIFEST.read_text())


@pytest.fixture(scope="module")
def engine(manifest: Any) -> MetricFlowEngine:
    return MetricFlowEngine(SemanticManifestLookup(manifest), sql_client=DuckDb())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    path = PROJECT / warehouse_path()
    if not path.exists():
        pytest.skip("no warehouse; run `make build` first")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def answer(
    engine: MetricFlowEngine, warehouse: duckdb.DuckDBPyConnection, **question: Any
) -> list[dict[str, Any]]:
    """Return the rows of a query of metrics."""
    sql = engine.explain(MetricFlowQueryRequest.create(**question)).sql_statement.sql
    found = warehouse.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_metric_has_an_expectation(manifest: Any) -> None:
    expected = [name for metrics in EXPECTED.values() for name in metrics]
    assert len(expected) == len(set(expected))
    assert {metric.name for metric in manifest.metrics} == set(expected)


@pytest.mark.parametrize("mart", EXPECTED, ids=lambda mart: mart.table)
def test_metric_is_what_the_mart_says(
    engine: MetricFlowEngine, warehouse: duckdb.DuckDBPyConnection, mart: Mart
) -> None:
    metrics = EXPECTED[mart]
    columns = ", ".join(f"{expression} as {name}" for name, expression in metrics.items())
    start = f"cast(date_trunc('{mart.period}', {mart.date}) as date)"
    found = warehouse.execute(f"select {start}, {columns} from {mart.table} group by 1")
    expected = {row[0]: dict(zip(metrics, row[1:], strict=True)) for row in found.fetchall()}
    time = f"metric_time__{mart.period}"
    rows = answer(engine, warehouse, metric_names=list(metrics), group_by_names=[time])
    assert {row[time].date() for row in rows} == set(expected)
    for row in rows:
        for name, value in expected[row.pop(time).date()].items():
            same = row[name] is None if value is None else row[name] == pytest.approx(value)
            assert same, (name, row[name], value)
    # An expectation that is empty in every period would be met by a metric of nothing.
    known = {name for row in expected.values() for name, value in row.items() if value is not None}
    assert known == set(metrics)


def test_rates_of_the_whole_time_are_not_means_of_months(
    engine: MetricFlowEngine, warehouse: duckdb.DuckDBPyConnection
) -> None:
    (row,) = answer(engine, warehouse, metric_names=["conversion_rate", "identified_order_share"])
    expected = warehouse.execute(
        f"select {mean('conversion_rate', 'visits')}, {ratio('identified_orders', 'orders')} "
        "from funnel.kpi_conversion_daily"
    ).fetchone()
    assert tuple(row.values()) == pytest.approx(expected)


def test_metrics_of_several_marts_meet_by_channel(
    engine: MetricFlowEngine, warehouse: duckdb.DuckDBPyConnection
) -> None:
    """Orders are of the ledger, visits and spend of the funnel."""
    names = ["orders", "visits", "ad_spend"]
    rows = answer(engine, warehouse, metric_names=names, group_by_names=["channel"])
    found = {row["channel"]: tuple(row[name] for name in names) for row in rows}
    expected = warehouse.execute("""
        select channel_id, sum(orders), sum(visits), sum(spend)
        from (
            select channel_id, orders, null as visits, null as spend
            from funnel.kpi_conversion_daily where orders > 0
            union all
            select channel_id, null, visits, spend_reporting from funnel.kpi_awareness_daily
        )
        group by channel_id
    """).fetchall()
    assert found == {channel: tuple(values) for channel, *values in expected}


def test_saved_queries_answer(
    manifest: Any, engine: MetricFlowEngine, warehouse: duckdb.DuckDBPyConnection
) -> None:
    names = {query.name for query in manifest.saved_queries}
    assert len(names) == 5
    for name in names:
        rows = answer(engine, warehouse, saved_query_name=name)
        for column in rows[0]:
            assert any(row[column] is not None for row in rows), (name, column)


def test_the_page_lists_every_metric_with_its_mart() -> None:
    page = (PROJECT / "docs" / "metrics.md").read_text()
    listed = {
        table: set(re.findall(r"`(\w+)`", cells))
        for table, cells in re.findall(r"^\| `(\w+\.\w+)` \|(.*)$", page, re.MULTILINE)
    }
    models = (PROJECT / "models" / "marts").rglob("*.yml")
    contents = [yaml.safe_load(path.read_text()) for path in models]
    simple = {
        model["name"]: {metric["name"] for metric in model.get("metrics", [])}
        for content in contents
        for model in content.get("models", [])
    }
    ratios = {metric["name"] for content in contents for metric in content.get("metrics", [])}
    for table, metrics in listed.items():
        assert simple[table.split(".")[1]] <= metrics, table
    assert set.union(*listed.values()) == set.union(ratios, *simple.values())
