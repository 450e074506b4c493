#include "core/parents/digits_notice.h"

#include "core/parents/codes.h"

namespace lodge::core {

Notice digits_notice(const SiteKeys& keys, const Directory& directory, const std::string& school, const QueuedMessage& message,
                     const Say& say) {
  const auto digits = six_digits(keys, message.site, message.values.text_or("ticket"), same_person<ContactId>(message.recipient));
  return {.subject = say.say("Your code for {school}", {{"school", school}}),
          .template_name = "parents/code",
          .values = Value::Map{{"recipient", directory.people(message.site)->name(message.recipient)},
                               {"school", school},
                               {"code", digits.substr(0, 3) + " " + digits.substr(3)}},
          .attachments = {}};
}

}  // namespace lodge::core
