// Free allocation of a plant that closes, or produces much less than what its allocation was
// reckoned by.
//
// Closure in a year: the allocation of that year is kept, and nothing comes from the next year on
// (the EU's third phase does so with capacity that is taken out: Decision 2011/278/EU, Article
// 21(3)); or only the months in which it ran count, rounded down; or all of it goes back.
//
// Partial cessation: a table says what share is kept from which reduction of activity on. EU, third
// phase: 50 % less keeps 50 %, 75 % less 25 %, 90 % less nothing (Decision 2011/278/EU, Article 23;
// the first threshold verified, the others and the shares not).
//
// Pure. What is kept is rounded down.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "agents/regulator/allocation/output.h"
#include "exchange/base/units.h"

namespace tanshi {

enum class ClosureRule : std::uint8_t { kKeepYear, kByMonths, kReturnAll };

// For the year of closure. REQUIRES: allocation in 0 .. kMaxQuantity; months_run in 0 .. 12.
[[nodiscard]] Tonnes allocation_at_closure(ClosureRule rule, Tonnes allocation,
                                           std::int32_t months_run);

struct CessationBand {
  BasisPoints reduction;  // of activity, at least
  BasisPoints kept;       // of the allocation
};
inline constexpr std::array<CessationBand, 3> kEuThirdPhaseCessation{
    {{BasisPoints(5'000), BasisPoints(5'000)},
     {BasisPoints(7'500), BasisPoints(2'500)},
     {BasisPoints(9'000), BasisPoints(0)}}};

// REQUIRES: allocation in 0 .. kMaxQuantity; activities in 0 .. kMaxOutput, the initial one above
// 0; bands ascend by `reduction`, shares in 0 .. 10,000.
[[nodiscard]] Tonnes allocation_after_cessation(std::span<const CessationBand> bands,
                                                Tonnes allocation, Output initial_activity,
                                                Output activity);

}  // namespace tanshi
