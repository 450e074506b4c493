// What Lodge's pages are measured against: a bare POCO server that sends one constant page.
// usage: yardstick BYTES   (prints its port; ends with its standard input)
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

class ConstantPage : public Poco::Net::HTTPRequestHandler {
 public:
  explicit ConstantPage(const std::string& page) : page_(page) {}
  void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override {
    response.setContentType("text/html; charset=utf-8");
    response.sendBuffer(page_.data(), page_.size());
  }

 private:
  const std::string& page_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(std::size_t bytes) : page_(bytes, 'x') {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
    return new ConstantPage(page_);
  }

 private:
  std::string page_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  Poco::ThreadPool threads(2, 128);
  Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0), 512);
  auto* parameters = new Poco::Net::HTTPServerParams;
  parameters->setMaxThreads(128);
  parameters->setKeepAlive(true);
  parameters->setMaxKeepAliveRequests(0);
  Poco::Net::HTTPServer server(new Factory(std::strtoul(words[1], nullptr, 10)), threads, socket, parameters);
  server.start();
  std::cout << socket.address().port() << std::endl;
  std::string rest;
  while (std::getline(std::cin, rest)) {
  }
  server.stopAll(true);
}
