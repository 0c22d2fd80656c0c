"""What has changed since the last published account: verdicts, figures, restated counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from klima2035.labels import label
from klima2035.phrases import day
from klima2035.report.blocks import Block, Bullets, Claim, PageBreak, Paragraph
from klima2035.report.pack import Pack
from klima2035.report.say import amount, claim, heading, name, said
from klima2035.tracking import comparison, published
from klima2035.tracking.head import headlines

LEAST = 0.005  # share by which a figure must have moved to be told


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on changes since the last account."""
    head: list[Block] = [PageBreak(), heading(pack, "changes")]
    now = published.entries(pack.inputs, comparison.judged(pack.tracked), headlines(pack.tracked))
    pack = replace(pack, accounts=published.earlier(pack.accounts, now))
    if not pack.accounts:
        return [*head, Paragraph((claim(pack, "changes_first"),))]
    told = [*verdicts(pack), *moved(pack), *restated(pack)]
    if not told:
        return [*head, Paragraph((Claim(said(pack, "changes_none", pack.accounts[-1].name)),))]
    return [*head, Bullets(tuple(told))]


def _since(pack: Pack, kind: str) -> list[tuple[published.Entry | None, published.Entry]]:
    now = published.entries(pack.inputs, comparison.judged(pack.tracked), headlines(pack.tracked))
    known = {entry.scenario for account in pack.accounts for entry in account.entries}
    return published.since(pack.accounts, now, kind) if pack.scenario.name in known else []


def verdicts(pack: Pack) -> Iterator[Claim]:
    """Yield each milestone whose verdict is another one, or that was not judged before."""
    titles = pack.result.extra["milestone_titles"]
    for then, now in _since(pack, "milestone"):
        title = str(titles.get(now.name, {}).get(pack.lang, now.name))
        if then is None:
            yield claim(pack, "changes_new", "milestones.csv", title=title, now=name(pack, now.text))
        elif then.text != now.text:
            yield claim(pack, "changes_verdict", "milestones.csv", title=title, was=name(pack, then.text),
                        now=name(pack, now.text))  # fmt: skip


def moved(pack: Pack) -> Iterator[Claim]:
    """Yield each headline figure that has moved by half a per cent or more."""
    for then, now in _since(pack, "figure"):
        if then is None or then.value is None or now.value is None:
            continue
        if abs(now.value - then.value) >= LEAST * max(abs(then.value), 1.0):
            yield claim(pack, "changes_figure", "reprojection.csv", name=name(pack, now.name), year=now.date,
                        was=amount(pack, then.value, now.unit), now=amount(pack, now.value, now.unit))  # fmt: skip


def restated(pack: Pack) -> Iterator[Claim]:
    """Yield each count that differs from the one reported before, with the reason given."""
    for one in published.restated(pack.accounts, pack.inputs).dicts():
        unit = str(one["unit"])
        code = "/".join(part for part in (one["indicator"], one["sector"], one["carrier"]) if part)
        now = said(pack, "changes_gone") if one["now"] is None else amount(pack, one["now"], unit)
        yield claim(
            pack, "changes_restated", "restated.csv", name=label(code, pack.lang), day=day(one["date"], pack.lang),
            was=amount(pack, one["reported"], unit), now=now,
            reason=one["reason"] or said(pack, "changes_no_reason"),
        )  # fmt: skip
