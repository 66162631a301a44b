// SPDX-License-Identifier: Apache-2.0
// libcurl's handles; private to lib/net.
#pragma once

#include <curl/curl.h>

#include "lib/base/handle.hpp"

namespace saoy::net {

using Easy = Handle<CURL, curl_easy_cleanup>;
using HeaderList = Handle<curl_slist, curl_slist_free_all>;

}  // namespace saoy::net
