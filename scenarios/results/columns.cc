#include "scenarios/results/columns.h"

#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "scenarios/results/auction_status.h"

namespace tanshi {
namespace {

constexpr const char* kNone = "";
constexpr const char* kYear = "year";
constexpr const char* kTonnes = "t";
constexpr const char* kUnits = "units";
constexpr const char* kPrice = "currency/t";
constexpr const char* kUnitPrice = "currency/unit";
constexpr const char* kMoney = "currency";
constexpr const char* kProductUnits = "units of the product";
constexpr const char* kCents = "currency/100";
constexpr const char* kShare = "1 is all";
constexpr const char* kFlag = "0 or 1";
constexpr const char* kRatio = "relative";

}  // namespace

void Columns::text(const char* name, std::string& value, const char* meaning) {
  text({name, kNone, meaning}, value);
}

void Columns::count(const char* name, std::int64_t& value, const char* meaning) {
  integer({name, kNone, meaning}, value);
}

void Columns::count(const char* name, std::int32_t& value, const char* meaning) {
  std::int64_t wide = value;
  count(name, wide, meaning);
  value = static_cast<std::int32_t>(wide);
}

void Columns::seed(const char* name, std::uint64_t& value, const char* meaning) {
  auto wide = static_cast<std::int64_t>(value);
  count(name, wide, meaning);
  value = static_cast<std::uint64_t>(wide);
}

void Columns::flag(const char* name, bool& value, const char* meaning) {
  std::int64_t wide = value ? 1 : 0;
  integer({name, kFlag, meaning}, wide);
  value = wide != 0;
}

void Columns::hash(const char* name, std::uint64_t& value, const char* meaning) {
  std::string digits = fmt::format("{:016x}", value);
  text(name, digits, meaning);
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
}

void Columns::year(const char* name, Year& value, const char* meaning) {
  std::int64_t year = raw(value);
  integer({name, kYear, meaning}, year);
  value = Year{static_cast<std::int32_t>(year)};
}

void Columns::year(const char* name, std::optional<std::int32_t>& value, const char* meaning) {
  std::optional<std::int64_t> wide = value;
  maybe_integer({name, kYear, meaning}, wide);
  value = wide ? std::optional(static_cast<std::int32_t>(*wide)) : std::nullopt;
}

void Columns::tonnes(const char* name, Tonnes& value, const char* meaning) {
  std::int64_t raw = value.raw();
  integer({name, kTonnes, meaning}, raw);
  value = Tonnes(raw);
}

void Columns::tonnes(const char* name, double& value, const char* meaning) {
  real({name, kTonnes, meaning}, value);
}

void Columns::units(const char* name, Tonnes& value, const char* meaning) {
  std::int64_t raw = value.raw();
  integer({name, kUnits, meaning}, raw);
  value = Tonnes(raw);
}

void Columns::price(const char* name, Price& value, const char* meaning) {
  std::optional<double> money;
  if (value != Price()) money = static_cast<double>(value.raw()) / 100;
  maybe_real({name, kPrice, meaning}, money);
  value = money ? Price(std::llround(*money * 100)) : Price();
}

void Columns::price(const char* name, double& value, const char* meaning) {
  real({name, kPrice, meaning}, value);
}

void Columns::price(const char* name, std::optional<double>& value, const char* meaning) {
  maybe_real({name, kPrice, meaning}, value);
}

void Columns::cents(const char* name, Cash& value, const char* meaning) {
  std::int64_t raw = value.raw();
  integer({name, kCents, meaning}, raw);
  value = Cash(raw);
}

void Columns::money(const char* name, double& value, const char* meaning) {
  real({name, kMoney, meaning}, value);
}

void Columns::money(const char* name, std::optional<double>& value, const char* meaning) {
  maybe_real({name, kMoney, meaning}, value);
}

void Columns::share(const char* name, double& value, const char* meaning) {
  real({name, kShare, meaning}, value);
}

void Columns::share(const char* name, std::optional<double>& value, const char* meaning) {
  maybe_real({name, kShare, meaning}, value);
}

void tell(Columns& columns, RunResult& run) {
  columns.text("scenario", run.scenario, "name of the scenario");
  columns.text("title", run.title, "what it shows, in its own words");
  columns.text("source", run.source, "where its figures come from, in its own words");
  columns.text("currency", run.currency, "what prices and costs are in");
  columns.seed("seed", run.seed, "of all random draws");
  columns.text("venue", run.venue, "local or grpc: the events are the same");
  columns.text("version", run.version, "of the program");
  columns.hash("events_hash", run.events_hash,
               "fingerprint of the log of events, 16 hexadecimal digits: equal logs, equal hashes");
  columns.count("commands", run.commands, "length of the log of commands");
  columns.count("events", run.events, "length of the log of events");
  columns.share("efficiency", run.efficiency,
                "(cost without trade - cost) / (cost without trade - least cost): the share of the "
                "saving possible by trade that was made; null where the two differ by less than a "
                "ten-thousandth, or theory leaves tonnes uncovered");
  columns.maybe_real({"smith_alpha", "%",
                      "root mean square deviation of daily closes from the year's benchmark, % of "
                      "it; a benchmark below 0.01 counts as 0.01; null without trades"},
                     run.smith_alpha);
  columns.maybe_real({"price_distance", "relative",
                      "largest relative distance of a year's mean price from its benchmark, of the "
                      "years with a trade; a benchmark below 0.01 counts as 0.01"},
                     run.price_distance);
  columns.maybe_real({"price_variation", "log points",
                      "standard deviation of the change of the log of the mean price from year to "
                      "year; null for fewer than two changes"},
                     run.price_variation);
  columns.money("cost", run.cost, "present cost of abatement and of what stayed uncovered");
  columns.money("cost_least", run.cost_least, "the least that it could have been");
  columns.money("cost_without_trade", run.cost_without_trade, "what it had been without trade");
  columns.share("loss_abated", run.loss_abated,
                "of the possible saving, lost by abating what allowances covered; with the other "
                "losses and the efficiency it adds up to 1");
  columns.share("loss_untraded", run.loss_untraded,
                "of the possible saving, lost by trades that were not made");
  columns.share("loss_timing", run.loss_timing,
                "of the possible saving, lost by banking too much or too little");
  columns.share("loss_investment", run.loss_investment,
                "of the possible saving, lost by other projects than in theory; below 0 where what "
                "was built let others learn; null without projects");
  columns.share("loss_uncovered", run.loss_uncovered,
                "of the possible saving, lost by tonnes without an allowance");
  columns.money("profit_dispersion", run.profit_dispersion,
                "root mean square deviation of firms' profits from those in theory, as present "
                "values");
  columns.count("conservation_checked", run.conservation_checked,
                "checks of every tonne and every cent, at each year's end");
  columns.count("conservation_violations", run.conservation_violations,
                "of these, found tonnes or cents created or lost");
}

namespace {

// Of the economy around the market.
void tell_indicators(Columns& columns, YearResult& year) {
  columns.maybe_real({"carbon_intensity", "t per million currency",
                      "emissions / GDP; null where the scenario tells of no economy"},
                     year.carbon_intensity);
  columns.maybe_real({"carbon_intensity_change", kRatio,
                      "the same / that of the reference year, less 1; likewise null"},
                     year.carbon_intensity_change);
  columns.maybe_real({"energy_intensity_change", kRatio,
                      "primary energy / GDP, / the first year's, less 1; likewise null"},
                     year.energy_intensity_change);
  columns.share("non_fossil_share", year.non_fossil_share,
                "of primary energy, what is not fossil; likewise null");
  columns.maybe_real({"sink_t", kTonnes, "taken up by the land, and credits sold; likewise null"},
                     year.sink_t);
  columns.money("policy_cost", year.policy_cost,
                "abatement, schemes, credits, and what the public pays; likewise null");
  columns.share("policy_cost_share", year.policy_cost_share, "the same / GDP; likewise null");
  columns.maybe_real(
      {"power_margin", kRatio, "power that can be supplied / demand, less 1; likewise null"},
      year.power_margin);
}

}  // namespace

void tell(Columns& columns, YearResult& year) {
  columns.year("year", year.year, "calendar year");
  columns.tonnes("cap_t", year.cap, "the cap");
  columns.tonnes("baseline_t", year.baseline, "emissions had nobody abated");
  columns.tonnes("emissions_t", year.emissions, "verified emissions");
  columns.tonnes("emissions_true_t", year.emissions_true,
                 "what was emitted, where verification may err");
  columns.tonnes("emissions_benchmark_t", year.emissions_benchmark, "emissions in theory");
  columns.price("price_mean", year.price_mean,
                "mean of the daily closes since the year's first trade; null without one");
  columns.price("price_last", year.price_last, "last price of the year; null without a trade");
  columns.price("price_benchmark", year.price_benchmark, "price in theory");
  columns.tonnes("allocated_t", year.allocated,
                 "given free of charge, less what of it was consigned and sold");
  columns.tonnes("auctioned_t", year.auctioned,
                 "sold in auctions, what containment reserves added included");
  columns.price("auction_price", year.auction_price,
                "mean of what was paid in auctions; null where nothing was sold");
  columns.tonnes("withheld_t", year.withheld,
                 "by the adjustment of supply: from the year's auctions into the regulator's "
                 "reserve, or held in the year before already");
  columns.tonnes("released_t", year.released,
                 "into the auctions: from the reserve, or of the next year's");
  columns.tonnes("reserve_t", year.reserve, "held in the reserve at the year's end");
  columns.tonnes("volume_t", year.volume, "allowances traded between holders");
  columns.tonnes("credits_met_t", year.credits_met,
                 "of what was owed, met with offsets and other systems' allowances");
  columns.tonnes("borrowed_t", year.borrowed, "of next year's allocation, used already");
  columns.tonnes("banked_t", year.banked,
                 "in circulation after the surrender, less what was borrowed");
  columns.tonnes("banked_benchmark_t", year.banked_benchmark, "the same in theory");
  columns.money("abatement_cost", year.abatement_cost, "cost of what was abated");
  columns.money("abatement_cost_least", year.abatement_cost_least, "of the benchmark");
  columns.tonnes("project_abatement_t", year.project_abatement, "abated by projects");
  columns.tonnes("spared_t", year.spared,
                 "emissions spared by what was saved and made for schemes; not in abatement");
  columns.money(
      "project_cost", year.project_cost,
      "of abatement_cost, what projects cost: running, and the annuities of what was paid "
      "to build them");
  columns.money("capex", year.capex, "paid for the projects that were decided in the year");
  columns.money("public_cost", year.public_cost, "of projects, paid by the public besides");
  columns.tonnes("obligation_t", year.obligation, "owed for the year");
  columns.tonnes("surrendered_t", year.surrendered, "of it, surrendered");
  columns.tonnes("shortfall_t", year.shortfall, "of it, missing");
  columns.cents("penalties_cents", year.penalties, "fines for what was missing");
  columns.share("compliance_rate", year.compliance_rate, "surrendered / obligation");
  columns.maybe_real({"volatility", "log points",
                      "root of the sum of squared changes of the log of daily closes; null for "
                      "fewer than two closes"},
                     year.volatility);
  columns.maybe_real({"spread", "relative",
                      "(ask - bid) / middle, mean of the days that ended with both; null without "
                      "one"},
                     year.spread);
  columns.tonnes("depth_t", year.depth_t, "at the best bid and ask, mean of the days' ends");
  tell_indicators(columns, year);
  columns.share("concentration_buyers", year.concentration_buyers,
                "sum of squared shares of what was bought between holders; null without trades");
  columns.share("concentration_sellers", year.concentration_sellers,
                "sum of squared shares of what was sold between holders; null without trades");
  columns.share("pass_through", year.pass_through,
                "of what carbon cost the output of those that sell a product, the part that its "
                "price took up; null without products, or a price of allowances");
}

void tell(Columns& columns, DayResult& day) {
  columns.year("year", day.year, "calendar year");
  columns.count("day", day.day, "trading day of the year, from 0");
  columns.price("open", day.open, "first trade; null on a day without trades");
  columns.price("high", day.high, "highest trade; likewise");
  columns.price("low", day.low, "lowest trade; likewise");
  columns.price("close", day.close,
                "latest trade, of an earlier day of the year when this one has none; null before "
                "the year's first");
  columns.tonnes("volume_t", day.volume,
                 "allowances traded, over the counter too, which makes no price");
  columns.price("bid_price", day.bid, "best bid when the day's trading ends; null: nobody bids");
  columns.tonnes("bid_t", day.bid_quantity, "tonnes bid for at it");
  columns.price("ask_price", day.ask, "best ask when the day's trading ends; null: nobody asks");
  columns.tonnes("ask_t", day.ask_quantity, "tonnes offered at it");
}

void tell(Columns& columns, SeatResult& seat) {
  columns.key({"seat", "", "number of its account, from 1: trades, orders and events name it"},
              seat.seat);
  columns.text("name", seat.name, "as in the scenario, numbered where its group has several");
  columns.text("seat_group", seat.group, "group of the scenario that it belongs to");
  columns.text("kind", seat.kind, "emitter, trader, maker or regulator");
  columns.maybe_text({"strategy", "", "how its robot quotes; null: it does not trade"},
                     seat.strategy);
  columns.maybe_integer({"firm", "", "its number in firms and firm_years; null: no emitter"},
                        seat.firm);
}

void tell(Columns& columns, FirmRow& firm) {
  columns.count("firm", firm.firm, "number of the emitter, from 0");
  columns.text("name", firm.name, "as in seats");
  columns.text("firm_group", firm.group, "group of the scenario that it belongs to");
  columns.money("misallocation_cost", firm.misallocation_cost,
                "present cost of abating what others would have for less, or leaving to others "
                "what it would");
  columns.cents("trading_cash_cents", firm.trading_cash,
                "earned by selling less spent on buying and fees");
  columns.cents("auction_cash_cents", firm.auction_cash, "paid in auctions");
}

void tell(Columns& columns, FirmYearRow& row) {
  columns.count("firm", row.firm, "number of the emitter, as in firms");
  columns.year("year", row.year, "calendar year");
  columns.tonnes("allocation_t", row.allocation, "given free of charge");
  columns.tonnes("auctioned_t", row.auctioned, "bought in auctions");
  columns.tonnes("emissions_t", row.emissions, "verified emissions");
  columns.tonnes("emissions_true_t", row.emissions_true,
                 "what was emitted, where verification may err");
  columns.tonnes("abatement_t", row.abatement, "abated, by projects and besides");
  columns.tonnes("project_abatement_t", row.project_abatement, "of it, by projects");
  columns.tonnes("spared_t", row.spared, "spared by what was saved and made for schemes besides");
  columns.tonnes("abatement_benchmark_t", row.abatement_benchmark, "abated in theory");
  columns.tonnes("banked_t", row.banked, "held after the surrender");
  columns.tonnes("shortfall_t", row.shortfall, "owed and not surrendered");
  columns.money("abatement_cost", row.abatement_cost, "cost of what it abated");
  columns.cents("net_cash_cents", row.net_cash,
                "earned by selling less spent: on buying, fees and penalties");
}

void tell(Columns& columns, CurveRow& row) {
  columns.count("firm", row.firm, "number of the emitter, as in firms");
  columns.tonnes("abated_t", row.point.abated_t, "abated in a year");
  columns.price("price", row.point.price, "cost of the last tonne of it");
}

void tell(Columns& columns, BookRow& row) {
  columns.year("year", row.year, "calendar year");
  columns.text("side", row.side, "bid or ask");
  columns.price("price", row.level.limit, "limit of the orders");
  columns.tonnes("quantity_t", row.level.quantity, "that wait at it");
  columns.count("orders", row.level.order_count, "how many orders they are");
}

void tell(Columns& columns, AuctionResult& auction) {
  columns.year("year", auction.year, "calendar year");
  columns.count("day", auction.day, "trading day of the year, from 0");
  std::string status(name_of(auction.status));
  columns.text("status", status,
               "held, cancelled or declined: the last two by the rule for bids that fall short, "
               "and nothing is sold");
  auction.status = status_named(status);
  columns.tonnes("offered_t", auction.offered, "without what containment reserves add");
  columns.tonnes("bid_t", auction.bid, "all bids");
  columns.tonnes("sold_t", auction.sold, "sold in all");
  columns.tonnes("sold_ecr_t", auction.sold_withheld,
                 "of it, what an emissions containment reserve could have withheld");
  columns.tonnes("sold_ccr_t", auction.sold_reserve,
                 "of it, what a cost containment reserve added");
  columns.tonnes("sold_ceiling_t", auction.sold_ceiling, "of it, added at the ceiling");
  columns.price("reserve_price", auction.reserve_price, "lower bids were refused; null: none");
  columns.price("clearing_price", auction.clearing_price,
                "the uniform price, else the lowest accepted bid; null: nothing was sold");
  columns.count("bidders", auction.bidders, "accounts that bid");
  columns.cents("proceeds_cents", auction.proceeds, "what was paid");
}

void tell(Columns& columns, CreditResult& credits) {
  columns.year("year", credits.year, "calendar year");
  columns.text("kind", credits.kind, "offsets, or a link's name");
  columns.units("made", credits.made, "sold by those who make them");
  columns.units("volume", credits.volume, "traded");
  columns.price("price_last", credits.price_last, "last price of a unit; null without a trade");
  columns.price("price_mean", credits.price_mean,
                "mean of what was paid for a unit; null without a trade");
  columns.units("surrendered", credits.surrendered, "surrendered");
  columns.tonnes("met_t", credits.met, "tonnes owed that they met");
  columns.units("held", credits.held, "held after the surrender");
}

void tell(Columns& columns, SchemeResult& scheme) {
  columns.year("year", scheme.year, "calendar year");
  columns.text("scheme", scheme.scheme, "name of the scheme");
  columns.text("unit", scheme.unit, "of what it counts, which its units stand for");
  columns.units("used", scheme.used, "used had nobody saved");
  columns.units("saved", scheme.saved, "saved of it");
  columns.real({"saved_benchmark", kUnits, "the same in theory"}, scheme.saved_benchmark);
  columns.units("allocated", scheme.allocated, "given to users free of charge");
  columns.units("made", scheme.made, "sold by those who make them");
  columns.real({"made_benchmark", kUnits, "the same in theory"}, scheme.made_benchmark);
  columns.units("owed", scheme.owed, "owed for the year");
  columns.units("surrendered", scheme.surrendered, "surrendered for it");
  columns.units("shortfall", scheme.shortfall, "owed and not surrendered");
  columns.cents("penalties_cents", scheme.penalties, "fines for it");
  columns.units("volume", scheme.volume, "traded");
  columns.maybe_real({"price_last", kUnitPrice, "last price; null without a trade"},
                     scheme.price_last);
  columns.maybe_real(
      {"price_mean", kUnitPrice, "mean of what was paid for a unit; null without a trade"},
      scheme.price_mean);
  columns.real({"price_benchmark", kUnitPrice, "price in theory"}, scheme.price_benchmark);
  columns.money("cost", scheme.cost, "of saving and making, of the year");
  columns.money("cost_least", scheme.cost_least, "the same in theory");
  columns.tonnes("spared_t", scheme.spared_t, "emissions that saving and making spared");
}

void tell(Columns& columns, SchemeUseResult& use) {
  columns.year("year", use.year, "calendar year");
  columns.text("scheme", use.scheme, "name of the scheme");
  columns.text("firm", use.firm, "name of the emitter");
  columns.text("firm_group", use.group, "its group");
  columns.units("used", use.used, "used had it saved nothing");
  columns.units("saved", use.saved, "saved of it");
  columns.units("owed", use.owed, "owed for the year");
  columns.units("surrendered", use.surrendered, "surrendered for it");
  columns.units("shortfall", use.shortfall, "owed and not surrendered");
  columns.money("saving_cost", use.saving_cost, "of what it saved");
  columns.cents("paid_cents", use.paid, "for units bought, less what was earned by selling");
}

void tell(Columns& columns, ForwardResult& forward) {
  columns.year("year", forward.year, "calendar year of trading");
  columns.year("delivery", forward.delivery, "year at whose end it is delivered");
  columns.tonnes("volume_t", forward.volume, "traded");
  columns.price("price_last", forward.price_last, "last price; null without a trade");
  columns.price("price_mean", forward.price_mean,
                "mean of what was agreed for a tonne; null without a trade");
  columns.tonnes("open_t", forward.open, "bought and not sold again, when the year's trading ends");
  columns.tonnes("delivered_t", forward.delivered, "delivered; 0 before the year of delivery");
  columns.tonnes("undelivered_t", forward.undelivered, "settled in cash; likewise");
  columns.cents("unpaid_cents", forward.unpaid, "of what was due at delivery; likewise");
}

void tell(Columns& columns, ProjectResult& project) {
  columns.year("year", project.year, "calendar year");
  columns.text("firm", project.firm, "name of the emitter");
  columns.text("firm_group", project.group, "its group");
  columns.text("project", project.project, "name of the project");
  columns.count("built", project.built, "units decided in the year");
  columns.real({"built_benchmark", "", "the same in theory; parts of units too"},
               project.built_benchmark);
  columns.money("capex", project.capex, "paid for them");
  columns.tonnes("abated_t", project.abated, "abated by units decided before");
  columns.money("public_cost", project.public_cost,
                "paid by the public besides, for building and for tonnes abated");
}

void tell(Columns& columns, ProductResult& product) {
  columns.year("year", product.year, "calendar year");
  columns.text("firm", product.firm, "name of the emitter");
  columns.text("firm_group", product.group, "its group");
  columns.real({"output", kProductUnits, "what it made and sold"}, product.output);
  columns.real({"output_before", kProductUnits, "what it would have without a price of carbon"},
               product.output_before);
  columns.real({"output_benchmark", kProductUnits, "what it would have in theory"},
               product.output_benchmark);
  columns.real({"price", kUnitPrice, "of the product, the same for all firms of the group"},
               product.price);
  columns.real({"price_before", kUnitPrice, "what it would be without a price of carbon"},
               product.price_before);
  columns.maybe_real({"carbon_cost", kUnitPrice,
                      "of one unit more: its emissions without abatement at the year's mean price "
                      "of allowances; null without one"},
                     product.carbon_cost);
}

void tell(Columns& columns, ExpectationResult& expectation) {
  columns.text("metric", expectation.metric, "name of the figure");
  columns.year("year", expectation.year, "as expected; null: every year, or the run");
  columns.year("value_year", expectation.value_year, "the year that decided");
  columns.maybe_real({"value", "of the metric", "what came; null: the figure does not exist"},
                     expectation.value);
  columns.maybe_real({"at_least", "of the metric", "lower bound; null: none"},
                     expectation.at_least);
  columns.maybe_real({"at_most", "of the metric", "upper bound; null: none"}, expectation.at_most);
  columns.flag("passed", expectation.passed, "whether it holds");
}

namespace {

void flatten_firm(const RunResult& run, std::size_t number, RunTables& tables) {
  const FirmResult& firm = run.firms[number];
  const auto id = static_cast<std::int64_t>(number);
  tables.firms.push_back(
      {id, firm.name, firm.group, firm.misallocation_cost, firm.trading_cash, firm.auction_cash});
  for (const CurvePoint& point : firm.curve) tables.curves.push_back({id, point});
  for (std::size_t year = 0; year < run.years.size(); ++year) {
    tables.firm_years.push_back(
        {id, run.years[year].year, firm.allocation.at(year), firm.auctioned.at(year),
         firm.emissions.at(year), firm.emissions_true.at(year), firm.abatement.at(year),
         firm.project_abatement.at(year), firm.spared.at(year), firm.abatement_benchmark.at(year),
         firm.banked.at(year), firm.shortfall.at(year), firm.abatement_cost.at(year),
         firm.net_cash.at(year)});
  }
}

void unflatten_year(const FirmYearRow& row, FirmResult& firm) {
  firm.allocation.push_back(row.allocation);
  firm.auctioned.push_back(row.auctioned);
  firm.emissions.push_back(row.emissions);
  firm.emissions_true.push_back(row.emissions_true);
  firm.abatement.push_back(row.abatement);
  firm.project_abatement.push_back(row.project_abatement);
  firm.spared.push_back(row.spared);
  firm.abatement_benchmark.push_back(row.abatement_benchmark);
  firm.banked.push_back(row.banked);
  firm.shortfall.push_back(row.shortfall);
  firm.abatement_cost.push_back(row.abatement_cost);
  firm.net_cash.push_back(row.net_cash);
}

}  // namespace

RunTables flatten(const RunResult& run) {
  RunTables tables;
  RunResult& head = tables.runs.emplace_back(run);
  head.years.clear();
  head.days.clear();
  head.seats.clear();
  head.firms.clear();
  head.books.clear();
  head.auctions.clear();
  head.credits.clear();
  head.schemes.clear();
  head.scheme_uses.clear();
  head.forwards.clear();
  head.projects.clear();
  head.products.clear();
  head.expectations.clear();
  tables.years = run.years;
  tables.days = run.days;
  tables.seats = run.seats;
  tables.auctions = run.auctions;
  tables.credits = run.credits;
  tables.schemes = run.schemes;
  tables.scheme_uses = run.scheme_uses;
  tables.forwards = run.forwards;
  tables.projects = run.projects;
  tables.products = run.products;
  tables.expectations = run.expectations;
  for (std::size_t i = 0; i < run.firms.size(); ++i) flatten_firm(run, i, tables);
  for (const BookResult& book : run.books) {
    for (const DepthLevel& level : book.bids) tables.books.push_back({book.year, "bid", level});
    for (const DepthLevel& level : book.asks) tables.books.push_back({book.year, "ask", level});
  }
  return tables;
}

std::optional<RunResult> unflatten(RunTables tables) {
  if (tables.runs.size() != 1) return std::nullopt;
  RunResult run = std::move(tables.runs.front());
  run.years = std::move(tables.years);
  run.days = std::move(tables.days);
  run.seats = std::move(tables.seats);
  run.auctions = std::move(tables.auctions);
  run.credits = std::move(tables.credits);
  run.schemes = std::move(tables.schemes);
  run.scheme_uses = std::move(tables.scheme_uses);
  run.forwards = std::move(tables.forwards);
  run.projects = std::move(tables.projects);
  run.products = std::move(tables.products);
  run.expectations = std::move(tables.expectations);

  for (const FirmRow& row : tables.firms) {
    FirmResult& firm = run.firms.emplace_back();
    firm.name = row.name;
    firm.group = row.group;
    firm.misallocation_cost = row.misallocation_cost;
    firm.trading_cash = row.trading_cash;
    firm.auction_cash = row.auction_cash;
  }
  const auto firm_of = [&run](std::int64_t number) {
    const bool known = number >= 0 && number < static_cast<std::int64_t>(run.firms.size());
    return known ? &run.firms[static_cast<std::size_t>(number)] : nullptr;
  };
  for (const FirmYearRow& row : tables.firm_years) {
    FirmResult* const firm = firm_of(row.firm);
    if (firm == nullptr) return std::nullopt;
    unflatten_year(row, *firm);
  }
  for (const CurveRow& row : tables.curves) {
    FirmResult* const firm = firm_of(row.firm);
    if (firm == nullptr) return std::nullopt;
    firm->curve.push_back(row.point);
  }
  for (const FirmResult& firm : run.firms)
    if (firm.emissions.size() != run.years.size()) return std::nullopt;

  for (const YearResult& year : run.years) {
    BookResult book{year.year, {}, {}};
    for (const BookRow& row : tables.books) {
      if (row.year == year.year) (row.side == "bid" ? book.bids : book.asks).push_back(row.level);
    }
    run.books.push_back(std::move(book));
  }
  return run;
}

}  // namespace tanshi
