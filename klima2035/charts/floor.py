"""What remains against what neutral would mean: direct CO2, upstream emissions, the threshold, memo items beside it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, style
from klima2035.charts.rows import absent, rows
from klima2035.charts.style import Caption
from klima2035.numbers import number, percent
from klima2035.palette import ALERT, CARRIERS, INK, MUTED, PAPER, REST, on
from klima2035.phrases import CO2, NO_BREAK, name, said
from klima2035.result import Result

MEMO_HATCH = "////"
LEAST = 0.05  # of the widest bar: shares below it are joined
BARS = (3.0, 2.0, 0.62, 0.0)  # heights of the rows: what remains, what of it is upstream, two memo items


@dataclass(frozen=True)
class Floor:
    """What remains in a year [t/a], by carrier as direct CO2 and as upstream and other gases, and the threshold."""

    year: int
    direct: dict[str, float]
    upstream: dict[str, float]
    threshold: float
    share: float
    memo: dict[str, float]

    @property
    def remaining(self) -> float:
        """Return all that remains."""
        return self.rest + sum(self.direct.values())

    @property
    def rest(self) -> float:
        """Return what upstream and other gases leave though no direct CO2 were left."""
        return sum(self.upstream.values())


def floor(result: Result) -> Floor | None:
    """Return what remains against the threshold of neutrality, ``None`` where the result carries no such table."""
    items = {str(row["item"]): float(row["value"]) for row in rows(result, "neutrality")}
    if not items:
        return None
    year = int(rows(result, "neutrality")[0]["year"])
    frame = result.frames["emissions"].pick(view="end_use")
    at = frame.at(year)
    every, direct = (
        {code: float(values[at]) for code, values in frame.by("carrier", indicator=indicator).items()}
        for indicator in ("co2e", "co2")
    )
    upstream = {code: every[code] - direct.get(code, 0.0) for code in every}
    share = items["threshold_share_of_1990"]
    threshold = share * float(frame.total(indicator="co2e")[0])
    memo = {code: items[code] for code in ("process_emissions", "fossil_waste") if items.get(code)}
    if result.settings.get("process_emissions", "memo") != "memo":
        memo.pop("process_emissions", None)  # it stands in the balance already
    return Floor(year, direct, upstream, threshold, share, memo)


def _thousand(value: float, lang: str) -> str:
    return f"{number(value / 1e3, 0, lang)}{NO_BREAK}{said(lang, 'Tausend t', 'thousand t')}"


def _title(found: Floor, lang: str) -> str:
    """Say whether what remains lies below the threshold, and whether it could without any direct CO2."""
    left, goal = _thousand(found.remaining, lang), _thousand(found.threshold, lang)
    year = found.year
    if found.remaining <= found.threshold:
        return said(lang, f"{year} bleiben {left}: nicht mehr, als „klimaneutral“ zulässt ({goal})",
                    f"{left} remain in {year}: no more than “climate neutral” allows ({goal})")  # fmt: skip
    if found.rest > found.threshold:
        less, most = (number(value / 1e3, 0, lang) for value in (found.rest, found.threshold))
        return said(
            lang,
            f"{year} bleiben {left}; allein Vorketten und andere Gase ({less}) liegen über der Schwelle ({most})",
            f"{left} remain in {year}; upstream and other gases alone ({less}) exceed the threshold ({most})",
        )
    return said(lang, f"{year} bleiben {left}; „klimaneutral“ hieße höchstens {goal}",
                f"{left} remain in {year}; “climate neutral” would mean {goal} at most")  # fmt: skip


def _caption(result: Result, found: Floor | None, lang: str) -> Caption:
    if found is None:
        title = said(lang, "Keine Schwelle der Klimaneutralität in diesem Ergebnis", "No threshold in this result")
        return style.caption(result, lang, (title, "", title + "."))
    subtitle = said(
        lang,
        f"Treibhausgase {found.year} in Tausend t; Vorketten blieben auch, wenn kein direktes {CO2} mehr entstünde",
        f"Greenhouse gases in {found.year} in thousand t; upstream would stay even if no direct {CO2} were left",
    )
    parts = [
        f"{_head('direct', lang)} {number(sum(found.direct.values()) / 1e3, 1, lang)}: {_listed(found.direct, lang)}",
        f"{_head('upstream', lang)} {number(found.rest / 1e3, 1, lang)}: {_listed(found.upstream, lang)}",
        f"{_threshold(found, lang)}",
        *(f"{name(code, lang)}: {number(value / 1e3, 1, lang)}" for code, value in found.memo.items()),
    ]
    frame = style.one_year(result.frames["emissions"].pick(view="end_use", indicator="co2e"), found.year)
    return style.caption(result, lang, (_title(found, lang), subtitle, ". ".join(parts) + "."), frame)


def _head(part: str, lang: str) -> str:
    if part == "direct":
        return said(lang, f"Direktes {CO2}", f"Direct {CO2}")
    return said(lang, "Vorketten und andere Gase", "Upstream and other gases")


def _threshold(found: Floor, lang: str) -> str:
    amount, share = number(found.threshold / 1e3, 0, lang), percent(found.share, 0, lang)
    return said(lang, f"Schwelle „klimaneutral“: {amount} ({share} von 1990)",
                f"Threshold “climate neutral”: {amount} ({share} of 1990)")  # fmt: skip


def _listed(parts: dict[str, float], lang: str) -> str:
    shown = sorted((code for code in parts if parts[code] > 0.0), key=lambda code: -parts[code])
    return ", ".join(f"{name(code, lang)} {number(parts[code] / 1e3, 1, lang)}" for code in shown)


def remaining_floor(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw what remains as direct CO2 by carrier and as upstream, the threshold across, memo items apart below."""
    found = floor(result)
    caption = _caption(result, found, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, left=0.222, right=0.955, bottom=0.13, top=0.73)
    if found is None:
        style.empty(axes, absent(result, "neutrality", lang) or caption.title)
        return figure, caption
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    widest = max(found.remaining, found.threshold, *found.memo.values()) / 1e3
    axes.set_xlim(0.0, widest * 1.09)
    axes.set_ylim(-0.42, 3.75)
    _all(axes, result, found, widest, lang)
    _upstream(axes, result, found, widest, lang)
    _limit(axes, found, lang)
    for height, value in zip(BARS[2:], found.memo.values(), strict=False):
        axes.barh(height, value / 1e3, 0.4, facecolor=PAPER, edgecolor=MUTED, hatch=MEMO_HATCH, linewidth=1.0, zorder=2)
        _sum(axes, height, value / 1e3, widest, lang, 10.5)
    if found.memo:
        text = said(lang, "Nachrichtlich, steht nicht in der Bilanz:", "For information, not part of the balance:")
        axes.text(0.0, 1.19, text, fontsize=9.5, color=MUTED, va="center")
    heads = [said(lang, "Was bleibt", "What remains")]
    heads += [_head("upstream", lang).replace(said(lang, " und ", " and "), said(lang, "\nund ", "\nand "))]
    heads += [_memo_name(code, lang) for code in found.memo]
    axes.set_yticks(BARS[: len(heads)], labels=heads)
    axes.tick_params(axis="y", labelsize=10.5, labelcolor=INK)
    phases.key(figure, result, lang, [found.year])
    return figure, caption


