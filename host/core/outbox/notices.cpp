#include "core/outbox/notices.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

/// Of whoever holds this id; empty for a student and for somebody unknown.
std::string email_of(const People& people, PersonId person) {
  if (const auto* teacher = people.teacher(same_person<TeacherId>(person))) return teacher->email;
  if (const auto* contact = people.contact(same_person<ContactId>(person))) return contact->email;
  return {};
}

/// A contact whom nothing ties to a student any more, by the MIS's word, learns nothing more of it: a message may have waited.
bool is_gone(const People& people, PersonId person) {
  const auto* contact = people.contact(same_person<ContactId>(person));
  return people.name(person).empty() || (contact != nullptr && people.students_of(contact->id).empty());
}

/// "rooms/booked" as the templates of pages know it: "rooms/notices/booked".
std::string template_of(const Notice& notice) {
  const auto slash = notice.template_name.find('/');
  LODGE_CHECK(slash != std::string::npos);
  return notice.template_name.substr(0, slash) + "/notices" + notice.template_name.substr(slash);
}

/// A mail of its own, in its language: without it a screen reader speaks English, and Urdu stands at the left. A long
/// address breaks rather than make a phone's screen scroll sideways.
std::string document(const Say& say, const std::string& html) {
  const std::string direction = say.right_to_left() ? "rtl" : "ltr";
  return "<!DOCTYPE html>\n<html lang=\"" + say.language() + "\" dir=\"" + direction +
         "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\n"
         "<body style=\"overflow-wrap: anywhere\">\n" + html + "</body>\n</html>\n";
}

}  // namespace

ModuleNotices::ModuleNotices(const Directory& directory, const Languages& languages, const Pages& pages, LanguageOf language_of,
                             std::string public_url)
    : directory_(directory), languages_(languages), pages_(pages), language_of_(std::move(language_of)), public_url_(std::move(public_url)) {}

void ModuleNotices::add(std::string name, BookingModule& module) {
  add(std::move(name), [&module](const QueuedMessage& message, const Say& say) { return module.render(message, say); });
}

void ModuleNotices::add(std::string name, Words words) {
  LODGE_CHECK(modules_.emplace(std::move(name), std::move(words)).second);
}

Notice ModuleNotices::notice_of(const QueuedMessage& message, const Say& say) const {
  const auto name = message.notice.substr(0, message.notice.find('.'));
  const auto found = modules_.find(name);
  if (found == modules_.end()) throw Unavailable("no module " + name + " is here to put its notice into words");
  auto notice = found->second(message, say);
  if (auto* values = notice.values.map()) values->insert_or_assign("public_url", public_url_);
  return notice;
}

std::expected<OutgoingMessage, Undeliverable> ModuleNotices::render(const QueuedMessage& message) {
  const auto people = directory_.people(message.site);
  OutgoingMessage words{.id = {}, .recipient_name = people->name(message.recipient),
                        .address = email_of(*people, message.recipient), .language = {}, .subject = {}, .text = {}, .html = {},
                        .attachments = {}};
  if (is_gone(*people, message.recipient)) return std::unexpected(Undeliverable{"the person has left"});
  if (words.address.empty()) return std::unexpected(Undeliverable{"no address"});
  const auto own = language_of_(message.site, message.recipient);
  const auto& say = languages_.choose(own.empty() ? message.values.text_or("language") : own, "");
  auto notice = notice_of(message, say);
  words.language = say.language();
  words.subject = std::move(notice.subject);
  words.text = pages_.part(say, template_of(notice) + ".txt", notice.values);
  words.html = document(say, pages_.part(say, template_of(notice), notice.values));
  words.attachments = std::move(notice.attachments);
  return words;
}

}  // namespace lodge::core
