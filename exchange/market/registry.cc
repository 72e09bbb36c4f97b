// Carries out the registry's, the compliance and the session's commands.
#include "exchange/base/checked_math.h"
#include "exchange/market/market_core.h"

namespace tanshi {

void carry_out(MarketCore& core, const OpenAccount& command, Events& events) {
  core.accounts.open(command.account);
  events.emplace_back(AccountOpened{.account = command.account});
}

void carry_out(MarketCore& core, const ListInstrument& command, Events& events) {
  core.ledger.list_instrument(command.instrument, command.first_vintage, command.last_vintage);
  core.instruments[static_cast<std::size_t>(command.instrument)].emplace(
      command.instrument, command.tick, command.lot, command.max_price);
  events.emplace_back(InstrumentListed{.instrument = command.instrument,
                                       .first_vintage = command.first_vintage,
                                       .last_vintage = command.last_vintage,
                                       .tick = command.tick,
                                       .lot = command.lot,
                                       .max_price = command.max_price});
}

void carry_out(MarketCore& core, const DepositCash& command, Events& events) {
  core.ledger.cash().deposit(command.account, command.amount);
  events.emplace_back(CashDeposited{.account = command.account, .amount = command.amount});
}

void carry_out(MarketCore& core, const WithdrawCash& command, Events& events) {
  core.ledger.cash().withdraw(command.account, command.amount);
  events.emplace_back(CashWithdrawn{.account = command.account, .amount = command.amount});
}

void carry_out(MarketCore& core, const IssueAllowances& command, Events& events) {
  core.ledger.allowances(command.instrument)
      .issue(command.account, command.vintage, command.quantity);
  events.emplace_back(AllowancesIssued{.account = command.account,
                                       .instrument = command.instrument,
                                       .vintage = command.vintage,
                                       .quantity = command.quantity});
}

void carry_out(MarketCore& core, const TransferAllowances& command, Events& events) {
  core.moved.clear();
  core.ledger.allowances(command.instrument)
      .transfer(command.from, command.to, command.quantity, core.moved);
  for (const VintageHolding& part : core.moved) {
    events.emplace_back(AllowancesTransferred{.from = command.from,
                                              .to = command.to,
                                              .instrument = command.instrument,
                                              .vintage = part.vintage,
                                              .quantity = part.quantity});
  }
}

void carry_out(MarketCore& core, const CancelAllowances& command, Events& events) {
  core.moved.clear();
  core.ledger.allowances(command.instrument).cancel(command.account, command.quantity, core.moved);
  for (const VintageHolding& part : core.moved) {
    events.emplace_back(AllowancesCancelled{.account = command.account,
                                            .instrument = command.instrument,
                                            .vintage = part.vintage,
                                            .quantity = part.quantity});
  }
}

void carry_out(MarketCore& core, const ReportEmissions& command, Events& events) {
  core.compliance(command.scheme).report(command.account, command.year, command.emissions);
  events.emplace_back(EmissionsReported{.account = command.account,
                                        .year = command.year,
                                        .emissions = command.emissions,
                                        .scheme = command.scheme});
}

void carry_out(MarketCore& core, const SurrenderAllowances& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  const SurrenderTerms& terms = instrument.terms;
  const Tonnes met = met_by(terms, command.quantity);
  core.moved.clear();
  core.ledger.allowances(command.instrument)
      .surrender(command.account, terms.vintages, command.year, command.quantity, core.moved);
  core.compliance(terms.scheme).surrender(command.account, command.year, met);
  for (const VintageHolding& part : core.moved) {
    events.emplace_back(AllowancesSurrendered{.account = command.account,
                                              .instrument = command.instrument,
                                              .vintage = part.vintage,
                                              .year = command.year,
                                              .quantity = part.quantity});
  }
  if (terms.has_quota()) instrument.met_under_quota[{command.account, command.year}] += met;
  if (!terms.is_plain()) {
    events.emplace_back(ObligationMet{.account = command.account,
                                      .instrument = command.instrument,
                                      .year = command.year,
                                      .met = met});
  }
}

void carry_out(MarketCore& core, const SetSurrenderTerms& command, Events& events) {
  Instrument& instrument = core.instrument(command.instrument);
  // What met another obligation is no part of a quota of this one.
  if (command.terms.scheme != instrument.terms.scheme) instrument.met_under_quota.clear();
  instrument.terms = command.terms;
  events.emplace_back(SurrenderTermsSet{.instrument = command.instrument, .terms = command.terms});
}

void carry_out(MarketCore& core, const SettleCompliance& command, Events& events) {
  Compliance& compliance = core.compliance(command.scheme);
  core.accounts.for_each([&](AccountId account) {
    const Compliance::Balance balance = compliance.balance_up_to(account, command.year);
    if (balance.owed == Tonnes()) return;
    const Cash penalty = command.penalty * balance.shortfall();
    core.ledger.cash().fine(account, penalty);
    events.emplace_back(ComplianceSettled{.account = account,
                                          .year = command.year,
                                          .obligation = balance.owed,
                                          .surrendered = balance.surrendered,
                                          .shortfall = balance.shortfall(),
                                          .penalty = penalty,
                                          .scheme = command.scheme});
  });
  compliance.settle(command.year);
  for (auto& instrument : core.instruments) {
    if (!instrument || instrument->terms.scheme != command.scheme) continue;
    std::erase_if(instrument->met_under_quota,
                  [&](const auto& met) { return met.first.second <= command.year; });
  }
  events.emplace_back(YearSettled{.year = command.year, .scheme = command.scheme});
}

void carry_out(MarketCore& core, const SetTradingPhase& command, Events& events) {
  core.phase = command.phase;
  events.emplace_back(PhaseChanged{.phase = command.phase});
}

}  // namespace tanshi
