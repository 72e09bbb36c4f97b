#include "agents/regulator/cap/eu_cap.h"

#include "exchange/base/check.h"

namespace tanshi {
namespace {

constexpr Year kThirdPhase{2013};
constexpr Year kFourthPhase{2021};
constexpr Tonnes kCap2013{2'084'301'856};
constexpr Tonnes kCap2021{1'571'583'007};

bool is_in_range(Year year) {
  return year >= kFirstEuCapYear && year <= kLastEuCapYear;
}

}  // namespace

bool is_eu_cap_set(Year year) {
  return year == kThirdPhase || year == kFourthPhase;
}

LinearFactorYear eu_cap_law(Year year) {
  TANSHI_CHECK(is_in_range(year) && !is_eu_cap_set(year));
  if (year < kFourthPhase) return {BasisPoints(174), Tonnes(2'199'094'594), {}, {}};
  if (year < Year{2024}) return {BasisPoints(220), Tonnes(1'954'705'227), {}, {}};
  LinearFactorYear law{BasisPoints(year < Year{2028} ? 430 : 440), Tonnes(2'044'749'581), {}, {}};
  if (year == Year{2024}) {
    law.rebasing = Tonnes(90'000'000);
    law.scope = Tonnes(78'400'000);
  }
  if (year == Year{2026}) law.rebasing = Tonnes(27'000'000);
  return law;
}

Tonnes eu_cap(Year year) {
  TANSHI_CHECK(is_in_range(year));
  Year at = year < kFourthPhase ? kThirdPhase : kFourthPhase;
  Tonnes cap = at == kThirdPhase ? kCap2013 : kCap2021;
  while (at < year) {
    at = years_after(at, 1);
    cap = linear_factor_cap(cap, eu_cap_law(at));
  }
  return cap;
}

}  // namespace tanshi
