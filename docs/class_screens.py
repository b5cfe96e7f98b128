"""Make the pictures of docs/instructors.md: `.nox/dev/bin/python docs/class_screens.py`, with Chromium.

A submission is graded as Classroom 50 would, and what its student gets to read is photographed in a browser.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import screens
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ENVIRONMENT = {
    "CLASSROOM": "cs-vision",
    "ASSIGNMENT": "week3",
    "SUBMISSION_TAG": "submit/2026-09-30T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
    "OWNER": "alice",
}
# Roughly as GitHub shows a release.
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 24px; color: #1f2328 }
h2, h3 { border-bottom: 1px solid #d1d9e0; padding-bottom: 6px }
td, th { border: 1px solid #d1d9e0; padding: 6px 13px } table { border-collapse: collapse }
pre { background: #f6f8fa; padding: 16px; font-size: 14px }
"""


def main() -> None:
    """Grade, and write docs/class_summary.png and docs/class_page.png."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium here: install it, then try again.")
    with tempfile.TemporaryDirectory() as folder:
        graded = graded_submission(Path(folder))
        body = MarkdownIt("commonmark").enable("table").render((graded / "release-body.md").read_text(encoding="utf-8"))
        summary = graded / "summary.html"
        summary.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}", encoding="utf-8")
        photograph(browser, summary, ROOT / "docs" / "class_summary.png", "760,660")
        photograph(browser, graded / "report-nms.html", ROOT / "docs" / "class_page.png", "900,900")


def graded_submission(folder: Path) -> Path:
    """Grade a classic slip and a right answer; return where the results are."""
    checkout = folder / "checkout"
    for name in ("nms", "iou"):
        (checkout / "exercises" / name).mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / name / f"{name}.py", checkout / "exercises" / name)
    nms = checkout / "exercises" / "nms" / "nms.py"
    nms.write_text(nms.read_text(encoding="utf-8").replace(*screens.MISTAKE), encoding="utf-8")
    (folder / "week3.toml").write_text(
        'title = "Week 3: detection"\n[exercises.nms]\npoints = 20\n[exercises.iou]\n', encoding="utf-8"
    )
    shousi("bundle", folder / "week3.toml", "--for", "classroom50", "--out", folder / "bundle")
    sealed = folder / "bundle" / "assignment.seal"
    shousi("run", "--for", "classroom50", "--assignment", sealed, "--submission", checkout, "--out", checkout)
    return checkout


def shousi(*arguments: object) -> None:
    """Run `shousi classroom …`."""
    command = [sys.executable, "-P", "-m", "shousi", "classroom", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)


def photograph(browser: str, page: Path, picture: Path, size: str) -> None:
    """Write what a browser shows of a page, as PNG."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync"]
    options += ["--disable-background-networking", "--disable-component-update", f"--window-size={size}"]
    command = [browser, *options, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=120)


if __name__ == "__main__":
    main()
