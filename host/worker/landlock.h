#pragma once

namespace lodge::worker {

enum class Files { all, written };

/// Where the kernel has Landlock (5.13 and newer, and not switched off): this process opens no file any more, or none
/// to write, make or remove. Does nothing elsewhere; seccomp stands without it. Needs no_new_privs. [startup]
void forbid_files(Files which);

}  // namespace lodge::worker
