"""The Python client installs from a source distribution, and from a clone in editable mode, with
the wire's classes generated; and its README says what its examples do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile

import pytest
from served_exchange import EXAMPLES, ROOT

CLIENT = ROOT / "agents" / "python"


def run(*command, cwd=None):
    done = subprocess.run([sys.executable, *command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def install(*what):
    """Without what the client depends on, which is there already."""
    run("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", *what)


@pytest.fixture
def clone(tmp_path):
    """The folders of the repository that the client is made of."""
    ignore = shutil.ignore_patterns("*_pb2*", "__pycache__", "dist")
    shutil.copytree(CLIENT, tmp_path / "agents" / "python", ignore=ignore)
    shutil.copytree(ROOT / "proto", tmp_path / "proto")
    return tmp_path / "agents" / "python"


def in_site(site, code):
    """What Python prints that has the packages of the folder before its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import site; site.addsitedir({str(site)!r}); {code}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_source_distribution_holds_all_that_its_build_needs(clone, tmp_path):
    build = f"import scikit_build_core.build as b; b.build_sdist({str(tmp_path / 'dist')!r})"
    run("-c", build, cwd=clone)
    (archive,) = (tmp_path / "dist").glob("tanshi-*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.split("/", 1)[1] for name in files.getnames()}

    install("--target", tmp_path / "site", archive)

    assert {"proto/tanshi/v1/agent_service.proto", "examples/threshold_agent.py"} <= names
    assert not [name for name in names if "_pb2" in name]
    site = {path.name for path in (tmp_path / "site" / "tanshi" / "v1").iterdir()}
    assert {"agent_service_pb2.py", "agent_service_pb2_grpc.py", "agent_service_pb2.pyi"} <= site
    assert (tmp_path / "site" / "tanshi" / "py.typed").exists()


def test_a_clone_can_be_edited_in_place(clone, tmp_path):
    install("--target", tmp_path / "site", "--editable", clone)
    with (clone / "tanshi" / "money.py").open("a") as file:
        file.write("edited = True\n")

    # The wire's classes are there, though not in the clone.
    code = "import tanshi.v1.types_pb2, tanshi.money; print(tanshi.money.edited)"
    assert in_site(tmp_path / "site", code) == "True"
    assert not list(clone.glob("tanshi/v1/*_pb2*"))


def test_where_the_core_cannot_be_built_the_client_is_installed_alone(clone, tmp_path):
    install("--target", tmp_path / "site", clone)

    code = """
import tanshi
try:
    tanshi.run("tightening-cap")
except tanshi.CoreMissing as error:
    print(tanshi.__file__, error)
"""
    told = in_site(tmp_path / "site", f"exec({code!r})")
    assert told.startswith(str(tmp_path / "site")) and "TANSHI_CORE=ON" in told


def test_a_core_that_is_asked_for_and_cannot_be_built_says_what_is_missing(clone, tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--no-index",
            "--no-deps",
            "--target",
            tmp_path,
            "--no-build-isolation",
            "--config-settings=cmake.define.TANSHI_CORE=ON",
            clone,
        ],
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    said = " ".join((done.stdout + done.stderr).split())  # CMake breaks lines
    assert "the repository around agents/python (clone it)" in said


@pytest.mark.parametrize("name", ["threshold_agent.py", "auction_agent.py", "regulator.py"])
def test_the_readme_shows_the_examples_as_they_are(name):
    example = (EXAMPLES / name).read_text()
    assert example in (CLIENT / "README.md").read_text()
    assert len(example.splitlines()) <= 25
