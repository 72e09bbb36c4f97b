// A client of the gateway made of one socket and nothing else, which may misbehave as it likes.
// Waits at most ten seconds for anything.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/base/check.h"
#include "exchange/gateway/ascii.h"
#include "exchange/gateway/grpc_web.h"
#include "fmt/format.h"

namespace tanshi {

struct WebResponse {
  int status = 0;                                   // 0: the connection ended before
  std::map<std::string, std::string> headers = {};  // names in lower case
  std::string body = {};
};

// What a gRPC-Web body says.
struct WebAnswer {
  std::vector<std::string> messages = {};
  std::string trailers = {};  // empty: the body ended before
};

inline WebAnswer answer_in(std::string_view body) {
  WebAnswer answer;
  while (body.size() >= 5) {
    std::size_t length = 0;
    for (std::size_t i = 1; i < 5; ++i) length = length << 8 | static_cast<unsigned char>(body[i]);
    if (body.size() < 5 + length) break;
    const std::string content(body.substr(5, length));
    if (body[0] == 0) {
      answer.messages.push_back(content);
    } else {
      answer.trailers = content;
    }
    body.remove_prefix(5 + length);
  }
  return answer;
}

class WebClient {
 public:
  // `receive_bytes`: the socket's buffer, for those who read slowly; 0: as the system likes.
  explicit WebClient(int port, int receive_bytes = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_bytes > 0)
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    const timeval patience = {.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    TANSHI_CHECK(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  WebClient(const WebClient&) = delete;
  WebClient& operator=(const WebClient&) = delete;
  ~WebClient() { close(); }

  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  // False: the server has closed the connection.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Posts a call; `headers` are further lines, each with its CR LF.
  bool post(const std::string& path, std::string_view message, const std::string& headers = "",
            const std::string& type = "application/grpc-web+proto") {
    const std::string body = message_frame(message);
    return send(
        fmt::format("POST {} HTTP/1.1\r\nHost: here\r\nContent-Type: {}\r\n"
                    "Content-Length: {}\r\n{}\r\n{}",
                    path, type, body.size(), headers, body));
  }

  bool get(const std::string& path, const std::string& headers = "") {
    return send(fmt::format("GET {} HTTP/1.1\r\nHost: here\r\n{}\r\n", path, headers));
  }

  // The head of the next response.
  WebResponse read_head() {
    WebResponse response;
    const auto head = read_to("\r\n\r\n");
    if (!head || !head->starts_with("HTTP/1.1 ")) return response;
    response.status = std::stoi(head->substr(9, 3));
    for (std::size_t line = head->find("\r\n") + 2; line < head->size();) {
      const std::size_t end = head->find("\r\n", line);
      const std::size_t colon = head->find(": ", line);
      std::string name = head->substr(line, colon - line);
      for (char& letter : name) letter = to_lower(letter);
      response.headers[name] = head->substr(colon + 2, end - colon - 2);
      line = end + 2;
    }
    return response;
  }

  // One chunk of a streamed body; empty: the last one, or none came.
  std::string read_chunk() {
    const auto size = read_to("\r\n");
    if (!size) return "";
    const auto bytes = read_exactly(std::stoul(*size, nullptr, 16) + 2);
    return bytes ? bytes->substr(0, bytes->size() - 2) : "";
  }

  // The whole of the next response.
  WebResponse read_response() {
    WebResponse response = read_head();
    if (response.headers.contains("transfer-encoding")) {
      for (std::string chunk = read_chunk(); !chunk.empty(); chunk = read_chunk())
        response.body += chunk;
    } else if (const auto length = response.headers.find("content-length");
               length != response.headers.end()) {
      response.body = read_exactly(std::stoul(length->second)).value_or("");
    }
    return response;
  }

  // Whether something comes within that time.
  bool has_input(int milliseconds) {
    pollfd waiting = {.fd = socket_, .events = POLLIN, .revents = 0};
    return !input_.empty() || ::poll(&waiting, 1, milliseconds) > 0;
  }

  // Whether the server closes the connection, whatever it says before.
  bool is_closed_by_server() {
    while (receive()) {
    }
    return is_ended_;
  }

 private:
  bool receive() {
    char bytes[65536];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    is_ended_ = got == 0 || (got < 0 && errno == ECONNRESET);
    if (got <= 0) return false;
    input_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  std::optional<std::string> read_exactly(std::size_t size) {
    while (input_.size() < size)
      if (!receive()) return std::nullopt;
    std::string bytes = input_.substr(0, size);
    input_.erase(0, size);
    return bytes;
  }

  std::optional<std::string> read_to(std::string_view end) {
    std::size_t found = 0;
    while ((found = input_.find(end)) == std::string::npos)
      if (!receive()) return std::nullopt;
    return read_exactly(found + end.size());
  }

  int socket_;
  std::string input_;
  bool is_ended_ = false;
};

}  // namespace tanshi
