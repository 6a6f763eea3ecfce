"""Charts as SVG, drawn by Vega-Lite when the page is made: a reader's browser runs no script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import vl_convert

from omnimart.dashboard.formats import is_missing

Row = dict[str, Any]

# Each is at least 3:1 on white and told apart by the colour-blind; lines differ in their marks too.
COLOURS = [
    "#1f5fa8",
    "#c0570e",
    "#1a7f64",
    "#8a3f94",
    "#8a6d00",
    "#c2255c",
    "#555b66",
    "#1b8aa5",
]
UNKNOWN = "#a3a9b4"
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke", "arrow"]
INK = "#3c424d"
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
# How an axis writes what a column's format is; the first that fits is d3's.
AXIS_FORMATS = {"percent": ".0%", "money": "~s", "count": "~s", "times": ".2~f", "points": "+.0f"}
# The drawing is made twice, for a desktop's column and for a phone's screen.
WIDE, NARROW = 1190, 330


@dataclass(frozen=True)
class Chart:
    """One chart of a page: its kind, and which columns of the query it shows."""

    kind: str
    x: str
    y: str
    series: str | None = None
    low: str | None = None
    high: str | None = None
    # A line drawn at this value, such as the 1 of a lift without effect.
    reference: float | None = None
    # The series of what is not known: grey, so that nobody takes it for a finding.
    unknown: str | None = None
    height: int = 260

    def svg(self, rows: list[Row], kind: str, *, width: int) -> str:
        """Draw the chart; `kind` is the format of the values."""
        specification = {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "width": width,
            "autosize": {"type": "fit", "contains": "padding"},
            "data": {"values": [{name: _plain(row[name]) for name in row} for row in rows]},
            "config": _config(width),
            **self._marks(rows, AXIS_FORMATS.get(kind, "~g"), width),
        }
        return str(vl_convert.vegalite_to_svg(specification))

    def _marks(self, rows: list[Row], axis_format: str, width: int) -> dict[str, Any]:
        if self.kind == "line":
            return self._lines(rows, axis_format, width)
        categories = len({row[self.y] for row in rows})
        # A reader's font may be wider than the one that the labels are measured in.
        room = {"left": 30, "top": 5, "right": 5, "bottom": 5}
        size: dict[str, Any] = {"height": categories * 30 + 60, "padding": room}
        return size | (
            self._stacked(rows, axis_format, width)
            if self.kind == "stacked"
            else self._intervals(rows, axis_format, width)
        )

    def _lines(self, rows: list[Row], axis_format: str, width: int) -> dict[str, Any]:
        ticks = {"interval": "month", "step": 1 if width > NARROW else 3}
        axis = {"format": "%b %y", "title": None, "tickCount": ticks, "labelOverlap": True}
        x = {"field": self.x, "type": "temporal", "axis": axis}
        y = {
            "field": self.y,
            "type": "quantitative",
            "axis": {"format": axis_format, "title": None, "tickCount": 5},
        }
        colour, shape = self._colour(rows), self._shape(rows)
        layers: list[dict[str, Any]] = [
            {"mark": {"type": "line", "strokeWidth": 2.2}, "encoding": {"x": x, "y": y} | colour},
            {
                "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
                "encoding": {"x": x, "y": y} | colour | shape,
            },
        ]
        if self.low and self.high:
            band = {"x": x, "y": y | {"field": self.low}, "y2": {"field": self.high}} | colour
            layers.insert(0, {"mark": {"type": "area", "opacity": 0.16}, "encoding": band})
        return {"height": self.height, "layer": layers}

    def _stacked(self, rows: list[Row], axis_format: str, width: int) -> dict[str, Any]:
        return {
            "mark": {"type": "bar", "height": {"band": 0.72}},
            "encoding": {
                "y": self._categories(rows, width),
                "x": self._values(axis_format),
                "order": {"field": "_order", "type": "quantitative"},
            }
            | self._colour(rows),
            "transform": [{"calculate": self._order_of_series(rows), "as": "_order"}],
        }

    def _intervals(self, rows: list[Row], axis_format: str, width: int) -> dict[str, Any]:
        place = {"y": self._categories(rows, width)} | self._colour(rows)
        if self.series:
            place["yOffset"] = {"field": self.series, "type": "nominal"}
        values = self._values(axis_format)
        layers: list[dict[str, Any]] = [
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": place | self._shape(rows) | {"x": values},
            }
        ]
        if self.low and self.high:
            ends = {"x": values | {"field": self.low}, "x2": {"field": self.high}}
            layers.insert(
                0, {"mark": {"type": "rule", "strokeWidth": 2.4}, "encoding": place | ends}
            )
        if self.reference is not None:
            rule = {"type": "rule", "strokeDash": [4, 3], "color": "#8d95a3", "strokeWidth": 1.4}
            layers.insert(0, {"mark": rule, "encoding": {"x": {"datum": self.reference}}})
        return {"layer": layers}

    def _values(self, axis_format: str) -> dict[str, Any]:
        return {
            "field": self.x,
            "type": "quantitative",
            "axis": {"format": axis_format, "tickCount": 5},
            # Else the ends of the intervals name the axis.
            "title": None,
            "scale": {"zero": self.kind == "stacked"},
        }

    def _categories(self, rows: list[Row], width: int) -> dict[str, Any]:
        axis = {"title": None, "labelLimit": 220 if width > NARROW else 122}
        order = list(dict.fromkeys(row[self.y] for row in rows))
        return {"field": self.y, "type": "nominal", "axis": axis, "sort": order}

    def _series(self, rows: list[Row]) -> list[str]:
        return list(dict.fromkeys(row[self.series] for row in rows)) if self.series else []

    def _order_of_series(self, rows: list[Row]) -> str:
        return f"indexof({self._series(rows)!r}, datum['{self.series}'])"

    def _colour(self, rows: list[Row]) -> dict[str, Any]:
        if not self.series:
            return {"color": {"value": COLOURS[0]}}
        series = self._series(rows)
        colours = [UNKNOWN if name == self.unknown else COLOURS[i] for i, name in enumerate(series)]
        scale = {"domain": series, "range": colours}
        field = {"field": self.series, "type": "nominal", "scale": scale, "legend": {"title": None}}
        return {"color": field}

    def _shape(self, rows: list[Row]) -> dict[str, Any]:
        if not self.series:
            return {}
        scale = {"domain": self._series(rows), "range": SHAPES[: len(self._series(rows))]}
        field = {"field": self.series, "type": "nominal", "scale": scale, "legend": {"title": None}}
        return {"shape": field}


def _plain(value: Any) -> Any:
    if is_missing(value):
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%dT00:00:00}"
    return float(value) if isinstance(value, Decimal) else value


def _config(width: int) -> dict[str, Any]:
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": INK}
    axis = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    grid = {"gridColor": "#e6e8ec", "domainColor": "#9aa1ad", "tickColor": "#9aa1ad"}
    legend = {"orient": "top", "labelFontSize": 12.5, "symbolSize": 90, "symbolOpacity": 1}
    legend |= {"offset": 12, "labelLimit": 150}
    columns = {"columns": 8 if width > NARROW else 2}
    return {
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": text | axis | grid,
        "axisX": {"labelPadding": 6},
        "axisY": {"labelPadding": 6},
        "legend": text | legend | columns,
    }
