#include "exchange/classroom/screen_parts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "exchange/base/checked_math.h"
#include "exchange/classroom/class_figures.h"
#include "exchange/classroom/scheme_view.h"
#include "exchange/wire/accounts.h"
#include "exchange/wire/events.h"
#include "exchange/wire/results.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

// What is traded in a book: its kind, name and unit.
void fill_goods(const SeatBrief& brief, InstrumentId book, const Market& market,
                v1::BookTop& wire) {
  if (book == brief.instrument) {
    wire.set_kind(v1::BOOK_KIND_ALLOWANCES);
    wire.set_name("Allowances");
    return;
  }
  for (const CreditBook& credits : brief.credits) {
    if (credits.instrument != book) continue;
    wire.set_kind(v1::BOOK_KIND_CREDITS);
    wire.set_name(credits.name);
    return;
  }
  for (const SchemeBook& scheme : brief.schemes) {
    if (scheme.instrument != book) continue;
    wire.set_kind(v1::BOOK_KIND_SCHEME);
    wire.set_name(scheme.name);
    wire.set_unit(scheme.unit);
    return;
  }
  wire.set_name(fmt::format("Book {}", raw_id(book)));
  if (const auto forward = market.forward(book)) {
    wire.set_kind(v1::BOOK_KIND_FORWARD);
    wire.set_name(fmt::format("Forward {}", raw(forward->listing.delivery)));
    wire.set_delivery_year(raw(forward->listing.delivery));
  }
}

void fill_book(const SeatBrief& brief, InstrumentId book, const Market& market, v1::BookTop& wire) {
  const TradingView trading = market.trading(book);
  wire.set_instrument_id(raw_id(book));
  fill_goods(brief, book, market, wire);
  to_wire(market.quote(book), *wire.mutable_quote());
  v1::Event told;  // says the rules as their event does
  static_cast<void>(to_wire(TradingRulesSet{book, trading.rules}, Viewer{}, told));
  *wire.mutable_rules() = told.trading_rules_set().rules();
  wire.set_halt(static_cast<v1::Halt>(trading.halt));
  to_wire(market.listing(book), *wire.mutable_instrument());
}

void fill_auction(const Market& market, v1::SeatScreen& screen) {
  if (market.auctions().empty()) return;
  const AnnounceAuction& announced = market.auctions().front().announced;
  v1::AuctionNotice& wire = *screen.mutable_auction();
  wire.set_auction_id(raw_id(announced.auction));
  wire.set_supply_t(announced.supply.raw());
  wire.set_lot_t(announced.lot.raw());
  wire.set_reserve_price_cents_per_tonne(announced.reserve_price.raw());
  wire.set_bid_limit_t(announced.bid_limit.raw());
  wire.set_purchase_limit_t(announced.purchase_limit.raw());
}

void fill_bids(const Market& market, AccountId account, v1::SeatScreen& screen) {
  for (const OpenAuction& auction : market.auctions()) {
    for (const OpenBid& bid : auction.bids) {
      if (bid.account != account) continue;
      v1::SealedBid& wire = *screen.add_bids();
      wire.set_bid_id(raw_id(bid.bid));
      wire.set_price_cents_per_tonne(bid.price.raw());
      wire.set_quantity_t(bid.quantity.raw());
    }
  }
}

void fill_plant(const SeatBrief& brief, const DeskState& desk, const PlantFacts& facts,
                v1::PlantView& wire) {
  const PlantFigures figures = plant_figures(brief.firm.curve, facts);
  wire.set_baseline_t(facts.baseline.raw());
  wire.set_emitted_t(figures.emitted.raw());
  if (facts.abatement) wire.set_abatement_t(facts.abatement->raw());
  wire.set_max_abatement_t(figures.max_abatement.raw());
  for (const CurvePoint& point : curve_points(brief.firm.curve, figures.max_abatement)) {
    v1::CurvePoint& on_curve = *wire.add_curve();
    on_curve.set_abatement_t(point.abatement.raw());
    on_curve.set_cost_cents_per_tonne(point.cost.raw());
  }
  wire.set_obligation_t(figures.obligation.raw());
  wire.set_covered_t(figures.covered.raw());
  wire.set_balancing_abatement_t(figures.balancing.raw());
  wire.set_next_tonne_cents(figures.next_tonne.raw());
  wire.set_abatement_cost_cents(figures.abatement_cost.raw());
  wire.set_penalty_cents_per_tonne(facts.penalty.raw());
  wire.set_met_by_credits_t(figures.met_by_credits.raw());
  wire.set_forward_t(facts.forward.raw());
  wire.set_borrowable_t(borrowable(brief, desk.view.year).raw());
  Observation shown;
  shown.projects = desk.view.projects;
  shown.allocation = desk.view.allocation;
  v1::Observation told;  // says both as a wake does
  to_wire(shown, told);
  *wire.mutable_projects() = std::move(*told.mutable_projects());
  if (told.has_allocation()) *wire.mutable_allocation() = told.allocation();
  if (!desk.plan.builds || desk.plan.year != desk.view.year) return;
  for (const BuildProject& build : *desk.plan.builds) {
    wire.add_builds()->set_project(static_cast<std::int32_t>(build.project));
    wire.mutable_builds(wire.builds_size() - 1)->set_units(build.units);
  }
}

