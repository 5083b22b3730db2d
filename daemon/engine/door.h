/*
 * The door: what is asked of a name before it gets onto a list, the same for a single edit, an
 * import and the console. Names that cannot be (a public suffix) never come this far:
 * data/name.h refuses them.
 *
 * Reads the current listset and the store's never-flag lists once, at _open; then pure.
 * One thread at a time.
 */
#ifndef LIC_DOOR_H
#define LIC_DOOR_H

#include "engine.h"

struct lic_door;

/* For a list of that kind. */
LIC_CHECKED int lic_door_open(struct lic_door **out, struct lic_engine *engine,
			      struct lic_store *store, enum lic_list_kind kind,
			      struct lic_diag *diag);
void lic_door_free(struct lic_door *door);

/* Would a list of illegal sellers, or a community's, flag with that name something that is
 * never to be flagged? Then *why says so, to go on behind the name. Always false for lists of
 * other kinds. */
bool lic_door_never_flag(const struct lic_door *door, const struct lic_name *name,
			 struct lic_diag *why);

/* Would such a list flag with that name a whole top-level domain, every site under it? */
bool lic_door_whole_tld(const struct lic_door *door, const struct lic_name *name);

/* Does the door let the name in only with an override: is it one of those two? Then *why says so,
 * to go on behind the name. */
bool lic_door_refuses(const struct lic_door *door, const struct lic_name *name,
		      struct lic_diag *why);

/* Does an authority say the opposite of what this list would: the id of a register (for a
 * list of illegal sellers) or of a list of illegal sellers (for a register) that holds the
 * same site today; empty: none. It lives as long as the door. */
struct lic_str lic_door_other_side(const struct lic_door *door, const struct lic_name *name,
				   lic_date today);

/* Does the name look like a verified one? Appends a sentence that says so, or nothing. */
LIC_CHECKED int lic_door_lookalike(struct lic_door *door, const struct lic_name *name,
				   struct lic_buf *out);

/* When the name's domain was registered, if a look asked a registry lately: 0 if not. */
lic_date lic_door_registered(const struct lic_door *door, const struct lic_name *name);

#endif
