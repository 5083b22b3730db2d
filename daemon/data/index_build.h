/*
 * Building an index file, entry by entry in any order, with memory that does
 * not grow with the number of entries (the slots are a mapped part of the file
 * itself). The file is whole only after _finish.
 */
#ifndef LIC_INDEX_BUILD_H
#define LIC_INDEX_BUILD_H

#include "diag.h"
#include "index.h"

struct lic_index_builder;

/* Begin a file that will hold at most `entries` entries. */
LIC_CHECKED int lic_index_builder_new(struct lic_index_builder **out, const char *path,
				      uint64_t entries, struct lic_diag *diag);

/* Add an entry of list number `list`; entry->list is not looked at. */
LIC_CHECKED int lic_index_builder_add(struct lic_index_builder *b, size_t list,
				      const struct lic_entry *entry);

/* Keep a file with the lists: after the last entry. */
LIC_CHECKED int lic_index_builder_keep(struct lic_index_builder *b, struct lic_str name,
				       struct lic_str text);

/* Write the tables and the header, fsync. `tables` is the JSON text {"lists":[…]} of
 * index.c; `identity` is what of it belongs to the listset's id (counts of a day do
 * not). */
LIC_CHECKED int lic_index_builder_finish(struct lic_index_builder *b, struct lic_str tables,
					 struct lic_str identity, struct lic_diag *diag);

/* Without a _finish before it the half-made file is removed. */
void lic_index_builder_free(struct lic_index_builder *b);

#endif
