"""Build hook: generates the classes of the wire, `tanshi.v1`, out of the repository's proto/.

They are made anew with each build and never committed. A source distribution carries a copy of
the protos, so that it can be built anywhere.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProtosHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        protos = find_protos(Path(self.root))
        if self.target_name == "sdist":
            build_data["force_include"][str(protos / "tanshi")] = "proto/tanshi"
        elif version == "editable":
            generate(protos, Path(self.root))
        else:
            self._generated = tempfile.TemporaryDirectory()
            for path in generate(protos, Path(self._generated.name)):
                inside = path.relative_to(self._generated.name)
                build_data["force_include"][str(path)] = str(inside)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_generated"):
            self._generated.cleanup()


def find_protos(root: Path) -> Path:
    """In a source distribution they are beside this file, in the repository two folders up."""
    for protos in (root / "proto", root.parent.parent / "proto"):
        if (protos / "tanshi" / "v1").is_dir():
            return protos
    raise FileNotFoundError(
        f"no proto/tanshi/v1 in {root} nor two folders above it: build from a clone of the "
        "repository, or from a source distribution"
    )


def generate(protos: Path, out: Path) -> list[Path]:
    # Only a build has it.
    import grpc_tools
    from grpc_tools import protoc

    names = sorted(str(path.relative_to(protos)) for path in protos.glob("tanshi/v1/*.proto"))
    wellknown = Path(grpc_tools.__file__).parent / "_proto"
    error = protoc.main(
        ["protoc", f"-I{protos}", f"-I{wellknown}"]
        + [f"--{kind}_out={out}" for kind in ("python", "pyi", "grpc_python")]
        + names
    )
    if error:
        raise RuntimeError("protoc failed; it said why above")
    return sorted((out / "tanshi" / "v1").glob("*_pb2*"))
