// Caps of a form that a scenario chooses: falling by a share, in steps, with output, to a peak and
// down.

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agents/regulator/cap/intensity_cap.h"
#include "agents/regulator/cap/peak_and_decline_cap.h"
#include "agents/regulator/cap/proportional_cap.h"
#include "agents/regulator/cap/step_cap.h"
#include "exchange/base/checked_math.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"
#include "scenarios/calculator/tell_output.h"

namespace tanshi {
namespace {

constexpr Year kFirstYear{1990};
constexpr Year kLastYear{2100};

constexpr std::array kProportionalSources = {
    CitedSource{'V',
                "rggi.org: 91 M short tons in 2014, 2.5 % less a year; caps of 2016, 2018-2020"},
};
constexpr std::array kStepSources = {
    CitedSource{'V',
                "the form: 17 CCR 95841(b) (California after 2031); ICAP, 3 July 2025 (RGGI from "
                "2027: 69.8 M, 8.5 M a year less to 2033, 2.4 M to 2037, rounded)"},
};
constexpr std::array kIntensitySources = {
    CitedSource{'U', "a parameter; China's benchmarks by unit are in china-allocation"},
};
constexpr std::array kPeakSources = {
    CitedSource{'V', "a peak before 2030 and neutrality before 2060: China's announced goals"},
    CitedSource{'U', "the quantities, and that the lines are straight"},
};

bool tell_year_input(Fields& inputs, const Key& key, Year& year) {
  std::int32_t number = raw(year);
  if (!inputs.integer(key, number, raw(kFirstYear), raw(kLastYear))) return false;
  year = Year{number};
  return true;
}

void refuse_unless_before(Fields& inputs, std::string_view key, Year start, Year year) {
  if (inputs.ok() && year < start) inputs.refuse(key, "is after the year; must not be");
}

std::string start_working(const CapPoint& start) {
  return fmt::format("{}: {}", raw(start.year), show(start.cap));
}

RuleWork tell_proportional(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the cap.", kFirstYear, kLastYear);
  Year start_year{2014};
  Tonnes start(91'000'000);
  std::int64_t rate = 250;
  tell_year_input(inputs, {.name = "start_year", .doc = "Year of the first cap."}, start_year);
  tell_tonnes(inputs, {.name = "start_t", .doc = "The first cap."}, start);
  inputs.exact({.name = "decline_percent", .doc = "What it falls by a year; negative: it rises."},
               rate, {-10'000, 10'000, 2, "%"});
  refuse_unless_before(inputs, "start_year", start_year, year);
  return [=] {
    std::vector<std::string> steps{start_working({start_year, start})};
    Tonnes cap = start;
    for (Year at = start_year; at < year; at = years_after(at, 1)) {
      const Tonnes next = proportional_cap(cap, BasisPoints(rate), 1);
      steps.push_back(fmt::format("{}: {} × (1 - {}) = {}", raw(at) + 1, show(cap),
                                  show(BasisPoints(rate)), show(next)));
      cap = next;
    }
    return RuleAnswer{{{"cap_t", cap}}, std::move(steps)};
  };
}

RuleWork tell_steps(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the cap.", kFirstYear, kLastYear);
  CapPoint start{kFirstYear, {}};
  std::vector<CapStep> steps(1);
  CapStep later{kLastYear, {}};
  const auto tell_cut = [&](std::string_view name, std::string_view doc, bool required,
                            Tonnes& cut) {
    return inputs.tonnes({.name = name,
                          .doc = doc,
                          .required = required,
                          .default_doc = required ? std::string_view() : kNoDefault},
                         cut, -kMaxQuantity, kMaxQuantity);
  };
  tell_year_input(inputs, {.name = "start_year", .doc = "Year of the first cap.", .required = true},
                  start.year);
  tell_tonnes(inputs, {.name = "start_t", .doc = "The first cap.", .required = true}, start.cap);
  tell_cut("cut_t", "What it falls by a year; negative: it rises.", true, steps.front().cut);
  const bool has_later =
      tell_cut("later_cut_t", "The same from later_from_year on.", false, later.cut);
  const bool has_from = tell_year_input(inputs,
                                        {.name = "later_from_year",
                                         .doc = "First year that falls by later_cut_t.",
                                         .default_doc = kNoDefault},
                                        later.from);
  refuse_unless_before(inputs, "start_year", start.year, year);
  if (inputs.ok() && has_later != has_from)
    inputs.refuse(has_later ? "later_from_year" : "later_cut_t",
                  "missing; later_cut_t and later_from_year come together");
  steps.front().from = start.year;
  if (inputs.ok() && has_later && later.from <= start.year)
    inputs.refuse("later_from_year", "is not after start_year; must be");
  if (has_later) steps.push_back(later);
  return [=] {
    RuleAnswer answer{{{"cap_t", step_cap(start.year, start.cap, steps, year)}}, {}};
    Tonnes before = start.cap;
    for (Year at = years_after(start.year, 1); at <= year; at = years_after(at, 1)) {
      const Tonnes cap = step_cap(start.year, start.cap, steps, at);
      answer.working.push_back(
          fmt::format("{}: {} - {} = {}", raw(at), show(before), show(before - cap), show(cap)));
      before = cap;
    }
    if (answer.working.empty()) answer.working.push_back(start_working(start));
    return answer;
  };
}

RuleWork tell_intensity_cap(Fields& inputs) {
  Intensity intensity;
  BasisPoints decline;
  std::int32_t years = 0;
  Output output;
  tell_intensity(inputs,
                 {.name = "intensity_t_per_unit",
                  .doc = "Tonnes for each unit of output in the first year.",
                  .required = true},
                 intensity, "t/unit");
  tell_output(inputs, {.name = "output_units", .doc = "Output of the year.", .required = true},
              output, "units");
  tell_percent(inputs, {.name = "decline_percent", .doc = "What intensity falls by a year."},
               decline);
  inputs.integer({.name = "years", .doc = "Years since the first."}, years, 0, 200);
  return [=] {
    const Intensity now = declined_intensity(intensity, decline, years);
    const Tonnes cap = intensity_cap(now, output);
    return RuleAnswer{{{"cap_t", cap}},
                      {fmt::format("{} × (1 - {})^{} = {} t/unit", show(intensity), show(decline),
                                   years, show(now)),
                       fmt::format("{} t/unit × {} units, to the nearest tonne {}", show(now),
                                   show(output), show(cap))}};
  };
}

std::string line_working(const CapPoint& from, const CapPoint& to, Year year, Tonnes cap) {
  const bool rises = to.cap >= from.cap;
  return fmt::format("{} {} {} × ({} - {}) / ({} - {}), to the nearest tonne {}", show(from.cap),
                     rises ? "+" : "-", show(rises ? to.cap - from.cap : from.cap - to.cap),
                     raw(year), raw(from.year), raw(to.year), raw(from.year), show(cap));
}

RuleWork tell_peak(Fields& inputs) {
  const Year year = tell_year(inputs, "Year of the cap.", kFirstYear, kLastYear);
  PeakAndDecline path{.start = {Year{2025}, {}}, .peak = {Year{2030}, {}}, .end = {Year{2060}, {}}};
  tell_year_input(inputs, {.name = "start_year", .doc = "Year of the first cap."}, path.start.year);
  tell_tonnes(inputs, {.name = "start_t", .doc = "The first cap.", .required = true},
              path.start.cap);
  tell_year_input(inputs, {.name = "peak_year", .doc = "Year of the peak."}, path.peak.year);
  tell_tonnes(inputs, {.name = "peak_t", .doc = "Cap at the peak.", .required = true},
              path.peak.cap);
  tell_year_input(inputs, {.name = "end_year", .doc = "Year from which the cap stays."},
                  path.end.year);
  tell_tonnes(inputs, {.name = "end_t", .doc = "Cap from then on."}, path.end.cap);
  if (inputs.ok()) {
    if (path.peak.year <= path.start.year)
      inputs.refuse("peak_year", "is not after start_year; must be");
    if (path.end.year <= path.peak.year)
      inputs.refuse("end_year", "is not after peak_year; must be");
  }
  refuse_unless_before(inputs, "start_year", path.start.year, year);
  return [=] {
    const Tonnes cap = peak_and_decline_cap(path, year);
    const std::string working =
        year >= path.end.year    ? fmt::format("from {} on {}", raw(path.end.year), show(cap))
        : year <= path.peak.year ? line_working(path.start, path.peak, year, cap)
                                 : line_working(path.peak, path.end, year, cap);
    return RuleAnswer{{{"cap_t", cap}}, {working}};
  };
}

}  // namespace

const Calculator kCapProportional = {
    .name = "cap-proportional",
    .title = "A cap that falls by the same share of itself every year; the defaults are RGGI's",
    .formula = "cap = cap of the year before × (1 - decline_percent), to the nearest tonne",
    .sources = kProportionalSources,
    .tell = tell_proportional,
};

const Calculator kCapSteps = {
    .name = "cap-steps",
    .title = "A cap that falls in absolute steps",
    .formula = "cap = max(0, cap of the year before - cut of the step in force)",
    .sources = kStepSources,
    .tell = tell_steps,
};

const Calculator kCapIntensity = {
    .name = "cap-intensity",
    .title = "A cap that follows output: intensity × output",
    .formula = "cap = intensity_t_per_unit × (1 - decline_percent)^years × output_units",
    .sources = kIntensitySources,
    .tell = tell_intensity_cap,
};

const Calculator kCapPeakAndDecline = {
    .name = "cap-peak-and-decline",
    .title = "A cap that rises to a peak and falls from there, in straight lines",
    .formula =
        "to the peak: start_t + (peak_t - start_t) × (year - start_year) / "
        "(peak_year - start_year)\n"
        "to the end:  peak_t - (peak_t - end_t) × (year - peak_year) / "
        "(end_year - peak_year)",
    .sources = kPeakSources,
    .tell = tell_peak,
};

}  // namespace tanshi
