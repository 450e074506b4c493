#include "print/printer.h"

#include <lodge/errors.h>

#include <cups/cups.h>

#include <array>
#include <memory>

namespace lodge::print {
namespace {

constexpr int kConnectMs = 10000;
constexpr double kAnswerSeconds = 10;

using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;
using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

struct Address {
  std::array<char, 32> scheme{};
  std::array<char, 256> user{}, host{};
  std::array<char, 1024> path{};
  int port = 0;
  bool sealed() const { return std::string_view(scheme.data()) == "ipps"; }
};

template <std::size_t size>
int room(const std::array<char, size>&) {
  return static_cast<int>(size);
}

[[noreturn]] void fail(const std::string& printer, std::string_view why) {
  throw Unavailable("the printer " + printer + " did not take it: " + std::string(why));
}

Address parsed(const std::string& printer) {
  Address address;
  const auto status = httpSeparateURI(HTTP_URI_CODING_ALL, printer.c_str(), address.scheme.data(), room(address.scheme), address.user.data(), room(address.user),
                                      address.host.data(), room(address.host), &address.port, address.path.data(), room(address.path));
  const std::string_view scheme = address.scheme.data();
  if (status < HTTP_URI_STATUS_OK || (scheme != "ipp" && scheme != "ipps")) fail(printer, "its address is not of the form ipps://printer.school.example/ipp/print");
  return address;
}

Connection connect(const std::string& printer, const Address& address) {
  Connection connection(httpConnect2(address.host.data(), address.port, nullptr, AF_UNSPEC,
                                     address.sealed() ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, kConnectMs, nullptr),
                        &httpClose);
  if (!connection) fail(printer, cupsLastErrorString());
  httpSetTimeout(connection.get(), kAnswerSeconds, [](http_t*, void*) { return 0; }, nullptr);
  return connection;
}

Message job(const std::string& printer, const std::string& title) {
  Message request(ippNewRequest(IPP_OP_PRINT_JOB), &ippDelete);
  const auto add = [&](ipp_tag_t type, const char* name, const char* value) { ippAddString(request.get(), IPP_TAG_OPERATION, type, name, nullptr, value); };
  add(IPP_TAG_URI, "printer-uri", printer.c_str());
  add(IPP_TAG_NAME, "requesting-user-name", "lodge");
  add(IPP_TAG_NAME, "job-name", title.c_str());
  add(IPP_TAG_MIMETYPE, "document-format", "application/pdf");
  return request;
}

}  // namespace

void print_pdf(const std::string& printer, const std::string& title, std::string_view pdf) {
  const auto address = parsed(printer);
  const auto connection = connect(printer, address);
  const auto request = job(printer, title);
  auto* http = connection.get();
  auto status = cupsSendRequest(http, request.get(), address.path.data(), ippLength(request.get()) + pdf.size());
  if (status == HTTP_STATUS_CONTINUE) status = cupsWriteRequestData(http, pdf.data(), pdf.size());
  if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK) fail(printer, cupsLastErrorString());
  const Message answer(cupsGetResponse(http, address.path.data()), &ippDelete);
  if (!answer || ippGetStatusCode(answer.get()) > IPP_STATUS_OK_EVENTS_COMPLETE) fail(printer, cupsLastErrorString());
}

}  // namespace lodge::print
