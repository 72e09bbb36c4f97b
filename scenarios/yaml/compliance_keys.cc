// The keys of what firms owe, and of what becomes of allowances that they do not need.

#include <array>

#include "exchange/base/checked_math.h"
#include "scenarios/yaml/scenario_keys.h"

namespace tanshi {
namespace {

constexpr std::int64_t kMostTimes = 1'000'000;  // 100 times, in 1/10,000

void tell_verification(Fields& fields, Verification& rule) {
  fields.number({.name = "error",
                 .doc = "Standard deviation of the logarithm of what a firm reports over what it "
                        "emitted; 0.02 is about 2 %."},
                rule.error, {0, 1});
  fields.number({.name = "audit_share",
                 .doc = "Chance that a firm is audited in a year, and then reports the truth."},
                rule.audit_share, {0, 1});
  fields.number({.name = "late_correction_share",
                 .doc = "Chance that the error of a report that no audit caught is found when the "
                        "next year begins; the firm then owes the difference with that year's "
                        "emissions, or is credited with it."},
                rule.late_correction_share, {0, 1});
}

void tell_penalty(Fields& fields, Scenario& scenario, bool required) {
  fields.price(
      {.name = "penalty", .doc = "Fine for each tonne that is not covered.", .required = required},
      scenario.penalty, Price(1), kMaxPrice);
  std::int64_t rise = scenario.penalty_rise.raw();
  fields.exact({.name = "penalty_rise",
                .doc = "What penalty rises by in each year after the first, as with consumer "
                       "prices; 0.02 is 2 %."},
               rise, {.least = 0, .most = 1'000'000, .decimals = 6});
  scenario.penalty_rise = PartsPerMillion(rise);
  std::int64_t times = scenario.penalty_price_times.raw();
  fields.exact({.name = "penalty_price_times",
                .doc = "The fine is so many times the year's mean price, where that is more than "
                       "penalty."},
               times, {.least = 0, .most = kMostTimes, .decimals = 4});
  scenario.penalty_price_times = BasisPoints(times);
  fields.boolean({.name = "make_good", .doc = "Whether what was not covered stays owed."},
                 scenario.make_good);
  // It would pay to leave tonnes uncovered and to keep their allowances for a dearer year.
  const double yearly = static_cast<double>(rise) / 1'000'000;
  if (!scenario.make_good && yearly > scenario.discount_rate)
    fields.refuse("penalty_rise", "is above discount_rate beside make_good: false; at most that");
}

void tell_capped(Fields& fields, Scenario& scenario) {
  CarryOverRule rule;
  fields.tonnes({.name = "most_t", .doc = "The most of each account.", .required = true}, rule.base,
                Tonnes(), kMaxQuantity);
  scenario.carry_over = rule;
}

// China's: 10,000 t and 1.5 times net sales (the power sector's allowances of 2019 to 2024, carried
// into 2025; exchange/policy/carry_over.h).
void tell_net_sales(Fields& fields, Scenario& scenario) {
  CarryOverRule rule{Tonnes(10'000), BasisPoints(15'000)};
  fields.tonnes({.name = "base_t", .doc = "What each account may carry over in any case."},
                rule.base, Tonnes(), kMaxQuantity);
  std::int64_t times = rule.net_sales_multiple.raw();
  fields.exact({.name = "net_sales_times",
                .doc = "And so many times what it sold less what it bought in the year, auctions "
                       "included."},
               times, {.least = 0, .most = kMostTimes, .decimals = 4});
  rule.net_sales_multiple = BasisPoints(times);
  scenario.carry_over = rule;
}

void tell_carry_over(Fields& fields, Scenario& scenario) {
  const bool barred = scenario.carry_over.has_value();
  const std::array forms = {
      Form{"unlimited", "All of it.", [&](Fields&) { scenario.carry_over.reset(); }},
      Form{"none", "Nothing.", [&](Fields&) { scenario.carry_over = CarryOverRule{}; }},
      Form{"capped", "So much an account.", [&](Fields& keys) { tell_capped(keys, scenario); }},
      Form{"net_sales", "More for who sold: the rule of China.",
           [&](Fields& keys) { tell_net_sales(keys, scenario); }},
  };
  const bool given = fields.form(
      {.name = "carry_over",
       .doc = "What of the allowances that an account does not need keeps its value after the end "
              "of a compliance period; the rest is cancelled.",
       .default_doc = "unlimited; none where banking is false"},
      "rule", forms);
  if (given && barred) fields.refuse("carry_over", "is given beside banking: false; give one");
}

void tell_periods(Fields& fields, Scenario& scenario) {
  CompliancePeriods& periods = scenario.periods;
  periods.first = scenario.horizon.first_year;
  fields.integer({.name = "period_years",
                  .doc = "Years of a compliance period, after whose last all is due; the first "
                         "begins with the first year, and the last year ends one."},
                 periods.years, 1, 3);
  std::int64_t interim = periods.interim.raw();
  const bool given =
      fields.exact({.name = "interim_share",
                    .doc = "Part of a year's emissions that is due though no period ends with it."},
                   interim, {.least = 0, .most = kFullShare.raw(), .decimals = 4});
  periods.interim = BasisPoints(interim);
  if (given && periods.years == 1)
    fields.refuse("interim_share", "needs period_years of 2 or more");
}

void tell_borrowing(Fields& fields, Scenario& scenario) {
  std::int64_t share = scenario.borrowing.raw();
  const bool given = fields.exact(
      {.name = "borrowing_share",
       .doc =
           "Part of its next year's free allocation that a firm which is short may use, at most; "
           "it is given out early, of next year's vintage."},
      share, {.least = 0, .most = kFullShare.raw(), .decimals = 4});
  scenario.borrowing = BasisPoints(share);
  if (given && scenario.carry_over && scenario.carry_over->base == Tonnes() &&
      scenario.carry_over->net_sales_multiple == BasisPoints()) {
    fields.refuse("borrowing_share",
                  "needs another carry_over than none: what is borrowed is owed to the year after");
  }
}

}  // namespace

void tell_compliance(Fields& fields, Scenario& scenario, bool penalty_required) {
  tell_penalty(fields, scenario, penalty_required);
  fields.object({.name = "mrv", .doc = "How emissions are monitored, reported and verified."},
                [&](Fields& keys) { tell_verification(keys, scenario.verification); });
  tell_carry_over(fields, scenario);
  tell_periods(fields, scenario);
  tell_borrowing(fields, scenario);
}

}  // namespace tanshi
