// How a seat stands and did, in numbers that more than one screen shows.
//
// Abatement of a year that has ended is its baseline less its reported emissions: exact where
// reports are whole and true.
//
// Thread-safety: functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agents/abatement/abatement_curve.h"
#include "exchange/classroom/alone.h"
#include "exchange/classroom/class_record.h"
#include "exchange/classroom/desks.h"
#include "exchange/classroom/plant_view.h"
#include "exchange/market/market.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

// A year of the seat that has ended.
struct SeatYearFigures {
  AccountYear account;
  Tonnes baseline;
  Tonnes abated;
  Cash abatement_cost;
};

// Those of which all is known, oldest first.
[[nodiscard]] std::vector<SeatYearFigures> seat_years(const SeatBrief& brief,
                                                      const std::vector<AccountYear>& account,
                                                      const std::vector<Tonnes>& baselines);

[[nodiscard]] v1::SeatYear year_to_wire(const SeatYearFigures& figures, Year year);

// What trade has gained over what the firm would have paid without: costs alone less costs as they
// came, what is left over or still owed counted at `price` while there are years to come.
[[nodiscard]] Cash gain(const SeatBrief& brief, const std::vector<SeatYearFigures>& years,
                        Price price);

// What is known of the seat's plant now. REQUIRES: its account is open in the market.
[[nodiscard]] PlantFacts plant_facts(const SeatBrief& brief, const DeskState& desk,
                                     const Market& market, Price mean_price);

// Before its account is open.
[[nodiscard]] PlantFacts plant_facts(const SeatBrief& brief, const DeskState& desk, Tonnes held,
                                     Price mean_price);

// Of its next year's free allocation, what the firm gets early if it is short in this one.
[[nodiscard]] Tonnes borrowable(const SeatBrief& brief, Year year);

// A plant in a year that has ended.
struct AbatedPlant {
  const AbatementCurve* curve = nullptr;
  Tonnes abated;
};

// Of what abatement cost in all these years, what the same abatement of each year would have cost
// had it been shared out among its plants at least cost (equal MAC); 10000: it could not have been
// cheaper. Nothing where nothing was abated.
[[nodiscard]] std::optional<BasisPoints> cost_effectiveness(
    const std::vector<std::vector<AbatedPlant>>& years);

}  // namespace tanshi
