#include "exchange/wire/seats.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "exchange/wire/commands.h"
#include "exchange/wire/curves.h"
#include "exchange/wire/expectations.h"
#include "exchange/wire/projects.h"
#include "exchange/wire/raw_numbers.h"
#include "exchange/wire/schemes.h"
#include "exchange/wire/supply.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

void to_wire(const RunningYears& running, v1::RunningYears& wire) {
  wire.set_first_year(raw(running.first));
  wire.set_last_year(raw(running.last));
}

RunningYears from_wire(const v1::RunningYears& wire) {
  return {Year{wire.first_year()}, Year{wire.last_year()}};
}

void to_wire(const AllocationTerms& terms, v1::AllocationTerms& wire) {
  wire.set_advance_t(terms.advance.raw());
  wire.set_by_output_t(terms.by_output.raw());
  wire.set_floor_bps(static_cast<std::int32_t>(terms.floor.raw()));
  if (terms.ceiling) wire.set_ceiling_bps(static_cast<std::int32_t>(terms.ceiling->raw()));
}

AllocationTerms from_wire(const v1::AllocationTerms& wire) {
  AllocationTerms terms{.advance = Tonnes(wire.advance_t()),
                        .by_output = Tonnes(wire.by_output_t()),
                        .floor = BasisPoints(wire.floor_bps())};
  if (wire.has_ceiling_bps()) terms.ceiling = BasisPoints(wire.ceiling_bps());
  return terms;
}

void to_wire(const FirmBrief& firm, v1::FirmBrief& wire) {
  curve_to_wire(firm.curve, *wire.mutable_curve());
  wire.set_baseline_t(to_decimal_text(firm.baseline_t));
  wire.set_growth(to_decimal_text(firm.growth));
  wire.set_volatility(to_decimal_text(firm.volatility));
  wire.set_discount_rate(to_decimal_text(firm.discount_rate));
  append_raw(std::span<const Tonnes>(firm.allocation), *wire.mutable_allocation_t());
  wire.set_believed_market_baseline_t(to_decimal_text(firm.believed_market_baseline_t));
  wire.set_believed_market_growth(to_decimal_text(firm.believed_market_growth));
  for (const AbatementCurve& member : firm.believed_market_curve.members()) {
    curve_to_wire(member, *wire.add_believed_market_curves());
  }
  if (firm.running) to_wire(*firm.running, *wire.mutable_running());
  for (const RunningYears& years : firm.market_running) to_wire(years, *wire.add_market_running());
  for (const double share : firm.market_running_share)
    wire.add_market_running_share(to_decimal_text(share));
  if (!std::holds_alternative<ModelExpectations>(firm.expectations))
    expectations_to_wire(firm.expectations, *wire.mutable_expectations());
  if (firm.risk_aversion != 0) wire.set_risk_aversion(to_decimal_text(firm.risk_aversion));
  projects_to_wire(firm, wire);
  schemes_to_wire(firm, wire);
}

absl::Status read_firm(const v1::FirmBrief& wire, std::size_t year_count, FirmBrief& firm) {
  absl::Status error = read_curve(wire.curve(), "firm.curve", firm.curve);
  error.Update(read_decimal(wire.baseline_t(), "firm.baseline_t", firm.baseline_t));
  error.Update(read_decimal(wire.growth(), "firm.growth", firm.growth));
  error.Update(read_decimal(wire.volatility(), "firm.volatility", firm.volatility));
  error.Update(read_decimal(wire.discount_rate(), "firm.discount_rate", firm.discount_rate));
  assign_raw(wire.allocation_t(), firm.allocation);
  error.Update(read_decimal(wire.believed_market_baseline_t(), "firm.believed_market_baseline_t",
                            firm.believed_market_baseline_t));
  error.Update(read_decimal(wire.believed_market_growth(), "firm.believed_market_growth",
                            firm.believed_market_growth));
  std::vector<AbatementCurve> members(static_cast<std::size_t>(wire.believed_market_curves_size()));
  for (std::size_t i = 0; i < members.size(); ++i) {
    error.Update(read_curve(wire.believed_market_curves(static_cast<int>(i)),
                            fmt::format("firm.believed_market_curves[{}]", i), members[i]));
  }
  if (error.ok()) firm.believed_market_curve = AggregateCurve(std::move(members));
  if (wire.has_running()) firm.running = from_wire(wire.running());
  for (const v1::RunningYears& years : wire.market_running())
    firm.market_running.push_back(from_wire(years));
  for (const std::string& share : wire.market_running_share())
    error.Update(
        read_decimal(share, "firm.market_running_share", firm.market_running_share.emplace_back()));
  error.Update(read_expectations(wire.expectations(), year_count, firm.expectations));
  if (!wire.risk_aversion().empty())
    error.Update(
        read_number(wire.risk_aversion(), "firm.risk_aversion", 0, 100, firm.risk_aversion));
  if (error.ok()) error = read_projects(wire, firm);
  if (error.ok()) error = read_schemes(wire, year_count, firm);
  return error;
}

