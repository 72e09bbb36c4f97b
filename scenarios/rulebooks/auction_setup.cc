#include "scenarios/rulebooks/auction_setup.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/yaml/exact_number.h"

namespace tanshi {
namespace {

std::string shown(Price price) {
  return write_exact(price.raw(), 2);
}

class Setup {
 public:
  Setup(const AuctionRulebook& rulebook, const AuctionRequest& request)
      : rulebook_(rulebook), request_(request) {}

  AuctionSetup run() {
    setup_.auction.rules = rulebook_.rules;
    setup_.auction.tie_seed = request_.tie_seed;
    if (!rulebook_.holds_auctions) refuse(fmt::format("{} holds no auctions", rulebook_.name));
    set_reserve_price();
    offer();
    if (request_.ccr.empty()) {
      add_known_tiers();
    } else {
      add_requested_tiers();
    }
    if (request_.ceiling) add_ceiling();
    if (setup_.fault.empty()) tell_fault();
    return std::move(setup_);
  }

 private:
  void refuse(std::string why) {
    if (setup_.fault.empty()) setup_.fault = std::move(why);
  }

  void add(SupplyClass supply_class, Price from, Tonnes quantity) {
    if (quantity > Tonnes()) {
      setup_.auction.supply.push_back({supply_class, from, quantity, AccountId{}});
    }
  }

  void use(std::string what, Price price, std::optional<Tonnes> size,
           const Provenance& provenance) {
    setup_.figures.push_back({std::move(what), price, size, provenance});
  }

  [[nodiscard]] std::vector<const DatedTier*> known(const std::vector<DatedTier>& tiers) const {
    return request_.date ? tiers_on(tiers, *request_.date) : std::vector<const DatedTier*>();
  }

  [[nodiscard]] std::string day() const {
    return request_.date ? "for " + to_string(*request_.date) : "without --date YYYY-MM-DD";
  }

  void set_reserve_price() {
    AuctionRules& rules = setup_.auction.rules;
    rules.confidential_reserve_price = request_.confidential_reserve_price.value_or(Price());
    if (request_.reserve_price) {
      rules.reserve_price = *request_.reserve_price;
      return;
    }
    if (rulebook_.reserve_prices.empty()) return;
    const DatedPrice* const found =
        request_.date ? reserve_price_on(rulebook_, *request_.date) : nullptr;
    if (found == nullptr && !request_.date) {
      return refuse(fmt::format(
          "the reserve price of {} depends on the day; give --date YYYY-MM-DD or --reserve PRICE",
          rulebook_.name));
    }
    if (found == nullptr) {
      return refuse(
          fmt::format("{} has no reserve price {}; give --reserve PRICE", rulebook_.name, day()));
    }
    rules.reserve_price = found->price;
    use("reserve price", found->price, std::nullopt, found->provenance);
  }

  // The base volume, the part of it that may be withheld, and consigned tonnes.
  void offer() {
    Tonnes withheld;
    Price trigger;
    const std::vector<const DatedTier*> known_tiers = known(rulebook_.ecr);
    const DatedTier* const tier = known_tiers.empty() ? nullptr : known_tiers.front();
    if (request_.ecr) {
      withheld = std::min(request_.ecr->size, request_.offer);
      if (!request_.ecr->trigger && tier == nullptr && withheld > Tonnes()) {
        return refuse(fmt::format("no trigger of an ECR {}; give --ecr TONNES@PRICE", day()));
      }
      trigger = request_.ecr->trigger.value_or(tier != nullptr ? tier->trigger : Price());
    } else if (tier != nullptr && tier->size) {
      withheld = std::min(*tier->size, request_.offer);
      trigger = tier->trigger;
      use("ecr", trigger, tier->size, tier->provenance);
    } else if (tier != nullptr) {
      setup_.notes.push_back(
          fmt::format("{} has no size of the ECR at {} {}: nothing is withheld; give --ecr TONNES",
                      rulebook_.name, shown(tier->trigger), day()));
    }
    add(SupplyClass::kBase, Price(), request_.offer - withheld);
    add(SupplyClass::kWithheld, trigger, withheld);
    auto& supply = setup_.auction.supply;
    supply.insert(supply.end(), request_.asks.begin(), request_.asks.end());
  }

  void add_known_tiers() {
    for (const DatedTier* const tier : known(rulebook_.ccr)) {
      if (tier->size) {
        add(SupplyClass::kReserve, tier->trigger, *tier->size);
        use("ccr", tier->trigger, tier->size, tier->provenance);
      } else {
        setup_.notes.push_back(
            fmt::format("{} has no size of the CCR at {} {}: nothing is added; give --ccr TONNES",
                        rulebook_.name, shown(tier->trigger), day()));
      }
    }
  }

  void add_requested_tiers() {
    const std::vector<const DatedTier*> known_tiers = known(rulebook_.ccr);
    for (std::size_t i = 0; i < request_.ccr.size(); ++i) {
      const TierRequest& tier = request_.ccr[i];
      if (tier.trigger) {
        add(SupplyClass::kReserve, *tier.trigger, tier.size);
      } else if (i < known_tiers.size()) {
        add(SupplyClass::kReserve, known_tiers[i]->trigger, tier.size);
        use("ccr", known_tiers[i]->trigger, std::nullopt, known_tiers[i]->provenance);
      } else if (tier.size > Tonnes()) {
        refuse(fmt::format("no trigger of CCR tier {} {}; give --ccr TONNES@PRICE", i + 1, day()));
      }
    }
  }

  void add_ceiling() {
    Tonnes room = kMaxAuctionQuantity;
    for (const SupplyStep& step : setup_.auction.supply) room -= std::min(step.quantity, room);
    add(SupplyClass::kCeiling, *request_.ceiling, room);
  }

  void tell_fault() {
    const auto fault = check_auction(setup_.auction);
    if (!fault) return;
    if (*fault == AuctionFault::kNothingOffered)
      return refuse("nothing is offered; give --offer TONNES");
    if (*fault == AuctionFault::kQuantityOutOfRange) {
      return refuse(fmt::format("more than {} t in all are offered",
                                write_exact(kMaxAuctionQuantity.raw(), 0)));
    }
    // What else check_auction finds, rulebooks and requests cannot say: their readers bound it.
    refuse(fmt::format("auction fault {}", static_cast<int>(*fault)));
  }

  const AuctionRulebook& rulebook_;
  const AuctionRequest& request_;
  AuctionSetup setup_;
};

}  // namespace

AuctionSetup set_up_auction(const AuctionRulebook& rulebook, const AuctionRequest& request) {
  return Setup(rulebook, request).run();
}

}  // namespace tanshi
