#include "scenarios/runner/world.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <variant>

#include "agents/abatement/rounding.h"
#include "exchange/base/check.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/random_stream.h"
#include "scenarios/model/apportion.h"
#include "scenarios/runner/foresight.h"
#include "scenarios/runner/regulator.h"
#include "scenarios/runner/regulator_seat.h"
#include "scenarios/runner/scheme_theory.h"

namespace tanshi {
namespace {

// Allowances; credits follow.
constexpr InstrumentId kInstrument{1};

ProducerBrief producer_of(const ProducerGroup& group) {
  ProducerBrief producer{group.curve.split(group.count), group.growth, {}, {}};
  for (const Tonnes ready : group.ready)
    producer.ready.emplace_back(div_floor(ready.raw(), group.count));
  for (const Tonnes most : group.most) producer.most.emplace_back(most.raw() / group.count);
  return producer;
}

// Of all producers, at their costs, rising; a year each.
std::vector<std::vector<SupplyOffer>> offers_of(const std::vector<ProducerGroup>& producers,
                                                std::size_t years) {
  std::vector<std::vector<SupplyOffer>> of_years;
  for (std::size_t year = 0; year < years; ++year) {
    std::vector<SupplyOffer>& offers = of_years.emplace_back();
    for (const ProducerGroup& group : producers) {
      for (SupplyOffer offer : producer_offers(producer_of(group), year)) {
        offer.quantity_t *= group.count;
        offers.push_back(offer);
      }
    }
    std::ranges::stable_sort(offers, {}, &SupplyOffer::price);
  }
  return of_years;
}

CreditBook credit_book(const Scenario& scenario, std::size_t kind) {
  const CreditKind& credits = scenario.credits[kind];
  return {credits.name, instrument_of_credits(kind), credits.worth, credits.quota,
          offers_of(credits.producers, scenario.cap.size())};
}

void publish_credits(const Scenario& scenario, SeatBrief& brief) {
  for (std::size_t kind = 0; kind < scenario.credits.size(); ++kind) {
    const CreditBook& book = brief.credits.emplace_back(credit_book(scenario, kind));
    for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
      std::vector<SupplyOffer>& offers = brief.supply[year].offers;
      if (offers.empty()) offers.emplace_back();  // the first is of the ordinary auctions
      const double most_t = expected_quota(book, year, to_double(scenario.cap[year]));
      const std::vector<SupplyOffer> met = credit_offers(book, year, most_t);
      offers.insert(offers.end(), met.begin(), met.end());
    }
  }
}

// What a quantity of the first year in which a group runs becomes; a year each, 0 where it does not
// run.
std::vector<double> path_of(const FirmGroup& group, const Horizon& horizon, double first,
                            double growth) {
  std::vector<double> path;
  bool ran = false;
  for (std::int32_t year = 0; year < horizon.years; ++year) {
    const bool runs = runs_in(group, years_after(horizon.first_year, year));
    if (ran) first *= 1 + growth;
    ran = ran || runs;
    path.push_back(runs ? first : 0);
  }
  return path;
}

// A firm's part in each scheme, but for what it is given.
std::vector<SchemeUse> uses_of(const Scenario& scenario, const FirmGroup& group) {
  std::vector<SchemeUse> uses(scenario.schemes.size());
  for (SchemeUse& use : uses) {
    use.used.resize(scenario.cap.size());
    use.allocated.resize(scenario.cap.size());
    use.believed_price.resize(scenario.cap.size());
  }
  for (const GroupUse& of_group : group.uses) {
    SchemeUse& use = uses[of_group.scheme];
    use.saving = of_group.saving.split(group.count);
    use.spares_t = of_group.spares_t;
    const std::vector<double> used =
        path_of(group, scenario.horizon, of_group.used, of_group.growth);
    for (std::size_t year = 0; year < used.size(); ++year)
      use.used[year] = to_tonnes_nearest(used[year] / group.count);
  }
  return uses;
}

// What all firms use is told once these are known.
SchemeBook scheme_book(const Scenario& scenario, std::size_t scheme) {
  const Scheme& of = scenario.schemes[scheme];
  SchemeBook book{of.name,
                  of.unit,
                  instrument_of_scheme(scenario, scheme),
                  of.penalty,
                  of.share,
                  std::vector<Tonnes>(scenario.cap.size()),
                  of.allocated,
                  offers_of(of.makers, scenario.cap.size())};
  for (const FirmGroup& group : scenario.firms) {
    const std::vector<SchemeUse> uses = uses_of(scenario, group);
    for (std::size_t year = 0; year < book.used.size(); ++year)
      book.used[year] += Tonnes(uses[scheme].used[year].raw() * group.count);
  }
  return book;
}

// Weather, orders, outages of a year strike it alone; what strikes all comes on top.
Plant make_plant(const FirmGroup& group, const Scenario& scenario, const Activity& activity,
                 std::uint64_t seed, std::uint32_t seat) {
  const ShockPath own({group.volatility, group.persistence}, scenario.horizon.years,
                      RandomStream(seed, seat, kBaselinePurpose));
  Plant plant{group.curve.split(group.count), {}, {}, {}, {}, {}};
  plant.trend_t = path_of(group, scenario.horizon, group.baseline_t / group.count, group.growth);
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const auto struck = [&](std::size_t seen, double share) {
      const double baseline_t = plant.trend_t[year] * own.expected(year, seen);
      return std::min(baseline_t * activity.at(year, year, share), to_double(kMaxQuantity));
    };
    plant.expected_baseline_t.push_back(struck(year, 0));
    plant.baseline_t.push_back(struck(year + 1, 1));
  }
  return plant;
}

