#include "compose.h"

#include "address.h"

#include <lodge/errors.h>

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

namespace lodge::email {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Free {
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
  void operator()(GMimeContentType* type) const { g_object_unref(type); }
  void operator()(GDateTime* time) const { g_date_time_unref(time); }
};

/// On one line: what could end a header becomes a space.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }, ' ');
  return text;
}

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

Owned<GMimePart> text_part(const char* subtype, const std::string& text) {
  Owned<GMimePart> part(GMIME_PART(g_mime_text_part_new_with_subtype(subtype)));
  g_mime_text_part_set_charset(GMIME_TEXT_PART(part.get()), "utf-8");
  g_mime_text_part_set_text(GMIME_TEXT_PART(part.get()), without_carriage_returns(text).c_str());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return part;
}

/// "REQUEST" of a calendar; empty when it has none.
std::string method_of(const std::string& calendar) {
  static constexpr std::string_view kMethod = "\nMETHOD:";
  const auto found = calendar.find(kMethod);
  if (found == std::string::npos) return {};
  const auto starts = found + kMethod.size();
  const auto ends = calendar.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", starts);
  return calendar.substr(starts, ends == std::string::npos ? ends : ends - starts);
}

bool is_calendar(const Attachment& attachment) { return attachment.media_type.starts_with("text/calendar"); }

bool is_invitation(const Attachment& attachment) {
  const auto method = method_of(attachment.content);
  return is_calendar(attachment) && (method == "REQUEST" || method == "CANCEL");
}

/// A part of any type, in base64, so that its bytes arrive as they are.
Owned<GMimePart> plain_part(const Attachment& attachment) {
  const std::unique_ptr<GMimeContentType, Free> type(g_mime_content_type_parse(nullptr, one_line(attachment.media_type).c_str()));
  Owned<GMimePart> part(g_mime_part_new());
  g_mime_object_set_content_type(GMIME_OBJECT(part.get()), type.get());
  if (is_calendar(attachment)) {
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    const auto method = method_of(attachment.content);
    if (!method.empty()) g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "method", method.c_str());
  }
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(attachment.content.data(), attachment.content.size()));
  const Owned<GMimeDataWrapper> content(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
  return part;
}

Owned<GMimePart> attached_part(const Attachment& attachment) {
  auto part = plain_part(attachment);
  g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(part.get(), one_line(attachment.file_name).c_str());
  return part;
}

void add(GMimeMultipart* to, const Owned<GMimePart>& part) { g_mime_multipart_add(to, GMIME_OBJECT(part.get())); }

/// From the plainest to the richest, as RFC 2046 5.1.4 orders them.
Owned<GMimeMultipart> alternatives(const OutgoingMessage& message) {
  Owned<GMimeMultipart> all(g_mime_multipart_new_with_subtype("alternative"));
  add(all.get(), text_part("plain", message.text));
  if (!message.html.empty()) add(all.get(), text_part("html", message.html));
  for (const auto& attachment : message.attachments) {
    if (is_invitation(attachment)) add(all.get(), plain_part(attachment));
  }
  return all;
}

Owned<GMimeMultipart> body(const OutgoingMessage& message) {
  auto words = alternatives(message);
  if (message.attachments.empty()) return words;
  Owned<GMimeMultipart> mixed(g_mime_multipart_new_with_subtype("mixed"));
  g_mime_multipart_add(mixed.get(), GMIME_OBJECT(words.get()));
  for (const auto& attachment : message.attachments) add(mixed.get(), attached_part(attachment));
  return mixed;
}

void add_people(GMimeMessage* mail, const OutgoingMessage& message, const EmailSettings& settings) {
  const auto mailbox = [&](GMimeAddressType as, const std::string& name, const std::string& address) {
    const auto shown = one_line(name);
    g_mime_message_add_mailbox(mail, as, shown.empty() ? nullptr : shown.c_str(), address.c_str());
  };
  mailbox(GMIME_ADDRESS_TYPE_FROM, settings.from_name, settings.from);
  mailbox(GMIME_ADDRESS_TYPE_TO, message.recipient_name, message.address);
  if (!settings.reply_to.empty()) mailbox(GMIME_ADDRESS_TYPE_REPLY_TO, {}, settings.reply_to);
}

void add_headers(GMimeMessage* mail, const OutgoingMessage& message, const EmailSettings& settings, std::chrono::sys_seconds now) {
  const std::unique_ptr<GDateTime, Free> date(g_date_time_new_from_unix_utc(now.time_since_epoch().count()));
  g_mime_message_set_date(mail, date.get());
  g_mime_message_set_subject(mail, one_line(message.subject).c_str(), "utf-8");
  g_mime_message_set_message_id(mail, (message.id.text() + "@" + std::string(domain_of(settings.from))).c_str());
  const auto header = [&](const char* name, const std::string& value) {
    g_mime_object_set_header(GMIME_OBJECT(mail), name, one_line(value).c_str(), "utf-8");
  };
  header("Auto-Submitted", "auto-generated");  // RFC 3834: no holiday notes in answer
  if (!message.language.empty()) header("Content-Language", message.language);
}

std::string written(GMimeMessage* mail) {
  const std::unique_ptr<GMimeFormatOptions, Free> options(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  LODGE_CHECK(g_mime_object_write_to_stream(GMIME_OBJECT(mail), options.get(), stream.get()) > 0);
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace

std::string compose(const OutgoingMessage& message, const EmailSettings& settings, std::chrono::sys_seconds now) {
  static const bool started = (g_mime_init(), true);
  LODGE_CHECK(started && is_address(message.address));
  const Owned<GMimeMessage> mail(g_mime_message_new(TRUE));
  add_people(mail.get(), message, settings);
  add_headers(mail.get(), message, settings, now);
  g_mime_message_set_mime_part(mail.get(), GMIME_OBJECT(body(message).get()));
  return written(mail.get());
}

}  // namespace lodge::email
