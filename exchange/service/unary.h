// How unary calls run. One that carries a command: authenticate, read, check the account, submit,
// and answer once it is durable. One that asks: read the market between two commands, and answer
// once what was read is durable.
#pragma once

#include <grpcpp/grpcpp.h>

#include <concepts>
#include <span>
#include <type_traits>

#include "exchange/service/caller.h"
#include "exchange/service/exchange_parts.h"
#include "exchange/wire/commands.h"
#include "exchange/wire/results.h"

namespace tanshi {

inline grpc::ServerUnaryReactor* finish(grpc::CallbackServerContext* context,
                                        const absl::Status& status) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(to_grpc(status));
  return reactor;
}

// Answers with what was read of the market, once all of it is durable: what is told outside lasts.
grpc::ServerUnaryReactor* finish_when_durable(const ExchangeParts& parts,
                                              grpc::CallbackServerContext* context);

// The account whose private state a call asks for; `account_id` 0: the caller's own.
// Errors: UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT.
[[nodiscard]] absl::StatusOr<AccountId> readable_account(const ExchangeParts& parts,
                                                         const grpc::CallbackServerContext& context,
                                                         std::int64_t account_id);

// Adds to a result what the market knows besides the command's events: the order as it stands,
// where its id was used before.
void add_known_order(const Sequencer& sequencer, std::span<const Event> events,
                     v1::CommandResult& result);

// Commands of the holder of an account name it; the regulator's are on the market's rules and its
// auctions; all others are the operator's.
template <class Command>
absl::Status check_may_command(const Identity& identity, const Command& command) {
  if constexpr (std::same_as<Command, TransferAllowances>) {
    return check_may_act_for(identity, command.from);
  } else if constexpr (std::same_as<Command, SubmitOrder> || std::same_as<Command, CancelOrder> ||
                       std::same_as<Command, ReplaceOrder> ||
                       std::same_as<Command, CancelAllOrders> || std::same_as<Command, SubmitBid> ||
                       std::same_as<Command, WithdrawBid> ||
                       std::same_as<Command, ConsignAllowances> ||
                       std::same_as<Command, CancelAllowances> ||
                       std::same_as<Command, SurrenderAllowances> ||
                       std::same_as<Command, TakeListing> || std::same_as<Command, OfferDirect> ||
                       std::same_as<Command, AcceptOffer> || std::same_as<Command, DeclineOffer> ||
                       std::same_as<Command, WithdrawOffer>) {
    return check_may_act_for(identity, command.account);
  } else if constexpr (std::same_as<Command, AnnounceAuction> ||
                       std::same_as<Command, AddSupplyTier> ||
                       std::same_as<Command, CloseAuction> ||
                       std::same_as<Command, CancelAuction> ||
                       std::same_as<Command, SetTradingRules> || std::same_as<Command, SetHalt> ||
                       std::same_as<Command, SetHoldingLimit>) {
    return check_may_regulate(identity);
  } else {
    return check_is_operator(identity);
  }
}

// Whether the class, if there is one, lets the caller give commands now.
[[nodiscard]] inline absl::Status admit(const ExchangeParts& parts, const Identity& identity,
                                        int count) {
  return parts.classroom == nullptr ? absl::OkStatus() : parts.classroom->admit(identity, count);
}

// The command of a request, if the caller may give it.
template <class Request>
auto read_command(const ExchangeParts& parts, const grpc::CallbackServerContext& context,
                  const Request& request) -> decltype(from_wire(request, AccountId{})) {
  if (!parts.streams.is_open()) {
    return absl::UnavailableError("the exchange is shutting down (shutting_down)");
  }
  if (context.IsCancelled()) return absl::CancelledError("the deadline is over");
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return identity.status();
  if (absl::Status error = check_may_trade(*identity); !error.ok()) return error;
  auto command = from_wire(request, identity->account);
  if (!command.ok()) return command;
  if (absl::Status error = check_may_command(*identity, *command); !error.ok()) return error;
  if (absl::Status error = admit(parts, *identity, 1); !error.ok()) return error;
  return command;
}

template <class Request, class Response>
grpc::ServerUnaryReactor* run_command(const ExchangeParts& parts,
                                      grpc::CallbackServerContext* context, const Request* request,
                                      Response* response) {
  const auto command = read_command(parts, *context, *request);
  if (!command.ok()) return finish(context, command.status());
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const Action action = *command;
  parts.sequencer.submit(std::span(&action, 1), [&sequencer = parts.sequencer, reactor,
                                                 response](std::span<const Committed> committed) {
    const Committed& done = committed.front();
    to_wire(done.command, done.events, *response->mutable_result());
    add_known_order(sequencer, done.events, *response->mutable_result());
    reactor->Finish(grpc::Status::OK);
  });
  return reactor;
}

}  // namespace tanshi
