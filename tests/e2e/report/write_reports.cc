// Writes the reports that the tests of this folder open in a browser.
//
//   report_fixtures FOLDER
//
// Of runs: typical.html and odd.html, of the fixtures of tests/testing/run_fixture.h, and free.html
// of a run that auctioned nothing; comparison.html lays two of them over each other. Of sweeps and
// a gallery: a page for each JSON file of fixtures/, and what is made of them here: many.html of
// twenty treatments, large.html of 500 design points, bare.html of a sweep whose names would break
// a page and whose figures do not exist, and strange.html of data that the page cannot read.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/results/report/report.h"
#include "tests/testing/run_fixture.h"

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFixtures = TANSHI_REPORT_FIXTURES;

bool write(const std::string& path, const std::string& page) {
  std::ofstream file(path, std::ios::binary);
  file << page;
  file.close();
  if (!file) std::cerr << "cannot write " << path << '\n';
  return static_cast<bool>(file);
}

std::string fixture(const std::string& name) {
  std::ifstream file(fmt::format("{}/{}.json", kFixtures, name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The run as if all had been given free: what auctions left behind in results is gone.
tanshi::RunResult without_auctions(tanshi::RunResult run) {
  run.auctions.clear();
  for (tanshi::YearResult& year : run.years) {
    year.allocated = year.cap;
    year.auctioned = year.withheld = year.released = year.reserve = tanshi::Tonnes();
    year.auction_price.reset();
  }
  return run;
}

// The run with other prices, from the third year on.
tanshi::RunResult dearer(tanshi::RunResult run) {
  run.seed = 2;
  run.events_hash += 1;
  for (std::size_t year = 2; year < run.years.size(); ++year)
    if (run.years[year].price_mean) *run.years[year].price_mean += 7.5;
  return run;
}

// A sweep of `single` as if it had so many treatments or design points: the same figures again,
// moved a little, as only their number matters.
Json copied(const Json& single, int treatments, int designs) {
  Json sweep = single;
  for (const char* list : {"treatments", "points", "fan", "figures", "differences"})
    sweep[list] = Json::array();
  sweep["baseline"] = "rule-1";
  for (int i = 0; i < treatments; ++i) sweep["treatments"].push_back(fmt::format("rule-{}", i + 1));
  if (designs > 1) sweep["parameters"] = {{{"key", "a"}}, {{"key", "b"}}};
  for (int i = 0; i < treatments * designs; ++i) {
    const int design = i / treatments;
    const Json values =
        designs > 1 ? Json{{"a", design}, {"b", design * 7 % designs}} : Json::object();
    const std::string name = sweep["treatments"][static_cast<std::size_t>(i % treatments)];
    sweep["points"].push_back({{"point", i}, {"treatment", name}, {"values", values}});
    for (Json fan : single["fan"]) {
      fan["point"] = i;
      for (Json& year : fan["years"])
        for (const char* key : {"mean", "p05", "p25", "p50", "p75", "p95"})
          year[key] = year[key].get<double>() * (1 + 0.02 * (i % 7));
      sweep["fan"].push_back(fan);
    }
    for (Json figure : single["figures"]) {
      figure["point"] = i;
      sweep["figures"].push_back(figure);
    }
    if (i % treatments > 0)
      sweep["differences"].push_back({{"metric", "efficiency"},
                                      {"year", nullptr},
                                      {"values", values},
                                      {"treatment", name},
                                      {"baseline", "rule-1"},
                                      {"pairs", 16},
                                      {"mean", 0.001 * i - 0.01},
                                      {"low", 0.001 * i - 0.015},
                                      {"high", 0.001 * i - 0.005},
                                      {"median", 0.001 * i - 0.01},
                                      {"p_t", 0.01},
                                      {"p_wilcoxon", 0.02}});
  }
  return sweep;
}

Json bare() {
  const std::string hostile = "</script><img src=x onerror=alert(1)>";
  Json sweep = Json::parse(fixture("single"));
  sweep["scenario"] = sweep["title"] = sweep["source"] = hostile;
  sweep["treatments"] = {hostile, "=1+1"};
  sweep["baseline"] = hostile;
  sweep["failures"] = {{{"point", 0}, {"runs", 3}, {"problem", hostile}}};
  sweep["parameters"] = {{{"key", hostile}}};
  sweep["points"] = Json::array();
  for (int i = 0; i < 2; ++i) {
    sweep["points"].push_back({{"point", i},
                               {"treatment", sweep["treatments"][static_cast<std::size_t>(i)]},
                               {"values", {{hostile, hostile}}}});
  }
  // Only the second treatment's second metric has figures, and none in its third year.
  for (Json& fan : sweep["fan"]) {
    const bool is_known = fan["metric"] == "emissions_t";
    fan["point"] = 1;
    std::size_t at = 0;
    for (Json& year : fan["years"])
      if (++at == 3 || !is_known)
        for (const char* key : {"mean", "sd", "p05", "p25", "p50", "p75", "p95"})
          year[key] = nullptr;
  }
  for (Json& figure : sweep["figures"]) figure["low"] = figure["high"] = figure["sd"] = nullptr;
  sweep["metrics"].push_back({{"name", hostile}, {"what", hostile}});
  sweep["differences"] = {{{"metric", "efficiency"},
                           {"year", nullptr},
                           {"values", {{hostile, hostile}}},
                           {"treatment", "=1+1"},
                           {"baseline", hostile},
                           {"pairs", 1},
                           {"mean", 0.5},
                           {"low", nullptr},
                           {"high", nullptr},
                           {"median", 0.5},
                           {"p_t", nullptr},
                           {"p_wilcoxon", nullptr}}};
  return sweep;
}

bool write_runs(const std::string& folder) {
  const tanshi::RunResult typical = tanshi::run_fixture();
  return write(folder + "/typical.html", tanshi::report_html(typical)) &&
         write(folder + "/odd.html", tanshi::report_html(tanshi::odd_run_fixture())) &&
         write(folder + "/free.html", tanshi::report_html(without_auctions(typical))) &&
         write(folder + "/comparison.html", tanshi::comparison_html(typical, dearer(typical)));
}

bool write_sweeps(const std::string& folder) {
  for (const std::string name : {"sweep", "hypercube", "single", "gallery"})
    if (!write(fmt::format("{}/{}.html", folder, name), tanshi::page_html(fixture(name))))
      return false;
  const Json single = Json::parse(fixture("single"));
  return write(folder + "/many.html", tanshi::page_html(copied(single, 20, 1).dump())) &&
         write(folder + "/large.html", tanshi::page_html(copied(single, 1, 500).dump())) &&
         write(folder + "/bare.html", tanshi::page_html(bare().dump())) &&
         write(folder + "/strange.html", tanshi::page_html(R"({"kind":"sweep","fan":7})"));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: report_fixtures FOLDER\n";
    return 2;
  }
  return write_runs(argv[1]) && write_sweeps(argv[1]) ? 0 : 2;
}