// A year has its two draws whatever the rules, so that a rule changes no other year's.
std::vector<double> draw_reports(const Verification& rule, std::int32_t years, std::uint64_t seed,
                                 std::uint32_t seat) {
  RandomStream random(seed, seat, kReportPurpose);
  std::vector<double> shares;
  for (std::int32_t year = 0; year < years; ++year) {
    const bool audited = random.uniform() < rule.audit_share;
    const double share = std::exp(rule.error * random.normal());
    shares.push_back(audited ? 1 : share);
  }
  return shares;
}

std::vector<bool> draw_late_corrections(const Verification& rule, std::int32_t years,
                                        std::uint64_t seed, std::uint32_t seat) {
  std::vector<bool> found;
  if (rule.late_correction_share == 0) return found;
  RandomStream random(seed, seat, kLateCorrectionPurpose);
  for (std::int32_t year = 0; year < years; ++year)
    found.push_back(random.uniform() < rule.late_correction_share);
  return found;
}

// As if the group ran in the first year.
double first_year_baseline_t(const FirmGroup& group, const Horizon& horizon) {
  if (!group.enters || *group.enters <= horizon.first_year) return group.baseline_t;
  return group.baseline_t *
         std::pow(1 + group.growth, raw(horizon.first_year) - raw(*group.enters));
}

RunningYears running_years(const FirmGroup& group, const Horizon& horizon) {
  return {group.enters.value_or(horizon.first_year),
          group.closes.value_or(years_after(horizon.first_year, horizon.years - 1))};
}

// Of the baseline of all groups, were they all to run, that of those that do; a year each.
std::vector<double> running_shares(const Scenario& scenario) {
  std::vector<double> shares;
  for (std::int32_t year = 0; year < scenario.horizon.years; ++year) {
    double all = 0;
    double running = 0;
    for (const FirmGroup& group : scenario.firms) {
      const double baseline_t =
          first_year_baseline_t(group, scenario.horizon) * std::pow(1 + group.growth, year);
      all += baseline_t;
      if (runs_in(group, years_after(scenario.horizon.first_year, year))) running += baseline_t;
    }
    shares.push_back(running / all);
  }
  return shares;
}

