#!/usr/bin/env python3
"""The house rules that a machine can check, over the files that git knows; under two seconds.

    tests/tidy/tidy.py [ROOT]

prints `path:line: what is wrong` for each breach and exits 1 if there is any. A rule is a
function from the tree to breaches, listed in RULES; tidy_test.py plants a breach of each.
"""

import re
import subprocess
import sys
from functools import cached_property
from pathlib import Path, PurePosixPath

CAPS = {".h": 350, ".cc": 600, ".proto": 600, ".py": 600}
TEST_CAP = 800
LINE_CAP = 100

CODE = (".h", ".cc", ".proto", ".py", ".cmake", ".sh", ".yaml")

# What rings 0-2 may not use (STYLE: "No clock, locale, environment, ... in rings 0-2").
PURE_BANS = {
    r"\b(?:system|steady|high_resolution)_clock\b": "a clock",
    r"\bs?rand\s*\(|\brandom_device\b|\bstd::\w+_distribution\b": "a foreign random number",
    r"\bunordered_\w+": "a container without an order",
    r"\bgetenv\b": "the environment",
    r"\bthrow\b": "an exception",
}
PURE_BANNED_INCLUDES = ("iostream", "thread", "unordered_map", "unordered_set", "random")
FLOAT = re.compile(r"\b(?:double|float)\b")
FLOAT_ALLOWED = re.compile(r"^exchange/base/random_stream\.")
CODE_BANS = {
    r"\busing\s+namespace\b(?!\s+std::\w*literals\b)": "using namespace",
    r"\bassert\s*\(": "assert(: use TANSHI_CHECK, which is on in every build",
}
PROTO_BAN = re.compile(
    r"^\s*(?:optional\s+|repeated\s+)?"
    r"(?:float|double|uint32|uint64|fixed32|fixed64|google\.protobuf\.Any|map\s*<.*>)\s+\w+\s*=")

COMMENT_OR_TEXT = re.compile(
    r'R"(?P<d>\w*)\(.*?\)(?P=d)"'
    r'|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])*'", re.DOTALL)


def without_comments(text):
    """C++ code with its comments and literals blanked, line numbers kept."""
    return COMMENT_OR_TEXT.sub(lambda match: "\n" * match.group().count("\n") + " ", text)


def word(text):
    """Finds `text` as a file name or a name of its own."""
    return re.compile(r"(?<![\w.-])" + re.escape(text) + r"(?![\w.-])")


class Tree:
    """Files by path, and what the CMakeLists say about them."""

    def __init__(self, files):
        self.files = files

    @classmethod
    def of_git(cls, root):
        # The tree may belong to another user than the one who tests (sudo, a container).
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], check=True, capture_output=True, text=True).stdout
        files = {}
        for path in filter(None, listed.split("\0")):
            try:
                files[path] = (Path(root) / path).read_text(encoding="utf-8")
            except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
                pass  # a picture, or a file deleted but not yet committed
        return cls(files)

    def ending(self, *suffixes):
        return ((path, text) for path, text in self.files.items() if path.endswith(suffixes))

    @cached_property
    def cmake(self):
        return {path: re.sub(r"#[^\n]*", "", text)
                for path, text in self.ending("CMakeLists.txt", ".cmake")}

    @cached_property
    def rings(self):
        """Ring of each source and header, as tanshi_library says."""
        rings = {}
        for path, text in self.cmake.items():
            folder = PurePosixPath(path).parent
            for call in re.findall(r"tanshi_library\(([^)]*)\)", text):
                ring = re.search(r"\bRING\s+(\d)", call)
                if ring:
                    for word in re.findall(r"[\w./-]+\.(?:h|cc)\b", call):
                        rings[str(folder / word)] = int(ring.group(1))
        return rings

    @cached_property
    def code(self):
        return {path: without_comments(text) for path, text in self.ending(".h", ".cc")}

    def named_beside(self, path):
        """Whether the CMakeLists of the file's folder, or one above, names the file."""
        file = PurePosixPath(path)
        for folder in file.parents:
            text = self.cmake.get(str(folder / "CMakeLists.txt"))
            if text and word(str(file.relative_to(folder))).search(text):
                return True
        return False


def lines_of(text):
    return enumerate(text.split("\n"), start=1)


def file_sizes(tree):
    for path, text in tree.ending(*CAPS):
        test = path.startswith("tests/") and path.endswith((".cc", ".py"))
        cap = TEST_CAP if test else CAPS[PurePosixPath(path).suffix]
        count = text.count("\n")
        if count > cap:
            yield path, cap, f"{count} lines, at most {cap}: one idea a file"


def line_form(tree):
    for path, text in tree.ending("CMakeLists.txt", *CODE):
        table = path.startswith("tests/tables/")  # text in which a row is a line
        for number, line in lines_of(text):
            if len(line) > LINE_CAP and not table:
                yield path, number, f"{len(line)} columns, at most {LINE_CAP}"
            if "\t" in line:
                yield path, number, "a tab"
            if line != line.rstrip():
                yield path, number, "space at the end of the line"


