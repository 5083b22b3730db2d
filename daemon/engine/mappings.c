/* Mappings that were saved, and guesses at new ones. */
#include "engine.h"
#include "format.h"
#include "licit_mapping.h"
#include "mapping.h"

int lic_list_mapping(struct lic_engine *engine, struct lic_str list, struct lic_buf *out,
		     struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_mapping_get(store, list, out, diag);
	lic_store_close(store);
	return err;
}

int lic_table_guess(struct lic_str file, struct lic_str settings, bool all, struct lic_buf *out,
		    struct lic_diag *diag)
{
	struct lic_mapping mapping;
	struct lic_buf whole, store;
	struct lic_str text;

	lic_buf_init(&whole, 2u * LIC_LIST_LINE_MAX);
	lic_buf_init(&store, LIC_IMPORT_FILE_MAX);
	/* Whatever the settings say of columns, one of names is among them. */
	lic_buf_adds(&whole, settings);
	if (!lic_str_holds(settings, LIC_STR("=name")))
		LIC_BUF_LIT(&whole, "\n#1=name");
	const char *foreign = lic_format_foreign(file, true);
	int err = foreign ? lic_diag_set(diag, LIC_ESYNTAX, "%s", foreign)
			  : lic_mapping_parse(&mapping, lic_buf_str(&whole), diag);
	if (err == LIC_OK)
		err = lic_mapping_decode(&mapping, file, &store, &text, diag);
	if (err == LIC_OK)
		err = lic_mapping_guess(text, all, out, diag);
	lic_buf_release(&store);
	lic_buf_release(&whole);
	return err;
}
