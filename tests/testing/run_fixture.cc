#include "tests/testing/run_fixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "exchange/base/random_stream.h"

namespace tanshi {
namespace {

constexpr int kYears = 10;
constexpr int kDays = 50;
constexpr int kFirstYear = 2021;
constexpr double kRate = 0.05;
constexpr double kInitialBank = 1.4e9;
constexpr double kFreeShare = 0.4;  // of the cap; the rest is auctioned
constexpr int kAuctions = 4;        // in a year

// MAC of a group: p(a) = scale x ((1 - a / most)^-1 - 1), steeper the more is abated.
struct Group {
  const char* name;
  int count;
  double baseline;
  double growth;
  double most;
  double scale;
};

constexpr Group kGroups[] = {
    {"power", 12, 720e6, 0.005, 560e6, 55},   {"steel", 5, 190e6, 0.002, 110e6, 120},
    {"cement", 6, 150e6, 0.004, 60e6, 140},   {"refining", 4, 125e6, -0.005, 50e6, 110},
    {"chemicals", 8, 115e6, 0.006, 55e6, 95}, {"paper and glass", 9, 70e6, 0.001, 35e6, 80},
};

Tonnes whole(double value) {
  return Tonnes(std::llround(value));
}
Price cents(double price) {
  return Price(std::llround(price * 100));
}

double abated(const Group& group, double price) {
  return group.most * price / (price + group.scale);
}

// Area below the curve up to `price`'s abatement.
double cost(const Group& group, double price) {
  const double share = abated(group, price) / group.most;
  return group.scale * group.most * (-std::log(1 - share) - share);
}

double baseline(const Group& group, int year) {
  return group.baseline * std::pow(1 + group.growth, year);
}

double cap(int year) {
  return 1.38e9 - 0.085e9 * year;
}

double total_abated(double price) {
  double sum = 0;
  for (const Group& group : kGroups) sum += abated(group, price);
  return sum;
}

double total_baseline(int year) {
  double sum = 0;
  for (const Group& group : kGroups) sum += baseline(group, year);
  return sum;
}

double price_at(double first, int year) {
  return first * std::pow(1 + kRate, year);
}

// The first price of the path that rises at the rate and uses up the bank in the last year.
double first_price() {
  double low = 0;
  double high = 1000;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    double bank = kInitialBank;
    for (int year = 0; year < kYears; ++year) {
      bank += cap(year) - total_baseline(year) + total_abated(price_at(middle, year));
    }
    (bank < 0 ? low : high) = middle;
  }
  return high;
}

std::vector<CurvePoint> curve(const Group& group) {
  std::vector<CurvePoint> points;
  for (double price = 0; price <= 400; price += 5) {
    points.push_back({abated(group, price) / group.count, price});
  }
  return points;
}

std::vector<FirmResult> firms(const Group& group) {
  std::vector<FirmResult> made;
  for (int number = 1; number <= group.count; ++number) {
    FirmResult firm;
    firm.name = std::string(group.name) + " " + std::to_string(number);
    firm.group = group.name;
    firm.curve = curve(group);
    made.push_back(std::move(firm));
  }
  return made;
}

void add_firm_year(FirmResult& firm, const Group& group, int year, const YearResult& market,
                   RandomStream& random) {
  const double share = 1.0 / group.count;
  const double of_all = share * group.baseline / total_baseline(0);
  const double benchmark = market.price_benchmark;
  const double own_price = market.price_mean.value() * std::exp(0.06 * random.normal());
  const Tonnes abatement = whole(share * abated(group, own_price));
  firm.abatement.push_back(abatement);
  firm.abatement_benchmark.push_back(whole(share * abated(group, benchmark)));
  firm.emissions_true.push_back(whole(share * baseline(group, year)) - abatement);
  firm.emissions.push_back(firm.emissions_true.back());
  firm.allocation.push_back(whole(of_all * kFreeShare * cap(year)));
  firm.auctioned.push_back(whole(of_all * static_cast<double>(market.auctioned.raw())));
  firm.auction_cash += cents(market.auction_price.value()) * firm.auctioned.back();
  firm.banked.push_back(whole(share * 0.1 * group.baseline * random.uniform()));
  firm.abatement_cost.push_back(share * cost(group, own_price));
}

// The closes wander about a level that starts off the benchmark and nears it.
void add_days(RunResult& run, YearResult& year, int index, RandomStream& random) {
  double gap = 0;
  double sum = 0;
  for (int day = 1; day <= kDays; ++day) {
    const double start = 0.22 * std::exp(-(index * kDays + day) / 60.0);
    gap = 0.8 * gap + 0.012 * random.normal();
    const Price close = cents(year.price_benchmark * (1 + start + gap));
    DayResult row;
    row.year = year.year;
    row.day = day;
    row.close = close;
    row.open = run.days.empty() ? close : run.days.back().close;
    row.high = std::max(row.open, close) + Price(random.uniform_int(0, 40));
    row.low = std::min(row.open, close) - Price(random.uniform_int(0, 40));
    row.volume = Tonnes(random.uniform_int(200, 3'000) * 1'000);
    run.days.push_back(row);
    sum += static_cast<double>(close.raw()) / 100;
    year.volume += row.volume;
    year.price_last = close;
  }
  year.price_mean = sum / kDays;
}

BookResult book(const YearResult& year, RandomStream& random) {
  BookResult made;
  made.year = year.year;
  Price bid = year.price_last;
  Price ask = year.price_last;
  for (int level = 0; level < 40; ++level) {
    bid -= Price(random.uniform_int(3, 60));
    ask += Price(random.uniform_int(3, 60));
    made.bids.push_back(
        {bid, Tonnes(random.uniform_int(5, 400) * 1'000), random.uniform_int(1, 9)});
    made.asks.push_back(
        {ask, Tonnes(random.uniform_int(5, 400) * 1'000), random.uniform_int(1, 9)});
  }
  return made;
}

// The auction of the day; `adds`: it sells of a containment reserve; `is_short`: half is bid for.
AuctionResult auction_at(const DayResult& day, Tonnes offered, bool adds, bool is_short) {
  AuctionResult auction;
  auction.year = day.year;
  auction.day = day.day;
  auction.status = AuctionStatus::kHeld;
  auction.offered = offered;
  auction.reserve_price = Price(day.close.raw() / 2);
  auction.clearing_price = is_short ? auction.reserve_price : day.close;
  if (adds) auction.sold_reserve = Tonnes(42'000'000);
  auction.sold = (is_short ? Tonnes(offered.raw() / 2) : offered) + auction.sold_reserve;
  auction.bid = is_short ? auction.sold : auction.sold + auction.sold;
  auction.bidders = is_short ? 12 : 44;
  auction.proceeds = auction.clearing_price * auction.sold;
  return auction;
}

// The first auction of all is short of bids, and the last of every third year sells of its
// containment reserve. A reserve takes in for four years, and gives back in the last three.
void add_auctions(RunResult& run, YearResult& year, int index) {
  year.allocated = whole(kFreeShare * cap(index));
  year.withheld = index < 4 ? Tonnes(6'000'000) : Tonnes();
  year.released = index > 6 ? Tonnes(5'000'000) : Tonnes();
  year.reserve = year.withheld - year.released;
  if (index > 0) year.reserve += run.years.back().reserve;
  const Tonnes planned = year.cap - year.allocated - year.withheld + year.released;
  Cash proceeds;
  for (int number = 0; number < kAuctions; ++number) {
    const int day = index * kDays + kDays * (2 * number + 1) / (2 * kAuctions);
    const bool adds = index % 3 == 2 && number == kAuctions - 1;
    run.auctions.push_back(auction_at(run.days[static_cast<std::size_t>(day)],
                                      Tonnes(planned.raw() / kAuctions), adds,
                                      index == 0 && number == 0));
    year.auctioned += run.auctions.back().sold;
    proceeds += run.auctions.back().proceeds;
  }
  year.auction_price =
      static_cast<double>(proceeds.raw()) / 100 / static_cast<double>(year.auctioned.raw());
}

// Fills the year's market, firms and accounts; returns the bank after it.
void add_year(RunResult& run, int index, double benchmark, RandomStream& random) {
  YearResult year;
  year.year = Year(kFirstYear + index);
  year.cap = whole(cap(index));
  year.price_benchmark = benchmark;
  add_days(run, year, index, random);
  add_auctions(run, year, index);

  std::size_t firm = 0;
  for (const Group& group : kGroups) {
    for (int number = 0; number < group.count; ++number, ++firm) {
      FirmResult& at = run.firms[firm];
      add_firm_year(at, group, index, year, random);
      year.emissions += at.emissions.back();
      year.emissions_true += at.emissions_true.back();
      year.baseline += at.emissions.back() + at.abatement.back();
      year.emissions_benchmark +=
          at.emissions.back() + at.abatement.back() - at.abatement_benchmark.back();
      year.abatement_cost += at.abatement_cost.back();
    }
    year.abatement_cost_least += cost(group, benchmark);
  }
  const bool first = run.years.empty();
  const Tonnes bank = first ? whole(kInitialBank) : run.years.back().banked;
  const Tonnes benchmark_bank = first ? whole(kInitialBank) : run.years.back().banked_benchmark;
  year.banked = bank + year.allocated + year.auctioned - year.emissions;
  year.banked_benchmark = benchmark_bank + year.cap - year.emissions_benchmark;
  year.obligation = year.emissions;
  year.surrendered = year.emissions;
  run.books.push_back(book(year, random));
  run.years.push_back(year);
}

void add_verdicts(RunResult& run) {
  run.efficiency = 0.9731;
  run.smith_alpha = 6.2;
  double distance = 0;
  for (const YearResult& year : run.years) {
    const double gap = std::abs(year.price_mean.value() / year.price_benchmark - 1);
    distance = std::max(distance, gap);
  }
  run.price_distance = distance;
  ExpectationResult efficiency;
  efficiency.metric = "efficiency";
  efficiency.value = run.efficiency;
  efficiency.at_least = 0.95;
  efficiency.passed = true;
  ExpectationResult price;
  price.metric = "price_to_benchmark";
  price.value = 1 + distance;
  price.at_least = 0.9;
  price.at_most = 1.1;
  price.value_year = kFirstYear;
  price.passed = price.value <= 1.1;
  run.expectations = {efficiency, price};
}

}  // namespace

RunResult run_fixture() {
  RunResult run;
  run.scenario = "fixture";
  run.title = "A fixture for tests: invented figures in the shape of a run";
  run.source = "tests/testing/run_fixture.cc; no market, past or simulated";
  run.currency = "EUR";
  run.seed = 1;
  run.venue = "local";
  run.version = "0.0.0-fixture";
  run.events_hash = 0x0123456789abcdef;
  run.commands = 104'233;
  run.events = 412'980;
  run.conservation_checked = 104'233;
  for (const Group& group : kGroups) {
    for (FirmResult& firm : firms(group)) run.firms.push_back(std::move(firm));
  }
  RandomStream random(run.seed, 0, 0);
  const double first = first_price();
  for (int year = 0; year < kYears; ++year) add_year(run, year, price_at(first, year), random);
  add_verdicts(run);
  return run;
}

RunResult odd_run_fixture() {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::string hostile = "</script><img src=x onerror=alert(1)>\xff\"'&amp;\r\n\u2028";
  RunResult run;
  run.scenario = "odd " + hostile;
  run.title = hostile;
  run.source = hostile + std::string(200, 'x');
  run.currency = "<b>EUR</b>";
  run.seed = std::numeric_limits<std::uint64_t>::max();
  run.venue = hostile;
  run.version = hostile;

  YearResult year;
  year.year = Year(2030);
  year.cap = Tonnes(100);
  year.baseline = Tonnes(120);
  year.emissions = Tonnes(110);
  year.emissions_true = Tonnes(110);
  year.price_benchmark = kNone;
  year.compliance_rate = kNone;
  run.years.push_back(year);

  DayResult day;
  day.year = year.year;
  day.day = 1;
  run.days.push_back(day);

  FirmResult firm;
  firm.name = hostile;
  firm.group = hostile;
  firm.curve = {{0, 0}, {20, 0}, {20, 50}, {40, 50}};
  firm.allocation = {Tonnes(100)};
  firm.auctioned = {Tonnes()};
  firm.emissions = {Tonnes(110)};
  firm.emissions_true = {Tonnes(110)};
  firm.abatement = {Tonnes(10)};
  firm.abatement_benchmark = {Tonnes(20)};
  firm.banked = {Tonnes()};
  firm.abatement_cost = {0};
  run.firms.push_back(firm);

  BookResult empty;
  empty.year = year.year;
  run.books.push_back(empty);

  AuctionResult cancelled;
  cancelled.year = year.year;
  cancelled.day = day.day;
  cancelled.status = AuctionStatus::kCancelled;
  cancelled.offered = Tonnes(10);
  run.auctions.push_back(cancelled);

  ExpectationResult expectation;
  expectation.metric = hostile;
  expectation.year = 2030;
  expectation.at_least = 1;
  run.expectations.push_back(expectation);
  return run;
}

}  // namespace tanshi