void to_wire(const CreditBook& credits, v1::CreditBook& wire) {
  wire.set_name(credits.name);
  wire.set_instrument_id(raw_id(credits.instrument));
  wire.set_worth_bps(credits.worth.raw());
  append_raw(std::span<const BasisPoints>(credits.quota), *wire.mutable_quota_bps());
  for (const std::vector<SupplyOffer>& year : credits.offers)
    offers_to_wire(year, *wire.add_offers()->mutable_offers());
}

absl::StatusOr<CreditBook> credits_from_wire(const v1::CreditBook& wire) {
  const auto instrument = instrument_from_wire("credits.instrument_id", wire.instrument_id());
  if (!instrument.ok()) return instrument.status();
  CreditBook credits{wire.name(), *instrument, BasisPoints(wire.worth_bps()), {}, {}};
  assign_raw(wire.quota_bps(), credits.quota);
  for (const v1::CreditOffers& year : wire.offers())
    read_offers(year.offers(), credits.offers.emplace_back());
  return credits;
}

void to_wire(const ProducerBrief& producer, v1::ProducerBrief& wire) {
  curve_to_wire(producer.curve, *wire.mutable_curve());
  wire.set_growth(to_decimal_text(producer.growth));
  append_raw(std::span<const Tonnes>(producer.ready), *wire.mutable_ready());
  append_raw(std::span<const Tonnes>(producer.most), *wire.mutable_most());
  for (const double price : producer.believed_price)
    wire.add_believed_price(to_decimal_text(price));
}

absl::Status read_producer(const v1::ProducerBrief& wire, ProducerBrief& producer) {
  absl::Status error = read_curve(wire.curve(), "producer.curve", producer.curve);
  error.Update(read_decimal(wire.growth(), "producer.growth", producer.growth));
  assign_raw(wire.ready(), producer.ready);
  assign_raw(wire.most(), producer.most);
  for (const std::string& price : wire.believed_price()) {
    error.Update(read_number(price, "producer.believed_price", 0, 1e9,
                             producer.believed_price.emplace_back()));
  }
  return error;
}

void order_to_wire(const OwnOrder& order, v1::OwnOrder& wire) {
  wire.set_order_id(raw_id(order.order));
  wire.set_side(static_cast<v1::Side>(order.side));
  wire.set_limit_price_cents_per_tonne(order.limit.raw());
  wire.set_open_quantity_t(order.open.raw());
}

OwnOrder order_from_wire(const v1::OwnOrder& wire) {
  return {OrderId{wire.order_id()}, static_cast<Side>(wire.side()),
          Price(wire.limit_price_cents_per_tonne()), Tonnes(wire.open_quantity_t())};
}

void entry_to_wire(const TapeEntry& entry, v1::TapeEntry& wire) {
  wire.set_trade(entry.trade);
  wire.set_side(static_cast<v1::Side>(entry.side));
  wire.set_price_cents_per_tonne(entry.price.raw());
  wire.set_quantity_t(entry.quantity.raw());
}

TapeEntry entry_from_wire(const v1::TapeEntry& wire) {
  return {wire.trade(), static_cast<Side>(wire.side()), Price(wire.price_cents_per_tonne()),
          Tonnes(wire.quantity_t())};
}

// Of an observation or a book's view.
void quote_to_wire(const auto& of, v1::Quote& wire) {
  wire.set_bid_price_cents_per_tonne(of.bid.raw());
  wire.set_bid_quantity_t(of.bid_quantity.raw());
  wire.set_ask_price_cents_per_tonne(of.ask.raw());
  wire.set_ask_quantity_t(of.ask_quantity.raw());
  wire.set_last_price_cents_per_tonne(of.last.raw());
  wire.set_close_price_cents_per_tonne(of.close.raw());
}

