// SPDX-License-Identifier: Apache-2.0
// Handles of libxml2's objects; private to lib/xml.
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

#include "lib/base/handle.hpp"

namespace saoy::xml {

using DocHandle = Handle<xmlDoc, xmlFreeDoc>;
using ParserHandle = Handle<xmlParserCtxt, xmlFreeParserCtxt>;
using SchemaHandle = Handle<xmlSchema, xmlSchemaFree>;
using SchemaParserHandle = Handle<xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt>;
using SchemaValidHandle = Handle<xmlSchemaValidCtxt, xmlSchemaFreeValidCtxt>;
using BufferHandle = Handle<xmlBuffer, xmlBufferFree>;
using WriterHandle = Handle<xmlTextWriter, xmlFreeTextWriter>;

inline void free_string(xmlChar* text) { xmlFree(text); }
using StringHandle = Handle<xmlChar, free_string>;

inline const xmlChar* to_xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
inline const char* from_xml(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

}  // namespace saoy::xml
