#include "scenarios/results/junit.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace tanshi {
namespace {

std::string escaped(std::string_view text) {
  std::string xml;
  for (const char c : text) {
    switch (c) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      default:
        xml += c;
    }
  }
  return xml;
}

}  // namespace

std::string junit_document(const std::string& suite, const std::string& classname,
                           std::span<const TestCase> cases) {
  std::string lines;
  for (const TestCase& each : cases) {
    lines += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escaped(classname),
                         escaped(each.name));
    lines += each.failure.empty()
                 ? "/>\n"
                 : fmt::format(">\n      <failure message=\"{}\"/>\n    </testcase>\n",
                               escaped(each.failure));
  }
  const auto failures =
      std::ranges::count_if(cases, [](const TestCase& each) { return !each.failure.empty(); });
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}  </testsuite>\n"
      "</testsuites>\n",
      escaped(suite), cases.size(), failures, lines);
}

}  // namespace tanshi
