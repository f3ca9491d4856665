"""docs/security.md names tests; every one of them exists."""

import ast
import re

import pytest

from tests.conftest import ROOT

TABLE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.findall(r"(tests/\S+\.py)::(\w+)", TABLE)
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| promise")]


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_named_test_exists(file, test):
    tree = ast.parse((ROOT / file).read_text())
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_how_its_promise_is_kept_and_names_a_test(row):
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 3 and all(cells) and "::test_" in cells[2]


def test_all_eight_promises_are_there():
    assert re.findall(r"^\| (P\d):", TABLE, re.M) == [f"P{number}" for number in range(1, 9)]
