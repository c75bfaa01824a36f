"""Waiting for a page. Playwright's own way evaluates text within the page, which our pages don't allow."""

import time


def until(page, condition: str, seconds: float = 30.0) -> None:
    """Returns once the expression is true."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(10)
