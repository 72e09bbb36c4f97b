// A plant as its holder sees it: what must be surrendered, what there is for it, and what the next
// tonne is worth.
//
// Pure. Integers in and out; curves count in double in between and leave through
// agents/abatement/rounding.h: tonnes up, where they are what is needed, cents to the nearest.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "agents/seat/observation.h"
#include "exchange/base/units.h"
#include "exchange/policy/surrender_terms.h"

namespace tanshi {

// Credits at hand, of a kind.
struct HeldCredits {
  Tonnes units;
  SurrenderTerms terms;  // their worth and quota this year
};

// What is known of a plant in a year.
struct PlantFacts {
  Tonnes baseline;                  // best estimate, without abatement
  Tonnes debts;                     // owed for earlier years
  Tonnes held;                      // allowances that may be surrendered this year
  std::optional<Tonnes> abatement;  // decided; none: its robot will
  double passed = 0;                // part of the year, 0 .. 1
  double due_share = 1;             // of the year's emissions, what is due this year
  Price penalty;                    // for each tonne that is missing
  std::optional<AllocationTerms> allocation;
  std::vector<HeldCredits> credits;  // in the order in which they are surrendered
  Tonnes forward;                    // what forwards bring at the year's end; below 0: take
};

struct CurvePoint {
  Tonnes abatement;
  Cash cost;  // of the next tonne

  friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

struct PlantFigures {
  Tonnes emitted;  // so far
  Tonnes max_abatement;
  Tonnes obligation;      // if all stays as it is decided
  Tonnes covered;         // by allowances at hand, promised and coming, and by credits
  Tonnes met_by_credits;  // of that
  Tonnes balancing;       // abatement that leaves neither lack nor rest; may be beyond the most
  Cash next_tonne;        // what one more allowance would spare
  Cash abatement_cost;    // of what is decided
};

[[nodiscard]] PlantFigures plant_figures(const AbatementCurve& curve, const PlantFacts& facts);

// The curve up to `most`, in points between which it is straight, or nearly so: the steps of
// projects are exact.
[[nodiscard]] std::vector<CurvePoint> curve_points(const AbatementCurve& curve, Tonnes most);

// What the firm emits, owes and gets with an abatement: below 0, it has to spare.
[[nodiscard]] Tonnes lack_at(const PlantFacts& facts, Tonnes abatement);

}  // namespace tanshi
