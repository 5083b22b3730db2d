/*
 * A small index for tests, made from names as lists write them. Needs the tests'
 * own public suffix list, model/suffixes.dat.
 */
#ifndef LIC_INDEX_MAKER_H
#define LIC_INDEX_MAKER_H

#include "index_build.h"
#include "limits.h"
#include "name.h"
#include "rows.h"
#include "scratch.h"

static inline struct lic_psl *index_maker_psl(void)
{
	struct lic_psl *psl;
	char path[4096];

	rows_path(path, sizeof(path), "model/suffixes.dat");
	if (lic_psl_open(&psl, path, NULL) < 0)
		exit(1);
	return psl;
}

/* Add a name to list number `list`; the rest of the entry is `entry`'s. */
static inline void index_maker_add(struct lic_index_builder *b, const struct lic_psl *psl,
				   size_t list, struct lic_str text, struct lic_entry entry)
{
	struct lic_buf store;
	struct lic_name name;
	struct lic_diag diag;

	lic_buf_init(&store, LIC_URL_MAX);
	if (lic_name_parse(&name, text, psl, &store, &diag) < 0)
		fail_msg("%.*s: %s", LIC_STR_ARG(text), diag.text);
	entry.name = name.text;
	entry.host_len = name.host_len;
	entry.scope = name.scope;
	assert_int_equal(lic_index_builder_add(b, list, &entry), 0);
	lic_buf_release(&store);
}

/* End it, and open what was made. `tables` is the JSON text of index_build.h. */
static inline struct lic_index *index_maker_open(struct lic_index_builder *b, const char *path,
						 const char *tables)
{
	struct lic_index *index;

	assert_int_equal(lic_index_builder_finish(b, lic_str_from(tables), LIC_STR(""), NULL), 0);
	lic_index_builder_free(b);
	assert_int_equal(lic_index_open(&index, path, NULL), 0);
	return index;
}

#endif
