#include "pages/value_dictionary.h"

#include <charconv>
#include <optional>
#include <span>

namespace lodge::pages {
namespace {

constexpr std::string_view kNot = "not_";

std::string_view view(const ctemplate::TemplateString& text) { return {text.data(), text.size()}; }

bool shows(const Value& value) {
  if (value.is_null()) return false;
  if (const auto* flag = value.boolean()) return *flag;
  if (const auto* list = value.list()) return !list->empty();
  if (const auto* text = value.text()) return !text->empty();
  return true;
}

template <class Number>
std::string written(Number number) {
  char buffer[32];
  const auto end = std::to_chars(std::begin(buffer), std::end(buffer), number).ptr;
  return {std::begin(buffer), end};
}

}  // namespace

/// Nothing for a section that is shown as it is.
class ValueDictionary::Items final : public Iterator {
 public:
  Items(std::span<const Value> items, const ValueDictionary* around) : left_(items), around_(around) {}
  bool HasNext() const override { return !left_.empty(); }
  const ctemplate::TemplateDictionaryInterface& Next() override {
    now_.emplace(left_.front(), around_);
    left_ = left_.subspan(1);
    return *now_;
  }

 private:
  std::span<const Value> left_;
  const ValueDictionary* around_;
  std::optional<ValueDictionary> now_;
};

ValueDictionary::ValueDictionary(const Value& value, const ValueDictionary* around) : value_(value), around_(around) {}

const Value& ValueDictionary::find(std::string_view name) const {
  static const Value kNothing;
  for (const auto* here = this; here != nullptr; here = here->around_) {
    if (const auto* map = here->value_.map()) {
      if (const auto found = map->find(name); found != map->end()) return found->second;
    } else if (name == "item") {
      return here->value_;  // a list of plain texts
    }
  }
  return kNothing;
}

ctemplate::TemplateString ValueDictionary::GetValue(const ctemplate::TemplateString& variable) const {
  const auto& value = find(view(variable));
  if (const auto* text = value.text()) return {text->data(), text->size()};
  if (const auto* integer = value.integer()) {
    const auto& number = numbers_.emplace_back(written(*integer));
    return {number.data(), number.size()};
  }
  if (const auto* real = value.number()) {
    const auto& number = numbers_.emplace_back(written(*real));
    return {number.data(), number.size()};
  }
  return {"", 0};
}

bool ValueDictionary::IsHiddenSection(const ctemplate::TemplateString& name) const {
  const auto words = view(name);
  return words.starts_with(kNot) ? shows(find(words.substr(kNot.size()))) : !shows(find(words));
}

ValueDictionary::Iterator* ValueDictionary::CreateSectionIterator(const ctemplate::TemplateString& section) const {
  const auto& value = find(view(section));
  if (const auto* list = value.list()) return new Items(*list, this);
  if (value.map() != nullptr) return new Items({&value, 1}, this);
  return new Items({}, this);  // shown once, with what stands here
}

ValueDictionary::Iterator* ValueDictionary::CreateTemplateIterator(const ctemplate::TemplateString&) const {
  return new Items({}, this);
}

}  // namespace lodge::pages
