#!/usr/bin/env python3
"""Plants one breach of each house rule and sees that tidy.py finds it, and that a clean tree
has none. A rule without a case here fails the last test."""

import unittest

import tidy

HEADER = "// What it is.\n#pragma once\n"
CMAKE = ("tanshi_library(NAME exchange_core RING 1\n  HDRS core.h\n  SRCS core.cc)\n")

CLEAN = {
    "exchange/core/CMakeLists.txt": CMAKE,
    "exchange/core/core.h": HEADER + "// No double, throw or 'assert(' in a comment counts.\n",
    "exchange/core/core.cc": '#include "exchange/core/core.h"\nconst char* kText = "a double";\n'
                             "constexpr long kBig = 1'000'000;  // nor does a digit's quote\n",
}


def with_files(**changes):
    """CLEAN with `core.cc` and so on replaced, by suffix: h, cc, cmake; others by path."""
    files = dict(CLEAN)
    for key, text in changes.items():
        files[{"h": "exchange/core/core.h", "cc": "exchange/core/core.cc",
               "cmake": "exchange/core/CMakeLists.txt"}[key]] = text
    return files


def with_path(path, text):
    return {**CLEAN, path: text}


OWN = '#include "exchange/core/core.h"\n'

# rule -> trees that break it, each in one way
PLANTED = {
    tidy.file_sizes: [
        with_files(h=HEADER + "\n" * 350),
        with_files(cc=OWN + "\n" * 600),
        with_path("tests/unit/core_test.cc", "\n" * 801),
    ],
    tidy.line_form: [
        with_files(cc=OWN + "x" * 101 + "\n"),
        with_files(cc=OWN + "\tint x;\n"),
        with_files(cc=OWN + "int x; \n"),
    ],
    tidy.notes_to_self: [
        with_files(cc=OWN + "// TODO: later\n"),
        with_files(cc=OWN + "// FIXME\n"),
    ],
    tidy.header_opening: [with_files(h="#pragma once\n"), with_files(h="// What it is.\n")],
    tidy.banned_everywhere: [
        with_files(cc=OWN + "using  namespace std;\n"),
        with_files(cc=OWN + "void f() { assert(true); }\n"),
    ],
    tidy.banned_in_pure_code: [
        with_files(cc=OWN + "auto now = std::chrono::steady_clock::now();\n"),
        with_files(cc=OWN + "int x = rand();\n"),
        with_files(cc=OWN + "std::normal_distribution<> d;\n"),
        with_files(cc=OWN + "std::unordered_map<int, int> m;\n"),
        with_files(cc=OWN + "auto x = std::getenv(kText);\n"),
        with_files(cc=OWN + "void f() { throw 1; }\n"),
        with_files(h=HEADER + "double price();\n"),
    ],
    tidy.includes_look_down: [
        with_files(cc=OWN + "#include <thread>\n"),
        with_files(cc=OWN + "#include <fmt/format.h>\n"),
        with_files(cc=OWN + "#include <Eigen/Dense>\n"),
        {**with_files(cc=OWN + '#include "exchange/shell/shell.h"\n'),
         "exchange/shell/CMakeLists.txt": "tanshi_library(NAME shell RING 3 HDRS shell.h)",
         "exchange/shell/shell.h": HEADER},
    ],
    tidy.own_header_first: [with_files(cc="#include <vector>\n" + OWN)],
    tidy.proto_types: [
        {**CLEAN, "proto/CMakeLists.txt": "protos(tanshi/v1/x.proto)",
         "proto/tanshi/v1/x.proto": f"message X {{\n  {field} = 1;\n}}\n"}
        for field in ("double price", "repeated uint64 ids", "map<string, int64> counts")
    ],
    tidy.nothing_out_of_the_build: [
        with_path("exchange/core/forgotten.cc", "int x;\n"),
        with_path("exchange/core/forgotten.h", HEADER),
        with_path("tools/cli/forgotten.h", HEADER),
        with_path("proto/forgotten.proto", ""),
        with_path("agents/python/forgotten_test.py", ""),
        with_path("scenarios/library/forgotten/scenario.yaml", ""),
        with_files(cmake=CMAKE + "# core_extra.cc is only in a comment\n") |
        {"exchange/core/core_extra.cc": ""},
    ],
    tidy.reasons_are_documented: [
        {**CLEAN,
         "exchange/market/CMakeLists.txt": "x(reject_reason.h)",
         "exchange/market/reject_reason.h": HEADER + "enum class R { kCashShort = 3, };\n",
         "docs/errors.md": page}
        for page in ("", "| 4 | `cash_short` | none |\n",
                     "| 3 | `cash_short` | none |\n| 5 | `gone` | none |\n")
    ],
}


class TidyTest(unittest.TestCase):
    def test_a_clean_tree_has_no_breach(self):
        self.assertEqual(tidy.breaches(tidy.Tree(CLEAN)), [])

    def test_each_rule_finds_what_is_planted(self):
        for rule, trees in PLANTED.items():
            for index, files in enumerate(trees):
                with self.subTest(rule=rule.__name__, case=index):
                    tree = tidy.Tree(files)
                    self.assertNotEqual(list(rule(tree)), [])

    def test_a_ring_3_file_may_use_what_the_core_may_not(self):
        files = with_files(cmake=CMAKE.replace("RING 1", "RING 3"),
                           cc=OWN + "#include <thread>\nvoid f(double) { throw 1; }\n")
        self.assertEqual(tidy.breaches(tidy.Tree(files)), [])

    def test_each_rule_has_a_case(self):
        self.assertEqual(set(PLANTED), set(tidy.RULES))


if __name__ == "__main__":
    unittest.main()
