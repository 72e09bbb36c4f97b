// A large firm that knows its power over the price, and withholds (Hahn, "Market power and
// transferable property rights", Quarterly Journal of Economics 99, 1984, 753-765): a seller sells
// less than a price taker would, a buyer buys less.
//
// A firm that trades x tonnes in a market whose price moves by P' for each of them gains most where
// its marginal cost is P - x P' (it sells) or P + x P' (it buys). So, with the valuation's limit l
// and with x what it has bought or sold this year and the quantity that it is about to,
//
//   it buys up to l - x P', and sells from l + x P'
//
// and quotes the latest price where that leaves it more.
//
// P' is the slope of the marginal costs that it believes the others to have together, at the
// price that it thinks fair. A trader who believes nothing of the others' costs (a laboratory, a
// seat without a plant) believes in an elasticity of 4 of what it faces, and asks l (1 + 1 / (4 -
// 1)), the monopolist's mark-up (Lerner, Review of Economic Studies 1, 1934), or bids l / (1 + 1 /
// 4): an assumption.
//
// What would be a loss to wait for presses, and is quoted at the limit. P' is at most what takes a
// price to half: beyond that a straight line says little.
#pragma once

#include <memory>

#include "agents/strategy/strategy.h"

namespace tanshi {

[[nodiscard]] std::unique_ptr<Strategy> make_withholder(const SeatBrief& brief);

}  // namespace tanshi
