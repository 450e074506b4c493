#include "core/login/kept_forms.h"

#include "core/login/store.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kKept = 1h;
constexpr std::size_t kLargest = 64U << 10U;  // bytes; a page's form is a hundredth of it

std::string place(PersonId person) { return "kept_form.form." + person.text(); }

bool is_secret(std::string_view name) { return name == "code" || name == "again" || name.contains("password"); }

std::string text_of(std::string_view path, const Fields& form) {
  Value::List fields;
  for (const auto& [name, value] : form.all()) {
    if (name != "form_token" && name != kWasKept) fields.push_back(Value::List{name, value});
  }
  return to_json(Value::Map{{"path", path}, {"fields", std::move(fields)}});
}

KeptForms::Kept form_in(const Value& text) {
  KeptForms::Kept kept{text.text_or("path"), {}};
  const auto* fields = text.at("fields").list();
  for (const auto& field : fields == nullptr ? Value::List() : *fields) {
    const auto& pair = *field.list();
    kept.form.add(*pair.at(0).text(), *pair.at(1).text());
  }
  return kept;
}

}  // namespace

bool KeptForms::keep(SiteId site, PersonId person, std::string_view path, const Fields& form) {
  if (std::ranges::any_of(form.all(), [](const auto& field) { return is_secret(field.first); })) return false;
  const auto text = text_of(path, form);
  if (text.size() > kLargest) return false;
  const auto sealed = privacy_.seal(site, person, place(person), text);
  central_.write([&](Transaction& transaction) { put_kept_form(transaction, {site, person, sealed, clock_.now() + kKept}); });
  return true;
}

std::optional<KeptForms::Kept> KeptForms::of(SiteId site, PersonId person) const {
  const auto sealed = central_.read([&](Reader& reader) { return load_kept_form(reader, site, person, clock_.now()); });
  const auto text = sealed ? privacy_.open(site, person, place(person), *sealed) : std::nullopt;
  return text ? std::optional(form_in(parse_json(*text).value_or(Value::Map{}))) : std::nullopt;
}

void KeptForms::forget(PersonId person) {
  central_.write([&](Transaction& transaction) { forget_kept_form(transaction, person); });
}

void KeptForms::sweep() {
  central_.write([&](Transaction& transaction) { forget_kept_forms_before(transaction, clock_.now()); });
}

}  // namespace lodge::core
