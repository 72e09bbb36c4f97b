#!/usr/bin/env python3
"""Runs clang-tidy over what CMake compiles, and remembers by content what was clean.

    tests/tidy/clang_tidy.py ROOT BUILD

BUILD holds compile_commands.json. A file is checked again when its own text, a header or proto
of ours that it reaches, its compile command, .clang-tidy or the version of clang-tidy changed.
The memory, a file of keys in the user's cache folder, outlives the clone and is safe to delete.

Left out: tests and benchmarks (their macros drown the checks), and generated code. What includes
gRPC or CLI11 is checked for HEAVY_CHECKS only: all checks would walk through those headers for 15
seconds a file.
"""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

CLANG_TIDY = "clang-tidy-19"
OURS = ("exchange/", "agents/", "scenarios/", "tools/")
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)
GENERATED = re.compile(r"\.pb\.h$")
HEAVY = re.compile(r'^#include (?:<(?:grpcpp|CLI)/|"tanshi/.*\.grpc\.pb\.h")', re.MULTILINE)
HEAVY_CHECKS = "-*,readability-function-size,bugprone-use-after-move"


class Sources:
    """Our files' text, and the hash of a file with all of ours that it includes."""

    def __init__(self, root):
        self.root = root
        self.texts = {}
        protos = sorted((root / "proto").rglob("*.proto"))
        self.protos = "".join(path.read_text(encoding="utf-8") for path in protos)

    def text(self, path):
        if path not in self.texts:
            file = self.root / path
            # What is not ours is the system's, or generated from the protos.
            self.texts[path] = file.read_text(encoding="utf-8") if file.is_file() else ""
        return self.texts[path]

    def reach(self, path):
        """The file and all that it includes, in a fixed order. Ends: each path enters once."""
        reached, todo = set(), [path]
        while todo:
            path = todo.pop()
            if path not in reached:
                reached.add(path)
                todo.extend(INCLUDE.findall(self.text(path)))
        return sorted(reached)

    def is_heavy(self, path):
        return any(HEAVY.search(self.text(each)) for each in self.reach(path))

    def key(self, path, salt):
        digest = hashlib.sha256(salt.encode())
        reached = self.reach(path)
        for each in reached:
            digest.update(f"\0{each}\0{self.text(each)}".encode())
        if any(GENERATED.search(each) for each in reached):
            digest.update(self.protos.encode())
        return digest.hexdigest()


def compiled(root, build):
    """(path below root, command without machine paths) of each source of ours."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if file.is_relative_to(root) and not file.is_relative_to(build):
            path = str(file.relative_to(root))
            if path.startswith(OURS):
                yield path, entry["command"].replace(str(build), "B").replace(str(root), "R")


def check(root, build, path, heavy):
    # Warnings are gcc's business; clang's own of gcc's options and headers say nothing of ours.
    command = [CLANG_TIDY, "--quiet", "-p", str(build), "--extra-arg=-w", str(root / path)]
    if heavy:
        command.append(f"--checks={HEAVY_CHECKS}")
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return run.returncode, run.stdout if run.stdout.strip() else run.stderr


def remembered(cache):
    return set(cache.read_text().split()) if cache.is_file() else set()


def main(arguments):
    root, build = (Path(argument).resolve() for argument in arguments)
    version = subprocess.run([CLANG_TIDY, "--version"], check=True, capture_output=True, text=True)
    salt = version.stdout + HEAVY_CHECKS + (root / ".clang-tidy").read_text()
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tanshi/clang_tidy"

    sources = Sources(root)
    clean = remembered(cache)
    keys = {path: sources.key(path, salt + command) for path, command in compiled(root, build)}
    todo = [path for path, key in keys.items() if key not in clean]
    print(f"clang-tidy: {len(todo)} of {len(keys)} files to check", flush=True)

    failed = 0
    cache.parent.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool, cache.open("a") as memory:
        checked = pool.map(lambda path: check(root, build, path, sources.is_heavy(path)), todo)
        for path, (code, output) in zip(todo, checked):
            if code:
                failed += 1
                print(f"{path}:\n{output}", flush=True)
            else:
                memory.write(keys[path] + "\n")
                memory.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
