"""Pages in headless Chromium: Debian's, driven by Playwright."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from patience import until

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = "no Chromium on this machine (on Debian: apt-get install chromium), pages stay untested"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    """``with opened(html) as page``: loaded from a file. What it says on the console, and what it asks of the
    network, is an error, but for the ``blobs`` that the test itself makes.
    """

    @contextmanager
    def load(html, blobs=0, ready="globalThis.mubar !== undefined", **options):
        path = Path(tmp_path) / "page.html"
        path.write_bytes(html)
        context = chromium.new_context(**{"viewport": {"width": 900, "height": 760}, **options})
        said: list[str] = []
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("request", lambda request: said.append(f"asked for {request.url}"))
        page.goto(path.as_uri())
        until(page, ready)
        try:
            yield page
        finally:
            context.close()
        own, more = f"asked for {path.as_uri()}", [s for s in said if s.startswith("asked for blob:")]
        assert [s for s in said if s not in more] == [own]
        assert len(more) == blobs

    return load
