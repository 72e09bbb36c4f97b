// Every calculator under inputs drawn from the ranges that it tells, their ends more often than
// not: whatever it does not refuse it works out, so nothing that a person may type can stop the
// program.
#include <gtest/gtest.h>

#include "exchange/base/random_stream.h"
#include "scenarios/calculator/calculator.h"
#include "scenarios/calculator/worked_rule.h"
#include "tests/testing/seeds.h"

namespace tanshi {
namespace {

class DrawnFields final : public Fields {
 public:
  explicit DrawnFields(RandomStream random) : random_(random) {}

  bool boolean(const Key& key, bool& value) override {
    if (!is_given(key)) return false;
    value = random_.uniform_int(0, 1) == 1;
    return true;
  }
  bool number(const Key& key, double& value, const NumberRule& rule) override {
    if (!is_given(key)) return false;
    value = draw(rule);
    return true;
  }
  bool exact(const Key& key, std::int64_t& value, const ExactRule& rule) override {
    if (!is_given(key)) return false;
    value = draw(rule);
    return true;
  }
  bool text(const Key& key, std::string& value, const TextRule& /*rule*/) override {
    if (!is_given(key)) return false;
    value = "x";
    return true;
  }
  bool word(const Key& key, std::string& value, std::span<const Word> words) override {
    if (!is_given(key)) return false;
    const auto last = static_cast<std::int64_t>(words.size()) - 1;
    value = words[static_cast<std::size_t>(random_.uniform_int(0, last))].name;
    return true;
  }
  bool numbers(const Key& key, std::vector<double>& values, const NumberRule& rule,
               const ListRule& list) override {
    return draw_list(key, values, rule, list);
  }
  bool exacts(const Key& key, std::vector<std::int64_t>& values, const ExactRule& rule,
              const ListRule& list) override {
    return draw_list(key, values, rule, list);
  }
  bool object(const Key&, const std::function<void(Fields&)>&) override { return false; }
  bool objects(const Key&, const ListRule&, const std::function<void(Fields&)>&) override {
    return false;
  }
  bool form(const Key&, std::string_view, std::span<const Form>) override { return false; }
  [[nodiscard]] bool ok() const override { return good_; }
  void refuse(std::string_view, std::string) override { good_ = false; }

 private:
  bool is_given(const Key& key) { return key.required || random_.uniform_int(0, 1) == 1; }

  std::int64_t draw(const ExactRule& rule) {
    switch (random_.uniform_int(0, 4)) {
      case 0:
        return rule.least;
      case 1:
        return rule.most;
      case 2:  // small numbers, so that inputs are near each other
        return std::min(rule.most, rule.least + random_.uniform_int(0, 20));
      default:
        return random_.uniform_int(rule.least, rule.most);
    }
  }

  double draw(const NumberRule& rule) {
    switch (random_.uniform_int(0, 3)) {
      case 0:
        return rule.most;
      case 1:
        if (!rule.above_least) return rule.least;
        [[fallthrough]];
      default:
        return rule.most - (rule.most - rule.least) * random_.uniform();
    }
  }

  template <class Value, class Rule>
  bool draw_list(const Key& key, std::vector<Value>& values, const Rule& rule,
                 const ListRule& list) {
    if (!is_given(key)) return false;
    const auto least = static_cast<std::int64_t>(list.least);
    const auto most = static_cast<std::int64_t>(std::min(list.most, list.least + 200));
    values.assign(static_cast<std::size_t>(random_.uniform_int(least, most)), Value{});
    for (Value& value : values) value = draw(rule);
    return true;
  }

  RandomStream random_;
  bool good_ = true;
};

TEST(CalculatorProperty, WorksOutWhateverItDoesNotRefuse) {
  std::vector<int> worked(calculators().size());
  for (const std::uint64_t seed : test_seeds(300)) {
    const ReplayLine replay(seed);
    for (std::size_t i = 0; i < calculators().size(); ++i) {
      const Calculator& calculator = *calculators()[i];
      SCOPED_TRACE(calculator.name);
      DrawnFields drawn(RandomStream(seed, static_cast<std::uint32_t>(i), 0));
      InputFields inputs(drawn);
      const RuleWork work = calculator.tell(inputs);
      if (!inputs.ok()) continue;
      ++worked[i];
      const WorkedRule result{&calculator, inputs.inputs(), work()};
      EXPECT_FALSE(result.answer.figures.empty());
      EXPECT_FALSE(to_text(result).empty());
      EXPECT_FALSE(to_json(result).empty());
    }
  }
  if (test_seeds(300).size() < 100) return;  // a replay of one seed
  for (std::size_t i = 0; i < worked.size(); ++i)
    EXPECT_GT(worked[i], 10) << calculators()[i]->name << " refuses nearly all that is drawn";
}

}  // namespace
}  // namespace tanshi
