/*
 * An import under way in the console: what its pages share. Private to console_*.c.
 */
#ifndef LIC_CONSOLE_IMPORT_H
#define LIC_CONSOLE_IMPORT_H

#include "console_entry.h"

struct lic_sheet_import {
	struct lic_sheet *page;
	struct lic_str list, format, as_of;
	struct lic_str mapping; /* licit_mapping.h; empty: as format says */
	bool save_mapping;      /* for the next file of the list */
	struct lic_tray_file file;
	struct lic_import_result result;
	bool unknown;                      /* the file is in no format that is known */
	struct lic_sheet_changes shown[2]; /* the refused rows above the others */
};

/* Take the file that a form is about out of the tray; else what is wrong stands in the page. */
LIC_CHECKED int lic_import_take(struct lic_sheet_import *import);

/* What every form about the file sends along: the file, the list, the date. */
void lic_import_hidden(struct lic_sheet_import *import);

/* The form for a file. */
enum lic_problem lic_import_form(struct lic_sheet *page);
/* What it would change, and the yes; or, with what is wrong, its columns or the form. */
enum lic_problem lic_import_diff(struct lic_sheet_import *import);

/* console_columns.c: what each column of the file may hold, to be chosen; the form, if it has none.
 * Where something is wrong already, the form too if none looks like a site's name. */
enum lic_problem lic_import_columns(struct lic_sheet_import *import);
/* The mapping that a form sent along. */
struct lic_str lic_import_mapping(struct lic_sheet *page);

#endif
