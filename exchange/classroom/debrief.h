// How a seat did, looked back on: what it cost, beside what it would have cost without trade and at
// the prices of theory, and what its holder could have done better.
//
// A mistake is judged with what is known at the end, and only told where it cost something:
//
//   bought above MAC     a fill above what an allowance was worth then: the marginal cost of the
//                        abatement that was planned or, without a plan, that would have balanced
//                        the firm; where allowances keep, at least the next year's mean price
//   sold below MAC       a fill below that marginal cost
//   abated too little    less than pays at the year's mean price, by a hundredth of the baseline,
//                        in a year for which the holder decided
//   abated too much      likewise more
//   short                a fine was paid
//   held past the end    allowances that were left when they were worth nothing, at the mean price
//   forgot an order      one that waited two days or more, and filled a tenth worse than that day's
//                        close, or stayed a fifth from the year's mean price to the end while the
//                        market's price was better than its firm's marginal cost
//   abated late          the first plan came in the last quarter of the year, after purchases above
//                        the marginal cost of what was abated then
//
// Pure. Curves count in double and leave through agents/abatement/rounding.h.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "agents/seat/observation.h"
#include "exchange/classroom/class_figures.h"
#include "exchange/classroom/class_record.h"
#include "tanshi/v1/classroom_service.pb.h"

namespace tanshi {

struct SeatPast {
  std::vector<SeatYearFigures> years;  // that have ended
  AccountPast account;
  std::vector<PastPlan> plans;     // in the order in which they were made
  std::vector<Price> mean_prices;  // of the market, a year each; 0: none
  // Closes of the book of allowances, by year (an index) and day.
  std::map<std::pair<std::size_t, std::int32_t>, Price> closes;
};

inline constexpr std::size_t kMistakesTold = 20;

// The dearest, dearest first. REQUIRES: the seat has a plant.
[[nodiscard]] std::vector<v1::Mistake> mistakes(const SeatBrief& brief, const SeatPast& past);

// What abatement, allowances, credits, forwards and penalties came to.
[[nodiscard]] Cash cost_of(const std::vector<SeatYearFigures>& years);
// The same without trade.
[[nodiscard]] Cash cost_alone(const SeatBrief& brief, const std::vector<SeatYearFigures>& years);
// The same at these prices, one a year, with the abatement that pays at each; 0: a price is
// missing.
[[nodiscard]] Cash cost_best(const SeatBrief& brief, const std::vector<SeatYearFigures>& years,
                             const std::vector<Price>& prices);

// What a laboratory pays for gains, one a year that has ended: that of the year which the seed
// draws, the same one for all. Without any it pays the fee alone, for no year.
[[nodiscard]] v1::Payment payment_of(const std::vector<Cash>& gains, Year first_year,
                                     std::uint64_t seed, std::int64_t paid_cents_per_million,
                                     std::int64_t show_up_fee_cents);

}  // namespace tanshi