std::set<std::string> held_seats(Classroom& classroom) {
  std::set<std::string> held;
  for (const SeatStatus& seat : classroom.broker().seats()) {
    if (seat.held) held.insert(seat.seat);
  }
  return held;
}

std::size_t index_of_year(const SeatBrief& brief, const DeskState& desk) {
  return static_cast<std::size_t>(raw(desk.view.year) - raw(brief.first_year));
}

void fill_schemes(const SeatBrief& brief, const DeskState& desk, const Market& market,
                  v1::PlantView& wire) {
  for (const SchemeStanding& one : scheme_standings(brief, index_of_year(brief, desk), market)) {
    v1::SchemeStand& stand = *wire.add_schemes();
    stand.set_used(one.used.raw());
    stand.set_saved(one.saved.raw());
    stand.set_saving_cost_cents(one.saving_cost.raw());
    stand.set_owed(one.owed.raw());
    stand.set_held(one.held.raw());
    stand.set_missing(one.missing.raw());
    stand.set_fine_cents(one.fine.raw());
    stand.set_next_unit_cents(one.next_unit.raw());
  }
}

void fill_producer(const SeatBrief& brief, const DeskState& desk, const Market& market,
                   v1::ProducerView& wire) {
  const MakerStanding standing = maker_standing(brief, index_of_year(brief, desk), market);
  wire.set_most(standing.most.raw());
  wire.set_sold(standing.sold.raw());
  wire.set_next_cost_cents(standing.next_cost.raw());
}

}  // namespace

void fill_clock(const SessionStatus& status, const Classroom& classroom, v1::Clock& clock) {
  clock.set_phase(static_cast<v1::SessionPhase>(status.phase));
  clock.set_year(raw(status.year));
  clock.set_day(status.day);
  clock.set_turn(status.turn);
  clock.set_session_number(classroom.setup().session_number);
  const SessionClock left = classroom.clock();
  clock.set_day_left_ms(left.day_left.count());
  clock.set_year_left_ms(left.year_left.count());
}

const SeatBrief* of_allowances(const std::vector<Classroom::SeatInfo>& seats) {
  const auto found = std::ranges::find_if(
      seats, [](const Classroom::SeatInfo& seat) { return !seat.brief->producer.has_value(); });
  return found == seats.end() ? nullptr : found->brief;
}

void fill_common(Classroom& classroom, const SessionStatus& status, std::int64_t command,
                 v1::SeatScreen& screen) {
  fill_clock(status, classroom, *screen.mutable_clock());
  screen.mutable_clock()->set_command_number(command);
  classroom.record().announcements(*screen.mutable_announcements());
  if (const SeatBrief* const brief = of_allowances(classroom.seats())) {
    screen.set_to_auction_t(classroom.desks().state(brief->seat).view.to_auction.raw());
  }
}

void fill_seats(Classroom& classroom, v1::SeatNames& names) {
  const std::set<std::string> held = held_seats(classroom);
  for (const Classroom::SeatInfo& seat : classroom.seats()) {
    v1::SeatName& wire = *names.add_seats();
    wire.set_seat(seat.brief->seat);
    wire.set_account_id(raw_id(seat.brief->account));
    wire.set_robot_plays(seat.robot_plays || !held.contains(seat.brief->seat));
  }
}

