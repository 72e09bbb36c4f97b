#include "exchange/gateway/gateway.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <chrono>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "exchange/gateway/connection.h"
#include "exchange/gateway/gateway_state.h"
#include "exchange/gateway/transport.h"
#include "exchange/service/local_channel.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds kSweep{250};
constexpr int kUnavailable = 14;  // of google.rpc.Code

// What an address counts as: of IPv6 its network, since one client has all addresses of that.
std::string counted_as(const tcp::endpoint& client) {
  if (client.address().is_v4()) return client.address().to_string();
  const auto bytes = client.address().to_v6().to_bytes();
  return std::string(bytes.begin(), bytes.begin() + 8);
}

// Finds out in a minute that a client is gone that never said so.
void watch(tcp::socket& socket) {
  boost::system::error_code ignored;
  static_cast<void>(socket.set_option(tcp::no_delay(true), ignored));
  static_cast<void>(socket.set_option(asio::socket_base::keep_alive(true), ignored));
  const auto set = [&](int option, int value) {
    setsockopt(socket.native_handle(), IPPROTO_TCP, option, &value, sizeof value);
  };
  set(TCP_KEEPIDLE, 30);
  set(TCP_KEEPINTVL, 10);
  set(TCP_KEEPCNT, 3);
}

absl::StatusOr<tcp::endpoint> endpoint_of(const std::string& address, asio::io_context& thread) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return absl::InvalidArgumentError("must be HOST:PORT");
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const auto found =
      tcp::resolver(thread).resolve(host, address.substr(colon + 1), tcp::resolver::passive, error);
  if (error || found.empty()) return absl::UnavailableError(error.message());
  return found.begin()->endpoint();
}

}  // namespace

struct Gateway::Impl {
  explicit Impl(const GatewayLimits& limits)
      : thread(std::make_shared<asio::io_context>(1)),
        work(asio::make_work_guard(*thread)),
        acceptor(*thread),
        sweep_timer(*thread),
        state(limits) {
    state.thread = thread;
  }

  absl::Status listen(const std::string& address);
  void accept();
  void on_accepted(tcp::socket socket);
  void sweep();
  void close();

  const std::shared_ptr<asio::io_context> thread;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  tcp::acceptor acceptor;
  asio::steady_timer sweep_timer;
  TransportMaker transports;
  GatewayState state;
  bool is_accepting = true;
  bool is_closed = false;
  int port = 0;
  std::thread runner;
};

absl::Status Gateway::Impl::listen(const std::string& address) {
  const auto endpoint = endpoint_of(address, *thread);
  if (!endpoint.ok())
    return absl::UnavailableError(
        fmt::format("cannot listen on {}: {}", address, std::string(endpoint.status().message())));
  boost::system::error_code error;
  static_cast<void>(acceptor.open(endpoint->protocol(), error));
  if (!error) static_cast<void>(acceptor.set_option(tcp::acceptor::reuse_address(true), error));
  if (!error) static_cast<void>(acceptor.bind(*endpoint, error));
  if (!error) static_cast<void>(acceptor.listen(asio::socket_base::max_listen_connections, error));
  if (error)
    return absl::UnavailableError(fmt::format("cannot listen on {}: {}", address, error.message()));
  port = acceptor.local_endpoint().port();
  return absl::OkStatus();
}

void Gateway::Impl::accept() {
  acceptor.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (is_closed || error == asio::error::operation_aborted) return;
    if (!error) on_accepted(std::move(socket));
    // Without file descriptors to accept with, the next sweep tries again.
    is_accepting = !error || error == asio::error::connection_aborted;
    if (is_accepting) accept();
  });
}

void Gateway::Impl::on_accepted(tcp::socket socket) {
  boost::system::error_code error;
  const tcp::endpoint client = socket.remote_endpoint(error);
  if (error) return;  // gone already
  const std::string address = counted_as(client);
  // A new connection counts as a request: with TLS it costs more than most.
  const std::string shown = client.address().to_string();
  if (state.rates.take(address, Connection::Clock::now()).count() > 0)
    return state.refused(shown, GatewayRefusal::kTooManyRequests);
  if (!state.counts.add(address)) return state.refused(shown, GatewayRefusal::kTooManyConnections);
  ++state.counted->connections;
  ++state.counted->open_connections;
  watch(socket);
  const auto connection =
      std::make_shared<Connection>(state, transports(std::move(socket)), address, shown);
  state.connections.insert(connection);
  connection->start();
}

void Gateway::Impl::sweep() {
  sweep_timer.expires_after(kSweep);
  sweep_timer.async_wait([this](boost::system::error_code error) {
    if (is_closed || error) return;
    const auto now = Connection::Clock::now();
    const auto connections = state.connections;  // check() may take some away
    for (const auto& connection : connections) connection->check(now);
    state.rates.drop_full(now);
    if (!std::exchange(is_accepting, true)) accept();
    sweep();
  });
}

void Gateway::Impl::close() {
  is_closed = true;  // what has expired already is not cancelled: it must not go on
  boost::system::error_code ignored;
  static_cast<void>(acceptor.close(ignored));
  sweep_timer.cancel();
  const auto connections = state.connections;  // close() takes each away
  for (const auto& connection : connections) connection->close();
  work.reset();  // run() returns once the last call has ended
}

Gateway::Gateway(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Gateway::~Gateway() {
  stop();
}

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::start(GatewayOptions options) {
  auto impl = std::make_unique<Impl>(options.limits);
  impl->transports = plain_transports();
  if (options.tls != nullptr) {
    auto transports = tls_transports(*options.tls);
    if (!transports.ok()) return transports.status();
    impl->transports = *std::move(transports);
  }
  if (!options.assets.empty()) {
    auto assets = Assets::load(options.assets);
    if (!assets.ok()) return assets.status();
    impl->state.site.assets = *std::move(assets);
  }
  impl->state.site.pages = std::move(options.pages);
  impl->state.site.allowed_origins = std::move(options.allowed_origins);
  if (options.counts != nullptr) impl->state.counted = std::move(options.counts);
  impl->state.on_refused = std::move(options.on_refused);
  impl->state.site.pages.try_emplace("/healthz", [&state = impl->state](const HttpRequest&) {
    return state.channel && state.channel->is_open()
               ? text_response(200, "ok\n")
               : text_response(503, "no exchange is served now\n");
  });
  if (absl::Status listening = impl->listen(options.listen); !listening.ok()) return listening;
  impl->accept();
  impl->sweep();
  impl->runner = std::thread([thread = impl->thread] { thread->run(); });
  return std::unique_ptr<Gateway>(new Gateway(std::move(impl)));
}

int Gateway::port() const {
  return impl_->port;
}

void Gateway::set_channel(std::shared_ptr<LocalChannel> channel) {
  if (!impl_->runner.joinable()) return;  // stopped
  std::promise<void> done;
  asio::post(*impl_->thread, [&] {
    impl_->state.channel = std::move(channel);
    const auto connections = impl_->state.connections;
    for (const auto& connection : connections)
      connection->end_call({.code = kUnavailable, .message = "the session has ended"});
    done.set_value();
  });
  done.get_future().wait();
}

void Gateway::stop() {
  if (!impl_->runner.joinable()) return;
  asio::post(*impl_->thread, [this] { impl_->close(); });
  impl_->runner.join();
}

}  // namespace tanshi
