#include "scenarios/results/summary.h"

#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/columns.h"
#include "scenarios/results/junit.h"
#include "scenarios/results/text_report.h"

namespace tanshi {
namespace {

using Json = nlohmann::ordered_json;

// Numbers that are not finite become null when the document is written.
class JsonColumns final : public Columns {
 public:
  using Columns::text;

  void integer(const Column& column, std::int64_t& value) override { object_[column.name] = value; }
  void real(const Column& column, double& value) override { object_[column.name] = value; }
  void text(const Column& column, std::string& value) override { object_[column.name] = value; }
  void maybe_integer(const Column& column, std::optional<std::int64_t>& value) override {
    object_[column.name] = value ? Json(*value) : Json(nullptr);
  }
  void maybe_real(const Column& column, std::optional<double>& value) override {
    object_[column.name] = value ? Json(*value) : Json(nullptr);
  }
  void maybe_text(const Column& column, std::string& value) override {
    object_[column.name] = value.empty() ? Json(nullptr) : Json(value);
  }

  [[nodiscard]] Json take() { return std::move(object_); }

 private:
  Json object_ = Json::object();
};

template <class Row>
Json json_of(Row row) {
  JsonColumns columns;
  tell(columns, row);
  return columns.take();
}

Json expectation_json(const ExpectationResult& expectation) {
  Json json = json_of(expectation);
  json["passed"] = expectation.passed;
  return json;
}

}  // namespace

std::string summary_json(const RunResult& run) {
  Json json = json_of(flatten(run).runs.front());
  json.erase("conservation_checked");
  json.erase("conservation_violations");
  json["passed"] = passed(run);
  json["years"] = Json::array();
  for (const YearResult& year : run.years) json["years"].push_back(json_of(year));
  json["auctions"] = Json::array();
  for (const AuctionResult& auction : run.auctions) json["auctions"].push_back(json_of(auction));
  json["credits"] = Json::array();
  for (const CreditResult& credits : run.credits) json["credits"].push_back(json_of(credits));
  json["schemes"] = Json::array();
  for (const SchemeResult& scheme : run.schemes) json["schemes"].push_back(json_of(scheme));
  json["forwards"] = Json::array();
  for (const ForwardResult& forward : run.forwards) json["forwards"].push_back(json_of(forward));
  json["projects"] = Json::array();
  for (const ProjectResult& project : run.projects) json["projects"].push_back(json_of(project));
  json["products"] = Json::array();
  for (const ProductResult& product : run.products) json["products"].push_back(json_of(product));
  json["expectations"] = Json::array();
  for (const ExpectationResult& expectation : run.expectations)
    json["expectations"].push_back(expectation_json(expectation));
  json["conservation"] = {{"checked", run.conservation_checked},
                          {"violations", run.conservation_violations}};
  return json.dump(2) + "\n";
}

std::string junit_xml(const RunResult& run) {
  std::vector<TestCase> cases = {{"conservation", ""}};
  if (run.conservation_violations > 0) {
    cases.front().failure = fmt::format("{} of {} checks found tonnes or cents created or lost",
                                        run.conservation_violations, run.conservation_checked);
  }
  for (const ExpectationResult& expectation : run.expectations)
    cases.push_back({name_of(expectation), expectation.passed ? "" : text_of(expectation)});
  return junit_document(run.scenario, fmt::format("{}.seed_{}", run.scenario, run.seed), cases);
}

}  // namespace tanshi
