#include "core/outbox/message_json.h"

#include "core/base64.h"

#include <optional>

namespace lodge::core {
namespace {

struct Field {
  const char* name;
  std::string OutgoingMessage::*member;
};

using M = OutgoingMessage;
constexpr Field kFields[] = {{"recipient_name", &M::recipient_name}, {"address", &M::address}, {"language", &M::language},
                             {"subject", &M::subject}, {"text", &M::text}, {"html", &M::html}};

Value write(const Attachment& attachment) {
  return Value::Map{{"file_name", attachment.file_name}, {"media_type", attachment.media_type},
                    {"content", base64(attachment.content)}};
}

std::optional<Attachment> read_attachment(const Value& value) {
  const auto* file_name = value.at("file_name").text();
  const auto* media_type = value.at("media_type").text();
  const auto* content = value.at("content").text();
  if (!file_name || !media_type || !content) return std::nullopt;
  auto bytes = from_base64(*content);
  if (!bytes) return std::nullopt;
  return Attachment{*file_name, *media_type, *std::move(bytes)};
}

std::optional<std::vector<Attachment>> read_attachments(const Value& value) {
  const auto* list = value.list();
  if (!list) return std::nullopt;
  std::vector<Attachment> attachments;
  for (const auto& one : *list) {
    auto attachment = read_attachment(one);
    if (!attachment) return std::nullopt;
    attachments.push_back(*std::move(attachment));
  }
  return attachments;
}

}  // namespace

Value to_value(const OutgoingMessage& message) {
  Value::Map map;
  map.emplace("id", message.id.text());
  for (const auto& field : kFields) map.emplace(field.name, message.*field.member);
  Value::List attachments;
  for (const auto& attachment : message.attachments) attachments.push_back(write(attachment));
  map.emplace("attachments", std::move(attachments));
  return map;
}

std::expected<OutgoingMessage, std::string> message_from(const Value& value) {
  const auto id = MessageId::parse(value.text_or("id"));
  if (!id) return std::unexpected("a message without an id");
  OutgoingMessage message;
  message.id = *id;
  for (const auto& field : kFields) {
    const auto* text = value.at(field.name).text();
    if (!text) return std::unexpected(std::string("a message without ") + field.name);
    message.*field.member = *text;
  }
  auto attachments = read_attachments(value.at("attachments"));
  if (!attachments) return std::unexpected("a message whose attachments are unreadable");
  message.attachments = *std::move(attachments);
  return message;
}

Value to_value(const std::expected<Receipt, Undeliverable>& answer) {
  if (answer) return Value::Map{{"receipt", answer->provider_reference}};
  return Value::Map{{"undeliverable", answer.error().why}};
}

Value to_value(const InDoubt& doubt) { return Value::Map{{"in_doubt", doubt.what()}}; }

std::expected<Receipt, Undeliverable> answer_from(const Value& value) {
  if (const auto* reference = value.at("receipt").text()) return Receipt{*reference};
  if (const auto* why = value.at("undeliverable").text()) return std::unexpected(Undeliverable{*why});
  if (const auto* why = value.at("in_doubt").text()) throw InDoubt(*why);
  throw InDoubt("the channel's worker answered with neither a receipt nor a refusal");
}

}  // namespace lodge::core
