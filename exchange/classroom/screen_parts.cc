#include "exchange/classroom/screen_parts.h"

#include <algorithm>
#include <utility>

#include "exchange/base/checked_math.h"
#include "exchange/classroom/class_figures.h"
#include "exchange/wire/accounts.h"
#include "exchange/wire/events.h"
#include "exchange/wire/results.h"
#include "exchange/wire/seats.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

std::string name_of(const SeatBrief& brief, InstrumentId book, const Market& market) {
  if (book == brief.instrument) return "Allowances";
  for (const CreditBook& credits : brief.credits) {
    if (credits.instrument == book) return credits.name;
  }
  for (const SchemeBook& scheme : brief.schemes) {
    if (scheme.instrument == book) return scheme.name;
  }
  const auto forward = market.forward(book);
  if (forward) return fmt::format("Forward {}", raw(forward->listing.delivery));
  return fmt::format("Book {}", raw_id(book));
}

void fill_book(const Market& market, InstrumentId book, std::string name, v1::BookTop& wire) {
  const TradingView trading = market.trading(book);
  wire.set_instrument_id(raw_id(book));
  wire.set_name(std::move(name));
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
  const std::vector<Classroom::SeatInfo> seats = classroom.seats();
  for (const Classroom::SeatInfo& seat : seats) {
    v1::SeatName& wire = *screen.add_seats();
    wire.set_seat(seat.brief->seat);
    wire.set_account_id(raw_id(seat.brief->account));
  }
  if (const SeatBrief* const brief = of_allowances(seats)) {
    screen.set_to_auction_t(classroom.desks().state(brief->seat).view.to_auction.raw());
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
    fill_book(market, book, name_of(brief, book, market), *screen.add_books());
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
