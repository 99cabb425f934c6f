"""What a person who asks for help should paste: versions, engines, memory, the state of the base."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rashinban import __version__
from rashinban.engine.store import read_manifest
from rashinban.errors import NotBuilt
from rashinban.stages.release import open_release

_PACKAGES = (
    "duckdb",
    "sqlglot",
    "pyarrow",
    "msgspec",
    "isal",
    "numpy",
    "scipy",
    "tantivy",
    "vl-convert-python",
    "pyspark",
)


def doctor(base: Path) -> list[str]:
    """One line for each fact."""
    lines = [
        f"rashinban {__version__}",
        f"python {platform.python_version()} on {platform.platform()}",
        f"cores {os.cpu_count()}, memory {_memory()}, free disk {shutil.disk_usage(_existing(base)).free / 1e9:.1f} GB",
    ]
    for name in _PACKAGES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not installed" + (" (only for --engine spark)" if name == "pyspark" else ""))
    lines.append(_java())
    for word in ("RASHINBAN_BASE", "RASHINBAN_OPENALEX_KEY", "RASHINBAN_MAILTO"):
        lines.append(f"{word}: {'set' if os.environ.get(word) else 'not set'}")
    if not base.is_dir():
        return [*lines, f"base {base}: does not exist yet"]
    try:
        lines.append(f"base {base}: release {open_release(base, None).name}")
    except NotBuilt as error:
        lines.append(f"base {base}: {error}")
    for folder in sorted((base / "kb").glob("*/")):
        manifest = read_manifest(folder)
        lines.append(f"  kb/{folder.name}: {f'{manifest.rows:,} rows' if manifest else 'not finished'}")
    return lines


def _existing(folder: Path) -> Path:
    return next(parent for parent in [folder, *folder.resolve().parents] if parent.is_dir())


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.1f} GB"


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        return "java: not found (only for --engine spark)"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=20, check=False)
    return f"java: {(said.stderr or said.stdout).splitlines()[0]}"
