/*
 * Heads of transparency logs, as a release signs them: `custom` of the target ID/list says
 * {"licit":{"kind":"list","definition":{…},"entries":N,"log":{"size":B,"root":"hex"}}}.
 */
#ifndef LIC_PUBLISHER_HEADS_H
#define LIC_PUBLISHER_HEADS_H

#include "licit_keep.h"
#include "publisher.h"
#include "tuf_file.h"

/* What a target is, by its custom data. */
enum lic_published_kind {
	LIC_PUBLISHED_OTHER,
	LIC_PUBLISHED_LIST,
	LIC_PUBLISHED_CHANGES,
};

struct lic_published {
	enum lic_published_kind kind;
	struct lic_str list; /* its id */
	/* Of a list. */
	struct lic_str list_kind;
	uint64_t entries, size;
	unsigned char root[LIC_HASH_SIZE];
	/* Of changes. */
	uint64_t from, to;
};

/* What cannot be read is LIC_PUBLISHED_OTHER. Texts are borrowed. */
void lic_published_read(struct lic_published *out, const struct lic_tuf_file *target);

/* Tell the store what the staged release, which is out now, says of each list kept here. */
LIC_CHECKED int lic_publisher_heads_record(struct lic_publisher *publisher, struct lic_diag *diag);

#endif
