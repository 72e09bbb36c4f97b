// The tree knows where each node stands, and hostile text is refused in little time and memory.
#include "scenarios/yaml/yaml_tree.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/yaml/nearest_name.h"

namespace tanshi {
namespace {

// The one problem of a text that must be refused.
std::string refusal(std::string_view text) {
  std::vector<Problem> problems;
  EXPECT_FALSE(parse_yaml(text, "f.yaml", problems).has_value());
  return problems.size() == 1 ? to_string(problems.front())
                              : std::to_string(problems.size()) + " problems";
}

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(YamlTree, NodesKnowTheirPlaceAndForm) {
  std::vector<Problem> problems;

  const auto root = parse_yaml("a: 1\nb:\n  - 'x'\n  - {c: }\n", "f.yaml", problems);

  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->find("a")->text, "1");
  EXPECT_FALSE(root->find("a")->quoted);
  const YamlNode& list = *root->find("b");
  ASSERT_EQ(list.items.size(), 2U);
  EXPECT_TRUE(list.items[0].quoted);
  EXPECT_EQ(list.items[0].place.line, 3);
  EXPECT_EQ(list.items[0].place.column, 5);
  EXPECT_EQ(list.items[1].find("c")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(root->find("d"), nullptr);
}

TEST(YamlTree, LinesEndedLikeWindowsCountTheSame) {
  std::vector<Problem> problems;

  const auto root = parse_yaml("a: 1\r\nb: 2\r\n", "f.yaml", problems);

  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->find("b")->place.line, 2);
  EXPECT_EQ(root->find("b")->text, "2");
}

TEST(YamlTree, RefusesAnchorsAliasesAndTags) {
  EXPECT_EQ(refusal("a: &x [1]"), "f.yaml:1:4: a: an anchor (&name); anchors are not allowed");
  EXPECT_EQ(refusal("a: !!int 1"),
            "f.yaml:1:4: a: a tag (tag:yaml.org,2002:int); tags are not allowed");
  EXPECT_EQ(refusal("a: *x"), "f.yaml:1:4: not valid YAML: the referenced anchor is not defined");
}

TEST(YamlTree, RefusesKeysThatAreNoNamesOrGivenTwice) {
  EXPECT_EQ(refusal("{[1, 2]: 3}"), "f.yaml:1:2: a key that is not text; keys are names");
  EXPECT_EQ(refusal("o:\n  a: 1\n  a: 2"),
            "f.yaml:3:3: o.a: given twice, first on line 2; a key may be given once");
}

TEST(YamlTree, RefusesASecondDocument) {
  EXPECT_EQ(refusal("a: 1\n---\nb: 2\n"),
            "f.yaml:2:1: a second document begins; a file holds one scenario");
}

TEST(YamlTree, RefusesBrokenYaml) {
  EXPECT_EQ(refusal("a: 1\nb: [1}\n"), "f.yaml:2:6: not valid YAML: illegal flow end");
}

TEST(YamlTree, RefusesWhatIsNotText) {
  EXPECT_EQ(refusal("a: 1\nb: \xff"),
            "f.yaml:2:4: byte 0xff is not UTF-8; a scenario is UTF-8 text");
  EXPECT_EQ(refusal("a: \xc0\x80"), "f.yaml:1:4: byte 0xc0 is not UTF-8; a scenario is UTF-8 text");
  EXPECT_EQ(refusal("a: \xed\xa0\x80"),
            "f.yaml:1:4: byte 0xed is not UTF-8; a scenario is UTF-8 text");
  EXPECT_EQ(refusal(std::string_view("a: \0", 4)),
            "f.yaml:1:4: control character 0x00; a scenario is UTF-8 text");
  EXPECT_EQ(refusal("a: \xc2\x9b"), "f.yaml:1:4: control character 0x9b; a scenario is UTF-8 text");
  EXPECT_EQ(refusal(" \n\t"),
            "f.yaml:1:1: empty; a scenario is an object with keys, see "
            "docs/scenarios.md");
}

TEST(YamlTree, RefusesTextWithoutADocument) {
  for (const std::string_view text : {"# only a comment\n", "%", "# old\ra: 1\r", "\xef\xbb\xbf"})
    EXPECT_EQ(refusal(text),
              "f.yaml:1:1: empty; a scenario is an object with keys, see docs/scenarios.md")
        << text;
}

TEST(YamlTree, RefusesWhatIsTooLarge) {
  EXPECT_EQ(refusal(std::string(kMaxYamlBytes + 1, ' ')),
            "f.yaml:1:1: too long; at most 1048576 bytes");
  EXPECT_EQ(refusal(repeated("- ", 17) + "1"),
            "f.yaml:1:33: " + repeated("[0]", 16) + ": nested too deeply; at most 16 levels");
  std::string keys;
  for (int i = 0; i <= 100; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(refusal(keys), "f.yaml:101:1: too many keys in one object; at most 100");
}

TEST(YamlTree, NestingBombsAreRefused) {
  for (const std::string_view part : {"[", "{a: ", "- ", "a: ", "? ", "[[]: "})
    EXPECT_NE(refusal(repeated(part, 100'000)), "") << part;
}

TEST(YamlTree, AMessageStaysOnOneLine) {
  EXPECT_EQ(refusal("\"a\\nb\": 1\n\"a\\nb\": 2"),
            "f.yaml:2:1: a\\x0ab: given twice, first on line 1; a key may be given once");
}

TEST(NearestName, FindsSlipsOfThePenOnly) {
  const std::vector<std::string_view> names = {"count", "cash", "allocation_weight"};

  EXPECT_EQ(nearest_name("cuont", names), "count");
  EXPECT_EQ(nearest_name("alocation_wieght", names), "allocation_weight");
  EXPECT_EQ(nearest_name("zebra", names), "");
  EXPECT_EQ(nearest_name("", names), "");
  EXPECT_EQ(nearest_name(std::string(10'000, 'x'), names), "");
}

}  // namespace
}  // namespace tanshi
