// Who has entered a class, with which code, and what the class has agreed on: plain state, each
// change of which is a note (proto/tanshi/journal/v1/class_note.proto).
//
// apply() is the only way in which the state changes, live and at a restart alike.
//
// Thread-safety: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/classroom/access_codes.h"
#include "tanshi/journal/v1/class_note.pb.h"
#include "tanshi/v1/operator_service.pb.h"

namespace tanshi {

struct ClassMember {
  std::int64_t id = 0;
  std::string name;
  v1::Role role = v1::ROLE_OBSERVER;
  std::string seat;        // empty: none
  std::string first_seat;  // in the class, whose seats come and go with its sessions
  std::string code;        // with which he entered
  std::string request_digest;
  std::vector<std::string> token_digests;
  bool removed = false;
  std::int64_t command_count = 0;  // orders, bids and plans; not kept over a restart
};

class ClassRoll {
 public:
  static constexpr std::int64_t kMembersMax = 10'000;

  void apply(const journal::v1::ClassNote& note);

  [[nodiscard]] AccessCodes& codes() { return codes_; }
  [[nodiscard]] const AccessCodes& codes() const { return codes_; }
  [[nodiscard]] const v1::SetClassOptionsRequest& options() const { return options_; }

  // In the order in which they entered; those that were removed as well.
  [[nodiscard]] const std::vector<ClassMember>& members() const { return members_; }
  // null: there is none, or he was removed.
  [[nodiscard]] ClassMember* member(std::int64_t id);
  [[nodiscard]] const ClassMember* in_seat(std::string_view seat) const;
  // Who entered with this code by the request of this digest.
  [[nodiscard]] ClassMember* by_request(std::string_view digest, std::string_view code);

  [[nodiscard]] bool robot_plays(std::string_view seat) const;
  [[nodiscard]] const std::map<std::string, bool, std::less<>>& robot_seats() const {
    return robot_plays_;
  }

 private:
  void apply(const journal::v1::CodeMade& note, std::int64_t unix_ms);
  void apply(const journal::v1::Entered& note, std::int64_t unix_ms);
  void apply(const journal::v1::Removed& note);
  void apply(const journal::v1::OptionsSet& note);

  AccessCodes codes_;
  std::vector<ClassMember> members_;
  std::map<std::string, std::size_t, std::less<>> in_seat_;  // index of who holds it, by seat
  std::map<std::string, bool, std::less<>> robot_plays_;     // of seats of which that was ever said
  v1::SetClassOptionsRequest options_;
};

}  // namespace tanshi
