// How the keys of a scenario are told: once, to whoever listens.
//
// scenario_keys.cc names every key with its meaning, unit and range by calling `Fields`. The
// YAML reader listens and fills the value that it is handed; the writers of the JSON Schema and
// of docs/scenarios.md listen and print, taking the value that they are handed as the default.
// So the three cannot disagree.
//
// A call about a value returns true when the file gives it, and then it has been stored. It
// returns false, the value untouched, when the key is absent or was refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/base/units.h"

namespace tanshi {

struct Key {
  std::string_view name;
  std::string_view doc;            // what it means, without its range and default
  bool required = false;           // with a default_doc: where there is nothing to take it from
  std::string_view default_doc{};  // when the default is not a constant: how it is found
};

// A whole number of 10^-decimals units, kept as that integer. Bounds in the same integers.
struct ExactRule {
  std::int64_t least = 0;
  std::int64_t most = 0;
  int decimals = 0;
  std::string_view unit{};  // "t", "money", "money/t"; empty: a count
};

struct NumberRule {
  double least = 0;
  double most = 0;
  bool above_least = false;  // `least` itself is refused
  std::string_view unit{};
};

struct TextRule {
  std::size_t most_bytes = 0;
  // "": any text. Else the characters allowed, and what to call the rule in a message.
  std::string_view first{};
  std::string_view others{};
  std::string_view shape{};
};

struct Word {
  std::string_view name;
  std::string_view doc;
};

struct ListRule {
  std::size_t least = 0;
  std::size_t most = 0;
};

class Fields;

// One of several sets of keys that an object may hold.
struct Form {
  std::string_view name;
  std::string_view doc;
  std::function<void(Fields&)> keys;
};

class Fields {
 public:
  virtual ~Fields() = default;

  virtual bool boolean(const Key& key, bool& value) = 0;
  virtual bool number(const Key& key, double& value, const NumberRule& rule) = 0;
  virtual bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) = 0;
  virtual bool text(const Key& key, std::string& value, const TextRule& rule) = 0;
  // One of a list of names.
  virtual bool word(const Key& key, std::string& value, std::span<const Word> words) = 0;

  virtual bool numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
                       const ListRule& list) = 0;
  virtual bool exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
                      const ListRule& list) = 0;

  // An object whose keys are names that the file chooses, and whose values are objects that
  // somebody else reads; `names` gets the names. Only a listener to whole scenarios needs to hear
  // of it.
  virtual bool named_objects(const Key& key, std::vector<std::string>& names, const TextRule& rule,
                             const ListRule& list);
  // A list of numbers and words, each as written. Heard by the same listeners.
  virtual bool scalars(const Key& key, std::vector<std::string>& values, const ListRule& list);

  // An object with keys of its own. An absent one that is not required is told nothing.
  virtual bool object(const Key& key, const std::function<void(Fields&)>& keys) = 0;
  // A list of such objects; `item` is called for each.
  virtual bool objects(const Key& key, const ListRule& list,
                       const std::function<void(Fields&)>& item) = 0;
  // An object in one of several forms. The value of its key `tag` names the form; with an empty
  // `tag`, a form is chosen by the presence of the key that has the form's name.
  virtual bool form(const Key& key, std::string_view tag, std::span<const Form> forms) = 0;

  // False when anything told through this object was refused.
  [[nodiscard]] virtual bool ok() const = 0;
  // Refuses the value of a key (or the object, when `key` is empty) for a reason that no rule
  // above can say. `why` tells what is wrong; what is allowed.
  virtual void refuse(std::string_view key, std::string why) = 0;

  bool integer(const Key& key, std::int32_t& value, std::int32_t least, std::int32_t most);
  bool tonnes(const Key& key, Tonnes& value, Tonnes least, Tonnes most);
  bool price(const Key& key, Price& value, Price least, Price most);
  bool cash(const Key& key, Cash& value, Cash least, Cash most);
};

}  // namespace tanshi
