#include "scenarios/gallery/gallery_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/gallery/gallery_kinds.h"
#include "scenarios/yaml/nearest_name.h"
#include "scenarios/yaml/scenario_keys.h"
#include "scenarios/yaml/yaml_fields.h"

namespace tanshi {
namespace {

constexpr NumberRule kNumber{-1e18, 1e18};

bool tell_number(Fields& fields, const Key& key, std::optional<double>& value) {
  double number = 0;
  if (!fields.number(key, number, kNumber)) return false;
  value = number;
  return true;
}

void tell_bounds(Fields& fields, GalleryRow& row) {
  tell_number(fields, {.name = "value", .doc = "The published figure.", .default_doc = "none"},
              row.published);
  double within = 0;
  const bool near = fields.number({.name = "within", .doc = "How far from `value` ours may be."},
                                  within, {0, 1e18});
  bool bound =
      tell_number(fields, {.name = "at_least", .doc = "Least value that passes."}, row.at_least);
  bound |=
      tell_number(fields, {.name = "at_most", .doc = "Greatest value that passes."}, row.at_most);
  bool strict =
      tell_number(fields, {.name = "greater_than", .doc = "Passes above it."}, row.at_least);
  strict |= tell_number(fields, {.name = "less_than", .doc = "Passes below it."}, row.at_most);
  if (!fields.ok()) return;
  if (near + bound + strict != 1) {
    fields.refuse("", near + bound + strict == 0
                          ? "no bound; give within, at_least, at_most, greater_than or less_than"
                          : "has bounds of several kinds; give within, or at_least and at_most, or "
                            "greater_than and less_than");
  } else if (near && !row.published) {
    fields.refuse("within", "stands without value; give the published figure");
  }
  if (near && row.published) {
    row.at_least = *row.published - within;
    row.at_most = *row.published + within;
  }
  if (row.at_least && row.at_most && *row.at_least > *row.at_most)
    fields.refuse("", "the least is above the greatest; no value can pass");
  row.strictly = strict;
}

void tell_treatments(Fields& fields, std::span<const Word> treatments, GalleryRow& row) {
  if (treatments.empty()) return;
  fields.word({.name = "treatment", .doc = "Whose figure it is.", .required = true}, row.treatment,
              treatments);
  fields.word({.name = "minus", .doc = "Less the figure of this treatment."}, row.minus,
              treatments);
  fields.word({.name = "over", .doc = "Over the figure of this treatment."}, row.over, treatments);
  if (!row.minus.empty() && !row.over.empty())
    fields.refuse("over", "stands beside minus; give one or the other");
}

// The entry without its experiment, which is read once for each treatment.
struct Parts {
  const GalleryKind* kind = nullptr;
  YamlNode experiment;
  std::optional<YamlNode> treatments;
};

std::optional<YamlNode> cut(YamlNode& root, std::string_view key) {
  const auto found = std::ranges::find(root.entries, key, &YamlEntry::key);
  if (found == root.entries.end()) return std::nullopt;
  YamlNode node = std::move(found->value);
  root.entries.erase(found);
  return node;
}

std::optional<Parts> cut_apart(YamlNode& root, std::vector<Problem>& problems) {
  Parts parts;
  std::vector<std::string_view> names;
  for (const GalleryKind& kind : gallery_kinds()) {
    names.push_back(kind.name);
    std::optional<YamlNode> node = cut(root, kind.name);
    if (!node) continue;
    if (parts.kind != nullptr) {
      problems.push_back(
          {node->place, std::string(kind.name),
           fmt::format("stands beside {}; an entry has one experiment", parts.kind->name)});
      return std::nullopt;
    }
    if (node->kind != YamlNode::Kind::kObject) {
      problems.push_back({node->place, std::string(kind.name), "must be an object with keys"});
      return std::nullopt;
    }
    parts.kind = &kind;
    parts.experiment = *std::move(node);
  }
  if (parts.kind == nullptr) {
    problems.push_back(
        {root.place, "",
         fmt::format("has no experiment; must have one of {}", fmt::join(names, ", "))});
    return std::nullopt;
  }
  parts.treatments = cut(root, "treatments");
  return parts;
}

class EntryReader {
 public:
  EntryReader(const Parts& parts, const std::filesystem::path& file, std::vector<Problem>& problems)
      : parts_(parts), file_(file), problems_(problems) {}

