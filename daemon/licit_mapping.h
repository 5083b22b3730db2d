/*
 * Mappings: how tables of other people are read as lists (docs/LISTS.md). A mapping is
 * text, one "COLUMN=FIELD" or "KEY:=VALUE" a line. lic_import takes one, or uses the one
 * that was saved for its list.
 *
 * Errors: 0 or a negative lic_err, with a sentence for people in diag.
 */
#ifndef LIC_LICIT_MAPPING_H
#define LIC_LICIT_MAPPING_H

#include "licit.h"

/* Append the mapping that was saved for a list; LIC_ENOENT if none was. */
LIC_CHECKED int lic_list_mapping(struct lic_engine *engine, struct lic_str list,
				 struct lic_buf *out, struct lic_diag *diag);

/* Append what a file's columns may mean, a line of a mapping each with an example behind
 * a tab: for a person to look at. `settings` may say the encoding; it need be no whole
 * mapping. With `all`, columns without a guess too, as "TITLE=", which is no line of a mapping. */
LIC_CHECKED int lic_table_guess(struct lic_str file, struct lic_str settings, bool all,
				struct lic_buf *out, struct lic_diag *diag);

#endif
