// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/kernel.hpp"

#include <string>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::lstm {

const Kernel& portable_kernel();
#ifdef SAOY_X86
const Kernel& avx2_kernel();
const Kernel& avx512_kernel();
#endif

// __builtin_cpu_supports asks the processor and, for the wide registers, whether the operating system saves them.
const std::vector<const Kernel*>& kernels() {
    static const std::vector<const Kernel*> found = [] {
        std::vector<const Kernel*> list;
#ifdef SAOY_X86
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
            list.push_back(&avx512_kernel());
        if (__builtin_cpu_supports("avx2")) list.push_back(&avx2_kernel());
#endif
        list.push_back(&portable_kernel());
        return list;
    }();
    return found;
}

const Kernel& kernel(std::string_view name) {
    for (const Kernel* found : kernels())
        if (name.empty() || name == found->name) return *found;
    throw Error(Fault::unavailable, "no-kernel",
                text::fill(text::tr("this processor does not run the kernel {0}"), {std::string(name)}));
}

}  // namespace saoy::lstm
