#pragma once
#include <string>
#include <string_view>

namespace lodge::core {

/// Names this run of this process among all hosts, as leases do: "BOOT.NAMESPACE.PID.START", at most 64 ASCII characters.
/// [any thread]
const std::string& process_name();
/// Whether the process of that name ran on this boot of this machine and has ended, so that its leases need not be waited
/// out. False when that cannot be known: another machine, another container, an earlier boot. [any thread]
bool surely_gone(std::string_view process_name);

}  // namespace lodge::core
