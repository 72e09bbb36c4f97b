#include "scenarios/runner/outcome.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>
#include <vector>

#include <Eigen/Core>

#include "agents/abatement/rounding.h"
#include "agents/planning/adjusted_supply.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/policy/borrowing.h"
#include "scenarios/results/metrics.h"
#include "scenarios/runner/indicators.h"
#include "scenarios/runner/measures.h"
#include "scenarios/runner/products.h"
#include "scenarios/runner/scheme_theory.h"
#include "scenarios/runner/settled_allocation.h"
#include "scenarios/runner/welfare.h"

namespace tanshi {
namespace {

Eigen::Index index_of(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

bool defers(const World& world) {
  return std::ranges::any_of(world.seats.front().brief.deferred_share,
                             [](double share) { return share > 0; });
}

// At each year's end, what of these emissions is owed and not yet due.
std::vector<double> owed_later(const World& world, const Eigen::VectorXd& emissions_t) {
  std::vector<double> owed_t;
  double owed = 0;
  for (Eigen::Index year = 0; year < emissions_t.size(); ++year) {
    const double share = world.seats.front().brief.deferred_share[static_cast<std::size_t>(year)];
    owed = share > 0 ? owed + share * emissions_t(year) : 0;
    owed_t.push_back(owed);
  }
  return owed_t;
}

// What each group can build.
std::vector<MarketMenu> menus_of(const Scenario& scenario, const World& world) {
  std::vector<MarketMenu> menus;
  for (std::size_t group = 0; group < scenario.firms.size(); ++group) {
    if (scenario.firms[group].projects.empty()) continue;
    std::vector<std::size_t> owners;
    for (std::size_t seat = 0; seat < world.seats.size(); ++seat) {
      const SeatPlan& plan = world.seats[seat];
      if (plan.brief.emitter && plan.group_index == group) owners.push_back(seat);
    }
    std::vector<double> runs;
    for (std::int32_t year = 0; year < scenario.horizon.years; ++year) {
      const Year of = years_after(scenario.horizon.first_year, year);
      runs.push_back(runs_in(scenario.firms[group], of) ? 1 : 0);
    }
    for (const Technology& technology : scenario.firms[group].projects)
      menus.push_back({technology, owners, runs});
  }
  return menus;
}

ProjectResult& project_row(const ProjectResult& wanted, std::vector<ProjectResult>& rows) {
  const auto row = std::ranges::find_if(rows, [&](const ProjectResult& is) {
    return is.year == wanted.year && is.firm == wanted.firm && is.project == wanted.project;
  });
  return row == rows.end() ? rows.emplace_back(wanted) : *row;
}

// What theory builds, beside what was built.
void add_builds(const BankingMarket& market, const BankingEquilibrium& theory, RunResult& result) {
  for (std::size_t i = 0; i < market.menus.size(); ++i) {
    for (const std::size_t owner : market.menus[i].owners) {
      for (std::size_t year = 0; year < result.years.size(); ++year) {
        if (theory.builds[i][year] == 0) continue;
        ProjectResult row;
        row.year = result.years[year].year;
        row.firm = result.firms[owner].name;
        row.group = result.firms[owner].group;
        row.project = market.menus[i].technology.name;
        project_row(row, result.projects).built_benchmark = theory.builds[i][year];
      }
    }
  }
  std::ranges::stable_sort(result.projects, {}, &ProjectResult::year);
}

void add_benchmark(const World& world, const BankingEquilibrium& theory, RunResult& result) {
  const std::vector<double> owed_t = owed_later(world, theory.emissions_t.rowwise().sum());
  for (std::size_t i = 0; i < result.years.size(); ++i) {
    YearResult& year = result.years[i];
    year.price_benchmark = theory.price(index_of(i));
    year.emissions_benchmark = to_tonnes_nearest(theory.emissions_t.row(index_of(i)).sum());
    year.banked_benchmark = to_tonnes_nearest(theory.bank_t(index_of(i)) + owed_t[i]);
    year.abatement_cost_least = theory.cost(index_of(i));
    for (std::size_t firm = 0; firm < result.firms.size(); ++firm) {
      result.firms[firm].abatement_benchmark.push_back(
          to_tonnes_nearest(theory.abatement_t(index_of(i), index_of(firm))));
    }
  }
}

// Rows are a year and scheme each, in that order.
void add_benchmark(const SchemesInTheory& theory, RunResult& result) {
  for (std::size_t row = 0; row < result.schemes.size(); ++row) {
    SchemeResult& scheme = result.schemes[row];
    const SchemeEquilibrium& cleared =
        theory.years[row % theory.years.size()][row / theory.years.size()];
    scheme.price_benchmark = cleared.price;
    scheme.saved_benchmark = saved_of(cleared);
    scheme.made_benchmark = cleared.made;
    scheme.cost_least = cleared.cost;
  }
}

std::vector<double> sum_of(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

// What firms may use of the next year's allocation; an entry a year.
std::vector<double> borrowing_limits(const Scenario& scenario, const World& world) {
  std::vector<double> limits_t(scenario.cap.size(), 0);
  for (std::size_t year = 0; year + 1 < limits_t.size(); ++year) {
    for (const SeatPlan& seat : world.seats) {
      if (!seat.brief.emitter) continue;
      limits_t[year] +=
          to_double(borrowing_limit(scenario.borrowing, seat.brief.firm.allocation[year + 1]));
    }
  }
  return limits_t;
}

void set_supply(const std::vector<YearSupply>& supply, BankingMarket& market) {
  market.offers.clear();
  for (std::size_t year = 0; year < supply.size(); ++year) {
    market.cap_t(index_of(year)) = supply[year].certain_t;
    market.offers.push_back(supply[year].offers);
  }
}

BankingEquilibrium solved(const BankingMarket& market) {
  auto equilibrium = banking_equilibrium(market);
  TANSHI_CHECK(std::holds_alternative<BankingEquilibrium>(equilibrium));  // there is a ceiling
  return std::get<BankingEquilibrium>(std::move(equilibrium));
}

// What the law gives with these emissions, before any adjustment of supply.
std::vector<YearSupply> supply_settled(const Scenario& scenario, const World& world,
                                       const Eigen::MatrixXd& emissions_t) {
  std::vector<YearSupply> supply = world.seats.front().brief.supply;
  const SettledAllocation allocation(scenario, world);
  for (std::size_t year = 0; year < supply.size(); ++year) {
    if (settlement_of(scenario, year) == nullptr) continue;
    Tonnes given;
    for (Eigen::Index firm = 0; firm < emissions_t.cols(); ++firm) {
      given += settled_t(allocation, static_cast<std::size_t>(firm), year,
                         emissions_t(index_of(year), firm));
    }
    supply[year].certain_t = to_double(given);
  }
  return supply;
}

std::vector<YearSupply> supply_in_theory(const Scenario& scenario, const World& world,
                                         const std::vector<YearSupply>& by_law,
                                         BankingMarket market) {
  const auto bank_before = [&](const std::vector<YearSupply>& supply) {
    set_supply(supply, market);
    const BankingEquilibrium theory = solved(market);
    const std::vector<double> owed_t = owed_later(world, theory.emissions_t.rowwise().sum());
    std::vector<double> bank_t = {market.initial_bank_t};
    for (std::size_t year = 1; year < supply.size(); ++year)
      bank_t.push_back(theory.bank_t(index_of(year - 1)) + owed_t[year - 1]);
    return bank_t;
  };
  constexpr int kRounds = 50;
  return adjusted_supply(by_law, scenario.adjustment, scenario.reserve, scenario.horizon.first_year,
                         bank_before, kRounds);
}

// What is not yet due is as good as borrowed. How much that is follows from the emissions, and they
// from it: the two are found by going back and forth, from no abatement.
void let_defer(const Scenario& scenario, const World& world, BankingMarket& market) {
  if (!defers(world)) return;
  const std::vector<double> borrowed_t = borrowing_limits(scenario, world);
  constexpr int kRounds = 20;
  Eigen::VectorXd emissions_t = market.baseline_t.rowwise().sum();
  for (int round = 0; round < kRounds; ++round) {
    market.borrowing_limit_t = sum_of(owed_later(world, emissions_t), borrowed_t);
    const Eigen::VectorXd found = solved(market).emissions_t.rowwise().sum();
    if ((found - emissions_t).cwiseAbs().maxCoeff() < 0.5) break;
    emissions_t = found;
  }
}

// How many tonnes credits can meet follows from the emissions, by their quotas, and these from it:
// the two are found by going back and forth.
void fit_quotas(const Scenario& scenario, const World& world, BankingMarket& market) {
  const std::vector<CreditBook>& books = world.seats.front().brief.credits;
  if (books.empty()) return;
  std::vector<std::vector<SupplyOffer>> auctions = market.offers;
  for (std::size_t year = 0; year < auctions.size(); ++year) {
    for (const CreditBook& book : books) {
      const double most_t = expected_quota(book, year, to_double(scenario.cap[year]));
      auctions[year].resize(auctions[year].size() - credit_offers(book, year, most_t).size());
    }
  }
  constexpr int kRounds = 20;
  Eigen::VectorXd emissions_t = market.baseline_t.rowwise().sum();
  for (int round = 0; round < kRounds; ++round) {
    market.offers = auctions;
    for (std::size_t year = 0; year < auctions.size(); ++year) {
      for (const CreditBook& book : books) {
        const double most_t = times_of(book.quota[year]) * emissions_t(index_of(year));
        const std::vector<SupplyOffer> met = credit_offers(book, year, most_t);
        market.offers[year].insert(market.offers[year].end(), met.begin(), met.end());
      }
    }
    const Eigen::VectorXd found = solved(market).emissions_t.rowwise().sum();
    if ((found - emissions_t).cwiseAbs().maxCoeff() < 0.5) break;
    emissions_t = found;
  }
}

void limit_bank(const Scenario& scenario, const World& world, BankingMarket& market) {
  const std::optional<Tonnes> most = most_carried(scenario, world.seats.size());
  if (!most) return;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year)
    market.banking_limit_t.push_back(ends_period(scenario, year) ? to_double(*most) : kUnbounded);
}

std::string kind_of(const SeatBrief& brief) {
  if (brief.emitter) return "emitter";
  return brief.producer ? "maker" : "trader";
}

// The regulator has an account where there are auctions or fees; its rule does not trade.
std::vector<SeatResult> seats_of(const World& world) {
  std::vector<SeatResult> seats;
  seats.reserve(world.seats.size() + 1);
  std::int64_t firms = 0;
  for (const SeatPlan& plan : world.seats) {
    SeatResult& seat = seats.emplace_back();
    seat.seat = raw_id(plan.brief.account);
    seat.name = plan.brief.seat;
    seat.group = plan.group;
    seat.kind = kind_of(plan.brief);
    seat.strategy = plan.strategy;
    if (plan.brief.emitter) seat.firm = firms++;
  }
  seats.push_back({raw_id(world.treasury), kRegulatorSeat, kRegulatorSeat, "regulator", "", {}});
  return seats;
}

}  // namespace

BankingMarket theory_of(const Scenario& scenario, const World& world) {
  return theory_given(scenario, world, schemes_in_theory(scenario, world).spared_t);
}

BankingMarket theory_given(const Scenario& scenario, const World& world,
                           const Eigen::MatrixXd& spared_t) {
  const auto years = static_cast<Eigen::Index>(scenario.cap.size());
  const auto firms = static_cast<Eigen::Index>(
      std::ranges::count_if(world.seats, [](const SeatPlan& seat) { return seat.brief.emitter; }));
  BankingMarket market;
  market.curves.emplace_back();
  market.baseline_t.resize(years, firms);
  market.cap_t.resize(years);
  for (Eigen::Index firm = 0; firm < firms; ++firm) {
    const Plant& plant = world.seats[static_cast<std::size_t>(firm)].plant;
    market.curves.front().push_back(plant.curve);
    for (Eigen::Index year = 0; year < years; ++year) {
      market.baseline_t(year, firm) = plant.baseline_t[static_cast<std::size_t>(year)];
    }
  }
  if (spared_t.size() > 0) market.baseline_t -= spared_t;
  market.menus = menus_of(scenario, world);
  market.initial_bank_t = to_double(scenario.initial_bank);
  market.discount_rate = scenario.discount_rate;
  const bool is_price = penalty_is_ceiling(scenario);
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    market.price_ceiling.push_back(
        currency_per_tonne(is_price ? penalty_in(scenario, year) : scenario.max_price));
  }
  limit_bank(scenario, world, market);
  if (defers(world) || scenario.borrowing > BasisPoints()) {
    market.borrowing_limit_t = sum_of(owed_later(world, market.baseline_t.rowwise().sum()),
                                      borrowing_limits(scenario, world));
  }
  // A settled allocation may follow from emissions, and they from it: from no abatement on, back
  // and forth.
  constexpr int kRounds = 20;
  Eigen::MatrixXd emissions_t = market.baseline_t;
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<YearSupply> by_law = supply_settled(scenario, world, emissions_t);
    set_supply(supply_in_theory(scenario, world, by_law, market), market);
    let_defer(scenario, world, market);
    fit_quotas(scenario, world, market);
    if (scenario.settlement.empty()) break;
    const Eigen::MatrixXd found = solved(market).emissions_t;
    if ((found - emissions_t).cwiseAbs().maxCoeff() < 0.5) break;
    emissions_t = found;
  }
  return market;
}