def _memo_name(code: str, lang: str) -> str:
    if code == "process_emissions":
        return said(lang, f"Prozess-{CO2} des Kalks", f"Process {CO2} of lime")
    return said(lang, f"Fossiles {CO2} aus Abfall", f"Fossil {CO2} of waste")


def _hatched(axes: Axes, result: Result, found: Floor, height: float) -> str:
    """Draw what upstream leaves as a hatched bar from zero on; return its ground."""
    ground = phases.after(result, found.year, MUTED)
    axes.barh(height, found.rest / 1e3, 0.62, color=ground, edgecolor=PAPER, hatch=phases.HATCH, zorder=2)
    return ground


def _all(axes: Axes, result: Result, found: Floor, widest: float, lang: str) -> None:
    """Draw what remains: upstream first, so that it can be held against the threshold, then direct CO2 by carrier."""
    start = rest = found.rest / 1e3
    ground = _hatched(axes, result, found, BARS[0])
    look: dict[str, Any] = {"fontsize": 9.2, "ha": "center", "va": "center", "zorder": 4}
    at = min(rest, found.threshold / 1e3) / 2.0
    if at > 0.04 * widest:
        box = {"facecolor": ground, "linewidth": 0, "pad": 1.5}
        text = f"{said(lang, 'Vorketten', 'upstream')}\n{number(rest, 0, lang)}"
        axes.text(at, BARS[0], text, color=on(ground), bbox=box, **look)
    amounts = {code: value / 1e3 for code, value in found.direct.items() if value > 0.0}
    parts = {
        code: amounts[code]
        for code in sorted(amounts, key=lambda code: -amounts[code])
        if amounts[code] >= LEAST * widest
    }
    parts["rest"] = sum(amounts.values()) - sum(parts.values())
    for code, amount in parts.items():
        ground = phases.after(result, found.year, CARRIERS.get(code, REST))
        axes.barh(BARS[0], amount, 0.62, left=start, color=ground, edgecolor=PAPER, linewidth=0.8, zorder=2)
        label = said(lang, "Übrige", "other") if code == "rest" else name(code, lang)
        if amount > 0.0105 * widest * max(len(label), 3):
            axes.text(start + amount / 2, BARS[0], f"{label}\n{number(amount, 0, lang)}", color=on(ground), **look)
        start += amount
    _sum(axes, BARS[0], start, widest, lang)
    low = BARS[0] - 0.4
    axes.plot([rest, rest, start, start], [low + 0.05, low, low, low + 0.05], color=MUTED, linewidth=1.0, zorder=3)
    text = f"{_head('direct', lang)} {number(start - rest, 0, lang)}"
    axes.text((rest + start) / 2.0, low - 0.06, text, fontsize=9.5, color=MUTED, ha="center", va="top")