def notes_to_self(tree):
    for path, text in tree.ending("CMakeLists.txt", *CODE):
        if path.startswith("tests/tidy/"):
            continue  # the rule and its test name the words
        for number, line in lines_of(text):
            if re.search(r"\bFIXME\b|\bXXX\b", line):
                yield path, number, "FIXME: mend it, or file an issue"
            if re.search(r"\bTODO\b(?!\(#\d+\))", line):
                yield path, number, "TODO without an issue's number: TODO(#123)"


def header_opening(tree):
    for path, text in tree.ending(".h"):
        if not text.startswith("//"):
            yield path, 1, "no opening comment: a header is the manual of what it declares"
        if "#pragma once" not in text:
            yield path, 1, "no #pragma once"


def banned_everywhere(tree):
    for path, code in tree.code.items():
        yield from matches(path, code, CODE_BANS)


def banned_in_pure_code(tree):
    for path, code in tree.code.items():
        ring = tree.rings.get(path, 3)
        if ring <= 2:
            yield from matches(path, code, PURE_BANS, f" in ring {ring}")
        if ring <= 1 and path.startswith("exchange/") and not FLOAT_ALLOWED.match(path):
            yield from matches(path, code, {FLOAT: "floating point"}, " in exchange/")


def matches(path, code, bans, where=""):
    for pattern, what in bans.items():
        for match in re.finditer(pattern, code):
            yield path, code.count("\n", 0, match.start()) + 1, what + where


def includes_look_down(tree):
    for path, text in tree.ending(".h", ".cc"):
        ring = tree.rings.get(path)
        if ring is None:
            continue
        for number, line in lines_of(text):
            ours = re.match(r'#include "([^"]+)"', line)
            if ours and tree.rings.get(ours.group(1), ring) > ring:
                yield path, number, f"ring {ring} includes {ours.group(1)} of a higher ring"
            theirs = re.match(r"#include <([^>]+)>", line)
            if theirs and ring <= 2 and theirs.group(1) in PURE_BANNED_INCLUDES:
                yield path, number, f"<{theirs.group(1)}> in ring {ring}"
            if theirs and ring <= 1 and re.search(r"[/.]", theirs.group(1)):
                if not theirs.group(1).startswith("Eigen/") or path.startswith("exchange/"):
                    yield path, number, f"third-party <{theirs.group(1)}> in ring {ring}"


def own_header_first(tree):
    for path, text in tree.ending(".cc"):
        own = path.removesuffix(".cc") + ".h"
        first = re.search(r'^#include ["<]([^">]+)[">]', text, re.MULTILINE)
        if own in tree.files and first and first.group(1) != own:
            yield path, 1, f"{own} is not included first, which shows that it stands alone"


def proto_types(tree):
    for path, text in tree.ending(".proto"):
        for number, line in lines_of(text):
            if PROTO_BAN.match(line):
                yield path, number, "float, unsigned, Any or map in a proto: int64 with a unit"


def nothing_out_of_the_build(tree):
    cmake = "\n".join(tree.cmake.values())
    tests = "\n".join(text for path, text in tree.ending(".cc", ".py", "CMakeLists.txt")
                      if path.startswith("tests/"))
    included = set(re.findall(r'#include "([^"]+)"', "\n".join(tree.files.values())))
    for path, _ in tree.ending(".h", ".cc", ".proto"):
        # A library lists its headers; a header of a program or a test is in where it is included.
        shared = path.endswith(".h") and path.startswith(("tests/", "tools/"))
        if not (tree.named_beside(path) or (shared and path in included)):
            yield path, 1, "no CMakeLists.txt names it: nothing is out of the build"
    for path, _ in tree.ending("_test.py"):
        if not word(PurePosixPath(path).name).search(cmake):
            yield path, 1, "no CMakeLists.txt runs it: nothing is out of the build"
    for path, _ in tree.ending("/scenario.yaml"):
        name = PurePosixPath(path).parent.name
        if not word(name).search(tests):
            yield path, 1, f"no test names the scenario {name}: nothing is untested"


def reasons_are_documented(tree):
    """Each refusal's number and name is a row of docs/errors.md, and each row a refusal."""
    path, page = "exchange/market/reject_reason.h", "docs/errors.md"
    if path not in tree.files:
        return
    declared = {(int(number), re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower())
                for name, number in re.findall(r"\bk(\w+) = (\d+),", tree.code[path])}
    written = {(int(number), name) for number, name in
               re.findall(r"^\| (\d+) \| `(\w+)` \|", tree.files.get(page, ""), re.MULTILINE)}
    for number, name in sorted(declared - written):
        yield page, 1, f"no row `| {number} | `{name}` | ...`, a refusal of {path}"
    for number, name in sorted(written - declared):
        yield page, 1, f"{name} ({number}) is no refusal of {path}"


RULES = [
    file_sizes, line_form, notes_to_self, header_opening, banned_everywhere, banned_in_pure_code,
    includes_look_down, own_header_first, proto_types, nothing_out_of_the_build,
    reasons_are_documented,
]


def breaches(tree):
    return [breach for rule in RULES for breach in rule(tree)]


def main(arguments):
    root = arguments[0] if arguments else str(Path(__file__).resolve().parents[2])
    found = sorted(breaches(Tree.of_git(root)))
    for path, line, message in found:
        print(f"{path}:{line}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
