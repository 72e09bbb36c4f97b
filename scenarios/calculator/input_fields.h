// The listener of fields.h that writes down what a calculator's inputs are, and what they were.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/calculator/calculator.h"
#include "scenarios/yaml/fields.h"

namespace tanshi {

struct RuleInput {
  std::string name;
  std::string doc;
  std::string allowed;  // "a whole number (t), 0 to 1_000"
  std::string unit;
  bool required = false;
  bool given = false;       // by the caller; else `value` is the default
  std::string default_doc;  // how the default is found, where it is not a constant
  RuleValue value;
};

// Hands every call on to `reader`, which it borrows. REQUIRES: inputs are values and lists; a
// calculator has no objects.
class InputFields final : public Fields {
 public:
  explicit InputFields(Fields& reader) : reader_(reader) {}
  [[nodiscard]] const std::vector<RuleInput>& inputs() const { return inputs_; }

  bool boolean(const Key& key, bool& value) override;
  bool number(const Key& key, double& value, const NumberRule& rule) override;
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override;
  bool text(const Key& key, std::string& value, const TextRule& rule) override;
  bool word(const Key& key, std::string& value, std::span<const Word> words) override;
  bool numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
               const ListRule& list) override;
  bool exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
              const ListRule& list) override;
  bool object(const Key& key, const std::function<void(Fields&)>& keys) override;
  bool objects(const Key& key, const ListRule& list,
               const std::function<void(Fields&)>& item) override;
  bool form(const Key& key, std::string_view tag, std::span<const Form> forms) override;
  [[nodiscard]] bool ok() const override { return reader_.ok(); }
  void refuse(std::string_view key, std::string why) override;

 private:
  bool note(const Key& key, bool given, RuleValue value, std::string allowed_text,
            std::string_view unit);

  Fields& reader_;
  std::vector<RuleInput> inputs_;
};

}  // namespace tanshi
