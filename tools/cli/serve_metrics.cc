#include "tools/cli/serve_metrics.h"

#include <array>
#include <utility>

#include "exchange/telemetry/metrics_text.h"
#include "tools/cli/session_watch.h"

namespace tanshi {

namespace {

void write_session(HostedExchange& exchange, MetricsText& text) {
  const SessionStatus status = exchange.session().status();
  text.gauge("tanshi_info", "What is served: 1.")
      .sample(1, {{"version", TANSHI_VERSION}, {"scenario", status.scenario}});
  text.gauge("tanshi_session_phase", "1 for the phase that the session is in.");
  for (int i = 1; i <= static_cast<int>(SessionPhase::kStopped); ++i) {
    const auto phase = static_cast<SessionPhase>(i);
    text.sample(phase == status.phase ? 1 : 0, {{"phase", phase_word(phase)}});
  }
  text.gauge("tanshi_session_year", "Civil year under way.").sample(raw(status.year));
  text.gauge("tanshi_session_day", "Trading day of the year, from 0.").sample(status.day);
  std::array<std::int64_t, 3> held{};
  for (const SeatStatus& seat : exchange.seats().seats())
    ++held[seat.by_program ? 2 : seat.held ? 1 : 0];
  text.gauge("tanshi_seats", "Seats, by who plays them.");
  text.sample(held[0], {{"player", "robot"}});
  text.sample(held[1], {{"player", "person"}});
  text.sample(held[2], {{"player", "program"}});
  text.gauge("tanshi_open_streams", "Streams that clients have open.")
      .sample(static_cast<std::int64_t>(exchange.open_streams()));
}

void write_gateway(const GatewayCounts& counts, MetricsText& text) {
  text.counter("tanshi_gateway_connections_total", "Connections that were let in.")
      .sample(counts.connections);
  text.gauge("tanshi_gateway_open_connections", "Connections that are open.")
      .sample(counts.open_connections);
  text.counter("tanshi_gateway_requests_total", "Requests.").sample(counts.requests);
  text.counter("tanshi_gateway_read_bytes_total", "Bytes that clients sent.")
      .sample(counts.bytes_read);
  text.counter("tanshi_gateway_written_bytes_total", "Bytes that clients were sent.")
      .sample(counts.bytes_written);
  text.counter("tanshi_gateway_refusals_total", "What the gateway itself turned away.");
  for (std::size_t i = 0; i < counts.refusals.size(); ++i)
    text.sample(counts.refusals[i], {{"reason", kGatewayRefusals[i]}});
  text.histogram("tanshi_gateway_call_seconds", "Time from a unary call's last byte to its answer.",
                 counts.calls);
}

HttpResponse refusal() {
  HttpResponse response =
      text_response(401, "metrics are for the operator here: send `Authorization: Bearer TOKEN`\n");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

HttpResponse metrics_of(HostedExchange& exchange, const ServeMeters& meters) {
  MetricsText text;
  write_session(exchange, text);
  meters.market.write(text);
  write_gateway(*meters.gateway, text);
  return {.headers = {{"Content-Type", std::string(MetricsText::kContentType)},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}},
          .body = std::make_shared<const std::string>(text.text())};
}

}  // namespace

Page metrics_page(ServedExchange& exchange, std::shared_ptr<const ServeMeters> meters,
                  bool is_public) {
  return [&exchange, meters = std::move(meters), is_public](const HttpRequest& request) {
    HttpResponse response = text_response(503, "one session gives way to the next: ask again\n");
    exchange.look([&](HostedExchange& served) {
      const bool may =
          is_public || request.header("authorization") == "Bearer " + served.operator_token();
      response = may ? metrics_of(served, *meters) : refusal();
    });
    return response;
  };
}

}  // namespace tanshi
