#include "scenarios/results/report/report.h"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/report/report_data.h"
#include "scenarios/results/report/report_template.h"

namespace tanshi {
namespace {

// What the page of a kind cannot do without.
struct Kind {
  std::string_view name;
  std::vector<std::string_view> lists;
  std::vector<std::string_view> objects;
};

const std::array<Kind, 4>& kinds() {
  static const std::array<Kind, 4> all = {
      Kind{"run", {"years", "firms", "curves", "books", "auctions", "expectations"}, {"days"}},
      Kind{"sweep",
           {"parameters", "treatments", "points", "metrics", "fan", "figures", "differences",
            "expectations"},
           {}},
      Kind{"gallery", {"entries"}, {}}, Kind{"comparison", {}, {"a", "b"}}};
  return all;
}

// Inside JSON these characters stand only in strings, where an escape means the same.
std::string escaped_for_html(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (const char character : json) {
    switch (character) {
      case '<':
        text += "\\u003c";
        break;
      case '>':
        text += "\\u003e";
        break;
      case '&':
        text += "\\u0026";
        break;
      default:
        text += character;
    }
  }
  return text;
}

}  // namespace

std::string page_html(std::string_view json) {
  std::string page(report_template_head());
  page += escaped_for_html(json);
  page += report_template_tail();
  return page;
}

std::string figures_program(std::string_view json) {
  constexpr std::string_view kOpening = "<script>";
  const std::string_view tail = report_template_tail();
  const std::size_t from = tail.find(kOpening) + kOpening.size();
  std::string program(tail.substr(from, tail.find("</script>", from) - from));
  program += "\nconst data = JSON.parse(";
  program += nlohmann::json(json).dump(-1, ' ', /*ensure_ascii=*/true);
  program += R"(); const {writeFileSync} = require('node:fs'), {join} = require('node:path');
for (const {name, text} of drawnFiles(data)) {
  writeFileSync(join(process.argv[2], name), text);
  console.log(name);
}
)";
  return program;
}

std::string report_html(const RunResult& result) {
  return page_html(report_data(result));
}

std::string comparison_html(const RunResult& a, const RunResult& b) {
  return page_html(
      fmt::format(R"({{"kind":"comparison","a":{},"b":{}}})", report_data(a), report_data(b)));
}

absl::Status check_page_data(std::string_view json) {
  const auto data = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (data.is_discarded()) return absl::InvalidArgumentError("is not JSON, or not whole");
  const auto given = data.is_object() ? data.find("kind") : data.end();
  if (given == data.end() || !given->is_string())
    return absl::InvalidArgumentError("says no kind: sweep or gallery would have a page");
  const std::string name = given->get<std::string>();
  for (const Kind& kind : kinds()) {
    if (kind.name != name) continue;
    for (const std::string_view part : kind.lists) {
      const auto found = data.find(part);
      if (found == data.end() || !found->is_array())
        return absl::InvalidArgumentError(fmt::format("a {} needs a list '{}'", name, part));
    }
    for (const std::string_view part : kind.objects) {
      const auto found = data.find(part);
      if (found == data.end() || !found->is_object())
        return absl::InvalidArgumentError(fmt::format("a {} needs an object '{}'", name, part));
    }
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      fmt::format("there is no page for the kind '{}': run, sweep, gallery or comparison", name));
}

}  // namespace tanshi
