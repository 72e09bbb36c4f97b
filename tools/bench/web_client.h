// One connection of a browser: HTTP/1.1 kept alive, one gRPC-Web call at a time. As cheap as can
// be, since it shares the machine with what it measures.
//
// Thread-safety: lives on its executor's thread. What the peer does wrong is thrown as
// boost::system::system_error or std::runtime_error.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "google/protobuf/message_lite.h"

namespace tanshi {

class WebClient {
 public:
  using Executor = boost::asio::any_io_executor;

  WebClient(const Executor& executor, boost::asio::ip::tcp::endpoint server)
      : socket_(executor), server_(std::move(server)) {}

  // What browsers send in `authorization` from now on.
  void set_token(std::string_view token) { authorization_ = std::string(token); }

  // Calls a unary method, such as "TradingService/SubmitOrder"; false: it was refused, and
  // refusal() says why.
  boost::asio::awaitable<bool> call(std::string method,
                                    const google::protobuf::MessageLite& request,
                                    google::protobuf::MessageLite& response);

  // Opens a server stream; then read() gives its messages one by one, false once it has ended.
  boost::asio::awaitable<void> open(std::string method,
                                    const google::protobuf::MessageLite& request);
  boost::asio::awaitable<bool> read(google::protobuf::MessageLite& message);

  [[nodiscard]] const std::string& refusal() const { return refusal_; }
  [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

 private:
  boost::asio::awaitable<void> post(const std::string& method,
                                    const google::protobuf::MessageLite& request);
  boost::asio::awaitable<void> fill();
  boost::asio::awaitable<std::string> line();
  boost::asio::awaitable<std::size_t> head();
  boost::asio::awaitable<void> need_body(std::size_t size);
  bool take_trailers(std::string_view trailers);

  boost::asio::ip::tcp::socket socket_;
  const boost::asio::ip::tcp::endpoint server_;
  std::string authorization_;
  std::string input_;  // of HTTP
  std::string body_;   // frames, out of their chunks
  bool is_chunked_ = false;
  std::string refusal_;
  std::size_t bytes_read_ = 0;
};

}  // namespace tanshi