void to_wire(const BookView& view, v1::BookView& wire) {
  wire.set_instrument_id(raw_id(view.instrument));
  wire.set_available(view.available.raw());
  wire.set_escrowed(view.escrowed.raw());
  for (const OwnOrder& order : view.orders) order_to_wire(order, *wire.add_orders());
  quote_to_wire(view, *wire.mutable_quote());
  for (const TapeEntry& entry : view.tape) entry_to_wire(entry, *wire.add_tape());
  wire.set_position_t(view.position.raw());
  wire.set_delivery_year(raw(view.delivery));
}

void to_wire(const ForwardPlan& forwards, v1::ForwardPlan& wire) {
  wire.set_margin_bps(static_cast<std::int32_t>(forwards.margin.raw()));
  wire.set_years_ahead(forwards.years_ahead);
  wire.set_hedge_share_bps(static_cast<std::int32_t>(forwards.hedge_share.raw()));
}

ForwardPlan from_wire(const v1::ForwardPlan& wire) {
  return {.margin = BasisPoints(wire.margin_bps()),
          .years_ahead = wire.years_ahead(),
          .hedge_share = BasisPoints(wire.hedge_share_bps())};
}

// Of credits and schemes.
absl::Status read_further_books(const v1::SeatBrief& wire, SeatBrief& brief) {
  for (const v1::CreditBook& credits : wire.credits()) {
    auto book = credits_from_wire(credits);
    if (!book.ok()) return book.status();
    const auto years = static_cast<std::size_t>(brief.years);
    if (book->quota.size() != years || book->offers.size() != years)
      return absl::InvalidArgumentError("credits: must have an entry for each year");
    brief.credits.push_back(*std::move(book));
  }
  for (const v1::SchemeBook& scheme : wire.schemes()) {
    auto book = scheme_from_wire(scheme, static_cast<std::size_t>(brief.years));
    if (!book.ok()) return book.status();
    brief.schemes.push_back(*std::move(book));
  }
  return absl::OkStatus();
}

}  // namespace

// ---- The brief ---------------------------------------------------------------------------------

void to_wire(const SeatBrief& brief, v1::SeatBrief& wire) {
  wire.set_seat(brief.seat);
  wire.set_account_id(raw_id(brief.account));
  v1::Instrument& instrument = *wire.mutable_instrument();
  instrument.set_instrument_id(raw_id(brief.instrument));
  instrument.set_tick_cents_per_tonne(brief.tick.raw());
  instrument.set_lot_t(brief.lot.raw());
  instrument.set_max_price_cents_per_tonne(brief.max_price.raw());
  wire.set_first_year(raw(brief.first_year));
  wire.set_year_count(brief.years);
  wire.set_days_per_year(brief.days_per_year);
  wire.set_turns_per_day(brief.turns_per_day);
  append_raw(std::span<const Tonnes>(brief.cap), *wire.mutable_cap_t());
  wire.set_initial_bank_t(brief.initial_bank.raw());
  wire.set_penalty_cents_per_tonne(brief.penalty.raw());
  wire.set_penalty_rise_ppm(brief.penalty_rise.raw());
  wire.set_banking(brief.banking);
  wire.set_order_limit_t(brief.order_limit.raw());
  wire.set_fee_bps(static_cast<std::int32_t>(brief.fee.raw()));
  wire.set_penalty_price_times_bps(brief.penalty_price_times.raw());
  wire.set_no_make_good(!brief.make_good);
  if (brief.most_carried) wire.set_most_carried_t(brief.most_carried->raw());
  for (const double share : brief.deferred_share) wire.add_deferred_share(to_decimal_text(share));
  for (const YearSupply& supply : brief.supply) supply_to_wire(supply, *wire.add_supply());
  adjustment_to_wire(brief.adjustment, wire);
  wire.set_borrowing_bps(static_cast<std::int32_t>(brief.borrowing.raw()));
  for (const CreditBook& credits : brief.credits) to_wire(credits, *wire.add_credits());
  for (const SchemeBook& scheme : brief.schemes) scheme_to_wire(scheme, *wire.add_schemes());
  if (brief.producer) to_wire(*brief.producer, *wire.mutable_producer());
  wire.set_price_rule(static_cast<v1::PriceRule>(brief.price_rule));
  wire.set_regulator(brief.regulator);
  if (brief.forwards) to_wire(*brief.forwards, *wire.mutable_forwards());
  if (brief.emitter) to_wire(brief.firm, *wire.mutable_firm());
}

