"""A browser without a network, and what it has to say of a page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: The state in which most of the page is tried.
NETWORK = "lang=zh&view=network"


class Reader:
    """A person at a page: opens it, types, clicks, reads."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(
        self,
        page: Path,
        *,
        state: str = "lang=zh&view=network",
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
    ) -> None:
        """Opens a page in the state that stands in its address."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})
        self.driver.get("about:blank")
        self.messages(), self.requests()
        self.driver.get(f"{page.as_uri()}#{state}" if state else page.as_uri())

    def all(self, selector: str) -> list[Any]:
        from selenium.webdriver.common.by import By

        return [found for found in self.driver.find_elements(By.CSS_SELECTOR, selector) if found.is_displayed()]

    def one(self, selector: str) -> Any:
        """The first visible element, waited for a little."""
        return self.wait(lambda: self.all(selector), selector)[0]

    def text(self, selector: str) -> str:
        return self.one(selector).text

    def texts(self, selector: str) -> list[str]:
        return [found.text for found in self.all(selector)]

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def focused(self) -> Any:
        return self.driver.switch_to.active_element

    def wait(self, condition: Callable[[], Any], what: str) -> Any:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            time.sleep(0.03)
        raise AssertionError(f"never came: {what}")

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def messages(self) -> list[str]:
        """What the console said since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since this was last called."""
        sent = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [each["params"]["request"]["url"] for each in sent if each["method"] == "Network.requestWillBeSent"]


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """A browser that no request leaves; skips where Chromium or its driver is missing."""
    with browser() as driver:
        yield Reader(driver)


@contextmanager
def browser(*more: str) -> Iterator[Any]:
    """The driver of a browser that no request leaves, with these options."""
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver_path = shutil.which("chromedriver")
    if not chromium or not driver_path:
        pytest.skip("no Chromium or no chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *more):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        yield driver
    finally:
        driver.quit()
