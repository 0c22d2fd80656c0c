"""One input table on its way from text to checked rows."""

from __future__ import annotations

import csv
from collections.abc import Collection

from klima2035.complaints import names
from klima2035.errors import nearest
from klima2035.tables.cells import Cells, Plan
from klima2035.tables.rows import COLUMNS, INDEX_COLUMNS, Row
from klima2035.tables.text import csv_problem, text_of
from klima2035.variables import DIMS, INPUTS
from klima2035.variables.columns import ROLES, Column, columns_of

MOST_COLUMNS = 200


class Table(Cells):
    """Reads one table and keeps its faults.

    ``seen`` are all keys that stood in it, ``faulty`` those with a refused row; ``broken`` where the table as a
    whole is not to be read. columns: those that every row has; index_columns: those that may stand beside them.
    """

    columns: tuple[str, ...] = COLUMNS
    index_columns: frozenset[str] = INDEX_COLUMNS
    needs_last_newline = False  # a table that grows every year must not end in the middle of a line

    def read(self) -> list[Row]:
        """Return the rows without fault; all faults are noted."""
        text = self.text()
        if text is None or not self._head(text):
            self.broken = True
            return []
        rows: list[Row] = []
        lines = csv.reader(text.split("\n"), strict=True)
        try:
            next(lines)
            for record in lines:
                if record and not (len(record) == 1 and not record[0].strip()):
                    self.empty = False
                    row = self._whole(lines.line_num, record)
                    if row is not None:
                        rows.append(row)
        except csv.Error as error:
            self.broken = True
            self.fault(lines.line_num, 1, "not_csv", problem=csv_problem(error))
        if self.empty and not self.broken:
            self.fault(1, 1, "no_rows")
        return rows

    def text(self) -> str | None:
        """Return the text of the table; None where it cannot be read, the fault is noted."""
        return text_of(self.path, self.faults)

    def _head(self, text: str) -> bool:
        first = text.split("\n", 1)[0]
        self.header = [name.strip() for name in first.split(",")]
        before, columns = len(self.faults), ",".join(self.columns)
        if not text.strip():
            self.fault(1, 1, "table_empty", columns=columns)
        elif len(self.header) > MOST_COLUMNS:
            self.fault(1, 1, "too_many_columns", found=len(self.header), most=MOST_COLUMNS)
        elif first.count(";") > first.count(",") or first.count("\t") > first.count(","):
            self.fault(1, 1, "no_commas")
        elif self.needs_last_newline and not text.endswith("\n"):
            self.fault(text.count("\n") + 1, 1, "cut_off")
        else:
            known = [column for column in (*self.columns, *sorted(self.index_columns)) if column not in self.header]
            for i, column in enumerate(self.header):
                if column in self.header[:i]:
                    self.fault(1, i + 1, "column_twice", name=column)
                elif column not in self.columns and column not in self.index_columns:
                    self.fault(1, i + 1, "unknown_column", nearest(column, known), name=column, known=names(known))
            missing = [column for column in self.columns if column not in self.header]
            if missing and len(self.faults) == before:
                self.fault(1, 1, "columns_missing", missing=names(missing), columns=columns)
            self.at = {column: i for i, column in enumerate(self.header)}
        return len(self.faults) == before

    def _plan(self, key: str) -> Plan | None:
        variable = INPUTS.get(key)
        if variable is None:
            return None
        index = [column for column in self.header if column not in COLUMNS]
        if variable.time == "records":
            declared = columns_of(key, variable.dims)
            if declared is None:
                free = tuple((column, self.at[column], Column("text", needed=False)) for column in index)
                return Plan(variable, (), (), free, False, {}, {})
            known = tuple((name, self.at.get(name, -1), column) for name, column in declared.items())
            refused = tuple((column, self.at[column]) for column in index if column not in declared)
            return Plan(variable, (), refused, known, False, {}, {})
        dims = (*variable.dims, "variant") if variable.time == "framework" else variable.dims
        needed = tuple((name, self.at.get(name, -1), self._labels(name)) for name in dims)
        refused = tuple((column, self.at[column]) for column in index if column not in dims)
        return Plan(variable, needed, refused, (), variable.time != "constant", {}, {})

    def _labels(self, name: str) -> Collection[str] | None:
        """Return what a cell of a dimension may hold: its labels, for variants every code with a label; None: any."""
        return frozenset(DIMS[name]) if name in DIMS else self.registries.get("label") if name == "variant" else None

    def _whole(self, line: int, record: list[str]) -> Row | None:
        """Return the row of a record that has a cell for each column; None where it has not or is refused."""
        if len(record) != len(self.header):
            self.fault(line, 1, "cells", found=len(record), wanted=len(self.header))
            return None
        return self._row(line, [cell.strip() for cell in record])

    def _row(self, line: int, cells: list[str]) -> Row | None:
        """Return a row from its cells; None where it is refused, the faults are noted."""
        at, before = self.at, len(self.faults)
        key = cells[at["key"]]
        if key not in self.plans:
            plan = self._plan(key)
            if plan is None:
                self._unknown_key(line, key)
                return None
            self.plans[key] = plan
        plan = self.plans[key]
        self.seen.add(key)
        self._check_words(line, cells)
        index = self._index(line, cells, plan)
        unit = cells[at["unit"]]
        scale = plan.scales.get(unit)
        if scale is None:
            scale = self._scale(line, unit, plan)
        value = self._number(line, cells, "value")
        low = self._number(line, cells, "low") if cells[at["low"]] else None
        high = self._number(line, cells, "high") if cells[at["high"]] else None
        year = self._year(line, cells, "year", plan.year_needed)
        price_year = self._year(line, cells, "price_year")
        self._check_range(line, cells, (low, value, high))
        if len(self.faults) > before or value is None or scale is None:
            self.faulty.add(key)
            return None
        return Row(
            key, index, value * scale, None if low is None else low * scale, None if high is None else high * scale,
            plan.units[unit], year, price_year, cells[at["distribution"]], cells[at["group"]], cells[at["quality"]],
            cells[at["datenguete"]], cells[at["source"]], cells[at["note"]], self.name, line, at,
        )  # fmt: skip

    def _unknown_key(self, line: int, key: str) -> None:
        known = names(INPUTS, "inputs")
        if key:
            near = nearest(key, INPUTS)
            self.seen.update(near)
            self.faulty.update(near)  # what they lack is this row
            self.fault(line, "key", "unknown_input", near, name=key, known=known)
        else:
            self.fault(line, "key", "cell_missing", column="key", known=known)

    def _index(self, line: int, cells: list[str], plan: Plan) -> dict[str, str]:
        key, index = plan.variable.name, {}
        for name, i, labels in plan.needed:
            cell = cells[i] if i >= 0 else ""
            index[name] = cell
            if not cell:
                self.fault(line, name if i >= 0 else 1, "needs_column", name=key, column=name, known=_labels(name))
            elif labels is not None and cell not in labels:
                self._unknown_cell(line, name, cell, DIMS.get(name) or sorted(labels))
        for name, i, column in plan.columns:
            cell = cells[i] if i >= 0 else ""
            if cell:
                index[name] = cell
                self._check_column(line, name, cell, column)
            elif column.needed:
                known = names(column.words or ("*" if column.kind == "patterns" else "",))
                self.fault(line, name if i >= 0 else 1, "needs_column", name=key, column=name, known=known)
        for name, i in plan.refused:
            if cells[i]:
                self.fault(line, name, "refuses_column", name=key, column=name)
        return index


def _labels(dim: str) -> object:
    return names(DIMS.get(dim, ROLES if dim == "role" else ()))
