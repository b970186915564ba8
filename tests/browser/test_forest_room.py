"""A forest plot in a browser whose fonts run wider than Helvetica: no text runs into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.explore.forest import draw_forest
from mdmakg.pool.effect import Answer, Effect, Interval, Pooled, Weighed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MEET = """() => {
  const texts = [...document.querySelectorAll("text")].map((one) => [one, one.getBBox()]);
  return texts.flatMap(([one, a], at) => texts.slice(at + 1)
    .filter(([, b]) => a.x < b.x + b.width && b.x < a.x + a.width)
    .filter(([, b]) => a.y < b.y + b.height - 2 && b.y < a.y + a.height - 2)
    .map(([other]) => `${one.textContent} | ${other.textContent}`));
}"""


def pooled(by: float) -> Answer:
    """Give a pool of two studies whose numbers are so many times as large as usual."""
    span = Interval(-0.95 * by, 0.48 * by)
    effects = [
        Effect(
            result=name,
            id=name,
            study=name,
            label=f"Trial {name}",
            cohort=(name,),
            measure="mean-difference",
            estimate=-0.71 * by,
            standard_error=0.25 * by,
            compares=None,
        )
        for name in "ab"
    ]
    return Answer(
        outcome="sleep",
        label="sleep by day",
        measure="mean-difference",
        chosen=tuple(effects),
        weighed=tuple(Weighed(one, -0.71 * by, 0.25 * by, span, 0.5) for one in effects),
        pooled=Pooled(
            k=2,
            estimate=-0.71 * by,
            standard_error=0.25 * by,
            interval=span,
            tau2=0.0,
            q=0.1,
            q_p=0.7,
            i2=0.0,
            prediction=None,
            common_estimate=-0.71 * by,
            common=span,
        ),
    )


@pytest.mark.parametrize("by", [1, 100, 1e6, 1e12])
def test_no_text_runs_into_another(browser: Browser, by: float) -> None:
    """Numbers, weights and the labels of the scale stand apart, whatever their size."""
    page = browser.new_page()
    try:
        page.set_content(draw_forest(pooled(by)))
        assert page.locator("text").count() > 15
        assert page.evaluate(MEET) == []
    finally:
        page.close()
