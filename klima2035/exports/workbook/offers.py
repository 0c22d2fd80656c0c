"""The rows of the funding calculation: one for each offer of a line in a year, one for each choice of programmes."""

from __future__ import annotations

from collections.abc import Sequence

from klima2035.exports.workbook.layout import LEAD, MONEY_SHARES, POT_SHARES, TOP, Layout
from klima2035.exports.workbook.ledger import EURO, SHARE, opening
from klima2035.exports.workbook.page import Page, column, reference
from klima2035.exports.workbook.reckoning import Reckoned
from klima2035.money.capacity import PUBLIC
from klima2035.money.sheet import Line, Offer

HEADS = (
    "units", "cost", "eligible_share", "cap", "kept", "rate", "eligible", "asked", "paid", "granted", "need",
    "granted_all", "growth", "fixed", "levy_rate", "levy_cap", "levy_worth", "open", "own", "gap",
)  # fmt: skip
FIRST_MEMBER = 7  # column of what the first programme of a choice is paid
NUMBER = "#,##0.00"


def lines(plan: Layout) -> None:
    """Write the sheet with a row for each offer; what concerns the whole line stands in the row of its first."""
    book = plan.book
    page = book.page(plan.lines_name)
    opening(page, plan.lines_name, [book.say("ledger_lines_note"), book.say("ledger_lines_choice"),
                                    book.say("ledger_lines_own")])  # fmt: skip
    lead = [book.word(head) for head in (*LEAD, "programme", "funder")]
    page.header([*lead, *(book.say(f"ledger_{head}") for head in HEADS)], 3, 4)
    rows = _Rows(plan, page)
    choice = TOP + 1
    for line, made in zip(plan.sheet.lines, plan.made.lines, strict=True):
        rows.write(line, made, choice)
        choice += len(line.choices)
    for place, width in enumerate((7, 44, 40, 13, 32, 36, 10)):
        page.width(place, place, width)
    page.width(len(lead), len(lead) + len(HEADS) - 1, 14)
    page.sheet.autofilter(TOP - 1, 0, max(page.row, TOP + 1) - 1, len(lead) + len(HEADS) - 1)


