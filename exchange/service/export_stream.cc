#include "exchange/service/export_stream.h"

#include <cstddef>
#include <fstream>
#include <string>
#include <utility>

#include "exchange/service/class_house.h"
#include "exchange/service/class_stream.h"
#include "exchange/service/unary.h"

namespace tanshi {

namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;

// One write at a time: the next piece is read when the one before it has left.
class ExportStream final : public grpc::ServerWriteReactor<v1::ExportDataResponse> {
 public:
  explicit ExportStream(const absl::Status& refusal) { Finish(to_grpc(refusal)); }

  // The house answers once; until then the call stays, be it cancelled or not.
  explicit ExportStream(ClassHouse& house) {
    house.export_data([this](absl::StatusOr<ClassData> data) { begin(std::move(data)); });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(to_grpc(absl::CancelledError("the client has gone")));
    message_.clear_file_name();
    write_next();
  }

  void OnDone() override { delete this; }

 private:
  void begin(absl::StatusOr<ClassData> data) {
    if (!data.ok()) return Finish(to_grpc(data.status()));
    file_.open(data->file, std::ios::binary);
    if (!file_) {
      return Finish(to_grpc(absl::InternalError("the archive cannot be read any more")));
    }
    message_.set_file_name(std::move(data->file_name));
    write_next();
  }

  // A file that is replaced meanwhile is read on as it was.
  void write_next() {
    std::string& chunk = *message_.mutable_chunk();
    chunk.resize(kChunkBytes);
    file_.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    chunk.resize(static_cast<std::size_t>(file_.gcount()));
    if (file_.bad()) {
      return Finish(to_grpc(absl::InternalError("the archive cannot be read any more")));
    }
    if (chunk.empty()) return Finish(grpc::Status::OK);
    StartWrite(&message_);
  }

  std::ifstream file_;
  v1::ExportDataResponse message_;  // stays as it is until it has left
};

absl::Status check_may_export(const ExchangeParts& parts,
                              const grpc::CallbackServerContext& context) {
  const auto identity = authenticate(context, parts.identities);
  if (!identity.ok()) return identity.status();
  if (absl::Status error = check_is_operator(*identity); !error.ok()) return error;
  if (absl::Status error = check_class(parts); !error.ok()) return error;
  if (parts.house != nullptr) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "this exchange serves one session, and no data of it (house_absent)");
}

}  // namespace

grpc::ServerWriteReactor<v1::ExportDataResponse>* open_export_stream(
    const ExchangeParts& parts, const grpc::CallbackServerContext& context) {
  if (const absl::Status refusal = check_may_export(parts, context); !refusal.ok()) {
    return new ExportStream(refusal);
  }
  return new ExportStream(*parts.house);
}

}  // namespace tanshi
