/*
 * A snapshot: one listset ready for use, immutable, shared by reference count.
 */
#ifndef LIC_SNAPSHOT_H
#define LIC_SNAPSHOT_H

#include "alerts.h"
#include "contacts.h"
#include "helplines.h"
#include "index.h"
#include "lexicon.h"
#include "licences.h"
#include "model.h"
#include "name_facts.h"
#include "numbers.h"
#include "registers.h"
#include "seals.h"

#include <stdatomic.h>

struct lic_snapshot {
	atomic_uint refs;
	int64_t generation;
	struct lic_index *index;
	struct lic_model model;
	struct lic_registers registers;
	struct lic_lexicon *lexicon; /* read when the first page is */
	struct lic_seals seals;
	struct lic_numbers *numbers;
	struct lic_contacts contacts;
	struct lic_licences licences;
	struct lic_alerts alerts;
	struct lic_helplines helplines;
	struct lic_name_lists name;
};

/* Open an index file; the caller holds the first reference. */
LIC_CHECKED int lic_snapshot_open(struct lic_snapshot **out, const char *path, int64_t generation,
				  struct lic_diag *diag);
void lic_snapshot_ref(struct lic_snapshot *snapshot);
/* Give a reference back; NULL is fine. */
void lic_snapshot_unref(struct lic_snapshot *snapshot);

#endif
