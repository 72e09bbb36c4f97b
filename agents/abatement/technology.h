// A technology that a plant can be rebuilt with: an entry of an emitter's menu of projects.
//
// Values; pure. Tonnes, years and currency units. A unit that is decided in year s is paid for in
// s, whatever becomes of it, runs from s + build_years for lifetime_years, and always runs: the
// plant's emissions without further abatement are lower by what it abates.
//
// Learning (Wright, "Factors affecting the cost of airplanes", Journal of the Aeronautical Sciences
// 3, 1936): each doubling of what all have built of a technology lowers what the next unit costs by
// the share `learning`,
//
//   capex = capex_0 ((experience + built) / experience)^log2(1 - learning)
//
// with what was built, in tonnes a year, before the year of the decision: in a year all pay the
// same.
//
// A horizon may end before a unit does. It is then charged for the years within, by an annuity A
// that repays it over its life, as models of energy systems credit what is left at the end (the
// salvage value of TIMES: Loulou, Goldstein, Kanudia, Lehtila and Remme, Documentation for the
// TIMES Model, part I, 2016):
//
//   capex_s (1 + r)^s = sum over its N years t of A (1 + r)^(s - t),  t from s + build_years
#pragma once

#include <cstdint>
#include <string>

namespace tanshi {

struct Technology {
  std::string name;                  // technologies of one name are one: they share what is learned
  double capex = 0;                  // of one unit, at the start; at least 0
  double abates_t = 0;               // of one unit, a year; above 0
  double running_cost = 0;           // a tonne abated; below 0: it earns
  std::int32_t build_years = 1;      // at least 1
  std::int32_t lifetime_years = 20;  // at least 1
  std::int32_t units = 1;            // that can be built
  double learning = 0;               // 0 .. below 1
  double experience_t = 0;           // a year, built by all before the start; above 0 if it learns
  // Of what it costs in truth, what the public pays; capex and running_cost are what is left.
  double public_share = 0;  // of building it; 0 .. below 1
  double public_per_t = 0;  // of a tonne abated

  friend bool operator==(const Technology&, const Technology&) = default;
};

// One of `count` identical plants that together have it: each can build a count-th of every unit.
[[nodiscard]] Technology split(const Technology& technology, std::int64_t count);

// What the public adds to `capex` paid by who builds it.
[[nodiscard]] double public_part(const Technology& technology, double capex);

// Of a loan, the share that is a gift: with payments alike over `years`, at an interest of `rate`
// in place of the market's. The grant element of OECD's Development Assistance Committee.
[[nodiscard]] double grant_element(double rate, double market_rate, std::int32_t years);

// What a unit costs once `built_t` a year has been built of it since the start.
[[nodiscard]] double capex_after(const Technology& technology, double built_t);

// Of a unit that cost `capex`, what it is charged in each year that it runs.
[[nodiscard]] double annuity_of(const Technology& technology, double capex, double discount_rate);

// Whether what was decided in one year runs in another; years counted from anywhere.
[[nodiscard]] bool runs_in(const Technology& technology, std::int64_t decided, std::int64_t year);

}  // namespace tanshi
