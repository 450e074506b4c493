#include "pages/form.h"
#include "pages/settings_pages.h"

#include <algorithm>
#include <memory>

namespace lodge::pages {
namespace {

using core::StoredSettings;

/// What was typed, or what is set.
std::string value_of(const SettingsPages& on, const Request& request, const Setting& setting) {
  const std::string name(setting.name);
  if (request.form.has(name)) return request.form.get(name);
  if (setting.type == Setting::Type::yes_no) return on.settings.yes(request.actor.site, setting) ? "yes" : "no";
  return on.settings.text(request.actor.site, setting);
}

Value::List choices(const Say& say, const Setting& setting, const std::string& value) {
  if (setting.type == Setting::Type::yes_no) {
    return {Value::Map{{"value", "yes"}, {"words", say.say("Yes")}, {"chosen", value == "yes"}},
            Value::Map{{"value", "no"}, {"words", say.say("No")}, {"chosen", value == "no"}}};
  }
  Value::List list;
  for (auto rest = setting.choices; !rest.empty();) {
    const std::string one(rest.substr(0, rest.find('|')));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    list.push_back(Value::Map{{"value", one}, {"words", one}, {"chosen", value == one}});
  }
  return list;
}

Value::Map field(const SettingsPages& on, const Request& request, const Setting& setting) {
  const auto& say = *request.say;
  const auto value = value_of(on, request, setting);
  const auto fault = StoredSettings::check(setting, value);
  auto some = choices(say, setting, value);
  const bool typed = some.empty();
  return {{"name", std::string(setting.name)}, {"words", say.say(setting.explanation)}, {"value", value}, {"typed", typed},
          {"choices", std::move(some)}, {"fault", fault ? "" : say.say(fault.error())},
          {"standard", typed && !setting.standard.empty() ? say.say("{value} unless you change it", {{"value", std::string(setting.standard)}}) : ""}};
}

std::string section_words(const SettingsPages& on, const Say& say, std::string_view prefix) {
  if (prefix == "school") return say.say("School");
  if (prefix == "access") return say.say("Signing in");
  const auto found = on.about.find(prefix);
  return found == on.about.end() ? std::string(prefix) : say.say(found->second);
}

Value::List sections(const SettingsPages& on, const Request& request) {
  std::vector<std::pair<std::string_view, Value::List>> by_prefix;
  for (const auto& setting : on.settings.declared()) {
    const auto prefix = setting.name.substr(0, setting.name.find('.'));
    auto found = std::ranges::find(by_prefix, prefix, [](const auto& one) { return one.first; });
    if (found == by_prefix.end()) found = by_prefix.insert(found, {prefix, {}});
    found->second.push_back(field(on, request, setting));
  }
  Value::List list;
  for (auto& [prefix, fields] : by_prefix) {
    list.push_back(Value::Map{{"heading", section_words(on, *request.say, prefix)}, {"fields", std::move(fields)}});
  }
  return list;
}

Response page(const SettingsPages& on, const Request& request, const FormFaults& faults) {
  auto values = form_values(request);
  values["sections"] = sections(on, request);
  values["done"] = request.query.has("done");
  faults.put_into(values);
  return on.pages.page(request, "host/settings", request.say->say("Settings"), values, faults.any() ? 400 : 200);
}

Response show(const SettingsPages& on, const Request& request) { return page(on, request, {}); }

Response save(const SettingsPages& on, const Request& request) {
  FormFaults faults;
  std::vector<std::pair<const Setting*, std::string>> changed;
  for (const auto& setting : on.settings.declared()) {
    const auto value = value_of(on, request, setting);
    if (const auto fine = StoredSettings::check(setting, value); !fine) faults.add(setting.name, request.say->say(fine.error()));
    if (value != on.settings.text(request.actor.site, setting)) changed.emplace_back(&setting, value);
  }
  if (faults.any()) return page(on, request, faults);
  on.central.write([&](Transaction& transaction) {
    for (const auto& [setting, value] : changed) {
      on.settings.set(transaction, request.actor.site, *setting, value);
      on.audit.record(transaction, request.actor, {"settings.changed", std::string(setting->name), {}});
    }
  });
  return Response::see_other("/admin/settings?done=yes");
}

}  // namespace

void register_settings_pages(Routes& routes, const SettingsPages& given) {
  const auto on = std::make_shared<const SettingsPages>(given);
  routes.add({Method::get, "/admin/settings", kManageSettings, [on](const Request& request) { return show(*on, request); }});
  routes.add({Method::post, "/admin/settings", kManageSettings, [on](const Request& request) { return save(*on, request); }});
}

std::vector<NavigationEntry> settings_navigation() { return {{"/admin/settings", "Settings", kManageSettings}}; }

}  // namespace lodge::pages