class _Rows:
    """What the rows of one sheet share: styles, places of texts, names of other sheets."""

    def __init__(self, plan: Layout, page: Page) -> None:
        self.plan, self.page = plan, page
        self.plain, self.year = plan.book.style(), plan.book.style("left", "0")
        self.euro, self.share, self.number = (plan.book.style("", form) for form in (EURO, SHARE, NUMBER))
        self.known: dict[str, str] = {}
        self.rates, self.choices = reference(plan.rates_name), reference(plan.choices_name)
        programmes = {code: i for i, code in enumerate(plan.programmes)}
        self.pot_row = {code: plan.block_row(POT_SHARES, i) for code, i in programmes.items()}
        self.share_row = {payer: plan.block_row(MONEY_SHARES, i) for i, payer in enumerate(plan.sheet.money)}
        self.width = widest(plan)
        self.sum_column, self.won_column = column(FIRST_MEMBER + self.width), column(FIRST_MEMBER + self.width + 1)

    def text(self, label: str) -> str:
        """Return what stands in a text cell after its place."""
        if label not in self.known:
            self.known[label] = f'" s="{self.plain}" t="s"><v>{self.page.book.shared(label)}</v></c>'
        return self.known[label]

    def lead(self, line: Line) -> list[tuple[str, str]]:
        """Return column and content of the texts that name a line."""
        word, found = self.plan.book.word, [("B", line.asset), ("D", line.size), ("E", line.applicant)]
        texts = [(letters, word(code)) for letters, code in found if code]
        return [(letters, self.text(label)) for letters, label in [*texts, ("C", self.plan.payers[line.payer])]]

    def write(self, line: Line, made: Reckoned, choice: int) -> None:
        """Write the rows of one line, whose choices begin in the row ``choice`` of their sheet."""
        first = self.page.row + 1
        lead = sorted(self.lead(line))
        granted = self.granted(line, choice, first)
        for place, offer in enumerate(line.offers):
            row = first + place
            cells = [f'<c r="A{row}" s="{self.year}"><v>{line.year}</v></c>']
            cells += [f'<c r="{letters}{row}{content}' for letters, content in lead]
            cells.append(self.offer(row, line, offer, made, place))
            cells.append(self.formula("Q", row, granted[place], made.granted[place], self.euro))
            if place == 0:
                cells.append(self.own(row, line, made))
            self.page.put(cells, 27)

    def offer(self, row: int, line: Line, offer: Offer, made: Reckoned, place: int) -> str:
        """Return the cells from the programme to what it pays after its pot."""
        plan = self.plan
        rate = plan.year_cell(plan.rate_row(offer.rate), line.year)
        pot = plan.year_cell(self.pot_row[offer.programme], line.year)
        funder = plan.sheet.rates[offer.rate].funder
        cap = "" if offer.cap is None else f'<c r="K{row}" s="{self.euro}"><v>{offer.cap!r}</v></c>'
        value = plan.sheet.rates[offer.rate].by_year[line.year - plan.sheet.years[0]]
        return (
            f'<c r="F{row}{self.text(plan.programmes[offer.programme])}<c r="G{row}{self.text(plan.funders[funder])}'
            f'<c r="H{row}" s="{self.number}"><v>{line.units!r}</v></c>'
            f'<c r="I{row}" s="{self.euro}"><v>{offer.cost!r}</v></c>'
            f'<c r="J{row}" s="{self.share}"><v>{offer.eligible!r}</v></c>{cap}'
            f'<c r="L{row}" s="{self.share}"><v>{offer.kept!r}</v></c>'
            f'<c r="M{row}" s="{self.share}"><f>{self.rates}{rate}</f><v>{round(value, 12)!r}</v></c>'
            f'<c r="N{row}" s="{self.euro}"><f>MIN(I{row}*J{row},K{row})</f><v>{made.eligible[place]!r}</v></c>'
            f'<c r="O{row}" s="{self.euro}"><f>H{row}*N{row}*L{row}*M{row}</f><v>{made.asked[place]!r}</v></c>'
            f'<c r="P{row}" s="{self.euro}"><f>O{row}*{self.rates}{pot}</f><v>{made.paid[place]!r}</v></c>'
        )

    def granted(self, line: Line, choice: int, first: int) -> list[str]:
        """Return the formula of what each offer is granted: all it pays, or its part in the choice that is best."""
        if not line.choices:
            return [f"P{first + place}" for place in range(len(line.offers))]
        terms: list[list[str]] = [[] for _ in line.offers]
        for row, (members, _) in enumerate(line.choices, start=choice):
            for place, member in enumerate(members):
                cell = f"{self.choices}{column(FIRST_MEMBER + place)}{row}"
                terms[member].append(f"{cell}*{self.choices}{self.won_column}{row}")
        return ["+".join(one) for one in terms]

    def own(self, row: int, line: Line, made: Reckoned) -> str:
        """Return the cells of the whole line: need, grants, what its payer carries, gap."""
        last = row + len(line.offers) - 1
        out = [f'<c r="R{row}" s="{self.euro}"><v>{line.need!r}</v></c>']
        out.append(self.formula("S", row, f"SUM(Q{row}:Q{last})", sum(made.granted), self.euro))
        given = (line.growth, line.fixed, line.levy_rate, line.levy_cap, line.levy_worth)
        styles = (self.euro, self.euro, self.share, self.euro, self.number)
        needed = "" if line.payer in PUBLIC else "UVWX" if line.levy_rate > 0.0 else "U"  # MIN skips empty cells
        for letters, value, style in zip("TUVWX", given, styles, strict=True):
            if value or letters in needed:
                out.append(f'<c r="{letters}{row}" s="{style}"><v>{value!r}</v></c>')
        if line.payer in PUBLIC:
            out.append(self.formula("Y", row, f"MAX(R{row}-S{row}-T{row},0)", made.open, self.euro))
        out.append(self.formula("Z", row, self._carried(row, line), made.own, self.euro))
        out.append(self.formula("AA", row, f"R{row}-S{row}-Z{row}", made.gap, self.euro))
        return "".join(out)

    def _carried(self, row: int, line: Line) -> str:
        if line.payer in PUBLIC:
            share = self.rates + self.plan.year_cell(self.share_row[line.payer], line.year)
            return f"MIN(R{row}-S{row},T{row}+Y{row}*{share})"
        if self.plan.financed:
            return f"R{row}-S{row}"
        if line.levy_rate > 0.0:
            cost = f"MAX(R{row}-S{row},0)"
            return f"MIN(R{row}-S{row},U{row}+MIN(MIN(V{row}*{cost},W{row})*X{row},{cost}))"
        return f"MIN(R{row}-S{row},U{row})"

    @staticmethod
    def formula(letters: str, row: int, text: str, value: float, style: int) -> str:
        """Return a formula cell; the text needs no escaping."""
        return f'<c r="{letters}{row}" s="{style}"><f>{text}</f><v>{value!r}</v></c>'


