#include "core/sync/judge.h"

#include "core/directory/people.h"

namespace lodge::core {
namespace {

using Weight = Fault::Weight;

// A person's MIS id; nothing, and the row set aside, when there is none.
std::optional<std::string> mis_id_of(Judge& judge, PersonKind kind, std::string_view word, const Origin& origin, std::string_view text) {
  const auto clean = trimmed(text);
  if (const auto fault = fault_in_name(clean, 64)) {
    judge.set_aside(std::string(word) + ".mis_id", origin, "", "the mis_id " + std::string(*fault),
                    "Export the MIS's own number of each person; without it nobody is recognised again.");
    return std::nullopt;
  }
  judge.school.seen.emplace(kind, clean);
  return std::string(clean);
}

bool says_the_same(const CheckedPerson& one, const CheckedPerson& other) {
  return one.fields == other.fields && one.registration_class == other.registration_class && one.year_group == other.year_group;
}

// The first row of a number is kept; a later one that says the same is no harm, another is a conflict.
void keep(Judge& judge, PersonKind kind, std::string_view word, CheckedPerson person) {
  const auto mis_id = person.fields.mis_id;
  const auto [kept, is_new] = judge.school.people.try_emplace({kind, mis_id}, person);
  if (is_new) return;
  if (says_the_same(kept->second, person)) {
    judge.repeated(std::string(word) + ".repeated", person.origin, kept->second.origin, mis_id);
  } else {
    judge.set_aside(std::string(word) + ".conflict", person.origin, mis_id,
                    "the same mis_id stands at row " + std::to_string(kept->second.origin.row) + " with other details; that row was kept",
                    "Give each person one number and one row in the MIS.");
  }
}

std::optional<LocalDate> birthday(Judge& judge, const StudentRecord& record, const std::string& who) {
  const auto clean = trimmed(record.date_of_birth);
  if (clean.empty()) return std::nullopt;
  const auto date = read_date(clean);
  if (!date) {
    judge.add(Weight::left_out, "student.date_of_birth", record.origin, who, "the date_of_birth is no date of any calendar; it was left empty",
              "Correct it in the MIS, as year-month-day.");
    return std::nullopt;
  }
  if (date->mended) {
    judge.add(Weight::mended, "student.date_of_birth_format", record.origin, who,
              "the date_of_birth was read as day, month, year", "Export dates as year-month-day, so that nobody has to guess.");
  }
  return date->value;
}

std::optional<int> year_group(Judge& judge, const StudentRecord& record, const std::string& who) {
  const auto clean = trimmed(record.year_group);
  if (clean.empty()) return std::nullopt;
  const auto year = read_year_group(clean);
  if (!year) {
    judge.add(Weight::left_out, "student.year_group", record.origin, who, "the year_group is no year from -2 (nursery) to 14; it was left empty",
              "Correct it in the MIS, as a number.");
    return std::nullopt;
  }
  if (year->mended) {
    judge.add(Weight::mended, "student.year_group_words", record.origin, who, "the year_group is in words; it was read as a number",
              "Export year groups as numbers.");
  }
  return year->value;
}

std::string email_of(Judge& judge, std::string_view word, const Origin& origin, const std::string& who, std::string_view text) {
  const auto clean = trimmed(text);
  if (clean.empty() || is_email(clean)) return std::string(clean);
  judge.add(Weight::left_out, std::string(word) + ".email", origin, who, "the email can be no address; it was left empty",
            "Correct it in the MIS; until then no message reaches this person.");
  return {};
}

}  // namespace

void judge_students(Judge& judge, const std::vector<StudentRecord>& records) {
  for (const auto& record : records) {
    const auto mis_id = mis_id_of(judge, PersonKind::student, "student", record.origin, record.mis_id);
    if (!mis_id) continue;
    const auto first = judge.name("student", record.origin, *mis_id, "first_name", record.first_name);
    const auto last = judge.name("student", record.origin, *mis_id, "surname", record.surname);
    if (!first || !last) continue;
    CheckedPerson person{{*mis_id, "", *first, *last, "", birthday(judge, record, *mis_id)}, {}, {}, record.origin};
    person.registration_class = judge.text("student", record.origin, *mis_id, "registration_class", record.registration_class, 40);
    person.year_group = year_group(judge, record, *mis_id);
    keep(judge, PersonKind::student, "student", std::move(person));
  }
}

void judge_teachers(Judge& judge, const std::vector<TeacherRecord>& records) {
  for (const auto& record : records) {
    const auto mis_id = mis_id_of(judge, PersonKind::teacher, "teacher", record.origin, record.mis_id);
    if (!mis_id) continue;
    const auto first = judge.name("teacher", record.origin, *mis_id, "first_name", record.first_name);
    const auto last = judge.name("teacher", record.origin, *mis_id, "surname", record.surname);
    if (!first || !last) continue;
    const auto title = judge.text("teacher", record.origin, *mis_id, "title", record.title, 40);
    const auto email = email_of(judge, "teacher", record.origin, *mis_id, record.email);
    keep(judge, PersonKind::teacher, "teacher", {{*mis_id, title, *first, *last, email, {}}, {}, {}, record.origin});
  }
}

namespace {

// Contacts stand once for each of their students, so their rows should agree; the first word counts.
void keep_contact(Judge& judge, CheckedPerson person) {
  const auto mis_id = person.fields.mis_id;
  const auto [kept, is_new] = judge.school.people.try_emplace({PersonKind::contact, mis_id}, person);
  if (is_new) return;
  auto& before = kept->second;
  if (before.fields.email.empty()) before.fields.email = person.fields.email;
  const bool same_mail = person.fields.email.empty() || before.fields.email == person.fields.email;
  auto without_mail = person.fields;
  without_mail.email = before.fields.email;
  if (same_mail && without_mail == before.fields) return;
  judge.add(Weight::noted, same_mail ? "contact.conflict" : "contact.other_email", person.origin, mis_id,
            std::string(same_mail ? "another name" : "another email") + " than at row " + std::to_string(before.origin.row) +
                " for the same mis_id; that row's was kept",
            "Make the rows of this contact agree in the MIS.");
}

int priority_of(Judge& judge, const ContactRecord& record, const std::string& who) {
  constexpr int kLast = 99;
  const auto clean = trimmed(record.priority);
  if (const auto number = read_number(clean, 1, kLast)) return *number;
  if (!clean.empty()) {
    judge.add(Weight::left_out, "contact.priority", record.origin, who, "the priority is no number from 1 to 99; this contact comes last",
              "Correct it in the MIS, 1 for who is called first.");
  }
  return kLast;
}

ParentalResponsibility responsibility_of(Judge& judge, const ContactRecord& record, const std::string& who) {
  const auto read = read_responsibility(trimmed(record.parental_responsibility));
  if (!read) {
    judge.add(Weight::left_out, "contact.parental_responsibility", record.origin, who,
              "the parental_responsibility is neither yes nor no; it counts as unknown", "Correct it in the MIS.");
    return ParentalResponsibility::unknown;
  }
  if (read->mended) {
    judge.add(Weight::mended, "contact.parental_responsibility_word", record.origin, who,
              std::string("the parental_responsibility was read as ") + (read->value == ParentalResponsibility::yes ? "yes" : "no"),
              "Export it as yes or no.");
  }
  return read->value;
}

void keep_tie(Judge& judge, const ContactRecord& record, const std::string& contact) {
  const std::string student(trimmed(record.student_mis_id));
  CheckedTie tie{judge.text("contact", record.origin, contact, "relationship", record.relationship, 60),
                 responsibility_of(judge, record, contact), priority_of(judge, record, contact)};
  if (student.empty() || !judge.is_somebody({PersonKind::student, student})) {
    judge.waits(record.origin, {PersonKind::student, student});
    return;
  }
  const auto [kept, is_new] = judge.school.ties.try_emplace({contact, student}, tie);
  if (is_new) return;
  judge.add(Weight::noted, "contact.tie_repeated", record.origin, contact,
            "an earlier row ties this contact to this student already; that row was kept", "Leave one row for each student in the MIS.");
}

// Addresses that two contacts share are allowed, but a sign-in by mail cannot tell them apart.
void note_shared_addresses(Judge& judge, const std::vector<ContactRecord>& records) {
  std::map<std::string, std::pair<std::string, Origin>> first;
  std::set<std::pair<std::string, std::string>> told;
  for (const auto& record : records) {
    const std::string mis_id(trimmed(record.mis_id)), email = lower_case(trimmed(record.email));
    if (mis_id.empty() || !is_email(email)) continue;
    const auto& [who, where] = first.try_emplace(email, mis_id, record.origin).first->second;
    if (who == mis_id || !told.emplace(email, mis_id).second) continue;
    judge.add(Weight::noted, "contact.shared_email", record.origin, mis_id,
              "shares its email with the contact " + who + " (row " + std::to_string(where.row) + ")",
              "Nothing to do if they want it so; otherwise give each an address of their own in the MIS.");
  }
}

}  // namespace

void judge_contacts(Judge& judge, const std::vector<ContactRecord>& records) {
  for (const auto& record : records) {
    // Nobody's contact is not taken either: only the data that is needed.
    if (judge.school.left_out.contains({PersonKind::student, std::string(trimmed(record.student_mis_id))})) continue;
    const auto mis_id = mis_id_of(judge, PersonKind::contact, "contact", record.origin, record.mis_id);
    if (!mis_id) continue;
    const auto first = judge.text("contact", record.origin, *mis_id, "first_name", record.first_name);
    const auto last = judge.name("contact", record.origin, *mis_id, "surname", record.surname);
    if (!last) continue;
    const auto title = judge.text("contact", record.origin, *mis_id, "title", record.title, 40);
    const auto email = email_of(judge, "contact", record.origin, *mis_id, record.email);
    keep_contact(judge, {{*mis_id, title, first, *last, email, {}}, {}, {}, record.origin});
    keep_tie(judge, record, *mis_id);
  }
  note_shared_addresses(judge, records);
}

}  // namespace lodge::core
