"""Each test holds the project to one habit: what the lock file names, what a module looks like, who imports what."""

from __future__ import annotations

import ast
import hashlib
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "rashinban"
MODULES = sorted(SOURCE.rglob("*.py"))
CODE = [*MODULES, *(p for top in ("tests", "benchmarks", "docs") for p in sorted((ROOT / top).rglob("*.py")))]
CODE = [path for path in CODE if path.stat().st_size > 0]


def _own_files() -> Iterator[Path]:
    """Every file that is part of the project."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        yield from (ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file())
    else:
        yield from (p for top in ("src", "tests", "docs", "benchmarks") for p in (ROOT / top).rglob("*") if p.is_file())


def test_the_lock_file_names_only_the_public_index() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    files = [f for package in lock["package"] for f in [*package.get("wheels", []), package.get("sdist")] if f]
    assert {p["source"]["registry"] for p in lock["package"] if "registry" in p["source"]} == {
        "https://pypi.org/simple"
    }
    assert {f["url"].split("/packages/")[0] for f in files} == {"https://files.pythonhosted.org"}
    assert [p["name"] for p in lock["package"] if "registry" not in p["source"]] == ["rashinban"]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    # Written apart, so that this file does not name them itself.
    paths = [f"/{top}" for top in ("work/main", "work/shared", "root/", "opt/wheels", "opt/pypi", "tmp/bash_jobs")]
    found = []
    for file in _own_files():
        data = file.read_bytes()
        found += [f"{file.relative_to(ROOT)}: {path}" for path in paths if path.encode() in data]
    assert found == []


@pytest.mark.shared
def test_no_real_data_is_copied_into_the_project(shared: Path) -> None:
    own = {file.stat().st_size: file for file in _own_files() if file.stat().st_size > 0}
    copies = [
        f"{own[size].relative_to(ROOT)} = {file.relative_to(shared)}"
        for file in shared.rglob("*")
        if file.is_file() and (size := file.stat().st_size) in own and _digest(file) == _digest(own[size])
    ]
    assert copies == []


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_begins_with_one_sentence(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith('"""') and len(first) > 20, f"{path.relative_to(ROOT)}: {first!r}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def _imports(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("pyspark", ["engine/spark.py"]), ("duckdb", ["engine/"]), ("requests", [])],
)
def test_a_package_is_imported_only_where_it_belongs(package: str, allowed: list[str]) -> None:
    importing = [str(path.relative_to(SOURCE)) for path in MODULES if package in _imports(path)]
    assert [name for name in importing if not name.startswith(tuple(allowed))] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [p.name for p in MODULES if p.stem in ("utils", "util", "helpers", "common", "misc")] == []


def test_asking_for_help_imports_nothing_heavy() -> None:
    heavy = [
        "duckdb",
        "fastapi",
        "jinja2",
        "numpy",
        "pandas",
        "pyarrow",
        "pyspark",
        "scipy",
        "sqlglot",
        "tantivy",
        "vl_convert",
    ]
    code = f"import sys, rashinban.cli; print(*(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_first_answer_of_the_makefile_is_its_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "check", "docs", "bench"):
        assert f"\n{target}:" in text
    # These tests may themselves run under make, which would add lines of its own.
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make", "help"], cwd=ROOT, env=own, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in done.stdout.splitlines()][:3] == ["help", "demo", "test"]


def test_no_test_leaves_this_machine() -> None:
    # An address of the documentation range (RFC 5737): nobody is there, and the guard of conftest.py acts first.
    with socket.socket() as free, pytest.raises(AssertionError, match="tried to connect"):
        free.connect(("192.0.2.1", 80))


def test_yaml_is_read_alike_with_and_without_libyaml() -> None:
    import yaml

    paths = sorted((ROOT / "src").rglob("*.yml"))
    assert paths and yaml.__with_libyaml__
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader), path