absl::StatusOr<SeatBrief> from_wire(const v1::SeatBrief& wire) {
  const auto account = account_from_wire("account_id", wire.account_id(), AccountId{});
  if (!account.ok()) return account.status();
  const auto instrument =
      instrument_from_wire("instrument.instrument_id", wire.instrument().instrument_id());
  if (!instrument.ok()) return instrument.status();

  SeatBrief brief;
  brief.seat = wire.seat();
  brief.account = *account;
  brief.instrument = *instrument;
  brief.tick = Price(wire.instrument().tick_cents_per_tonne());
  brief.lot = Tonnes(wire.instrument().lot_t());
  brief.max_price = Price(wire.instrument().max_price_cents_per_tonne());
  brief.first_year = Year{wire.first_year()};
  brief.years = wire.year_count();
  brief.days_per_year = wire.days_per_year();
  brief.turns_per_day = wire.turns_per_day();
  assign_raw(wire.cap_t(), brief.cap);
  brief.initial_bank = Tonnes(wire.initial_bank_t());
  brief.penalty = Price(wire.penalty_cents_per_tonne());
  constexpr std::int64_t kMostRise = 1'000'000;
  if (wire.penalty_rise_ppm() < 0 || wire.penalty_rise_ppm() > kMostRise)
    return absl::InvalidArgumentError("penalty_rise_ppm: must be in [0, 1000000]");
  brief.penalty_rise = PartsPerMillion(wire.penalty_rise_ppm());
  brief.banking = wire.banking();
  brief.order_limit = Tonnes(wire.order_limit_t());
  brief.fee = BasisPoints(wire.fee_bps());
  brief.penalty_price_times = BasisPoints(wire.penalty_price_times_bps());
  brief.make_good = !wire.no_make_good();
  if (wire.has_most_carried_t()) brief.most_carried = Tonnes(wire.most_carried_t());
  for (const std::string& share : wire.deferred_share()) {
    absl::Status error = read_decimal(share, "deferred_share", brief.deferred_share.emplace_back());
    if (!error.ok()) return error;
  }
  for (const v1::YearSupply& supply : wire.supply())
    brief.supply.push_back(supply_from_wire(supply));
  const auto adjustment = adjustment_from_wire(wire);
  if (!adjustment.ok()) return adjustment.status();
  brief.adjustment = *adjustment;
  brief.borrowing = BasisPoints(wire.borrowing_bps());
  if (absl::Status error = read_further_books(wire, brief); !error.ok()) return error;
  if (wire.has_producer()) {
    absl::Status error = read_producer(wire.producer(), brief.producer.emplace());
    if (!error.ok()) return error;
    const auto years = static_cast<std::size_t>(brief.years);
    const std::size_t prices = brief.producer->believed_price.size();
    if (brief.producer->ready.size() != years || brief.producer->most.size() != years ||
        (prices != 0 && prices != years))
      return absl::InvalidArgumentError("producer: must have an entry for each year");
  }
  if (!v1::PriceRule_IsValid(wire.price_rule())) {
    return absl::InvalidArgumentError(
        fmt::format("price_rule is {}; must be a named rule", static_cast<int>(wire.price_rule())));
  }
  brief.price_rule = static_cast<PriceRuleName>(wire.price_rule());
  brief.regulator = wire.regulator();
  if (wire.has_forwards()) brief.forwards = from_wire(wire.forwards());
  brief.emitter = wire.has_firm();
  if (brief.emitter) {
    const auto years = static_cast<std::size_t>(brief.years);
    if (absl::Status error = read_firm(wire.firm(), years, brief.firm); !error.ok()) return error;
    if (brief.firm.schemes.size() != brief.schemes.size())
      return absl::InvalidArgumentError("firm.schemes: must have an entry for each of schemes");
  }
  return brief;
}

// ---- The observation ---------------------------------------------------------------------------

