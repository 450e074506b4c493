#pragma once

namespace lodge::worker {

/// Gives up, for ever, what this process does not need to run a school's rules: it can think, allocate up to 64 MB,
/// read and write what is open already, and end. No file, no socket, no process, no thread, no signal to others.
/// @throws std::runtime_error when the kernel cannot promise that; then no rule must run. [startup]
void lock_in_for_rules();

/// Gives up what a connector or channel never needs: other programs and processes, mounts, kernel interfaces,
/// writing files, serving a port; 256 MB and 256 descriptors at most. It may read files and speak to the network.
/// @throws std::runtime_error [startup]
void lock_in_for_plugins();

}  // namespace lodge::worker