// All emitters together, as they are.
struct Aggregate {
  double baseline_t = 0;
  double growth = 0;
  AggregateCurve curve;
  std::vector<RunningYears> running;  // of the curve's members; empty: all years
  std::vector<double> running_share;  // likewise
};

Aggregate aggregate_of(const Scenario& scenario) {
  Aggregate all;
  std::vector<AbatementCurve> curves;
  bool always = true;
  for (const FirmGroup& group : scenario.firms) {
    const double baseline_t = first_year_baseline_t(group, scenario.horizon);
    all.baseline_t += baseline_t;
    all.growth += baseline_t * group.growth;
    curves.push_back(group.curve);
    all.running.push_back(running_years(group, scenario.horizon));
    always = always && !group.enters && !group.closes;
  }
  if (always) {
    all.running.clear();
  } else {
    all.running_share = running_shares(scenario);
  }
  if (all.baseline_t > 0) all.growth /= all.baseline_t;
  all.curve = AggregateCurve(std::move(curves));
  return all;
}

// The menus of all groups, in their order.
std::vector<MarketProject> market_projects(const Scenario& scenario) {
  std::vector<MarketProject> projects;
  for (std::size_t member = 0; member < scenario.firms.size(); ++member) {
    const FirmGroup& group = scenario.firms[member];
    for (const Technology& technology : group.projects) {
      projects.push_back({technology, member, first_year_baseline_t(group, scenario.horizon)});
    }
  }
  return projects;
}

// What the firm knows of its own menu, and believes of the others': as dear as it believes their
// curves to be.
void tell_projects(FirmBrief& firm, const FirmGroup& group, const std::vector<MarketProject>& all,
                   std::size_t member, double noise) {
  if (all.empty()) return;
  firm.market_projects = all;
  firm.group_count = group.count;
  const auto own = [&](const MarketProject& project) { return project.member == member; };
  const auto first = std::ranges::find_if(all, own);
  if (first != all.end()) firm.first_market_project = static_cast<std::size_t>(first - all.begin());
  for (MarketProject& project : firm.market_projects) {
    if (own(project)) continue;
    project.technology.capex *= noise;
    project.technology.running_cost *= noise;
  }
  for (const Technology& technology : group.projects)
    firm.projects.push_back(split(technology, group.count));
}

// Returns by how much dearer than they are it takes the others' measures to be.
double form_beliefs(FirmBrief& firm, const Aggregate& truth, const Beliefs& noise,
                    std::uint64_t seed, std::uint32_t seat) {
  RandomStream random(seed, seat, kBeliefPurpose);
  firm.believed_market_baseline_t =
      truth.baseline_t * std::exp(noise.baseline_noise * random.normal());
  firm.believed_market_growth = truth.growth + noise.growth_noise * random.normal();
  const double dearer = std::exp(noise.curve_noise * random.normal());
  firm.believed_market_curve = truth.curve.repriced(dearer);
  firm.market_running = truth.running;
  firm.market_running_share = truth.running_share;
  return dearer;
}

std::size_t count_accounts(const Scenario& scenario) {
  std::int64_t count = 0;
  for (const FirmGroup& group : scenario.firms) count += group.count;
  for (const TraderGroup& group : scenario.traders) count += group.count;
  return static_cast<std::size_t>(count);
}

