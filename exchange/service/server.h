// The exchange on the wire: every service of proto/tanshi/v1 on one address, with health checks and
// reflection, so that stock clients can find their way.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <grpcpp/support/status_code_enum.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "exchange/classroom/classroom.h"
#include "exchange/sequencer/sequencer.h"
#include "exchange/service/identities.h"
#include "exchange/service/market_feed.h"
#include "exchange/service/seat_broker.h"
#include "exchange/service/session_control.h"

namespace tanshi {

class ClassHouse;
class LocalChannel;

// A certificate chain and its private key, both PEM.
struct TlsIdentity {
  std::string certificate_chain;
  std::string private_key;
};

// A call that has ended.
struct EndedCall {
  std::string_view method;  // "/tanshi.v1.Service/Method"
  std::string_view peer;    // as gRPC names it: "ipv4:192.0.2.1:5678"; of the gateway "unknown"
  grpc::StatusCode code{};
};

struct ServerOptions {
  std::string listen = "127.0.0.1:0";                   // port 0: any that is free
  std::shared_ptr<const TlsIdentity> tls;               // null: without encryption
  std::size_t streams_max = 4'096;                      // open at a time
  int message_bytes_max = 1 << 20;                      // of one message that a client sends
  std::size_t memory_bytes_max = std::size_t{1} << 30;  // for calls and buffers of the transport
  // A connection that has said nothing for `ping_after` is asked whether it lives, and given up
  // without an answer within `ping_answer_within`: the seats that it held return to their robots.
  std::chrono::milliseconds ping_after{20'000};
  std::chrono::milliseconds ping_answer_within{10'000};
  std::string version;  // told by SessionService
  // Hears of every call that has ended, on the call's thread; must not block.
  std::function<void(const EndedCall&)> on_call_ended = {};
  MarketFeedOptions feed = {};
  ClassHouse* house = nullptr;  // where other sessions come from; outlives the server
};

class Server {
 public:
  // Serves from now on. All that is referred to must outlive the server; `broker` and `session` are
  // null where no session plays, `classroom` where no class is held. Nobody may submit to the
  // sequencer before start() returns. Errors: UNAVAILABLE the address cannot be listened on, or the
  // certificate or key is none.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<Server>> start(
      ServerOptions options, Sequencer& sequencer, const Identities& identities,
      SeatBroker* broker = nullptr, SessionControl* session = nullptr,
      Classroom* classroom = nullptr);

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // stop(), with a second's grace

  // The port that it listens on.
  [[nodiscard]] int port() const;

  // A way to call the services from this process until stop(), without the network.
  [[nodiscard]] std::shared_ptr<LocalChannel> local_channel() const;

  // Streams that clients have open.
  [[nodiscard]] std::size_t open_streams() const;

  // Takes no more calls, answers those under way, and ends every stream once its client has been
  // sent what is due; cuts off what is not done after `grace`. Blocks until no call is left.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
