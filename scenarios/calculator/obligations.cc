// What is due in a compliance period, and what it costs not to surrender it.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "exchange/base/checked_math.h"
#include "exchange/policy/compliance_period.h"
#include "exchange/policy/penalty.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"
#include "scenarios/calculator/tell.h"

namespace tanshi {
namespace {

constexpr std::array kPeriodSources = {
    CitedSource{'V',
                "RGGI: rggi.org, \"Compliance\" (three years from 2009; 50 % of each of the first "
                "two from the third period on)"},
    CitedSource{'V',
                "California: 17 CCR 95856; 30 % of 2016, the rest after 2017 (Air Resources "
                "Board, November 2017)"},
    CitedSource{'U', "rounding an interim obligation up; the lengths of periods from 2024 on"},
};
constexpr std::array kPenaltySources = {
    CitedSource{'V',
                "EU: Directive 2003/87/EC, Article 16(3), (4): EUR 40 to 2007, EUR 100 from 2008, "
                "and the shortfall is owed next year"},
    CitedSource{'V',
                "Shenzhen: 3 × mean price of six months (bjruji.com); Korea: up to 3 × the "
                "year's mean price, at most KRW 100,000 (climate-laws.org)"},
    CitedSource{'U',
                "China: 5 to 10 × mean price of the month before the deadline (State Council Order "
                "775; the clause was not read); RGGI: 3 allowances for 1; indexing of the EU's "
                "penalty from 2013"},
};

struct PeriodLaw {
  Word word;
  CompliancePeriods periods;
};
constexpr std::array kPeriodLaws = {
    PeriodLaw{{"yearly", "each year by itself, as in the EU and China"},
              {Year{1990}, 1, BasisPoints()}},
    PeriodLaw{{"rggi", "three years from 2009; from 2015 half of each of the first two"},
              {Year{2009}, 3, BasisPoints(5'000)}},
    PeriodLaw{{"california", "2013 and 2014, then three years; 30 % of each year but the last"},
              {Year{2015}, 3, BasisPoints(3'000)}},
};
constexpr std::array kPeriodWords = {kPeriodLaws[0].word, kPeriodLaws[1].word, kPeriodLaws[2].word};

CompliancePeriods law_in(std::size_t market, Year year) {
  CompliancePeriods periods = kPeriodLaws.at(market).periods;
  const std::string_view name = kPeriodLaws.at(market).word.name;
  if (name == "rggi" && year < Year{2015}) periods.interim = BasisPoints();
  if (name == "california" && year < periods.first) {
    periods.first = Year{2013};
    periods.years = 2;
  }
  return periods;
}

RuleWork tell_obligation(Fields& inputs) {
  const Year year = tell_year(inputs, "Year whose emissions are verified.", Year{2005}, Year{2100});
  const std::size_t market = tell_choice(
      inputs, {.name = "market", .doc = "Whose periods are the default."}, kPeriodWords, 0);
  CompliancePeriods periods = law_in(market, year);
  std::vector<Tonnes> emissions;
  Tonnes surrendered;
  std::int32_t first = raw(periods.first);
  tell_tonnes_list(
      inputs,
      {.name = "emissions_t",
       .doc = "Verified emissions of the period's years, the last of them this year's.",
       .required = true},
      emissions, {1, kMostPeriodYears});
  tell_tonnes(inputs, {.name = "surrendered_t", .doc = "Surrendered in the period already."},
              surrendered);
  inputs.integer(
      {.name = "first_year", .doc = "A year in which a period begins.", .default_doc = "by market"},
      first, 1990, 2100);
  inputs.integer({.name = "period_years", .doc = "Years of a period.", .default_doc = "by market"},
                 periods.years, 1, kMostPeriodYears);
  tell_percent(inputs,
               {.name = "interim_percent",
                .doc = "Share of a year's emissions that is due before the period's end.",
                .default_doc = "by market"},
               periods.interim);
  periods.first = Year{first};
  if (!inputs.ok()) return {};
  if (year < periods.first) {
    inputs.refuse("first_year", "is after the year; must not be");
    return {};
  }
  const YearRange range = period_of(periods, year);
  const auto into = static_cast<std::size_t>(raw(year) - raw(range.first)) + 1;
  if (emissions.size() != into)
    inputs.refuse("emissions_t", fmt::format("has {} values; must have {}, for {} to {}",
                                             emissions.size(), into, raw(range.first), raw(year)));
  return [=] {
    const Tonnes due = obligation_due(periods, emissions, surrendered);
    Tonnes sum;
    for (const Tonnes each : emissions) sum += each;
    return RuleAnswer{
        {{"due_t", due}, {"period_first_year", range.first}, {"period_last_year", range.last}},
        {year == range.last ? fmt::format("end of {} to {}: max(0, {} - {}) = {}", raw(range.first),
                                          raw(range.last), show(sum), show(surrendered), show(due))
                            : fmt::format("inside {} to {}: {} × {}, rounded up {}",
                                          raw(range.first), raw(range.last), show(periods.interim),
                                          show(emissions.back()), show(due))}};
  };
}

struct PenaltyLaw {
  Word word;
  PenaltyRule rule;
};
constexpr std::array kPenaltyLaws = {
    PenaltyLaw{{"eu", "EUR 100 a tonne (40 to 2007)"}, {.fixed = Price(100'00)}},
    PenaltyLaw{{"china", "5 times the mean price of the month before; up to 10 by price_times"},
               {.market_multiple = BasisPoints(50'000)}},
    PenaltyLaw{{"shenzhen", "3 times the mean price of the six months before"},
               {.market_multiple = BasisPoints(30'000)}},
    PenaltyLaw{{"korea", "3 times the mean price of the year, at most KRW 100,000"},
               {.market_multiple = BasisPoints(30'000),
                .ceiling = Price(100'000'00),
                .owed_again = BasisPoints()}},
    PenaltyLaw{{"rggi", "3 allowances for each that is missing"},
               {.owed_again = BasisPoints(30'000)}},
};
constexpr std::array kPenaltyWords = {kPenaltyLaws[0].word, kPenaltyLaws[1].word,
                                      kPenaltyLaws[2].word, kPenaltyLaws[3].word,
                                      kPenaltyLaws[4].word};

struct Index {
  std::int64_t now = 100'000'000;
  std::int64_t base = 100'000'000;
};

void tell_penalty_rule(Fields& inputs, PenaltyRule& rule, Index& index) {
  constexpr std::string_view kByMarket = "by market and year";
  constexpr ExactRule kIndex{1, 100'000'000'000, 6, "index"};
  tell_price(inputs, {.name = "fixed_price", .doc = "Fine a tonne.", .default_doc = kByMarket},
             rule.fixed);
  inputs.exact({.name = "index", .doc = "Price index now; the fine a tonne moves with it."},
               index.now, kIndex);
  inputs.exact({.name = "index_base", .doc = "Price index when the fine was set."}, index.base,
               kIndex);
  tell_multiple(
      inputs,
      {.name = "price_times", .doc = "Fine in times of the mean price.", .default_doc = kByMarket},
      rule.market_multiple);
  tell_price(inputs,
             {.name = "ceiling_price", .doc = "The most a tonne costs.", .default_doc = kByMarket},
             rule.ceiling);
  tell_multiple(inputs,
                {.name = "owed_again_times",
                 .doc = "Allowances owed later for each that is missing.",
                 .default_doc = kByMarket},
                rule.owed_again);
}

RuleWork tell_penalty(Fields& inputs) {
  std::int32_t year = 0;
  const bool has_year =
      inputs.integer({.name = "year", .doc = "Year of the emissions.", .default_doc = kNoDefault},
                     year, 2005, 2100);
  const std::size_t market = tell_choice(
      inputs, {.name = "market", .doc = "Whose penalty is the default."}, kPenaltyWords, 0);
  PenaltyRule rule = kPenaltyLaws.at(market).rule;
  if (market == 0 && has_year && year <= 2007) rule.fixed = Price(40'00);
  Tonnes shortfall;
  Price mean;
  Index index;
  inputs.tonnes({.name = "shortfall_t", .doc = "What was not surrendered.", .required = true},
                shortfall, Tonnes(), kMaxOrderQuantity);
  const bool has_mean = tell_price(inputs,
                                   {.name = "mean_price",
                                    .doc = "Mean market price that a multiple refers to.",
                                    .default_doc = kNoDefault},
                                   mean);
  tell_penalty_rule(inputs, rule, index);
  if (!inputs.ok()) return {};
  if (rule.market_multiple > BasisPoints() && !has_mean)
    inputs.refuse("mean_price", "missing; the fine is a multiple of it");
  if (Int128{rule.fixed.raw()} * index.now > Int128{kMaxPrice.raw()} * index.base) {
    inputs.refuse("index", "makes the fine larger than 100_000.00 a tonne");
    return {};
  }
  const Price fixed = rule.fixed;
  rule.fixed = indexed_price(fixed, index.now, index.base);
  return [=] {
    const Cash fine = penalty_fine(rule, shortfall, mean);
    const Tonnes again = penalty_make_good(rule, shortfall);
    RuleAnswer answer{{{"fine", fine}, {"owed_again_t", again}}, {}};
    if (index.now != index.base)
      answer.working.push_back(fmt::format("{} × {} / {}, to the cent {}", show(fixed),
                                           grouped(index.now, 6), grouped(index.base, 6),
                                           show(rule.fixed)));
    if (rule.fixed > Price())
      answer.working.push_back(fmt::format("{} × {} a tonne = {}", show(shortfall),
                                           show(rule.fixed), show(rule.fixed * shortfall)));
    if (rule.market_multiple > BasisPoints())
      answer.working.push_back(fmt::format("{} × {} × {} = {}, at most {} a tonne", show(shortfall),
                                           show_times(rule.market_multiple), show(mean), show(fine),
                                           show(rule.ceiling)));
    answer.working.push_back(fmt::format("owed again: {} × {}, rounded up {}", show(shortfall),
                                         show_times(rule.owed_again), show(again)));
    return answer;
  };
}

}  // namespace

const Calculator kComplianceObligation = {
    .name = "compliance-obligation",
    .title = "What is due after a year, inside a compliance period or at its end",
    .formula =
        "before the period's last year: interim_percent × emissions of the year, rounded up\n"
        "after it:                      max(0, sum of emissions_t - surrendered_t)",
    .sources = kPeriodSources,
    .tell = tell_obligation,
};

const Calculator kPenalty = {
    .name = "penalty",
    .title = "The fine for a shortfall, and the allowances that are owed all the same",
    .formula =
        "fine = shortfall_t × max(fixed_price × index / index_base, price_times × mean_price), at "
        "most shortfall_t × ceiling_price\n"
        "owed = shortfall_t × owed_again_times, rounded up",
    .sources = kPenaltySources,
    .tell = tell_penalty,
};

}  // namespace tanshi
