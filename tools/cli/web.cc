#include "tools/cli/web.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <CLI/Validators.hpp>

#include "exchange/gateway/transport.h"
#include "fmt/format.h"
#include "scenarios/library/files.h"
#include "tools/cli/address.h"
#include "tools/cli/output.h"

namespace tanshi {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPemBytesMax = 1 << 20;

absl::StatusOr<std::string> pem_of(const char* option, const std::string& file) {
  auto text = read_text(file, kPemBytesMax);
  if (text.ok()) return text;
  return absl::InvalidArgumentError(
      fmt::format("{} {}: {}", option, file, std::string(text.status().message())));
}

absl::Status check_is_private(const char* option, const std::string& address) {
  if (address.empty() || is_loopback(address)) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("{} {} is open to the network, where tokens could be read on their way: give "
                  "--tls-cert and --tls-key, or --insecure if you trust everybody there",
                  option, address));
}

std::string host_of(const std::string& address) {
  return address.substr(0, address.rfind(':'));
}

// The desk that was built with the program, or installed with it.
std::string assets_of(const WebArguments& arguments) {
  if (!arguments.assets.empty()) return arguments.assets;
  const auto near = folder_near_program({"desk", "share/tanshi/desk"}, [](const fs::path& folder) {
    std::error_code none;
    return fs::is_regular_file(folder / "index.html", none) &&
           fs::is_directory(folder / "assets", none);
  });
  return near ? near->string() : "";
}

}  // namespace

void add_web_arguments(CLI::App& command, WebArguments& arguments) {
  const auto is_address = [](const std::string& text) { return address_problem(text, Port::kAny); };
  command
      .add_option(
          "--web", arguments.web,
          "Address to serve browsers on: the desk, and gRPC-Web for all services; port 0: "
          "any. If it is left out none, but of a class 127.0.0.1:8080, or another port if that is "
          "taken")
      ->type_name("HOST:PORT")
      ->check(is_address);
  command
      .add_option("--assets", arguments.assets,
                  "Folder of the built desk; that beside the program if it is left out")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--allow-origin", arguments.allowed_origins,
                  "Let the pages of another origin call too, such as http://127.0.0.1:5173")
      ->type_name("ORIGIN");
  command
      .add_option("--tls-cert", arguments.tls_certificate,
                  "PEM file of the certificate and its chain, for --listen and --web")
      ->type_name("FILE");
  command.add_option("--tls-key", arguments.tls_key, "PEM file of the certificate's private key")
      ->type_name("FILE");
  command.add_flag("--insecure", arguments.is_insecure,
                   "Serve a network without encryption; tokens can be read on their way");
}

absl::StatusOr<std::shared_ptr<const TlsIdentity>> tls_identity(const WebArguments& arguments,
                                                                const std::string& listen) {
  if (arguments.tls_certificate.empty() != arguments.tls_key.empty())
    return absl::InvalidArgumentError("--tls-cert and --tls-key go together; one is missing");
  if (arguments.tls_certificate.empty()) {
    if (arguments.is_insecure) return nullptr;
    if (absl::Status open = check_is_private("--listen", listen); !open.ok()) return open;
    if (absl::Status open = check_is_private("--web", arguments.web); !open.ok()) return open;
    return nullptr;
  }
  auto certificate = pem_of("--tls-cert", arguments.tls_certificate);
  if (!certificate.ok()) return certificate.status();
  auto key = pem_of("--tls-key", arguments.tls_key);
  if (!key.ok()) return key.status();
  TlsIdentity identity{*std::move(certificate), *std::move(key)};
  if (const auto usable = tls_transports(identity); !usable.ok()) return usable.status();
  return std::make_shared<const TlsIdentity>(std::move(identity));
}

absl::StatusOr<std::unique_ptr<Gateway>> start_gateway(const WebArguments& arguments,
                                                       std::shared_ptr<const TlsIdentity> tls,
                                                       GatewayOptions options) {
  if (arguments.web.empty()) return nullptr;
  options.listen = arguments.web;
  options.assets = assets_of(arguments);
  options.allowed_origins = arguments.allowed_origins;
  options.tls = std::move(tls);
  const bool has_desk = !options.assets.empty();
  auto gateway = Gateway::start(options);
  if (absl::IsUnavailable(gateway.status()) && arguments.any_port) {
    options.listen = fmt::format("{}:0", host_of(arguments.web));
    gateway = Gateway::start(std::move(options));
  }
  if (!gateway.ok()) return gateway.status();
  print("browsers: {}{}\n", desk_url(arguments, **gateway),
        !has_desk
            ? " (gRPC-Web only: no desk is beside the program; ./tools/demo builds it, or give "
              "--assets)"
        : arguments.any_port
            ? " (from this machine alone; --web 0.0.0.0:8443 with --tls-cert and --tls-key, or "
              "--insecure, lets others in)"
            : "");
  return gateway;
}

std::string desk_url(const WebArguments& arguments, const Gateway& gateway) {
  return fmt::format("{}://{}:{}/", arguments.tls_certificate.empty() ? "http" : "https",
                     reachable_host(arguments.web), gateway.port());
}

}  // namespace tanshi