void to_wire(const Observation& observation, v1::Observation& wire) {
  wire.set_sim_time_ns(observation.time.raw());
  wire.set_year(raw(observation.year));
  wire.set_day(observation.day);
  wire.set_turn(observation.turn);
  wire.set_trading(observation.trading);
  wire.set_next_order_id(raw_id(observation.next_order));
  wire.set_available_cents(observation.cash_available.raw());
  wire.set_escrowed_cents(observation.cash_escrowed.raw());
  wire.set_available_t(observation.allowances_available.raw());
  wire.set_escrowed_t(observation.allowances_escrowed.raw());
  wire.set_obligation_t(observation.obligation.raw());
  for (const OwnOrder& order : observation.orders) order_to_wire(order, *wire.add_orders());
  quote_to_wire(observation, *wire.mutable_quote());
  for (const TapeEntry& entry : observation.tape) entry_to_wire(entry, *wire.add_tape());
  for (const BookView& view : observation.books) to_wire(view, *wire.add_books());
  append_raw(observation.emissions, *wire.mutable_emissions_t());
  append_raw(observation.year_prices, *wire.mutable_year_prices_cents_per_tonne());
  append_raw(observation.activity, *wire.mutable_activity_ppm());
  wire.set_circulation_t(observation.circulation.raw());
  wire.set_baseline_t(observation.baseline.raw());
  wire.set_deferred_t(observation.deferred.raw());
  for (const OwnBid& bid : observation.bids) {
    v1::SealedBid& out = *wire.add_bids();
    out.set_bid_id(raw_id(bid.bid));
    out.set_price_cents_per_tonne(bid.price.raw());
    out.set_quantity_t(bid.quantity.raw());
  }
  offers_to_wire(observation.to_auction, *wire.mutable_to_auction());
  if (observation.reserve != ReserveState())
    reserve_to_wire(observation.reserve, *wire.mutable_reserve());
  wire.set_lowest_price_cents_per_tonne(observation.lowest.raw());
  wire.set_highest_price_cents_per_tonne(observation.highest.raw());
  projects_to_wire(observation, wire);
  if (observation.auction) notice_to_wire(*observation.auction, *wire.mutable_auction());
  if (observation.allocation) to_wire(*observation.allocation, *wire.mutable_allocation());
  if (observation.measure) measure_to_wire(*observation.measure, *wire.mutable_measure());
}

const Observation& ReceivedObservation::read(const v1::Observation& wire) {
  orders_.clear();
  for (const v1::OwnOrder& order : wire.orders()) orders_.push_back(order_from_wire(order));
  tape_.clear();
  for (const v1::TapeEntry& entry : wire.tape()) tape_.push_back(entry_from_wire(entry));
  read_books(wire);
  read_views(wire, projects_);
  read_built(wire, built_);
  bids_.clear();
  for (const v1::SealedBid& bid : wire.bids()) {
    bids_.push_back(
        {OrderId{bid.bid_id()}, Price(bid.price_cents_per_tonne()), Tonnes(bid.quantity_t())});
  }
  read_offers(wire.to_auction(), to_auction_);
  assign_raw(wire.emissions_t(), emissions_);
  assign_raw(wire.year_prices_cents_per_tonne(), year_prices_);
  assign_raw(wire.activity_ppm(), activity_);

  const v1::Quote& quote = wire.quote();
  observation_ = {.time = SimTime(wire.sim_time_ns()),
                  .year = Year{wire.year()},
                  .day = wire.day(),
                  .turn = wire.turn(),
                  .trading = wire.trading(),
                  .next_order = OrderId{wire.next_order_id()},
                  .cash_available = Cash(wire.available_cents()),
                  .cash_escrowed = Cash(wire.escrowed_cents()),
                  .allowances_available = Tonnes(wire.available_t()),
                  .allowances_escrowed = Tonnes(wire.escrowed_t()),
                  .obligation = Tonnes(wire.obligation_t()),
                  .orders = orders_,
                  .bids = bids_,
                  .bid = Price(quote.bid_price_cents_per_tonne()),
                  .bid_quantity = Tonnes(quote.bid_quantity_t()),
                  .ask = Price(quote.ask_price_cents_per_tonne()),
                  .ask_quantity = Tonnes(quote.ask_quantity_t()),
                  .last = Price(quote.last_price_cents_per_tonne()),
                  .close = Price(quote.close_price_cents_per_tonne()),
                  .lowest = Price(wire.lowest_price_cents_per_tonne()),
                  .highest = Price(wire.highest_price_cents_per_tonne()),
                  .tape = tape_,
                  .emissions = emissions_,
                  .year_prices = year_prices_,
                  .circulation = Tonnes(wire.circulation_t()),
                  .deferred = Tonnes(wire.deferred_t()),
                  .activity = activity_,
                  .to_auction = to_auction_,
                  .reserve = reserve_from_wire(wire.reserve()),
                  .auction = wire.has_auction() ? std::optional(notice_from_wire(wire.auction()))
                                                : std::nullopt,
                  .measure = wire.has_measure() ? std::optional(measure_from_wire(wire.measure()))
                                                : std::nullopt,
                  .books = books_,
                  .baseline = Tonnes(wire.baseline_t()),
                  .projects = projects_,
                  .built = built_,
                  .allocation = wire.has_allocation() ? std::optional(from_wire(wire.allocation()))
                                                      : std::nullopt};
  return observation_;
}