SeatBrief public_brief(const Scenario& scenario) {
  SeatBrief brief;
  brief.instrument = kInstrument;
  brief.tick = scenario.tick;
  brief.lot = scenario.lot;
  brief.max_price = scenario.max_price;
  brief.order_limit = scenario.trading.order_limit;
  brief.fee = std::max(scenario.trading.taker_fee, scenario.trading.maker_fee);
  brief.first_year = scenario.horizon.first_year;
  brief.years = scenario.horizon.years;
  brief.days_per_year = scenario.horizon.days_per_year;
  brief.turns_per_day = scenario.horizon.turns_per_day;
  brief.cap = scenario.cap;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year)
    brief.supply.push_back(supply_by_law(scenario, year));
  publish_credits(scenario, brief);
  for (std::size_t scheme = 0; scheme < scenario.schemes.size(); ++scheme)
    brief.schemes.push_back(scheme_book(scenario, scheme));
  brief.forwards = scenario.forwards;
  brief.borrowing = scenario.borrowing;
  brief.adjustment = scenario.adjustment;
  brief.price_rule = name_of(scenario.price_response.rule);
  brief.initial_bank = scenario.initial_bank;
  brief.penalty = scenario.penalty;
  brief.penalty_rise = scenario.penalty_rise;
  brief.penalty_price_times = scenario.penalty_price_times;
  brief.make_good = scenario.make_good;
  for (std::size_t year = 0; year < scenario.cap.size(); ++year) {
    const BasisPoints later = kFullShare - scenario.periods.interim;
    brief.deferred_share.push_back(ends_period(scenario, year) ? 0 : times_of(later));
  }
  brief.most_carried = most_carried(scenario, count_accounts(scenario));
  brief.banking = brief.most_carried != Tonnes();
  return brief;
}

std::string seat_name(const std::string& group, std::int32_t count, std::int32_t number) {
  return count == 1 ? group : group + "-" + std::to_string(number + 1);
}

class WorldMaker {
 public:
  WorldMaker(const Scenario& scenario, std::uint64_t seed)
      : scenario_(scenario),
        seed_(seed),
        all_(aggregate_of(scenario)),
        projects_(market_projects(scenario)),
        brief_(public_brief(scenario)) {
    world_.activity = Activity(scenario.shocks, scenario.horizon, seed);
  }

