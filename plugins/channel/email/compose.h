#pragma once
#include "settings.h"

#include <lodge/channel.h>

#include <chrono>
#include <string>

namespace lodge::email {

/// The whole message as it goes over the wire before dot-stuffing: RFC 5322 and MIME, CRLF, no line over 78 characters
/// where folding can help. Message-ID is made of `message.id`, so that it is the same at every try. Control characters
/// in names, subject and file names become spaces, so that nothing a person typed can start a header.
/// An attachment of type text/calendar whose METHOD is REQUEST or CANCEL also stands as an alternative of the text,
/// as RFC 6047 wants it. `message.address` must be an address (see is_address). [one thread]
std::string compose(const OutgoingMessage& message, const EmailSettings& settings, std::chrono::sys_seconds now);

}  // namespace lodge::email
