#include "cli/tool.h"
#include "core/parents/personal_data.h"
#include "core/privacy/personal_data.h"

#include <lodge/json.h>

namespace lodge::cli {
namespace {

const core::PersonRow& person_named(const core::SitePeople& people, const std::string& name) {
  static constexpr std::pair<std::string_view, core::PersonKind> kKinds[] = {
      {"student:", core::PersonKind::student}, {"contact:", core::PersonKind::contact}, {"teacher:", core::PersonKind::teacher}};
  const core::PersonRow* row = nullptr;
  for (const auto& [prefix, kind] : kKinds) {
    if (name.starts_with(prefix)) row = people.by_mis_id(kind, name.substr(prefix.size()));
  }
  if (const auto id = PersonId::parse(name)) row = people.row(*id);
  if (const auto all = people.by_email(name); row == nullptr && all.size() == 1) row = people.row(all.front());
  if (row == nullptr) throw Refused{"Nobody is known so. Give an e-mail, or student:ID, contact:ID or teacher:ID as the MIS numbers them."};
  return *row;
}

Value::Map record_of(const core::PersonRow& row) {
  const auto& fields = row.fields;
  return {{"id", row.id.text()}, {"mis_id", fields.mis_id}, {"title", fields.title}, {"first_name", fields.first_name},
          {"surname", fields.surname}, {"email", fields.email}, {"registration_class", row.registration_class},
          {"year_group", row.year_group ? Value(*row.year_group) : Value()}, {"left", row.missing}};
}

Outcome export_person(Tool& tool, const Arguments& arguments) {
  const auto site = tool.site(arguments).id;
  auto& house = tool.house();
  auto& services = house.services;
  const auto people = services.directory.snapshot(site);
  const auto& row = person_named(*people, arguments.plain[0]);
  Value::Map all{{"record", record_of(row)}};
  services.stores.central().read([&](Reader& reader) {
    all["house"] = core::export_house_data(reader, site, *people, row.id);
    all["parents"] = core::export_parent_data(reader, services.keyring, site, *people, row.id);
    for (auto& [name, module] : house.modules) all[name] = module->export_person(reader, site, row.id);
  });
  services.stores.vault(site).read([&](Reader& vault) { all["vault"] = core::export_vault_data(vault, services.keyring, site, row.id); });
  services.stores.central().write([&](Transaction& transaction) {
    services.audit.record(transaction, technician(site), {"person.exported", row.id.text(), {}});
  });
  Value value = std::move(all);
  return {to_json(value) + "\n", value};
}

// The rows first: modules ask who the person is. Then the key, after which nothing sealed under it opens again; done once
// more after a crash in between, both do no harm.
Outcome erase_person(Tool& tool, const Arguments& arguments) {
  if (!arguments.has("--sure")) throw UsageError{"An erasure cannot be undone. Export the person first, then say --sure."};
  const auto site = tool.site(arguments).id;
  auto& house = tool.house();
  auto& services = house.services;
  const auto people = services.directory.snapshot(site);
  const auto person = person_named(*people, arguments.plain[0]).id;
  services.stores.central().write([&](Transaction& transaction) {
    for (auto& [name, module] : house.modules) module->erase_person(transaction, site, person);
    core::erase_parent_data(transaction, site, *people, person);
    core::erase_house_data(transaction, person);
    services.audit.record(transaction, technician(site), {"person.erased", person.text(), {}});
  });
  services.stores.vault(site).write([](Transaction& vault) { core::erase_vault_data(vault); });
  services.keyring.destroy_key(site, person);
  return {"What Lodge held about this person is gone here. While the MIS names them, the next import brings their record back.\n"
          "Backups still hold it until they roll off.\n",
          Value::Map{{"person", person.text()}}};
}

}  // namespace

std::vector<Command> person_commands(Tool& tool) {
  return {
      {"person export", "PERSON", "Prints what Lodge holds about somebody, for a subject access request: records, ways in, messages, audit, and what each module has.",
       "lodge person export contact:C30001", {kSiteOption},
       [&tool](const Arguments& a) { return export_person(tool, a); }},
      {"person erase", "PERSON", "Takes away what a person wrote and what was written about them, their account and messages to them, and destroys their key.",
       "lodge person erase contact:C30001 --sure",
       {{"--sure", "", "Yes, for good."}, kSiteOption}, [&tool](const Arguments& a) { return erase_person(tool, a); }},
  };
}

}  // namespace lodge::cli
