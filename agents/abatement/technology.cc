#include "agents/abatement/technology.h"

#include <cmath>

#include "exchange/base/check.h"

namespace tanshi {

Technology split(const Technology& technology, std::int64_t count) {
  TANSHI_CHECK(count > 0);
  Technology part = technology;
  part.capex /= static_cast<double>(count);
  part.abates_t /= static_cast<double>(count);
  return part;
}

double public_part(const Technology& technology, double capex) {
  return capex * technology.public_share / (1 - technology.public_share);
}

double grant_element(double rate, double market_rate, std::int32_t years) {
  const auto payment = [&](double of) {
    return of == 0 ? 1.0 / years : of / (1 - std::pow(1 + of, -years));
  };
  return 1 - payment(rate) / payment(market_rate);
}

double capex_after(const Technology& technology, double built_t) {
  if (technology.learning == 0) return technology.capex;
  const double grown = (technology.experience_t + built_t) / technology.experience_t;
  return technology.capex * std::pow(grown, std::log2(1 - technology.learning));
}

double annuity_of(const Technology& technology, double capex, double discount_rate) {
  const double years = technology.lifetime_years;
  if (discount_rate == 0) return capex / years;
  const double discount = 1 / (1 + discount_rate);
  const double payments = (1 - std::pow(discount, years)) / (1 - discount);
  return capex / (std::pow(discount, technology.build_years) * payments);
}

bool runs_in(const Technology& technology, std::int64_t decided, std::int64_t year) {
  const std::int64_t first = decided + technology.build_years;
  return year >= first && year < first + technology.lifetime_years;
}

}  // namespace tanshi
