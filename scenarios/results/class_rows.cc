#include "scenarios/results/class_rows.h"

namespace tanshi {
namespace {

constexpr const char* kMilliseconds = "ms";
constexpr const char* kRealCents = "cents of real money";

void tell_key(Columns& columns, const char* name, std::int64_t& value) {
  columns.key({name, "", "number of the row, in the order in which they came"}, value);
}

void tell_time(Columns& columns, std::int64_t& at_ms) {
  columns.integer({"at_ms", kMilliseconds, "wall-clock time since the class's first note"}, at_ms);
}

void tell(Columns& columns, SeatOf& seat) {
  columns.maybe_integer({"seat", "",
                         "number of its account, which trades, orders and events name; null: none "
                         "of this session"},
                        seat.seat);
  columns.maybe_text({"seat_name", "", "as in the scenario; null: none"}, seat.name);
}

void tell_participant(Columns& columns, std::int64_t& participant) {
  columns.count("participant", participant, "number of who it was, as in participants");
}

void tell(Columns& columns, SeatHolderRow& of) {
  tell(columns, of.seat);
  columns.maybe_integer({"participant", "", "who held the seat in the end; null: its robot"},
                        of.participant);
}

void tell_day(Columns& columns, std::int32_t& day) {
  columns.count("day", day, "trading day of the year, from 0");
}

}  // namespace

void tell(Columns& columns, ClassSessionRow& session) {
  columns.text("scenario", session.scenario, "name of the scenario");
  columns.text("title", session.title, "what it shows, in its own words");
  columns.text("source", session.source, "where its figures come from, in its own words");
  columns.text("currency", session.currency, "what prices and costs are in");
  columns.text("version", session.version, "of the program");
  columns.seed("seed", session.seed, "of all random draws");
  columns.count("session_number", session.session_number, "which one of the class, from 1");
  columns.maybe_text({"treatment", "", "of the scenario; null: none"}, session.treatment);
  columns.flag("practice", session.practice, "whether it was practice, which pays nothing");
  columns.text("state", session.state,
               "finished, or stopped: the instructor ended it before its last day");
  columns.year("year", session.year, "calendar year in which it ended");
  columns.count("day", session.day, "trading day of that year, from 0");
  columns.count("commands", session.commands, "length of the log of commands");
  columns.count("events", session.events, "length of the log of events");
  columns.hash("events_hash", session.events_hash,
               "fingerprint of the log of events, 16 hexadecimal digits");
}

void tell(Columns& columns, ParticipantRow& participant) {
  columns.key({"participant", "", "number in the order of entering, from 1; stands for the name"},
              participant.participant);
  columns.text("role", participant.role, "trader or observer");
  tell(columns, participant.seat);
  columns.flag("consents", participant.consents,
               "whether the person agreed to the consent that was asked, which class_options has");
  columns.integer({"entered_ms", kMilliseconds, "wall-clock time since the class's first note"},
                  participant.entered_ms);
  columns.maybe_integer({"removed_ms", kMilliseconds,
                         "likewise, when the instructor removed the person; null: did not"},
                        participant.removed_ms);
  columns.maybe_text({"treatment", "", "of the session; null: none"}, participant.treatment);
  columns.flag("practice", participant.practice, "whether the session was practice");
}

void tell(Columns& columns, StepRow& step) {
  tell_key(columns, "step", step.step);
  tell_time(columns, step.at_ms);
  tell_participant(columns, step.participant);
  columns.text("kind", step.kind, "such as tour, quiz or help; programs may write others");
  columns.maybe_text({"detail", "",
                      "which, or what was answered; names of participants are replaced by their "
                      "numbers"},
                     step.detail);
}

void tell(Columns& columns, PlanRow& plan) {
  tell_key(columns, "plan", plan.plan);
  tell_time(columns, plan.at_ms);
  tell(columns, plan.seat);
  columns.maybe_integer({"participant", "", "who held the seat then; null: is not known"},
                        plan.participant);
  columns.year("year", plan.year, "calendar year for which it holds");
  columns.count("day", plan.day, "trading day on which it was decided, from 0");
  columns.maybe_integer({"abatement_t", "t", "abatement of the year; null: left to the robot"},
                        plan.abatement_t);
  columns.maybe_text({"builds", "",
                      "projects to build as a JSON list: project (its place in the seat's menu, "
                      "from 0) and units; null: left to the robot"},
                     plan.builds);
  columns.count("after_seq", plan.after_seq,
                "number of the latest event that had happened; 0: none");
}

void tell(Columns& columns, PlayerRow& player) {
  tell_key(columns, "change", player.change);
  tell_time(columns, player.at_ms);
  tell(columns, player.seat);
  columns.text("player", player.player, "robot or person: who plays it from then on");
}

void tell(Columns& columns, AnnouncementRow& announcement) {
  columns.key({"number", "", "among all announcements, those that follow from events included"},
              announcement.number);
  tell_time(columns, announcement.at_ms);
  columns.year("year", announcement.year, "calendar year in which it was told");
  tell_day(columns, announcement.day);
  columns.text("kind", announcement.kind,
               "text, or of a change of the world: demand_shock, cost_shock, cap_change");
  columns.maybe_text({"text", "",
                      "what was told; names of participants are replaced by their numbers; null: "
                      "its kind says it"},
                     announcement.text);
  columns.maybe_text({"figures", "",
                      "of a change, as a JSON list: basis points (10000 is as before) and the "
                      "first year; null: none"},
                     announcement.figures);
}

void tell(Columns& columns, WorldChangeRow& change) {
  tell_key(columns, "change", change.change);
  columns.year("year", change.year, "calendar year in which it was made");
  tell_day(columns, change.day);
  columns.count("turn", change.turn, "turn of the day, from 0, before which it was made");
  columns.text("kind", change.kind,
               "demand (emissions without abatement), cost (of abatement) or cap");
  columns.integer({"factor_bp", "1/100 %", "what it is multiplied by; 10000: nothing changes"},
                  change.factor_bp);
  columns.maybe_integer({"first_year", "year", "from when on; null: from the year under way"},
                        change.first_year);
  columns.maybe_integer({"year_count", "", "for how many years; null: to the end"}, change.years);
}

void tell(Columns& columns, ClassOptionsRow& options) {
  tell_key(columns, "change", options.change);
  tell_time(columns, options.at_ms);
  columns.maybe_integer({"ranking", "0 or 1", "whether a ranking is shown; null: as before"},
                        options.ranking);
  columns.maybe_integer({"ranking_names", "0 or 1",
                         "whether it shows names, not the own place alone; null: as before"},
                        options.ranking_names);
  columns.maybe_text(
      {"instructions", "", "what participants read before they start; null: as before, or nothing"},
      options.instructions);
  columns.maybe_text({"consent", "", "what one agrees to by entering; null: as before, or nothing"},
                     options.consent);
  columns.maybe_integer({"paid_per_million", kRealCents,
                         "for a million currency units of gain in the year that is drawn; null: as "
                         "before"},
                        options.paid_per_million);
  columns.maybe_integer({"show_up_fee", kRealCents, "for coming; null: as before"},
                        options.show_up_fee);
}

void tell(Columns& columns, DebriefRow& debrief) {
  tell(columns, debrief.of);
  columns.cents("cost_cents", debrief.cost,
                "all it paid: abatement, projects, allowances and penalties, less what it sold");
  columns.cents("cost_alone_cents", debrief.cost_alone,
                "the same had it met its obligations without a trade; 0: no emitter");
  columns.cents("cost_best_cents", debrief.cost_best,
                "the same at the prices of the benchmark with its best abatement; 0: no emitter, "
                "or theory predicts nothing");
}

void tell(Columns& columns, DebriefYearRow& year) {
  tell(columns, year.of);
  columns.year("year", year.year, "calendar year");
  columns.tonnes("emissions_t", year.emissions, "verified emissions");
  columns.tonnes("abated_t", year.abated, "abated by decision");
  columns.cents("abatement_cost_cents", year.abatement_cost, "what that cost");
  columns.tonnes("bought_t", year.bought, "allowances bought less sold, auctions included");
  columns.cents("paid_cents", year.paid, "what that was paid for; below 0: got");
  columns.tonnes("surrendered_t", year.surrendered, "allowances surrendered");
  columns.tonnes("shortfall_t", year.shortfall, "missing at the settlement");
  columns.cents("penalty_cents", year.penalty, "paid for what was missing");
  columns.tonnes("banked_t", year.banked, "allowances left for later years");
}

void tell(Columns& columns, MistakeRow& mistake) {
  tell(columns, mistake.of);
  columns.text("kind", mistake.kind,
               "bought_above_mac, sold_below_mac, abated_too_little, abated_too_much, short, "
               "held_past_end, forgot_order or abated_late");
  columns.year("year", mistake.year, "calendar year");
  columns.maybe_integer({"day", "", "trading day of the year, from 0; null: of the whole year"},
                        mistake.day);
  columns.tonnes("quantity_t", mistake.quantity, "how much it is about");
  columns.price("price", mistake.price, "at which it was done; null: at none");
  columns.price("better_price", mistake.better,
                "what a better one would have been: by kind the own marginal cost of abatement, "
                "the market's price or the penalty; null: none");
  columns.cents("cost_cents", mistake.cost, "about what it cost");
  columns.maybe_integer({"seq", "", "number of the event that shows it; null: none does"},
                        mistake.seq);
}

void tell(Columns& columns, PaymentRow& payment) {
  tell(columns, payment.of);
  columns.year("year", payment.year, "calendar year that was drawn, and is paid");
  columns.cents("earned_cents", payment.earned, "gain of the seat in that year");
  columns.integer({"paid", kRealCents, "what is paid, for coming included"}, payment.paid);
}

}  // namespace tanshi
