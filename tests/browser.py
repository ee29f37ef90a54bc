"""A browser for tests: Debian's Chromium driven over WebDriver, with nothing but the standard library."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
_PATIENCE = 60.0  # seconds until the driver answers


class Browser:
    """One browser with an empty profile in ``home``. ``flags``: more of Chromium's own."""

    def __init__(self, home: Path, *flags: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        self._log = (home / "chromedriver.log").open("wb")
        self._driver = subprocess.Popen(
            [str(DRIVER), f"--port={port}"], stdout=self._log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        self._wait()
        options = {"binary": CHROMIUM, "args": [*_FLAGS, f"--user-data-dir={home / 'profile'}", *flags]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"
        self._ask("POST", f"{self._session}/timeouts", {"script": 110_000})

    def close(self) -> None:
        """End the browser and its driver."""
        try:
            self._ask("DELETE", self._session)
        finally:
            self._driver.terminate()
            self._driver.wait(timeout=20)
            self._log.close()

    def open(self, path: Path, at: str = "") -> None:
        """Open a file (``at`` one of its anchors, ``#…``), and wait until it is loaded."""
        self.requests()
        self._ask("POST", f"{self._session}/url", {"url": "about:blank"})  # or an anchor alone would load nothing
        self._ask("POST", f"{self._session}/url", {"url": path.as_uri() + at})

    def run(self, script: str, *args: Any) -> Any:
        """Return what a piece of JavaScript returns."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": list(args)})

    def run_later(self, script: str) -> Any:
        """Return what a piece of JavaScript hands to its last argument, a callback."""
        return self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": []})

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", f"{self._session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def point(self, x: int, y: int, *, touch: bool = False, press: bool = False) -> None:
        """Move the mouse (or a finger) to a place of the window, and press."""
        moves: list[dict[str, Any]] = [{"type": "pointerMove", "x": x, "y": y, "duration": 0}]
        if press:
            moves += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        kind = "touch" if touch else "mouse"
        pointer = {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": moves}
        self._ask("POST", f"{self._session}/actions", {"actions": [pointer]})

    def command(self, name: str, **params: Any) -> Any:
        """Send a command of the Chrome DevTools protocol."""
        return self._ask("POST", f"{self._session}/goog/cdp/execute", {"cmd": name, "params": params})

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the last time, but for the browser's own pages."""
        entries = self._ask("POST", f"{self._session}/se/log", {"type": "performance"})
        messages = [json.loads(entry["message"])["message"] for entry in entries]
        asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith("chrome://")]

    def complaints(self) -> list[str]:
        """Return what was written to the console since the last time."""
        return [entry["message"] for entry in self._ask("POST", f"{self._session}/se/log", {"type": "browser"})]

    def _wait(self) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._ask("GET", "/status")
                return
            except OSError:
                if time.monotonic() > end or self._driver.poll() is not None:
                    raise
                time.sleep(0.05)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]
