// Names of participants in what people wrote.
#include "scenarios/hosting/hidden_names.h"

#include <gtest/gtest.h>

namespace tanshi {
namespace {

HiddenNames class_of_three() {
  HiddenNames names;
  names.add(" Ada ", 1);
  names.add("Ada Lovelace", 2);
  names.add("李小明", 3);
  return names;
}

TEST(HiddenNames, GiveWayToNumbersWhateverTheirCase) {
  const HiddenNames names = class_of_three();
  EXPECT_EQ(names.hide("Well done, ADA!"), "Well done, [participant 1]!");
  EXPECT_EQ(names.hide("ada"), "[participant 1]");
  EXPECT_EQ(names.hide("Ada, ada"), "[participant 1], [participant 1]");
}

TEST(HiddenNames, TheLongestThatStandsThereIsMeant) {
  EXPECT_EQ(class_of_three().hide("Ada Lovelace and Ada"), "[participant 2] and [participant 1]");
}

TEST(HiddenNames, StayInsideLongerWords) {
  const HiddenNames names = class_of_three();
  EXPECT_EQ(names.hide("Canada, adamant"), "Canada, adamant");
  EXPECT_EQ(names.hide("ada_1"), "ada_1");
}

TEST(HiddenNames, OfScriptsWithoutBlanksAreFoundInsideText) {
  EXPECT_EQ(class_of_three().hide("请李小明注意"), "请[participant 3]注意");
}

TEST(HiddenNames, OneOrTwoLettersAreNone) {
  HiddenNames names;
  names.add("a", 1);
  names.add("no", 2);
  names.add("   ", 3);
  EXPECT_EQ(names.hide("answer a: no"), "answer a: no");
}

}  // namespace
}  // namespace tanshi