def widest(plan: Layout) -> int:
    """Return how many offers the largest choice has."""
    return max((len(members) for line in plan.sheet.lines for members, _ in line.choices), default=1)


def choices(plan: Layout) -> None:
    """Write the sheet with a row for each admissible choice: what its programmes pay, and which choice is best."""
    book, width = plan.book, widest(plan)
    page = book.page(plan.choices_name)
    opening(page, plan.choices_name, [book.say("ledger_choices_note"), book.say("ledger_choices_order")])
    members = [book.say("ledger_member", place) for place in range(1, width + 1)]
    ends = [book.say(f"ledger_{head}") for head in ("limit", "choice_total", "won")]
    page.header([*(book.word(head) for head in LEAD), book.say("ledger_choice"), ends[0], *members, *ends[1:]], 3, 2)
    rows, first = _Rows(plan, page), TOP + 1
    for line, made in zip(plan.sheet.lines, plan.made.lines, strict=True):
        if line.choices:
            _choices(rows, line, made, first)
        first += len(line.offers)
    for place, size in enumerate((7, 44, 40, 13, 32, 64)):
        page.width(place, place, size)
    page.width(6, FIRST_MEMBER + width + 1, 16)


def _choices(rows: _Rows, line: Line, made: Reckoned, first: int) -> None:
    """Write the choices of one line, whose offers begin in the row ``first`` of their sheet."""
    page, plan = rows.page, rows.plan
    start, end = page.row + 1, page.row + len(line.choices)
    lead, totals, won = sorted(rows.lead(line)), rows.sum_column, rows.won_column
    every = f"{totals}${start}:{totals}${end}"
    for place, (members, limit) in enumerate(line.choices):
        row = start + place
        names = dict.fromkeys(plan.programmes[line.offers[member].programme] for member in members)
        cells = [f'<c r="A{row}" s="{rows.year}"><v>{line.year}</v></c>']
        cells += [f'<c r="{letters}{row}{content}' for letters, content in lead]
        cells.append(f'<c r="F{row}{rows.text(" + ".join(names))}')
        if limit is not None:
            cells.append(f'<c r="G{row}" s="{rows.euro}"><v>{limit!r}</v></c>')
        for slot, text in enumerate(_members(plan, members, limit, first, row)):
            cells.append(rows.formula(column(FIRST_MEMBER + slot), row, text, made.parts[place][slot], rows.euro))
        ends = f"{column(FIRST_MEMBER)}{row}:{column(FIRST_MEMBER + rows.width - 1)}{row}"
        cells.append(rows.formula(totals, row, f"SUM({ends})", made.totals[place], rows.euro))
        best = f"IF(MATCH(MAX({every}),{every},0)={place + 1},1,0)"
        cells.append(rows.formula(won, row, best, float(place == made.chosen), rows.year))
        page.put(cells, FIRST_MEMBER + 5)


def _members(plan: Layout, members: Sequence[int], limit: float | None, first: int, row: int) -> list[str]:
    """Return what each programme of a choice is paid: in order, until the limit is reached."""
    paid = [f"{reference(plan.lines_name)}P{first + member}" for member in members]
    if limit is None:
        return paid
    out = []
    for slot, cell in enumerate(paid):
        before = "".join(f"-{column(FIRST_MEMBER + i)}{row}" for i in range(slot))
        out.append(f"MIN({cell},G{row}{before})")
    return out
