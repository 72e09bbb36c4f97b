// The calculators, each defined in the file of its family.
#pragma once

#include "scenarios/calculator/calculator.h"

namespace tanshi {

extern const Calculator kAllocationShares, kBenchmarkAllocation, kCapSplit, kGrandfathering,
    kPreAllocation;  // allocation.cc
extern const Calculator kBorrowingLimit, kChinaBorrowing, kChinaCarryOver,
    kVintageUse;  // banking.cc
extern const Calculator kCapIntensity, kCapPeakAndDecline, kCapProportional, kCapSteps;  // caps.cc
extern const Calculator kEuCap, kWciBudget;                              // caps_by_law.cc
extern const Calculator kChinaIndustryAllocation;                        // china_industry.cc
extern const Calculator kChinaAllocation;                                // china_power.cc
extern const Calculator kClosure, kNewEntrants, kPartialCessation;       // entry_and_closure.cc
extern const Calculator kComplianceObligation, kPenalty;                 // obligations.cc
extern const Calculator kOffsetQuota, kPurchaseLimit, kWciHoldingLimit;  // trading_limits.cc
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
