// Admission of the registry's, the compliance and the session's commands: each condition in the
// precedence of RejectReason.
#include <algorithm>

#include "exchange/market/check_form.h"
#include "exchange/market/check_order.h"
#include "exchange/market/market_core.h"

namespace tanshi {

namespace {

// The largest quantity of one movement out of circulation, or between accounts.
Verdict check_quantity(Tonnes quantity, Tonnes limit) {
  if (quantity <= Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  if (quantity > limit) return refuse(RejectReason::kQuantityAboveLimit, limit);
  return kAdmitted;
}

Verdict check_amount(Cash amount, Cash limit) {
  if (amount <= Cash()) return refuse(RejectReason::kAmountNotPositive);
  if (amount > limit) return refuse(RejectReason::kAmountAboveLimit, limit);
  return kAdmitted;
}

// Bounds are told in units of the instrument.
Verdict check_obligation(const MarketCore& core, const Instrument& instrument,
                         const SurrenderAllowances& command) {
  const SurrenderTerms& terms = instrument.terms;
  const Compliance& compliance = core.compliance(terms.scheme);
  const Tonnes open = compliance.open_obligation(command.account, command.year);
  if (command.quantity > units_within(terms, open)) {
    return refuse(RejectReason::kAboveObligation, units_within(terms, open));
  }
  if (!terms.has_quota()) return kAdmitted;
  const Tonnes room = offset_room(terms.quota, compliance.owed(command.account, command.year),
                                  instrument.met_under_quota_for(command.account, command.year));
  if (command.quantity > units_within(terms, room)) {
    return refuse(RejectReason::kAboveQuota, units_within(terms, room));
  }
  return kAdmitted;
}

}  // namespace

Verdict check_terms(Price tick, Tonnes lot, Price max_price) {
  if (const Verdict verdict = check_quantity(lot, kMaxOrderQuantity)) return verdict;
  if (tick <= Price() || max_price <= Price()) return refuse(RejectReason::kPriceNotPositive);
  if (tick > kMaxPrice || max_price > kMaxPrice) {
    return refuse(RejectReason::kPriceAboveLimit, kMaxPrice);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const OpenAccount& command) {
  if (!is_in_range(command.account)) return refuse(RejectReason::kIdOutOfRange);
  if (core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountExists);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const ListInstrument& command) {
  if (!is_in_range(command.instrument)) return refuse(RejectReason::kIdOutOfRange);
  if (const Verdict verdict = check_terms(command.tick, command.lot, command.max_price)) {
    return verdict;
  }
  const Year first = command.first_vintage;
  const Year last = command.last_vintage;
  if (command.tick > command.max_price || !is_in_range(first) || !is_in_range(last) ||
      first > last || raw(last) - raw(first) >= kMaxVintages) {
    return refuse(RejectReason::kInstrumentSpecInvalid);
  }
  if (core.find(command.instrument) != nullptr) return refuse(RejectReason::kInstrumentExists);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const DepositCash& command) {
  if (!is_in_range(command.account)) return refuse(RejectReason::kIdOutOfRange);
  const Cash room = core.ledger.cash().deposit_room();
  if (const Verdict verdict = check_amount(command.amount, room)) return verdict;
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const WithdrawCash& command) {
  if (!is_in_range(command.account)) return refuse(RejectReason::kIdOutOfRange);
  if (const Verdict verdict = check_amount(command.amount, kMaxCash)) return verdict;
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  const Cash available = core.ledger.cash().balance(command.account).available;
  if (command.amount > available) return refuse(RejectReason::kCashInsufficient, available);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const IssueAllowances& command) {
  if (!is_in_range(command.account) || !is_in_range(command.instrument)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const Instrument* instrument = core.find(command.instrument);
  const AllowanceLedger* allowances = instrument != nullptr && !instrument->forward
                                          ? &core.ledger.allowances(command.instrument)
                                          : nullptr;
  const Tonnes room = allowances != nullptr ? allowances->issue_room() : kMaxQuantity;
  if (const Verdict verdict = check_quantity(command.quantity, std::min(room, kMaxQuantity))) {
    return verdict;
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (allowances == nullptr || !allowances->covers(command.vintage)) {
    return refuse(RejectReason::kVintageNotOfInstrument);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const TransferAllowances& command) {
  if (!is_in_range(command.from) || !is_in_range(command.to) || !is_in_range(command.instrument)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (const Verdict verdict = check_quantity(command.quantity, kMaxQuantity)) return verdict;
  if (!core.accounts.is_open(command.from) || !core.accounts.is_open(command.to))
    return refuse(RejectReason::kAccountUnknown);
  if (core.find(command.instrument) == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  if (command.from == command.to) return refuse(RejectReason::kSameAccount);
  const Tonnes available = core.ledger.balance(command.from, command.instrument).available;
  if (command.quantity > available) {
    return refuse(RejectReason::kAllowancesInsufficient, available);
  }
  return check_holding(core, core.instrument(command.instrument), command.to, command.quantity);
}

Verdict check(const MarketCore& core, const CancelAllowances& command) {
  if (!is_in_range(command.account) || !is_in_range(command.instrument)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  if (const Verdict verdict = check_quantity(command.quantity, kMaxQuantity)) return verdict;
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (core.find(command.instrument) == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  const Tonnes available = core.ledger.balance(command.account, command.instrument).available;
  if (command.quantity > available) {
    return refuse(RejectReason::kAllowancesInsufficient, available);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const ReportEmissions& command) {
  if (!is_in_range(command.account) || !is_in_range(command.year) || !is_in_range(command.scheme)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const Compliance& compliance = core.compliance(command.scheme);
  if (command.emissions < Tonnes()) return refuse(RejectReason::kQuantityNotPositive);
  const Tonnes limit = std::min(kMaxQuantity, compliance.report_room());
  if (command.emissions > limit) return refuse(RejectReason::kQuantityAboveLimit, limit);
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (compliance.is_settled(command.year)) return refuse(RejectReason::kYearSettled);
  if (compliance.is_reported(command.account, command.year)) {
    return refuse(RejectReason::kEmissionsReported);
  }
  return kAdmitted;
}

Verdict check(const MarketCore& core, const SurrenderAllowances& command) {
  if (!is_in_range(command.account) || !is_in_range(command.instrument) ||
      !is_in_range(command.year)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const Instrument* instrument = core.find(command.instrument);
  if (const Verdict verdict = check_quantity(command.quantity, kMaxQuantity)) return verdict;
  // Units that meet less than a tonne together.
  if (instrument != nullptr && met_by(instrument->terms, command.quantity) == Tonnes()) {
    return refuse(RejectReason::kQuantityNotPositive, units_for(instrument->terms, Tonnes(1)));
  }
  if (!core.accounts.is_open(command.account)) return refuse(RejectReason::kAccountUnknown);
  if (instrument == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  const Tonnes usable = core.ledger.usable_for(command.account, command.instrument,
                                               instrument->terms.vintages, command.year);
  if (command.quantity > usable) return refuse(RejectReason::kAllowancesInsufficient, usable);
  if (core.compliance(instrument->terms.scheme).is_settled(command.year)) {
    return refuse(RejectReason::kYearSettled);
  }
  return check_obligation(core, *instrument, command);
}

Verdict check(const MarketCore& core, const SetSurrenderTerms& command) {
  const SurrenderTerms& terms = command.terms;
  if (!is_in_range(command.instrument) || !is_in_range(terms.scheme)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const bool is_sound = terms.worth >= BasisPoints(1) && terms.worth <= kMostWorth &&
                        terms.quota >= BasisPoints() && terms.quota <= kFullShare &&
                        terms.vintages.bank_years >= 0 && terms.vintages.borrow_years >= 0 &&
                        terms.vintages.borrow_years < kMaxVintages &&
                        terms.vintages.barrier >= Year{} && terms.vintages.barrier <= kMaxYear;
  if (!is_sound) return refuse(RejectReason::kSurrenderTermsInvalid);
  if (core.find(command.instrument) == nullptr) return refuse(RejectReason::kInstrumentUnknown);
  return kAdmitted;
}

Verdict check(const MarketCore& core, const SettleCompliance& command) {
  if (!is_in_range(command.year) || !is_in_range(command.scheme)) {
    return refuse(RejectReason::kIdOutOfRange);
  }
  const Compliance& compliance = core.compliance(command.scheme);
  const Int128 fines =
      Int128{command.penalty.raw()} * compliance.shortfall_up_to(command.year).raw();
  const Cash room = core.ledger.cash().penalty_room();
  if (fines > room.raw()) return refuse(RejectReason::kAmountAboveLimit, room);
  if (command.penalty <= Price()) return refuse(RejectReason::kPriceNotPositive);
  if (command.penalty > kMaxPrice) return refuse(RejectReason::kPriceAboveLimit, kMaxPrice);
  if (compliance.is_settled(command.year)) return refuse(RejectReason::kYearSettled);
  return kAdmitted;
}

Verdict check(const MarketCore&, const SetTradingPhase& command) {
  if (!is_known(command.phase)) return refuse(RejectReason::kEnumOutOfRange);
  return kAdmitted;
}

Verdict check(const MarketCore&, const CloseDay&) {
  return kAdmitted;
}

}  // namespace tanshi
