#include "scenarios/results/columns.h"

#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "scenarios/results/auction_status.h"

namespace tanshi {

void Columns::integer(const char* name, std::int32_t& value) {
  std::int64_t wide = value;
  integer(name, wide);
  value = static_cast<std::int32_t>(wide);
}

void Columns::seed(const char* name, std::uint64_t& value) {
  auto wide = static_cast<std::int64_t>(value);
  integer(name, wide);
  value = static_cast<std::uint64_t>(wide);
}

void Columns::flag(const char* name, bool& value) {
  std::int64_t wide = value ? 1 : 0;
  integer(name, wide);
  value = wide != 0;
}

void Columns::year(const char* name, Year& value) {
  std::int32_t year = raw(value);
  integer(name, year);
  value = Year{year};
}

void Columns::tonnes(const char* name, Tonnes& value) {
  std::int64_t raw = value.raw();
  integer(name, raw);
  value = Tonnes(raw);
}

void Columns::price(const char* name, Price& value) {
  std::optional<double> money;
  if (value != Price()) money = static_cast<double>(value.raw()) / 100;
  maybe_real(name, money);
  value = money ? Price(std::llround(*money * 100)) : Price();
}

void Columns::cents(const char* name, Cash& value) {
  std::int64_t raw = value.raw();
  integer(name, raw);
  value = Cash(raw);
}

void Columns::hash(const char* name, std::uint64_t& value) {
  std::string digits = fmt::format("{:016x}", value);
  text(name, digits);
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
}

void tell(Columns& columns, RunResult& run) {
  columns.text("scenario", run.scenario);
  columns.text("title", run.title);
  columns.text("source", run.source);
  columns.text("currency", run.currency);
  columns.seed("seed", run.seed);
  columns.text("venue", run.venue);
  columns.text("version", run.version);
  columns.hash("events_hash", run.events_hash);
  columns.integer("commands", run.commands);
  columns.integer("events", run.events);
  columns.maybe_real("efficiency", run.efficiency);
  columns.maybe_real("smith_alpha", run.smith_alpha);
  columns.maybe_real("price_distance", run.price_distance);
  columns.maybe_real("price_variation", run.price_variation);
  columns.real("cost", run.cost);
  columns.real("cost_least", run.cost_least);
  columns.real("cost_without_trade", run.cost_without_trade);
  columns.maybe_real("loss_abated", run.loss_abated);
  columns.maybe_real("loss_untraded", run.loss_untraded);
  columns.maybe_real("loss_timing", run.loss_timing);
  columns.maybe_real("loss_investment", run.loss_investment);
  columns.maybe_real("loss_uncovered", run.loss_uncovered);
  columns.maybe_real("profit_dispersion", run.profit_dispersion);
  columns.integer("conservation_checked", run.conservation_checked);
  columns.integer("conservation_violations", run.conservation_violations);
}

void tell(Columns& columns, YearResult& year) {
  columns.year("year", year.year);
  columns.tonnes("cap_t", year.cap);
  columns.tonnes("baseline_t", year.baseline);
  columns.tonnes("emissions_t", year.emissions);
  columns.tonnes("emissions_true_t", year.emissions_true);
  columns.tonnes("emissions_benchmark_t", year.emissions_benchmark);
  columns.maybe_real("price_mean", year.price_mean);
  columns.price("price_last", year.price_last);
  columns.real("price_benchmark", year.price_benchmark);
  columns.tonnes("allocated_t", year.allocated);
  columns.tonnes("auctioned_t", year.auctioned);
  columns.maybe_real("auction_price", year.auction_price);
  columns.tonnes("withheld_t", year.withheld);
  columns.tonnes("released_t", year.released);
  columns.tonnes("reserve_t", year.reserve);
  columns.tonnes("volume_t", year.volume);
  columns.tonnes("credits_met_t", year.credits_met);
  columns.tonnes("borrowed_t", year.borrowed);
  columns.tonnes("banked_t", year.banked);
  columns.tonnes("banked_benchmark_t", year.banked_benchmark);
  columns.real("abatement_cost", year.abatement_cost);
  columns.real("abatement_cost_least", year.abatement_cost_least);
  columns.tonnes("project_abatement_t", year.project_abatement);
  columns.real("project_cost", year.project_cost);
  columns.real("capex", year.capex);
  columns.tonnes("obligation_t", year.obligation);
  columns.tonnes("surrendered_t", year.surrendered);
  columns.tonnes("shortfall_t", year.shortfall);
  columns.cents("penalties_cents", year.penalties);
  columns.real("compliance_rate", year.compliance_rate);
  columns.maybe_real("volatility", year.volatility);
  columns.maybe_real("spread", year.spread);
  columns.real("depth_t", year.depth_t);
  columns.maybe_real("concentration_buyers", year.concentration_buyers);
  columns.maybe_real("concentration_sellers", year.concentration_sellers);
}

void tell(Columns& columns, DayResult& day) {
  columns.year("year", day.year);
  columns.integer("day", day.day);
  columns.price("open", day.open);
  columns.price("high", day.high);
  columns.price("low", day.low);
  columns.price("close", day.close);
  columns.tonnes("volume_t", day.volume);
  columns.price("bid_price", day.bid);
  columns.tonnes("bid_t", day.bid_quantity);
  columns.price("ask_price", day.ask);
  columns.tonnes("ask_t", day.ask_quantity);
}

void tell(Columns& columns, FirmRow& firm) {
  columns.integer("firm", firm.firm);
  columns.text("name", firm.name);
  columns.text("firm_group", firm.group);
  columns.real("misallocation_cost", firm.misallocation_cost);
  columns.cents("trading_cash_cents", firm.trading_cash);
  columns.cents("auction_cash_cents", firm.auction_cash);
}

void tell(Columns& columns, FirmYearRow& row) {
  columns.integer("firm", row.firm);
  columns.year("year", row.year);
  columns.tonnes("allocation_t", row.allocation);
  columns.tonnes("auctioned_t", row.auctioned);
  columns.tonnes("emissions_t", row.emissions);
  columns.tonnes("emissions_true_t", row.emissions_true);
  columns.tonnes("abatement_t", row.abatement);
  columns.tonnes("project_abatement_t", row.project_abatement);
  columns.tonnes("abatement_benchmark_t", row.abatement_benchmark);
  columns.tonnes("banked_t", row.banked);
  columns.tonnes("shortfall_t", row.shortfall);
  columns.real("abatement_cost", row.abatement_cost);
  columns.cents("net_cash_cents", row.net_cash);
}

void tell(Columns& columns, CurveRow& row) {
  columns.integer("firm", row.firm);
  columns.real("abated_t", row.point.abated_t);
  columns.real("price", row.point.price);
}

void tell(Columns& columns, BookRow& row) {
  columns.year("year", row.year);
  columns.text("side", row.side);
  columns.price("price", row.level.limit);
  columns.tonnes("quantity_t", row.level.quantity);
  columns.integer("orders", row.level.order_count);
}

void tell(Columns& columns, AuctionResult& auction) {
  columns.year("year", auction.year);
  columns.integer("day", auction.day);
  std::string status(name_of(auction.status));
  columns.text("status", status);
  auction.status = status_named(status);
  columns.tonnes("offered_t", auction.offered);
  columns.tonnes("bid_t", auction.bid);
  columns.tonnes("sold_t", auction.sold);
  columns.tonnes("sold_ecr_t", auction.sold_withheld);
  columns.tonnes("sold_ccr_t", auction.sold_reserve);
  columns.tonnes("sold_ceiling_t", auction.sold_ceiling);
  columns.price("reserve_price", auction.reserve_price);
  columns.price("clearing_price", auction.clearing_price);
  columns.integer("bidders", auction.bidders);
  columns.cents("proceeds_cents", auction.proceeds);
}

void tell(Columns& columns, CreditResult& credits) {
  columns.year("year", credits.year);
  columns.text("kind", credits.kind);
  columns.tonnes("made", credits.made);
  columns.tonnes("volume", credits.volume);
  columns.price("price_last", credits.price_last);
  columns.maybe_real("price_mean", credits.price_mean);
  columns.tonnes("surrendered", credits.surrendered);
  columns.tonnes("met_t", credits.met);
  columns.tonnes("held", credits.held);
}

void tell(Columns& columns, ForwardResult& forward) {
  columns.year("year", forward.year);
  columns.year("delivery", forward.delivery);
  columns.tonnes("volume_t", forward.volume);
  columns.price("price_last", forward.price_last);
  columns.maybe_real("price_mean", forward.price_mean);
  columns.tonnes("open_t", forward.open);
  columns.tonnes("delivered_t", forward.delivered);
  columns.tonnes("undelivered_t", forward.undelivered);
  columns.cents("unpaid_cents", forward.unpaid);
}

void tell(Columns& columns, ProjectResult& project) {
  columns.year("year", project.year);
  columns.text("firm", project.firm);
  columns.text("firm_group", project.group);
  columns.text("project", project.project);
  columns.integer("built", project.built);
  columns.real("built_benchmark", project.built_benchmark);
  columns.real("capex", project.capex);
  columns.tonnes("abated_t", project.abated);
}

void tell(Columns& columns, ExpectationResult& expectation) {
  const auto maybe_year = [&](const char* name, std::optional<std::int32_t>& value) {
    std::optional<std::int64_t> wide = value;
    columns.maybe_integer(name, wide);
    value = wide ? std::optional(static_cast<std::int32_t>(*wide)) : std::nullopt;
  };
  columns.text("metric", expectation.metric);
  maybe_year("year", expectation.year);
  maybe_year("value_year", expectation.value_year);
  columns.maybe_real("value", expectation.value);
  columns.maybe_real("at_least", expectation.at_least);
  columns.maybe_real("at_most", expectation.at_most);
  columns.flag("passed", expectation.passed);
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
         firm.project_abatement.at(year), firm.abatement_benchmark.at(year), firm.banked.at(year),
         firm.shortfall.at(year), firm.abatement_cost.at(year), firm.net_cash.at(year)});
  }
}

void unflatten_year(const FirmYearRow& row, FirmResult& firm) {
  firm.allocation.push_back(row.allocation);
  firm.auctioned.push_back(row.auctioned);
  firm.emissions.push_back(row.emissions);
  firm.emissions_true.push_back(row.emissions_true);
  firm.abatement.push_back(row.abatement);
  firm.project_abatement.push_back(row.project_abatement);
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
  head.firms.clear();
  head.books.clear();
  head.auctions.clear();
  head.credits.clear();
  head.forwards.clear();
  head.projects.clear();
  head.expectations.clear();
  tables.years = run.years;
  tables.days = run.days;
  tables.auctions = run.auctions;
  tables.credits = run.credits;
  tables.forwards = run.forwards;
  tables.projects = run.projects;
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
  run.auctions = std::move(tables.auctions);
  run.credits = std::move(tables.credits);
  run.forwards = std::move(tables.forwards);
  run.projects = std::move(tables.projects);
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
