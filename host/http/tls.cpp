#include "http/tls.h"

#include <Poco/Exception.h>

#include <stdexcept>

namespace lodge::http {
namespace {

using Poco::Net::Context;

constexpr auto kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL";

std::runtime_error cannot_use(const std::string& certificate_file, const std::string& key_file, const Poco::Exception& why) {
  return std::runtime_error("the certificate in " + certificate_file + " with the key in " + key_file +
                            " cannot be used: " + why.displayText());
}

}  // namespace

Context::Ptr server_context(const std::string& certificate_file, const std::string& key_file) {
  try {
    Context::Params params;
    params.certificateFile = certificate_file;
    params.privateKeyFile = key_file;
    params.verificationMode = Context::VERIFY_NONE;  // of clients, who have no certificate
    params.cipherList = kCiphers;
    params.loadDefaultCAs = false;
    Context::Ptr context(new Context(Context::TLS_SERVER_USE, params));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->preferServerCiphers();
    SSL_CTX_set_mode(context->sslContext(), SSL_MODE_RELEASE_BUFFERS);  // an idle connection then holds 34 kB less
    return context;
  } catch (const Poco::Exception& why) {
    throw cannot_use(certificate_file, key_file, why);
  }
}

void renew(Context& context, const std::string& certificate_file, const std::string& key_file) {
  server_context(certificate_file, key_file);  // a rehearsal: throws before anything is changed
  auto* tls = context.sslContext();
  const bool done = SSL_CTX_use_certificate_chain_file(tls, certificate_file.c_str()) == 1 &&
                    SSL_CTX_use_PrivateKey_file(tls, key_file.c_str(), SSL_FILETYPE_PEM) == 1;
  if (!done) throw cannot_use(certificate_file, key_file, Poco::Exception("it changed while it was read"));
}

}  // namespace lodge::http
