#include "words.h"

namespace lodge::rooms {
namespace {

std::string place(std::string_view column, WordsId id) { return "room_booking." + std::string(column) + "." + id.text(); }

std::size_t characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char octet : utf8) count += (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

void trim(std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  text = first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

SealedWords seal(Privacy& privacy, SiteId site, PersonId author, const Words& words) {
  SealedWords sealed{WordsId::random(), author, "", ""};
  sealed.purpose = privacy.seal(site, author, place("purpose", sealed.id), words.purpose);
  if (!words.notes.empty()) sealed.notes = privacy.seal(site, author, place("notes", sealed.id), words.notes);
  return sealed;
}

Words open(Privacy& privacy, SiteId site, const SealedWords& sealed) {
  const auto opened = [&](std::string_view column, const std::string& text) {
    return text.empty() ? "" : privacy.open(site, sealed.author, place(column, sealed.id), text).value_or("");
  };
  return {opened("purpose", sealed.purpose), opened("notes", sealed.notes)};
}

std::optional<Unfit> unfit(Words& words) {
  trim(words.purpose);
  trim(words.notes);
  if (words.purpose.empty()) return Unfit::no_purpose;
  if (characters(words.purpose) > kLongestPurpose) return Unfit::too_long_purpose;
  if (characters(words.notes) > kLongestNotes) return Unfit::too_long_notes;
  return std::nullopt;
}

}  // namespace lodge::rooms
