// The listener of fields.h that fills values from a YAML tree and refuses what breaks a rule.
//
// Every refusal becomes a Problem at the place of the key or value; reading goes on, so that one
// run names all that is wrong.
#pragma once

#include <string>
#include <vector>

#include "scenarios/yaml/fields.h"
#include "scenarios/yaml/yaml_tree.h"

namespace tanshi {

// Reads the keys of one object. Borrows `object` and `problems`.
class YamlFields final : public Fields {
 public:
  // REQUIRES: `object` is an object.
  YamlFields(const YamlNode& object, std::string path, std::vector<Problem>& problems);

  // To call when all keys have been told: refuses those that the file gives beside them.
  void refuse_unknown_keys();

  bool boolean(const Key& key, bool& value) override;
  bool number(const Key& key, double& value, const NumberRule& rule) override;
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override;
  bool text(const Key& key, std::string& value, const TextRule& rule) override;
  bool word(const Key& key, std::string& value, std::span<const Word> words) override;
  bool numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
               const ListRule& list) override;
  bool exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
              const ListRule& list) override;
  bool named_objects(const Key& key, std::vector<std::string>& names, const TextRule& rule,
                     const ListRule& list) override;
  bool scalars(const Key& key, std::vector<std::string>& values, const ListRule& list) override;
  bool object(const Key& key, const std::function<void(Fields&)>& keys) override;
  bool objects(const Key& key, const ListRule& list,
               const std::function<void(Fields&)>& item) override;
  bool form(const Key& key, std::string_view tag, std::span<const Form> forms) override;
  [[nodiscard]] bool ok() const override { return problems_.size() == problems_before_; }
  void refuse(std::string_view key, std::string why) override;

 private:
  // The value of a told key; nullptr when it is absent, which is refused if it is required.
  const YamlNode* told(const Key& key, const std::string& allowed_text);
  [[nodiscard]] std::string path_of(std::string_view key) const;
  void add(const YamlNode& node, std::string path, std::string what);
  // The same for a list whose items are `each`; nullptr also when it is none, or too long.
  const YamlNode* told_list(const Key& key, const ListRule& list, const std::string& each);

  template <class Value, class Rule>
  bool read_scalar(const Key& key, Value& value, const Rule& rule);
  template <class Value, class Rule>
  bool read_scalars(const Key& key, std::vector<Value>& values, const Rule& rule,
                    const ListRule& list);

  // Reads the keys of `node`; true when none was refused.
  bool read_object(const YamlNode& node, std::string path,
                   const std::function<void(Fields&)>& keys);
  bool read_object_of_form(const YamlNode& node, const std::string& path, std::string_view tag,
                           std::span<const Form> forms);
  // nullptr: refused.
  const Form* form_by_tag(const YamlNode& node, const std::string& path, std::string_view tag,
                          std::span<const Form> forms);
  const Form* form_by_key(const YamlNode& node, const std::string& path,
                          std::span<const Form> forms);

  const YamlNode& node_;
  std::string path_;
  std::vector<Problem>& problems_;
  std::size_t problems_before_;
  std::vector<std::string_view> told_;
};

}  // namespace tanshi