void ReceivedObservation::read_books(const v1::Observation& wire) {
  books_.clear();
  book_entries_.resize(static_cast<std::size_t>(wire.books_size()));
  for (std::size_t i = 0; i < book_entries_.size(); ++i) {
    const v1::BookView& book = wire.books(static_cast<int>(i));
    BookEntries& entries = book_entries_[i];
    entries = {};
    for (const v1::OwnOrder& order : book.orders())
      entries.orders.push_back(order_from_wire(order));
    for (const v1::TapeEntry& entry : book.tape()) entries.tape.push_back(entry_from_wire(entry));
    const v1::Quote& quote = book.quote();
    books_.push_back({.instrument = InstrumentId{static_cast<std::int32_t>(book.instrument_id())},
                      .available = Tonnes(book.available()),
                      .escrowed = Tonnes(book.escrowed()),
                      .orders = entries.orders,
                      .bid = Price(quote.bid_price_cents_per_tonne()),
                      .bid_quantity = Tonnes(quote.bid_quantity_t()),
                      .ask = Price(quote.ask_price_cents_per_tonne()),
                      .ask_quantity = Tonnes(quote.ask_quantity_t()),
                      .last = Price(quote.last_price_cents_per_tonne()),
                      .close = Price(quote.close_price_cents_per_tonne()),
                      .tape = entries.tape,
                      .position = Tonnes(book.position_t()),
                      .delivery = Year{book.delivery_year()}});
  }
}

// ---- The decision ------------------------------------------------------------------------------

void to_wire(const Decision& decision, v1::Turn& wire) {
  for (const Intent& intent : decision.intents) command_to_wire(intent, *wire.add_commands());
  if (decision.abatement) wire.set_abatement_t(decision.abatement->raw());
  if (decision.builds) builds_to_wire(*decision.builds, *wire.mutable_builds());
  wire.set_fit_to_mode(decision.fit_to_mode);
  if (decision.release) wire.set_release_t(decision.release->raw());
  if (decision.floor) wire.set_floor_cents_per_tonne(decision.floor->raw());
}

absl::StatusOr<Decision> from_wire(const v1::Turn& wire, AccountId own) {
  if (wire.commands_size() > kMaxCommands) {
    return absl::InvalidArgumentError(fmt::format("commands has {} entries; must have at most {}",
                                                  wire.commands_size(), kMaxCommands));
  }
  if (wire.abatement_t() < 0) {
    return absl::InvalidArgumentError(
        fmt::format("abatement_t is {}; must be at least 0", wire.abatement_t()));
  }
  if (wire.release_t() < 0) {
    return absl::InvalidArgumentError(
        fmt::format("release_t is {}; must be at least 0", wire.release_t()));
  }
  if (wire.floor_cents_per_tonne() < 0 || wire.floor_cents_per_tonne() > kMaxPrice.raw()) {
    return absl::InvalidArgumentError(fmt::format("floor_cents_per_tonne is {}; must be in [0, {}]",
                                                  wire.floor_cents_per_tonne(), kMaxPrice.raw()));
  }
  Decision decision;
  decision.intents.reserve(static_cast<std::size_t>(wire.commands_size()));
  for (int i = 0; i < wire.commands_size(); ++i) {
    if (absl::Status error = append_from_wire(wire.commands(i), own, decision.intents);
        !error.ok()) {
      return absl::InvalidArgumentError(
          fmt::format("commands[{}].{}", i, std::string(error.message())));
    }
  }
  if (wire.has_abatement_t()) decision.abatement = Tonnes(wire.abatement_t());
  if (wire.has_builds()) {
    absl::Status error = read_builds(wire.builds(), decision.builds.emplace());
    if (!error.ok()) return error;
  }
  decision.fit_to_mode = wire.fit_to_mode();
  if (wire.has_release_t()) decision.release = Tonnes(wire.release_t());
  if (wire.has_floor_cents_per_tonne()) decision.floor = Price(wire.floor_cents_per_tonne());
  return decision;
}

}  // namespace tanshi
