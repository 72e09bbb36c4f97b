"""The Python client installs from a source distribution, and from a clone in editable mode, with
the wire's classes generated; and its README says what its examples do."""

from __future__ import annotations

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


def test_a_source_distribution_holds_all_that_its_build_needs(clone, tmp_path):
    run(
        "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path / "dist", cwd=clone
    )
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

    # The folder that is installed is the clone's own, with the generated classes beside ours.
    (link,) = (tmp_path / "site").glob("*.pth")
    assert link.read_text().strip() == str(clone)
    assert (clone / "tanshi" / "v1" / "agent_service_pb2.py").exists()


@pytest.mark.parametrize("name", ["threshold_agent.py", "auction_agent.py", "regulator.py"])
def test_the_readme_shows_the_examples_as_they_are(name):
    example = (EXAMPLES / name).read_text()
    assert example in (CLIENT / "README.md").read_text()
    assert len(example.splitlines()) <= 25
