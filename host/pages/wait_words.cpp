#include "pages/wait_words.h"

namespace lodge::pages {

std::string wait_words(const Say& say, std::chrono::seconds wait) {
  if (wait <= std::chrono::seconds(90)) return say.say_many("in one second", "in {count} seconds", wait.count());
  return say.say_many("in one minute", "in {count} minutes", std::chrono::ceil<std::chrono::minutes>(wait).count());
}

}  // namespace lodge::pages
