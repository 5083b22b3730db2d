/*
 * Which target a name imitates, if any. A letter counts for what it takes to hit it by
 * chance (lic_target.worth), and each way to imitate has its price: so short names and
 * names made of the words of the trade are not mistaken for one another.
 */
#ifndef LIC_PROBE_LOOKALIKE_H
#define LIC_PROBE_LOOKALIKE_H

#include "facts_name.h"
#include "subject.h"
#include "targets.h"

struct lic_lookalike {
	const struct lic_target *target; /* NULL: it looks like none */
	enum lic_imitation how;
	enum lic_likeness likeness;
};

/* label is the first of the site, as it stands; looks the same for a label of ASCII,
 * else what it looks like (lic_idn_looks). */
struct lic_lookalike lic_lookalike_find(const struct lic_targets *targets,
					const struct lic_words *words,
					const struct lic_subject *subject, struct lic_str label,
					struct lic_str looks);

#endif
