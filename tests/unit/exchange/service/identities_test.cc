// Tokens name identities; identities may act for their own account.
#include "exchange/service/identities.h"

#include <gtest/gtest.h>

#include <string>

namespace tanshi {
namespace {

TEST(Identities, ATokenNamesItsIdentity) {
  Identities identities;
  identities.grant_operator("op");
  identities.grant_holder("h5", AccountId{5});

  EXPECT_TRUE(identities.find("op")->is_operator);
  EXPECT_EQ(identities.find("h5")->account, AccountId{5});
  EXPECT_FALSE(identities.find("h6").has_value());
  EXPECT_FALSE(identities.find("").has_value());
}

TEST(Identities, AHolderActsForItsAccountAndTheOperatorForAll) {
  const Identity holder{.is_operator = false, .account = AccountId{5}};
  const Identity oper{.is_operator = true, .account = AccountId{}};

  EXPECT_TRUE(holder.may_act_for(AccountId{5}));
  EXPECT_FALSE(holder.may_act_for(AccountId{6}));
  EXPECT_TRUE(oper.may_act_for(AccountId{6}));
}

TEST(Identities, TwoTokensAreNeverEqual) {
  const std::string a = new_token();

  EXPECT_EQ(a.size(), 32U);
  EXPECT_EQ(a.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(a, new_token());
}

}  // namespace
}  // namespace tanshi
