// The calculators, each defined in the file of its family.
#pragma once

#include "scenarios/calculator/calculator.h"

namespace tanshi {

extern const Calculator kPriceCollar, kQuantityCollar;                   // collars.cc
extern const Calculator kEuMsr, kEuMsrInvalidation, kEuTnac;             // eu_msr.cc
extern const Calculator kEuArticle29a, kEuEts2Msr, kEuEts2PriceRelease;  // eu_price_rules.cc
extern const Calculator kKoreaAuctionFloor, kKoreaPriceFloor, kKoreaStabilisation;  // korea_ets.cc
extern const Calculator kNzAuction, kNzPriceControls;                               // nz_ets.cc
extern const Calculator kRggiCcr, kRggiEcr, kRggiReservePrice;                      // rggi.cc
extern const Calculator kUkAuctionVolume, kUkCcm, kUkUnsold;                        // uk_ets.cc
extern const Calculator kWciCostContainment, kWciReservePrice, kWciReserveSale, kWciTiers,
    kWciUnsold;  // wci.cc

}  // namespace tanshi
