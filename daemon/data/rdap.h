/*
 * Answers of RDAP servers about a domain: RFC 9083 (response), RFC 7095 (jCard), RFC 9537
 * (redaction), RFC 7480 (what an HTTP status means). Registries break each of them;
 * what can be read is read. Pure.
 */
#ifndef LIC_RDAP_H
#define LIC_RDAP_H

#include "registration.h"

/* Read an answer about the domain, an A-label name in lower case, or empty for whatever
 * domain it is about. status: of HTTP, or 0 when only the body is known. Texts of *out
 * are in the arena; *out is cleared unless the answer is LIC_ANSWER_FOUND or
 * LIC_ANSWER_NONE. *related is the address of the registrar's own RDAP answer, or empty. */
enum lic_answer lic_rdap_parse(struct lic_registration *out, struct lic_str *related,
			       struct lic_str text, int status, struct lic_str domain,
			       struct lic_arena *arena);

/* The address of the answer for a domain: the base with "domain/NAME" behind it (RFC
 * 9082), in the arena; empty when memory is out. */
struct lic_str lic_rdap_url(struct lic_str base, struct lic_str domain, struct lic_arena *arena);

#endif
