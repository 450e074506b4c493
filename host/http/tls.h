#pragma once
#include <Poco/Net/Context.h>

#include <string>

namespace lodge::http {

/// TLS 1.2 with forward secrecy and AEAD, and TLS 1.3. @throws std::runtime_error with a sentence that names the file that
/// cannot be read or does not fit. [any thread]
Poco::Net::Context::Ptr server_context(const std::string& certificate_file, const std::string& key_file);

/// Puts the files' present content into a context in use; not while another thread accepts with it.
/// @throws std::runtime_error as above, and the context then stays as it was.
void renew(Poco::Net::Context& context, const std::string& certificate_file, const std::string& key_file);

}  // namespace lodge::http