def _upstream(axes: Axes, result: Result, found: Floor, widest: float, lang: str) -> None:
    """Draw the upstream part alone; its largest carriers stand behind it in words."""
    rest = found.rest / 1e3
    _hatched(axes, result, found, BARS[1])
    _sum(axes, BARS[1], rest, widest, lang)
    largest = sorted(found.upstream, key=lambda code: -found.upstream[code])[:4]
    told = [f"{name(code, lang)} {number(found.upstream[code] / 1e3, 0, lang)}" for code in largest]
    other = rest - sum(found.upstream[code] for code in largest) / 1e3
    told.append(f"{said(lang, 'Übrige', 'other')} {number(other, 0, lang)}")
    goal = found.threshold / 1e3
    start = (rest if goal - rest > 0.5 * widest else max(rest, goal)) + 0.075 * widest
    axes.text(start, BARS[1], "\n".join(textwrap.wrap(", ".join(told), 46)), fontsize=9.5, color=MUTED, va="center")


def _sum(axes: Axes, height: float, amount: float, widest: float, lang: str, size: float = 12.0) -> None:
    """Write a bar's total behind it."""
    text = number(amount, 0, lang)
    axes.text(amount + 0.012 * widest, height, text, fontsize=size, fontweight="bold", va="center", zorder=6)


def _limit(axes: Axes, found: Floor, lang: str) -> None:
    """Draw the threshold across what remains and its upstream part."""
    at = found.threshold / 1e3
    axes.plot([at, at], [1.55, 3.55], color=ALERT, linewidth=2.4, zorder=5)
    low, high = axes.get_xlim()
    left = at > low + 0.6 * (high - low)
    side = -0.008 if left else 0.008
    axes.text(
        at + side * (high - low), 3.58, _threshold(found, lang), fontsize=9.8, fontweight="bold", color=ALERT,
        ha="right" if left else "left", va="center", zorder=6,
    )  # fmt: skip
