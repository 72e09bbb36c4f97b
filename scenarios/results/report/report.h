// report.html: one self-contained page with interactive charts, which needs no network. Pure.
// Equal data gives equal bytes.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "scenarios/results/run_result.h"

namespace tanshi {

// The page of a run, UTF-8.
[[nodiscard]] std::string report_html(const RunResult& result);

// The page that lays two runs over each other.
[[nodiscard]] std::string comparison_html(const RunResult& a, const RunResult& b);

// The page of data whose `kind` says what it is: "sweep" (a sweep's summary.json), "gallery"
// (gallery.json), "comparison" or "run". Written into the page so that no text in it can end its
// <script> element.
//
// REQUIRES: `json` is one JSON value; of a file, one that check_page_data() found fit.
[[nodiscard]] std::string page_html(std::string_view json);

// A program for Node.js 18 or later, UTF-8, which draws the figures of that page without a browser:
// `node PROGRAM FOLDER` writes each as SVG into the folder, which must exist, and prints their
// names, one a line. REQUIRES: as page_html().
[[nodiscard]] std::string figures_program(std::string_view json);

// Whether page_html() can draw `json`. Errors: INVALID_ARGUMENT it is not JSON, is of no kind that
// there is a page for, or lacks a part of its kind; names what is wrong, but not the file.
[[nodiscard]] absl::Status check_page_data(std::string_view json);

}  // namespace tanshi
