// A call of a browser, on its way to the services: gRPC's generic client, which knows no service.
// One message is asked for at a time, so that whoever reads slowly slows down its own stream only.
//
// Thread-safety: used by the gateway's thread alone. gRPC's threads do no more than hand over to it
// what has come.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/gateway/grpc_web.h"
#include "exchange/gateway/http.h"

namespace boost::asio {
class io_context;
}

namespace tanshi {

class LocalChannel;

struct CallRequest {
  std::string path = {};  // /package.Service/Method
  HttpHeaders metadata = {};
  std::optional<std::chrono::nanoseconds> timeout = {};
  std::string message = {};
};

// Who is told of a call, on the gateway's thread.
class CallReceiver {
 public:
  virtual ~CallReceiver() = default;
  virtual void on_message(std::string message) = 0;  // each after a read()
  virtual void on_end(const CallEnd& end) = 0;       // last, and only after read() said no more
};

class ForwardedCall {
 public:
  virtual ~ForwardedCall() = default;

  // Asks for the next message. REQUIRES: the one before has come, and the call is not given up.
  virtual void read() = 0;

  // Gives the call up; its receiver is told nothing more.
  virtual void cancel() = 0;
};

// Sends the request and asks for the first message. A receiver that is gone is told nothing.
// null: the channel is closed.
[[nodiscard]] std::shared_ptr<ForwardedCall> forward_call(
    std::shared_ptr<boost::asio::io_context> thread, LocalChannel& channel, CallRequest request,
    std::weak_ptr<CallReceiver> receiver);

// Whether the method is known, and answers with one message.
[[nodiscard]] bool is_unary(std::string_view path);

}  // namespace tanshi
