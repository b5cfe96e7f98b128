"""A real headless Chromium, driven over a pipe by its own protocol; no driver has to be installed for it."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome-headless-shell")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
)


def found():
    """The path of a browser on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser with one page; `events` holds what it has reported, as (method, params)."""

    def __init__(self, path):
        ours, theirs = os.pipe(), os.pipe()
        self.profile = tempfile.TemporaryDirectory(prefix="shousi-browser-", ignore_cleanup_errors=True)
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs[0], ours[1])]
        self.process = subprocess.Popen(
            [path, *OPTIONS, f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=lambda: [os.dup2(end, number) for number, end in enumerate(ends, 3)],  # noqa: PLW1509
            close_fds=False,  # every other descriptor of ours is closed at exec anyway
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in ends:
            os.close(end)
        os.close(theirs[0])
        os.close(ours[1])
        self.incoming, self.outgoing = ours[0], theirs[1]
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **params):
        self.number += 1
        question = {"id": self.number, "method": method, "params": params}
        if self.session:
            question["sessionId"] = self.session
        os.write(self.outgoing, json.dumps(question).encode() + b"\0")
        while True:
            message = self.next()
            if message.get("id") == self.number:
                assert "error" not in message, message["error"]
                return message["result"]
            self.events.append((message.get("method"), message.get("params")))

    def next(self):
        while b"\0" not in self.buffer:
            data = os.read(self.incoming, 1 << 16)
            assert data, "the browser has ended"
            self.buffer += data
        first, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(first)

    def open(self, url):
        """Load a page and wait until everything on it has been loaded."""
        self.events.clear()
        self.ask("Page.navigate", url=url)
        deadline = time.monotonic() + 60
        while self.value("document.readyState") != "complete" or self.value("location.href") != url:
            assert time.monotonic() < deadline, "the page does not load"

    def value(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def press(self, key):
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def complaints(self):
        """What the page's console was told: errors, exceptions, anything logged."""
        kinds = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}
        return [event for event in self.events if event[0] in kinds]

    def requests(self):
        """The addresses that were asked for since the page was opened."""
        return [params["request"]["url"] for method, params in self.events if method == "Network.requestWillBeSent"]

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.incoming)
        os.close(self.outgoing)
        self.profile.cleanup()