RunResult make_result(const Scenario& scenario, const World& world, const Session& session,
                      const RunIdentity& identity) {
  const Recorder& recorder = session.recorder();
  RunResult result;
  result.scenario = scenario.name;
  result.title = scenario.title;
  result.source = scenario.source;
  result.currency = scenario.currency;
  result.seed = identity.seed;
  result.venue = identity.venue;
  result.version = TANSHI_VERSION;
  result.events_hash = identity.events_hash;
  result.commands = identity.commands;
  result.events = identity.events;
  result.years = recorder.years();
  result.days = recorder.days();
  result.seats = seats_of(world);
  result.firms = recorder.firms();
  result.books = recorder.books();
  result.auctions = recorder.auctions();
  result.credits = recorder.credits();
  result.forwards = recorder.forwards();
  result.schemes = recorder.schemes().results();
  result.scheme_uses = recorder.schemes().uses();
  result.projects = session.projects().results();
  result.conservation_checked = recorder.conservation_checked();
  result.conservation_violations = recorder.conservation_violations();

  const SchemesInTheory schemes = schemes_in_theory(scenario, world);
  add_benchmark(schemes, result);
  add_indicators(scenario, result);
  const BankingMarket market = theory_given(scenario, world, schemes.spared_t);
  const BankingEquilibrium theory = solved(market);
  add_benchmark(world, theory, result);
  add_builds(market, theory, result);
  add_products(scenario, theory, result);
  measure_market(result);
  measure_welfare(scenario, world, market, theory, result);
  for (const Expectation& expectation : scenario.expectations) {
    result.expectations.push_back(judge(expectation, result));
  }
  return result;
}

}  // namespace tanshi
