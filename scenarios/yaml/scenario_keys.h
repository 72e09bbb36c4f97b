// Every key of a scenario file: meaning, unit, range and default. See fields.h for how it is told.
#pragma once

#include "scenarios/model/experiment.h"
#include "scenarios/model/scenario.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

// Tells the keys of a scenario file, filling `scenario` and `experiment` with what it gives and
// with defaults. What its treatments change is for the reader to look into. REQUIRES: both are as
// constructed. Meaningful only if `fields.ok()` afterwards.
void tell_scenario(Fields& fields, Scenario& scenario, Experiment& experiment);

// ---- Parts of it, a file each ----

// Names of scenarios and of groups of seats.
inline constexpr TextRule kNameRule{
    48, "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz0123456789_-",
    "a lower-case letter, then lower-case letters, digits, - and _"};
inline constexpr NumberRule kDiscountRateRule{0, 1, false, "a year"};

// REQUIRES: the horizon has been told.
void tell_cap(Fields& fields, Scenario& scenario);

// What firms owe, and what becomes of what they do not need. REQUIRES: the horizon and banking
// have been told.
void tell_compliance(Fields& fields, Scenario& scenario, bool penalty_required);

// The book of allowances. REQUIRES: the penalty has been told.
void tell_market(Fields& fields, Scenario& scenario);

// What a regulator decides. REQUIRES: horizon and cap have been told.
void tell_allocation(Fields& fields, Scenario& scenario);
// Once the firms have been told: works out who is given what (scenarios/model/free_allocation.h).
void tell_allocations(Fields& fields, Scenario& scenario);
// What only shows once cap, allocation, auctions and reserve are known.
void check_supply(Fields& fields, const Scenario& scenario);
void tell_auction(Fields& fields, Scenario& scenario);
// REQUIRES: the market and auctions have been told.
void tell_supply_adjustment(Fields& fields, Scenario& scenario);
// Prices as the market can hold them: on its tick, upwards, and a reserve price of a tick at least.
// What nobody may bid is no tier.
void fit_to_market(const Scenario& scenario, AuctionYear& terms);
// Once the seats have been told: none may be called as the regulator's.
void check_regulator_seat(Fields& fields, const Scenario& scenario);

// What strikes all emitters alike. REQUIRES: the horizon has been told.
void tell_shocks(Fields& fields, Scenario& scenario);

// Firms, traders and beliefs. REQUIRES: horizon, penalty, bank and discount rate have been told.
void tell_seats(Fields& fields, Scenario& scenario);

// Offsets and links. REQUIRES: horizon, cap and seats have been told.
void tell_credits(Fields& fields, Scenario& scenario);

// REQUIRES: horizon, schemes and firms have been told.
void tell_economy(Fields& fields, Scenario& scenario);

// REQUIRES: the horizon has been told.
void tell_forwards(Fields& fields, Scenario& scenario);

// What the group produces and is given for it. REQUIRES: its growth, and the years in which it
// runs, have been told.
void tell_output(Fields& fields, const Scenario& scenario, FirmGroup& firm);

void tell_expectations_of_firms(Fields& fields, Expectations& expectations);

// The group's menu. REQUIRES: its baseline has been told.
void tell_projects(Fields& fields, FirmGroup& firm);

// What the group sells. Its output joins its curve. REQUIRES: its baseline and curve, and the
// settlement of allocations, have been told.
void tell_product(Fields& fields, const Scenario& scenario, FirmGroup& firm);

// Treatments, replications and the design.
void tell_experiment(Fields& fields, Experiment& experiment);

// Those of a run alone become the scenario's too. REQUIRES: horizon and treatments have been told.
void tell_expectations(Fields& fields, Scenario& scenario, Experiment& experiment);

// Tells the keys of a curve. `max_t` bounds what can be abated; power curves are of `baseline_t`.
void tell_curve(Fields& fields, double baseline_t, AbatementCurve& curve);
// The same under another key, of what it says.
void tell_curve(Fields& fields, const Key& key, double baseline_t, AbatementCurve& curve);

// A share of each year of the horizon: `key` gives one for all, `by_year` rows of {from, share},
// each of which holds until the next; none before the first. `otherwise` where neither is given.
[[nodiscard]] std::vector<BasisPoints> tell_shares(Fields& fields, const Horizon& horizon,
                                                   const Key& key, const Key& by_year,
                                                   BasisPoints otherwise);

// What firms owe beside emissions. REQUIRES: the horizon has been told.
void tell_schemes(Fields& fields, Scenario& scenario);
// What a group uses of what they count. REQUIRES: schemes and its growth have been told.
void tell_uses(Fields& fields, const Scenario& scenario, FirmGroup& firm);
// What only shows once all seats and credits have been told.
void check_schemes(Fields& fields, const Scenario& scenario);

}  // namespace tanshi
