// A small run with something in every part, for tests of what is made of runs.
#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/results/run_result.h"

namespace tanshi {

inline FirmResult sample_firm(const char* name, const char* group, std::int64_t first) {
  FirmResult firm;
  firm.name = name;
  firm.group = group;
  firm.curve = {{0, 0}, {1e6, 12.5}};
  firm.allocation = {Tonnes(first), Tonnes(first + 1)};
  firm.auctioned = {Tonnes(first + 10), Tonnes(first + 11)};
  firm.emissions = {Tonnes(first + 2), Tonnes(first + 3)};
  firm.emissions_true = {Tonnes(first + 4), Tonnes(first + 5)};
  firm.abatement = {Tonnes(first + 4), Tonnes(first + 5)};
  firm.project_abatement = {Tonnes(), Tonnes(first + 1)};
  firm.spared = {Tonnes(first + 3), Tonnes()};
  firm.abatement_benchmark = {Tonnes(first + 6), Tonnes(first + 7)};
  firm.banked = {Tonnes(first + 8), Tonnes(first + 9)};
  firm.abatement_cost = {0.1, 1.0 / 3};
  firm.shortfall = {Tonnes(first + 13), Tonnes()};
  firm.net_cash = {Cash(first), Cash(-first)};
  firm.misallocation_cost = 0.7;
  firm.trading_cash = Cash(-first);
  firm.auction_cash = Cash(first + 12);
  return firm;
}

inline AuctionResult sample_auction(int year, AuctionStatus status) {
  AuctionResult auction;
  auction.year = Year{year};
  auction.day = 6;
  auction.status = status;
  auction.offered = Tonnes(54'000'000);
  auction.bid = Tonnes(60'000'000);
  auction.sold = Tonnes(55'000'000);
  auction.sold_withheld = Tonnes(1'000);
  auction.sold_reserve = Tonnes(1'000'000);
  auction.sold_ceiling = Tonnes(2'000);
  auction.reserve_price = Price(4'000);
  auction.clearing_price = Price(4'050);
  auction.bidders = 2;
  auction.proceeds = Cash(222'750'000'000);
  return auction;
}

inline RunResult sample_run() {
  RunResult run;
  run.scenario = "sample";
  run.title = "A <title> & \"more\"";
  run.source = "made up";
  run.currency = "EUR";
  run.seed = 7;
  run.venue = "local";
  run.version = "0.0.1";
  run.events_hash = 0xfedcba9876543210;
  run.commands = 1'234;
  run.events = 5'678;
  run.efficiency = 0.975;
  run.smith_alpha = 4.25;
  run.price_distance = 0.1;
  run.price_variation = 0.05;
  run.cost = 1.25e9;
  run.cost_least = 1.2e9;
  run.cost_without_trade = 3.2e9;
  run.loss_abated = 0.01;
  run.loss_untraded = 0.008;
  run.loss_timing = 0.005;
  run.loss_investment = -0.001;
  run.loss_uncovered = 0.002;
  run.profit_dispersion = 1e6;
  run.conservation_checked = 4;

  YearResult year;
  year.year = Year{2025};
  year.cap = Tonnes(90'000'000);
  year.baseline = Tonnes(100'000'000);
  year.emissions = Tonnes(85'000'000);
  year.emissions_true = Tonnes(85'500'000);
  year.price_mean = 40.125;
  year.price_last = Price(4'123);
  year.price_benchmark = 41;
  year.emissions_benchmark = Tonnes(84'000'000);
  year.allocated = Tonnes(36'000'000);
  year.auctioned = Tonnes(54'000'000);
  year.auction_price = 40.5;
  year.withheld = Tonnes(1'000'000);
  year.released = Tonnes(2'000'000);
  year.reserve = Tonnes(3'000'000);
  year.volume = Tonnes(12'345'678);
  year.banked = Tonnes(5'000'000);
  year.banked_benchmark = Tonnes(6'000'000);
  year.abatement_cost = 1e9;
  year.abatement_cost_least = 9.5e8;
  year.project_abatement = Tonnes(1'500'000);
  year.spared = Tonnes(203);
  year.project_cost = 2e7;
  year.public_cost = 1e7;
  year.capex = 3e8;
  year.obligation = Tonnes(85'000'000);
  year.surrendered = Tonnes(80'750'000);
  year.shortfall = Tonnes(4'250'000);
  year.penalties = Cash(42'500'000'000);
  year.compliance_rate = 0.95;
  year.volatility = 0.2;
  year.spread = 0.003;
  year.depth_t = 7.5;
  year.concentration_buyers = 0.5;
  year.concentration_sellers = 1;
  year.pass_through = 0.75;
  year.carbon_intensity_change = -0.484;
  year.non_fossil_share = 0.159;
  run.years = {year, year};
  run.years[1].year = Year{2026};
  run.years[1].price_mean = 45.1;
  run.years[1].auctioned = Tonnes();
  run.years[1].auction_price.reset();

  run.days.resize(3);
  run.days[0].year = Year{2025};
  run.days[1] = {Year{2025},   1,         Price(4'000), Price(4'100), Price(3'999),
                 Price(4'050), Tonnes(7), Price(4'040), Tonnes(10),   Price(4'060),
                 Tonnes(5)};
  run.days[2].year = Year{2026};
  run.days[2].open = run.days[2].high = run.days[2].low = run.days[2].close = Price(4'500);
  run.days[2].volume = Tonnes(8);
  run.seats = {{1, "power-1", "power", "emitter", "zip", 0},
               {2, "steel", "steel", "emitter", "zip", 1},
               {3, "maker", "maker", "trader", "market_maker", std::nullopt},
               {4, "regulator", "regulator", "regulator", "", std::nullopt}};
  run.firms = {sample_firm("power-1", "power", 100), sample_firm("steel", "steel", 200)};
  run.books = {{Year{2025}, {{Price(4'040), Tonnes(10), 2}}, {{Price(4'060), Tonnes(5), 1}}},
               {Year{2026}, {}, {}}};
  run.auctions = {sample_auction(2025, AuctionStatus::kHeld),
                  sample_auction(2026, AuctionStatus::kCancelled),
                  sample_auction(2026, AuctionStatus::kDeclined)};
  run.auctions[1].clearing_price = Price();
  run.projects = {{Year{2025}, "power-1", "power", "electric-arc", 1, 0.75, 3e8, Tonnes(), 1e7},
                  {Year{2026}, "power-1", "power", "electric-arc", 0, 0, 0, Tonnes(1'500'000), 0}};
  SchemeResult scheme;
  scheme.year = Year{2025};
  scheme.scheme = "green-power";
  scheme.unit = "MWh";
  scheme.used = Tonnes(1'000);
  scheme.saved = Tonnes(50);
  scheme.owed = Tonnes(95);
  scheme.surrendered = Tonnes(90);
  scheme.shortfall = Tonnes(5);
  scheme.penalties = Cash(50'000);
  scheme.price_mean = 5.15;
  scheme.price_benchmark = 5;
  scheme.spared_t = 40.5;
  run.schemes = {scheme};
  run.scheme_uses = {{Year{2025}, "green-power", "steel", "steel", Tonnes(1'000), Tonnes(50),
                      Tonnes(95), Tonnes(90), Tonnes(5), 125.5, Cash(46'350)}};
  run.products = {{Year{2025}, "power-1", "power", 950, 1'000, 948, 92, 80, 16},
                  {Year{2026}, "power-1", "power", 940, 1'000, 945, 94, 80, std::nullopt}};
  run.expectations = {{"efficiency", std::nullopt, std::nullopt, 0.975, 0.95, std::nullopt, true},
                      {"price", std::nullopt, 2026, 45.1, 30, 45, false},
                      {"price", 2025, 2025, 40.125, std::nullopt, 45, true}};
  return run;
}

}  // namespace tanshi
