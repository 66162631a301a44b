// SPDX-License-Identifier: Apache-2.0
// HarfBuzz for this folder only.
#pragma once

#include <hb-ot.h>
#include <hb-subset.h>

#include "lib/base/handle.hpp"

namespace saoy::pdf {

using FontBytes = Handle<hb_blob_t, hb_blob_destroy>;
using FontFace = Handle<hb_face_t, hb_face_destroy>;
using FontScale = Handle<hb_font_t, hb_font_destroy>;
using SubsetInput = Handle<hb_subset_input_t, hb_subset_input_destroy>;
using SubsetPlan = Handle<hb_subset_plan_t, hb_subset_plan_destroy>;

}  // namespace saoy::pdf
