#include "scenarios/hosting/hosted_exchange.h"

#include <optional>
#include <utility>

namespace tanshi {

absl::StatusOr<std::unique_ptr<HostedExchange>> HostedExchange::start(
    const Scenario& scenario, const ExchangeOptions& options) {
  std::unique_ptr<HostedExchange> exchange(new HostedExchange);
  exchange->operator_token_ = options.operator_token.empty() ? new_token() : options.operator_token;
  exchange->identities_.grant_operator(exchange->operator_token_);

  Market market;
  std::unique_ptr<Journal> journal;
  std::optional<SessionPast> past;
  if (!options.journal.empty()) {
    auto opened = Journal::open(options.journal, {.origin = options.origin});
    if (!opened.ok()) return opened.status();
    journal = *std::move(opened);
    auto recovered = journal->recover();
    if (!recovered.ok()) return recovered.status();
    market = *std::move(recovered);
    if (market.command_count() > 0) {
      auto read = SessionPast::read(*journal, [](const Market&, const Command&, auto) {});
      if (!read.ok() && !absl::IsNotFound(read.status())) return read.status();
      exchange->resumed_ = read.status();
      if (read.ok()) past = *std::move(read);
    }
  }
  exchange->recovered_commands_ = market.command_count();
  exchange->sequencer_ = std::make_unique<Sequencer>(std::move(market), std::move(journal));
  exchange->session_ = std::make_unique<HostedSession>(
      scenario, options.session, *exchange->sequencer_, exchange->broker_, std::move(past));
  if (exchange->resumed_.ok()) exchange->resumed_ = exchange->session_->resume_past();

  if (options.classroom) {
    exchange->classroom_ =
        std::make_unique<Classroom>(*options.classroom, *exchange->sequencer_,
                                    exchange->identities_, exchange->broker_, *exchange->session_);
    exchange->theory_ =
        std::make_unique<ClassTheory>(scenario, exchange->session_->world(), *exchange->classroom_);
  }
  ServerOptions server;
  server.listen = options.listen;
  server.tls = options.tls;
  server.version = options.version;
  auto started =
      Server::start(server, *exchange->sequencer_, exchange->identities_, &exchange->broker_,
                    exchange->session_.get(), exchange->classroom_.get());
  if (!started.ok()) return started.status();
  exchange->server_ = *std::move(started);
  exchange->session_->go_on();
  return exchange;
}

HostedExchange::~HostedExchange() {
  stop(std::chrono::seconds(1));
}

void HostedExchange::stop(std::chrono::milliseconds grace) {
  if (session_) session_->interrupt("the exchange is shutting down");
  if (server_) server_->stop(grace);
}

}  // namespace tanshi