void fill_market(const SeatBrief& brief, const Market& market, v1::SeatScreen& screen) {
  screen.mutable_clock()->set_trading_phase(static_cast<v1::TradingPhase>(market.phase()));
  fill_auction(market, screen);
  for (std::int64_t id = 1; id <= raw_id(kMaxInstrumentId); ++id) {
    const auto book = static_cast<InstrumentId>(id);
    if (!market.has_instrument(book)) continue;
    const auto forward = market.forward(book);
    if (forward && forward->is_delivered) continue;
    fill_book(brief, book, market, *screen.add_books());
  }
  if (!market.has_instrument(brief.instrument)) return;
  const TradingView trading = market.trading(brief.instrument);
  if (trading.rules.band == BasisPoints()) return;
  screen.set_lowest_price_cents_per_tonne(trading.band.low.raw());
  screen.set_highest_price_cents_per_tonne(trading.band.high.raw());
}

void fill_own_market(const SeatBrief& brief, const DeskState& desk, const Market& market,
                     Price mean_price, v1::SeatScreen& screen) {
  const bool is_open = market.has_account(brief.account) && market.has_instrument(brief.instrument);
  if (brief.emitter) {
    fill_plant(brief, desk,
               is_open ? plant_facts(brief, desk, market, mean_price)
                       : plant_facts(brief, desk, Tonnes(), mean_price),
               *screen.mutable_plant());
  }
  if (!is_open) return;
  if (brief.emitter) fill_schemes(brief, desk, market, *screen.mutable_plant());
  if (brief.producer) fill_producer(brief, desk, market, *screen.mutable_producer());
  account_to_wire(market, brief.account, *screen.mutable_account());
  std::vector<OrderView> orders;
  market.orders(brief.account, orders);
  for (const OrderView& order : orders) to_wire(order, *screen.add_orders());
  fill_bids(market, brief.account, screen);
  std::vector<DirectOffer> offers;
  market.offers(offers);
  for (const DirectOffer& offer : offers) {
    if (offer.account != brief.account && offer.to != brief.account) continue;
    to_wire(offer, *screen.add_offers());
  }
}

void fill_own(Classroom& classroom, const Classroom::SeatInfo& seat,
              const std::vector<RankedSeat>& ranking, v1::SeatScreen& screen) {
  const SeatBrief& brief = *seat.brief;
  screen.set_robot_plays(seat.robot_plays);
  classroom.record().fills(brief.account, *screen.mutable_fills());
  const DeskState desk = classroom.desks().state(brief.seat);
  Year year = brief.first_year;
  for (const SeatYearFigures& figures :
       seat_years(brief, classroom.record().years(brief.account), desk.baselines)) {
    *screen.add_years() = year_to_wire(figures, year);
    year = years_after(year, 1);
  }
  fill_ranking(ranking, brief.seat, classroom.options().ranking_names(), screen);
}

// ---- The ranking -------------------------------------------------------------------------------

std::vector<RankedSeat> ranked(Classroom& classroom) {
  std::vector<RankedSeat> ranking;
  const std::vector<MarketYear> market = classroom.record().market_years();
  for (const Classroom::SeatInfo& seat : classroom.seats()) {
    if (seat.participant == 0 || !seat.brief->emitter) continue;
    const DeskState desk = classroom.desks().state(seat.brief->seat);
    const std::vector<SeatYearFigures> years =
        seat_years(*seat.brief, classroom.record().years(seat.brief->account), desk.baselines);
    if (years.empty()) continue;
    const Price price = market[std::min(years.size(), market.size()) - 1].mean_close();
    ranking.push_back({seat.brief->seat, seat.name, gain(*seat.brief, years, price)});
  }
  std::ranges::stable_sort(ranking, std::ranges::greater(), &RankedSeat::gain);
  return ranking;
}

void fill_ranking(const std::vector<RankedSeat>& ranking, const std::string& seat, bool names,
                  v1::SeatScreen& screen) {
  std::int32_t place = 1;
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    if (i > 0 && ranking[i].gain != ranking[i - 1].gain) place = static_cast<std::int32_t>(i) + 1;
    v1::RankingLine& line = *screen.add_ranking();
    const bool own = ranking[i].seat == seat;
    line.set_place(place);
    line.set_own(own);
    if (own || names) line.set_name(ranking[i].name);
    line.set_gain_cents(ranking[i].gain.raw());
  }
}

}  // namespace tanshi
