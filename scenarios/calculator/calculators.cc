#include <algorithm>
#include <array>

#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/families.h"
#include "scenarios/calculator/show.h"

namespace tanshi {
namespace {

// Sorted by name.
constexpr std::array kCalculators = {
    &kAllocationShares,
    &kBenchmarkAllocation,
    &kBorrowingLimit,
    &kCapIntensity,
    &kCapPeakAndDecline,
    &kCapProportional,
    &kCapSplit,
    &kCapSteps,
    &kChinaAllocation,
    &kChinaBorrowing,
    &kChinaCarryOver,
    &kChinaIndustryAllocation,
    &kClosure,
    &kComplianceObligation,
    &kEuArticle29a,
    &kEuCap,
    &kEuEts2Msr,
    &kEuEts2PriceRelease,
    &kEuMsr,
    &kEuMsrInvalidation,
    &kEuTnac,
    &kGrandfathering,
    &kKoreaAuctionFloor,
    &kKoreaPriceFloor,
    &kKoreaStabilisation,
    &kNewEntrants,
    &kNzAuction,
    &kNzPriceControls,
    &kOffsetQuota,
    &kPartialCessation,
    &kPenalty,
    &kPreAllocation,
    &kPriceCollar,
    &kPurchaseLimit,
    &kQuantityCollar,
    &kRggiCcr,
    &kRggiEcr,
    &kRggiReservePrice,
    &kUkAuctionVolume,
    &kUkCcm,
    &kUkUnsold,
    &kVintageUse,
    &kWciBudget,
    &kWciCostContainment,
    &kWciHoldingLimit,
    &kWciReservePrice,
    &kWciReserveSale,
    &kWciTiers,
    &kWciUnsold,
};

}  // namespace

std::span<const Calculator* const> calculators() {
  return kCalculators;
}

const Calculator* find_calculator(std::string_view name) {
  const auto* const found = std::ranges::find(kCalculators, name, &Calculator::name);
  return found == kCalculators.end() ? nullptr : *found;
}

RuleFigure::RuleFigure(std::string_view its_name, Tonnes amount)
    : name(its_name), value(ExactValue{amount.raw(), 0}), unit("t") {}
RuleFigure::RuleFigure(std::string_view its_name, Price price)
    : name(its_name), value(ExactValue{price.raw(), 2}), unit("money/t") {}
RuleFigure::RuleFigure(std::string_view its_name, Cash cash)
    : name(its_name), value(ExactValue{cash.raw(), 2}), unit("money") {}
RuleFigure::RuleFigure(std::string_view its_name, BasisPoints share)
    : name(its_name), value(ExactValue{share.raw(), 2}), unit("%") {}
RuleFigure::RuleFigure(std::string_view its_name, Year year)
    : name(its_name), value(ExactValue{raw(year), 0}) {}
RuleFigure::RuleFigure(std::string_view its_name, ExactValue exact, std::string_view its_unit)
    : name(its_name), value(exact), unit(its_unit) {}
RuleFigure::RuleFigure(std::string_view its_name, std::string_view word)
    : name(its_name), value(std::string(word)) {}
RuleFigure::RuleFigure(std::string_view its_name, double number, std::string_view its_unit)
    : name(its_name), value(number), unit(its_unit) {}

}  // namespace tanshi