  void read_treatments(GalleryEntry& entry) {
    if (!parts_.treatments) {
      prepare("", nullptr, entry);
      return;
    }
    const YamlNode& treatments = *parts_.treatments;
    if (treatments.kind != YamlNode::Kind::kObject || treatments.entries.empty()) {
      problems_.push_back({treatments.place, "treatments",
                           "must be an object: a name, and what it changes of the experiment"});
      return;
    }
    for (const YamlEntry& treatment : treatments.entries) {
      if (treatment.value.kind != YamlNode::Kind::kObject) {
        problems_.push_back({treatment.value.place, "treatments." + treatment.key,
                             "must be an object with keys of the experiment; {} changes nothing"});
        continue;
      }
      words_.push_back({treatment.key, ""});
      prepare(treatment.key, &treatment.value, entry);
    }
  }

  void read_rest(const YamlNode& root, GalleryEntry& entry) {
    YamlFields fields(root, "", problems_);
    fields.text({.name = "name", .doc = "Name of the entry."}, entry.name, kNameRule);
    fields.text({.name = "title", .doc = "What it shows, in one line.", .required = true},
                entry.title, {160});
    fields.text({.name = "source", .doc = "The paper.", .required = true}, entry.source, {4'000});
    // They were cut out of the tree, and are told so that they are not unknown.
    for (const GalleryKind& kind : gallery_kinds())
      fields.object({.name = kind.name, .doc = kind.doc}, [](Fields&) {});
    fields.object({.name = "treatments", .doc = "Changes of the experiment, by name."},
                  [](Fields&) {});
    const std::vector<std::string_view> figures = parts_.kind->figures();
    fields.objects({.name = "published", .doc = "Published figures.", .required = true}, {1, 1'000},
                   [&](Fields& keys) {
                     GalleryRow row;
                     tell_gallery_row(keys, figures, words_, row);
                     finish(entry, row);
                   });
    fields.refuse_unknown_keys();
  }

 private:
  void prepare(const std::string& name, const YamlNode* treatment, GalleryEntry& entry) {
    const std::string path =
        treatment == nullptr ? std::string(parts_.kind->name) : "treatments." + name;
    auto play =
        parts_.kind->prepare({parts_.experiment, path, file_.parent_path()}, treatment, problems_);
    if (play) entry.treatments.push_back({name, *std::move(play)});
  }

  void finish(GalleryEntry& entry, GalleryRow& row) const {
    if (row.source.empty()) row.source = entry.source;
    if (row.what.empty())
      row.what = parts_.kind->meaning(row.figure.substr(0, row.figure.find('.')));
    entry.rows.push_back(std::move(row));
  }

  const Parts& parts_;
  const std::filesystem::path& file_;
  std::vector<Problem>& problems_;
  std::vector<Word> words_;
};

}  // namespace

void tell_gallery_row(Fields& fields, std::span<const std::string_view> figures,
                      std::span<const Word> treatments, GalleryRow& row) {
  const bool named = fields.text(
      {.name = "figure", .doc = "Its name; of a period or year NAME.N.", .required = true},
      row.figure, {128});
  const std::string base = row.figure.substr(0, row.figure.find('.'));
  if (named && std::ranges::find(figures, base) == figures.end()) {
    const std::string_view nearest = nearest_name(base, figures);
    fields.refuse("figure",
                  fmt::format("is '{}'; {}must be one of {}", row.figure,
                              nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest),
                              fmt::join(figures, ", ")));
  }
  tell_treatments(fields, treatments, row);
  fields.exacts({.name = "periods",
                 .doc = "First and last period or year: the mean of the figure over them."},
                row.periods, {1, 10'000}, {2, 2});
  fields.text({.name = "what", .doc = "What it is.", .default_doc = "the figure's meaning"},
              row.what, {160});
  fields.text({.name = "source", .doc = "Where it is published.", .default_doc = "the entry's"},
              row.source, {4'000});
  tell_bounds(fields, row);
}

std::optional<GalleryEntry> read_gallery_entry(std::string_view text,
                                               const std::filesystem::path& file,
                                               std::vector<Problem>& problems) {
  std::optional<YamlNode> root = parse_yaml(text, file.string(), problems);
  if (!root) return std::nullopt;
  if (root->kind != YamlNode::Kind::kObject) {
    problems.push_back(
        {root->place, "", "not an object; an entry of the gallery is one, see docs/gallery.md"});
    return std::nullopt;
  }
  const std::size_t before = problems.size();
  const std::optional<Parts> parts = cut_apart(*root, problems);
  if (!parts) return std::nullopt;
  GalleryEntry entry;
  entry.name = file.parent_path().filename().string();
  EntryReader reader(*parts, file, problems);
  reader.read_treatments(entry);
  reader.read_rest(*root, entry);
  if (problems.size() > before) return std::nullopt;
  return entry;
}

}  // namespace tanshi