  World make() {
    for (const FirmGroup& group : scenario_.firms) {
      for (std::int32_t i = 0; i < group.count; ++i) add_firm(group, i);
    }
    Tonnes left = scenario_.initial_bank;
    for (const TraderGroup& group : scenario_.traders) {
      for (std::int32_t i = 0; i < group.count; ++i) add_trader(group, i);
      left -= Tonnes(group.allowances.raw() * group.count);
    }
    TANSHI_CHECK(left >= Tonnes());
    for (std::size_t kind = 0; kind < scenario_.credits.size(); ++kind) {
      for (const ProducerGroup& group : scenario_.credits[kind].producers) {
        for (std::int32_t i = 0; i < group.count; ++i)
          add_producer(group, i, instrument_of_credits(kind));
      }
    }
    for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme) {
      for (const ProducerGroup& group : scenario_.schemes[scheme].makers) {
        for (std::int32_t i = 0; i < group.count; ++i)
          add_producer(group, i, instrument_of_scheme(scenario_, scheme));
      }
    }
    allocate(left);
    for (std::size_t scheme = 0; scheme < scenario_.schemes.size(); ++scheme)
      allocate_units(scheme);
    consign();
    world_.treasury = AccountId{static_cast<std::int32_t>(world_.seats.size()) + 1};
    add_regulator();
    tell_spared(scenario_, world_);
    tell_foresight(scenario_, world_);
    return std::move(world_);
  }

 private:
  SeatPlan& add_seat(std::string name, const std::string& group, const std::string& strategy) {
    SeatPlan& seat = world_.seats.emplace_back();
    seat.brief = brief_;
    seat.brief.seat = std::move(name);
    seat.brief.account = AccountId{static_cast<std::int32_t>(world_.seats.size())};
    seat.group = group;
    seat.strategy = strategy;
    return seat;
  }

  void add_firm(const FirmGroup& group, std::int32_t number) {
    SeatPlan& seat =
        add_seat(seat_name(group.name, group.count, number), group.name, group.strategy);
    const auto id = static_cast<std::uint32_t>(raw_id(seat.brief.account));
    seat.group_index = static_cast<std::size_t>(&group - scenario_.firms.data());
    seat.cash = group.cash;
    seat.plant = make_plant(group, scenario_, world_.activity, seed_, id);
    seat.plant.reported_share =
        draw_reports(scenario_.verification, scenario_.horizon.years, seed_, id);
    seat.plant.error_found =
        draw_late_corrections(scenario_.verification, scenario_.horizon.years, seed_, id);
    seat.brief.emitter = true;
    FirmBrief& firm = seat.brief.firm;
    firm.curve = seat.plant.curve;
    firm.baseline_t = first_year_baseline_t(group, scenario_.horizon) / group.count;
    if (group.enters || group.closes) firm.running = running_years(group, scenario_.horizon);
    firm.growth = group.growth;
    firm.volatility = group.volatility;
    firm.discount_rate = group.discount_rate;
    firm.expectations = group.expectations;
    firm.risk_aversion = group.risk_aversion;
    const bool foresees = std::holds_alternative<ForesightExpectations>(group.expectations);
    const double dearer =
        form_beliefs(firm, all_, foresees ? Beliefs{} : scenario_.beliefs, seed_, id);
    tell_projects(firm, group, projects_, seat.group_index, dearer);
    seat.dearer = dearer;
    firm.place_in_group = number;
    firm.schemes = uses_of(scenario_, group);
    weights_.push_back(group.allocation_weight / group.count);
  }

  void add_trader(const TraderGroup& group, std::int32_t number) {
    SeatPlan& seat =
        add_seat(seat_name(group.name, group.count, number), group.name, group.strategy);
    seat.cash = group.cash;
    seat.allowances = group.allowances;
  }

  void add_producer(const ProducerGroup& group, std::int32_t number, InstrumentId instrument) {
    SeatPlan& seat =
        add_seat(seat_name(group.name, group.count, number), group.name, group.strategy);
    seat.brief.instrument = instrument;
    seat.brief.order_limit = Tonnes();
    seat.brief.fee = BasisPoints();
    seat.brief.producer = producer_of(group);
  }

  // In years that have auctions. What is consigned is nobody's for certain: it is for sale.
  void consign() {
    std::vector<Tonnes> sums(scenario_.cap.size());
    std::size_t seat = 0;
    for (const FirmGroup& group : scenario_.firms) {
      for (std::int32_t i = 0; i < group.count; ++i, ++seat) {
        if (group.consign_share == BasisPoints()) continue;
        for (std::size_t year = 0; year < sums.size(); ++year)
          sums[year] += consign(world_.seats[seat], group, year);
      }
    }
    for (std::size_t year = 0; year < sums.size(); ++year) {
      if (sums[year] > Tonnes()) tell_consigned(year, sums[year]);
    }
  }

  Tonnes consign(SeatPlan& seat, const FirmGroup& group, std::size_t year) {
    Tonnes& consigned = seat.consigned.emplace_back();
    if (auctioned_by_law(scenario_, year) == Tonnes()) return consigned;
    Tonnes& given = seat.brief.firm.allocation[year];
    // All together fit into one auction.
    const Tonnes most(kMaxAuctionQuantity.raw() / std::ssize(weights_));
    consigned = std::min(share_floor(group.consign_share, given), most);
    given -= consigned;
    return consigned;
  }

  void tell_consigned(std::size_t year, Tonnes sum) {
    for (SeatPlan& told : world_.seats) {
      YearSupply& supply = told.brief.supply[year];
      supply.certain_t -= to_double(sum);
      supply.offers.front().quantity_t += to_double(sum);
    }
  }

  void add_regulator() {
    if (!asks_regulator(scenario_)) return;
    SeatBrief& brief = world_.regulator.emplace(public_brief(scenario_));
    brief.supply = world_.seats.front().brief.supply;
    brief.seat = kRegulatorSeat;
    brief.account = world_.treasury;
    brief.regulator = true;
  }

  // What is free of the caps, and by weight what traders leave of the initial bank: to those that
  // run in the first year.
  void allocate(Tonnes initial_bank) {
    std::vector<double> bank_weights = weights_;
    for (std::size_t i = 0; i < weights_.size(); ++i)
      if (!runs_in(group_of(i), scenario_.horizon.first_year)) bank_weights[i] = 0;
    const std::vector<Tonnes> bank = apportion(initial_bank, bank_weights);
    for (std::size_t i = 0; i < weights_.size(); ++i) world_.seats[i].allowances = bank[i];
    for (std::size_t year = 0; year < scenario_.free.size(); ++year) {
      const std::vector<Tonnes> shares = scenario_.firms.front().allocation.empty()
                                             ? apportion(scenario_.free[year], weights_)
                                             : shares_by_group(year);
      for (std::size_t i = 0; i < weights_.size(); ++i) {
        world_.seats[i].brief.firm.allocation.push_back(shares[i]);
      }
    }
  }

  // A scheme's, in proportion to what each uses; to nobody where nobody uses anything.
  void allocate_units(std::size_t scheme) {
    for (std::size_t year = 0; year < scenario_.cap.size(); ++year) {
      std::vector<double> used;
      used.reserve(weights_.size());
      for (std::size_t i = 0; i < weights_.size(); ++i)
        used.push_back(to_double(world_.seats[i].brief.firm.schemes[scheme].used[year]));
      if (std::ranges::all_of(used, [](double each) { return each == 0; })) continue;
      const std::vector<Tonnes> shares = apportion(scenario_.schemes[scheme].allocated[year], used);
      for (std::size_t i = 0; i < weights_.size(); ++i)
        world_.seats[i].brief.firm.schemes[scheme].allocated[year] = shares[i];
    }
  }

  [[nodiscard]] const FirmGroup& group_of(std::size_t seat) const {
    return scenario_.firms[world_.seats[seat].group_index];
  }

  // Of each firm what its group is given, in equal parts.
  [[nodiscard]] std::vector<Tonnes> shares_by_group(std::size_t year) const {
    std::vector<Tonnes> shares;
    for (const FirmGroup& group : scenario_.firms) {
      const std::vector<double> equal(static_cast<std::size_t>(group.count), 1);
      const std::vector<Tonnes> parts = apportion(group.allocation[year], equal);
      shares.insert(shares.end(), parts.begin(), parts.end());
    }
    return shares;
  }

  const Scenario& scenario_;
  std::uint64_t seed_;
  Aggregate all_;
  std::vector<MarketProject> projects_;
  SeatBrief brief_;  // what is public of it
  World world_;
  std::vector<double> weights_;  // of the firms, which are the first seats
};

}  // namespace

World make_world(const Scenario& scenario, std::uint64_t seed) {
  return WorldMaker(scenario, seed).make();
}

std::vector<InstrumentId> books_of(const SeatPlan& seat) {
  std::vector<InstrumentId> books = {seat.brief.instrument};
  if (seat.brief.emitter)
    for (const CreditBook& credits : seat.brief.credits) books.push_back(credits.instrument);
  if (seat.brief.emitter)
    for (const SchemeBook& scheme : seat.brief.schemes) books.push_back(scheme.instrument);
  return books;
}

double estimate_shock(const Plant& plant, std::size_t year, double share) {
  const double expected = plant.expected_baseline_t[year];
  if (expected <= 0) return 1;
  return std::pow(plant.baseline_t[year] / expected, share) * (expected / plant.trend_t[year]);
}

Tonnes estimate_baseline(const Plant& plant, std::size_t year, double share) {
  const double expected = plant.expected_baseline_t[year];
  if (expected <= 0) return Tonnes();
  return to_tonnes_nearest(expected * std::pow(plant.baseline_t[year] / expected, share));
}

}  // namespace tanshi
