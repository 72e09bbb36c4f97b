// What a run's prices and book say of its market's quality. Pure.
#pragma once

#include "scenarios/results/run_result.h"

namespace tanshi {

// Fills the figures of years and of the run that follow from its days, its years and their
// benchmark: smith_alpha, price_distance, price_variation, volatility, spread, depth_t.
//
// Smith's alpha (Smith, Journal of Political Economy 70, 1962) takes each day's close as the price
// and its year's benchmark as the equilibrium. Volatility is realised volatility (Andersen and
// Bollerslev, International Economic Review 39, 1998) of the year's days that have a close. The
// spread is the quoted one, relative to the middle (Huang and Stoll, Journal of Financial Economics
// 41, 1996).
void measure_market(RunResult& run);

}  // namespace tanshi
