"""The measurement of load: what was not measured does not pass."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def load() -> Any:
    """Give the module, which is a program and belongs to no package."""
    path = Path(__file__).parents[2] / "benchmarks" / "serve_load.py"
    spec = importlib.util.spec_from_file_location("serve_load", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # for its data classes, which look themselves up
    spec.loader.exec_module(module)
    return module


def test_what_was_measured_and_is_well_passes(load: Any) -> None:
    """Answers without a failure, within the memory that is allowed, leave nothing to say."""
    assert list(load.judge([load.Taken([0.1])], [10, 20], 20)) == []


@pytest.mark.parametrize(
    ("latencies", "failures", "memory", "says"),
    [
        ([0.1], {"503": 2, "TimeoutError": 1}, [10], "3 point queries failed"),
        ([], {}, [10], "nothing was measured"),
        ([0.1], {}, [10, 0], "was not judged"),
        ([0.1], {}, [10, 21], "more memory than is allowed"),
    ],
)
def test_what_is_not_well_is_said(
    load: Any, latencies: list[float], failures: dict[str, int], memory: list[int], says: str
) -> None:
    """Failures, silence, memory that cannot be read and too much of it each fail the run."""
    (fault,) = load.judge([load.Taken(latencies, failures=Counter(failures))], memory, 20)
    assert says in fault
