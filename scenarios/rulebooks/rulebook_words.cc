#include "scenarios/rulebooks/rulebook_words.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "scenarios/rulebooks/rulebook_keys.h"
#include "scenarios/yaml/exact_number.h"
#include "scenarios/yaml/fields.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

std::string without_full_stop(std::string_view text) {
  return std::string(text.ends_with('.') ? text.substr(0, text.size() - 1) : text);
}

std::string with_unit(std::string value, std::string_view unit) {
  return unit.empty() ? value : fmt::format("{} {}", value, unit);
}

// Hears the keys as the reader does, and writes down those that the file gives: of an object a line
// each, with what the key means; of a list a line an item.
class SpokenFields final : public Fields {
 public:
  enum class Style : bool { kLines, kOneLine };

  SpokenFields(Fields& read, std::string& out, int indent, Style style)
      : read_(read), out_(out), indent_(indent), style_(style) {}

  bool boolean(const Key& key, bool& value) override {
    return read_.boolean(key, value) && say(key, value ? "yes" : "no");
  }
  bool number(const Key& key, double& value, const NumberRule& rule) override {
    return read_.number(key, value, rule) &&
           say(key, with_unit(write_approximate(value), rule.unit));
  }
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override {
    return read_.exact(key, value, rule) &&
           say(key, with_unit(write_exact(value, rule.decimals), rule.unit));
  }
  bool text(const Key& key, std::string& value, const TextRule& rule) override {
    return read_.text(key, value, rule) && say(key, value);
  }
  bool word(const Key& key, std::string& value, std::span<const Word> words) override {
    if (!read_.word(key, value, words)) return false;
    const auto chosen = std::ranges::find(words, std::string_view(value), &Word::name);
    const bool means = style_ == Style::kLines && !chosen->doc.empty();
    return say(key, means ? fmt::format("{}: {}", value, chosen->doc) : value);
  }
  bool numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
               const ListRule& list) override {
    if (!read_.numbers(key, values, rule, list)) return false;
    std::string all;
    for (const double value : values) all += (all.empty() ? "" : ", ") + write_approximate(value);
    return say(key, all);
  }
  bool exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
              const ListRule& list) override {
    if (!read_.exacts(key, values, rule, list)) return false;
    std::string all;
    for (const std::int64_t value : values)
      all += (all.empty() ? "" : ", ") + write_exact(value, rule.decimals);
    return say(key, all);
  }
  bool object(const Key& key, const std::function<void(Fields&)>& keys) override {
    return read_.object(key, [&](Fields& inner) { inside(key, inner, keys); });
  }
  bool objects(const Key& key, const ListRule& list,
               const std::function<void(Fields&)>& item) override {
    bool first = true;
    return read_.objects(key, list, [&](Fields& inner) {
      if (first) title(key);
      first = false;
      std::string line;
      SpokenFields spoken(inner, line, indent_ + 2, Style::kOneLine);
      item(spoken);
      out_ += fmt::format("{:{}}{}\n", "", indent_ + 2, line);
    });
  }
  bool form(const Key& key, std::string_view tag, std::span<const Form> forms) override {
    std::vector<Form> spoken;
    spoken.reserve(forms.size());
    for (const Form& form : forms) {
      const auto keys = [this, &key, &form](Fields& inner) {
        inside(key, inner, [&](Fields& fields) {
          out_ +=
              fmt::format("{:{}}{}: {}\n", "", indent_ + 2, form.name, without_full_stop(form.doc));
          form.keys(fields);
        });
      };
      spoken.push_back({form.name, form.doc, keys});
    }
    return read_.form(key, tag, spoken);
  }
  [[nodiscard]] bool ok() const override { return read_.ok(); }
  void refuse(std::string_view key, std::string why) override { read_.refuse(key, why); }

 private:
  void title(const Key& key) {
    out_ += fmt::format("{:{}}{}: {}\n", "", indent_, key.name, without_full_stop(key.doc));
  }

  void inside(const Key& key, Fields& inner, const std::function<void(Fields&)>& keys) {
    title(key);
    SpokenFields spoken(inner, out_, indent_ + 2, Style::kLines);
    keys(spoken);
  }

  bool say(const Key& key, const std::string& value) {
    if (style_ == Style::kOneLine) {
      out_ += fmt::format("{}{} {}", out_.empty() ? "" : ", ", key.name, value);
    } else if (value.find(": ") != std::string::npos || indent_ == 0) {
      out_ += fmt::format("{:{}}{} {}\n", "", indent_, key.name, value);
    } else {
      out_ +=
          fmt::format("{:{}}{} {}: {}\n", "", indent_, key.name, value, without_full_stop(key.doc));
    }
    return true;
  }

  Fields& read_;
  std::string& out_;
  int indent_;
  Style style_;
};

}  // namespace

std::optional<std::string> rulebook_in_words(std::string_view text, std::string_view file,
                                             std::vector<Problem>& problems) {
  const auto root = parse_rulebook(text, file, problems);
  if (!root) return std::nullopt;
  std::string words;
  YamlFields fields(*root, "", problems);
  SpokenFields spoken(fields, words, 0, SpokenFields::Style::kLines);
  AuctionRulebook rulebook;
  tell_rulebook(spoken, rulebook);
  fields.refuse_unknown_keys();
  if (!fields.ok()) return std::nullopt;
  return words;
}

}  // namespace tanshi
