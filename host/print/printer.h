#pragma once
#include <string>
#include <string_view>

namespace lodge::print {

/// Hands a PDF to a printer by its own address: IPP (RFC 8010, RFC 8011), as printers on a school's network and CUPS speak
/// it. Answers when the printer has the whole of it, not when it is on paper. Waits at most 10 s for each answer.
/// @throws Unavailable with the printer's reason
void print_pdf(const std::string& printer, const std::string& title, std::string_view pdf);

}  // namespace lodge::print
