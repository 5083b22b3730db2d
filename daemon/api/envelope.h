/*
 * A call inside a message of native messaging, and its reply (docs/NATIVE.md):
 *
 *   {"id":7,"method":"POST","target":"/v1/check","body":"{\"url\":…}"}
 *   {"id":7,"status":200,"type":"application/json","body":"{\"schema\":…}\n"}
 *
 * The bodies are strings: the very text that HTTP carries. A reply that is longer than
 * browsers take goes in pieces, all but the last of which have "more":true.
 *
 * Depends on base only.
 */
#ifndef LIC_ENVELOPE_H
#define LIC_ENVELOPE_H

#include "json.h"
#include "problem.h"

struct lic_envelope {
	struct lic_json *root; /* the views below are borrowed from it */
	bool has_id;
	uint64_t id; /* the caller's own */
	struct lic_str method, target;
	struct lic_str body; /* may be empty */
};

/* Read a message: NONE, or the problem with its sentence; has_id and id are set where
 * they can be read. Release it in either case. */
enum lic_problem lic_envelope_read(struct lic_envelope *out, struct lic_str text,
				   struct lic_diag *diag);
void lic_envelope_release(struct lic_envelope *envelope);

/* The end of the longest piece that text begins with and that a reply has room for, whole
 * characters only. */
size_t lic_envelope_cut(struct lic_str text);

/* One reply, or one piece of it, as a frame in out. */
void lic_envelope_write(struct lic_buf *out, const struct lic_envelope *call, unsigned status,
			const char *type, struct lic_str piece, bool more);

#endif
