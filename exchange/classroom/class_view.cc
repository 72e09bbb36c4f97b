#include "exchange/classroom/class_view.h"

#include <algorithm>
#include <vector>

#include "exchange/classroom/class_figures.h"
#include "exchange/classroom/screen_parts.h"

namespace tanshi {

namespace {

// What the years under way and those that have ended came to. Emissions of the year under way are
// what its plants would emit as they have decided.
void fill_years(Classroom& classroom, Tonnes expected, Tonnes held, v1::FollowClassResponse& view) {
  const std::vector<MarketYear> years = classroom.record().market_years();
  const std::vector<Price> benchmark = classroom.benchmark();
  const std::vector<Classroom::SeatInfo> seats = classroom.seats();
  if (seats.empty()) return;
  const SeatBrief& brief = *seats.front().brief;
  for (std::size_t i = 0; i < years.size(); ++i) {
    v1::ClassYear& wire = *view.add_years();
    wire.set_year(raw(brief.first_year) + static_cast<std::int32_t>(i));
    if (i < brief.cap.size()) wire.set_cap_t(brief.cap[i].raw());
    wire.set_emissions_t(years[i].settled ? years[i].emissions.raw() : expected.raw());
    wire.set_price_cents_per_tonne(years[i].mean_close().raw());
    if (i < benchmark.size()) wire.set_benchmark_cents_per_tonne(benchmark[i].raw());
    wire.set_volume_t(years[i].volume.raw());
    wire.set_shortfall_t(years[i].shortfall.raw());
    Tonnes banked;
    for (const Classroom::SeatInfo& seat : seats) {
      const std::vector<AccountYear> of_seat = classroom.record().years(seat.brief->account);
      if (i < of_seat.size()) banked += of_seat[i].banked;
    }
    wire.set_banked_t(years[i].settled ? banked.raw() : held.raw());
  }
}

struct MarketSide {
  CashBalance cash;
  AllowanceBalance allowances;
  std::int32_t order_count = 0;
  PlantFacts facts;
};

MarketSide look(const SeatBrief& brief, const DeskState& desk, Price mean, Sequencer& sequencer) {
  MarketSide side;
  sequencer.read([&](const Market& market) {
    const bool is_open =
        market.has_account(brief.account) && market.has_instrument(brief.instrument);
    side.facts =
        is_open ? plant_facts(brief, desk, market, mean) : plant_facts(brief, desk, Tonnes(), mean);
    if (!is_open) return;
    side.cash = market.cash(brief.account);
    side.allowances = market.allowances(brief.account, brief.instrument);
    std::vector<OrderView> orders;
    market.orders(brief.account, orders);
    side.order_count = static_cast<std::int32_t>(orders.size());
  });
  return side;
}

// What adds up over the seats.
struct Totals {
  Tonnes expected;                               // emissions of the year under way
  Tonnes held;                                   // allowances
  std::vector<std::vector<AbatedPlant>> abated;  // of the years that have ended
};

void fill_seat(Classroom& classroom, const Classroom::SeatInfo& seat, bool connected,
               Sequencer& sequencer, v1::SeatFigures& wire, Totals& totals) {
  const SeatBrief& brief = *seat.brief;
  const DeskState desk = classroom.desks().state(brief.seat);
  const std::vector<MarketYear> market = classroom.record().market_years();
  const MarketSide side = look(brief, desk, market.back().mean_close(), sequencer);
  const std::vector<AccountYear> account = classroom.record().years(brief.account);
  wire.set_seat(brief.seat);
  wire.set_account_id(raw_id(brief.account));
  wire.set_name(seat.name);
  wire.set_connected(connected);
  wire.set_robot_plays(seat.robot_plays || seat.participant == 0);
  wire.set_cash_cents((side.cash.available + side.cash.escrowed).raw());
  const Tonnes holdings = side.allowances.available + side.allowances.escrowed;
  wire.set_holdings_t(holdings.raw());
  wire.set_order_count(side.order_count);
  if (!account.empty() && account.size() == market.size() && !account.back().settled) {
    wire.set_bought_t(account.back().bought.raw());
  }
  if (!brief.producer) totals.held += holdings;
  if (!brief.emitter) return;
  const PlantFigures figures = plant_figures(brief.firm.curve, side.facts);
  wire.set_obligation_t(figures.obligation.raw());
  wire.set_short_t((figures.obligation - figures.covered).raw());
  if (side.facts.abatement) wire.set_abatement_t(side.facts.abatement->raw());
  wire.set_next_tonne_cents(figures.next_tonne.raw());
  totals.expected += figures.obligation - side.facts.debts;
  const std::vector<SeatYearFigures> years = seat_years(brief, account, desk.baselines);
  if (years.empty()) return;
  const Price price = market[std::min(years.size(), market.size()) - 1].mean_close();
  wire.set_gain_cents(gain(brief, years, price).raw());
  totals.abated.resize(std::max(totals.abated.size(), years.size()));
  for (std::size_t i = 0; i < years.size(); ++i)
    totals.abated[i].push_back({&brief.firm.curve, years[i].abated});
}

}  // namespace

void fill_class(Classroom& classroom, const SessionStatus& status,
                const std::set<std::int64_t>& connected, Sequencer& sequencer,
                v1::FollowClassResponse& view) {
  fill_clock(status, classroom, *view.mutable_clock());
  view.set_day_takes_ms(classroom.clock().day_takes.count());
  std::set<std::string> by_program;
  for (const SeatStatus& seat : classroom.broker().seats()) {
    if (seat.by_program) by_program.insert(seat.seat);
  }
  Totals totals;
  for (const Classroom::SeatInfo& seat : classroom.seats()) {
    const bool is_connected = by_program.contains(seat.brief->seat) ||
                              (seat.participant != 0 && connected.contains(seat.participant));
    fill_seat(classroom, seat, is_connected, sequencer, *view.add_seats(), totals);
  }
  fill_years(classroom, totals.expected, totals.held, view);
  if (const auto share = cost_effectiveness(totals.abated))
    view.set_efficiency_bps(static_cast<std::int32_t>(share->raw()));
  classroom.record().announcements(*view.mutable_announcements());
  std::int64_t commands = 0;
  std::int64_t events = 0;
  sequencer.read([&](const Market& market) {
    view.mutable_clock()->set_trading_phase(static_cast<v1::TradingPhase>(market.phase()));
    commands = market.command_count();
    events = market.event_count();
  });
  view.mutable_clock()->set_command_number(commands);
  for (const std::int64_t count : {commands, events, classroom.record().trade_count()}) {
    view.add_counts(count);
  }
  *view.mutable_options() = classroom.options();
  view.set_session_number(classroom.setup().session_number);
  view.set_practice(classroom.setup().practice);
  view.set_scenario(status.scenario);
}

}  // namespace tanshi
