/* The bundled lists: catalogue, model, registers and the files they name. */
#include "alerts.h"
#include "contacts.h"
#include "file.h"
#include "helplines.h"
#include "importer.h"
#include "json.h"
#include "lexicon.h"
#include "licences.h"
#include "model.h"
#include "publish.h"
#include "registers.h"
#include "seals.h"
#include "store_policy.h"
#include "suffixes.h"
#include "word_list.h"

struct loader {
	struct lic_engine *engine;
	struct lic_store *store, *before;
	int changed; /* lists */
	struct lic_diag *diag;
	/* The file read last: several lists in a row share one. */
	char *file_name, *file_text;
	size_t file_len;
};

static int read_bundled(struct loader *l, const char *name, char **text, size_t *len)
{
	char *path = lic_path_join(l->engine->lists_dir, name);
	int err = path ? lic_file_read(text, len, path, LIC_IMPORT_FILE_MAX, l->diag) : LIC_ENOMEM;

	free(path);
	return err;
}

static int member_date(const struct lic_json *j, const char *key, lic_date *out)
{
	struct lic_str s = lic_json_string(lic_json_get(j, key));

	*out = 0;
	return s.len ? lic_date_parse(s, out) : LIC_OK;
}

static int read_definition(struct loader *l, const struct lic_json *j, struct lic_list *list)
{
	struct lic_str kind = lic_json_string(lic_json_get(j, "kind"));

	*list = (struct lic_list){
		.id = lic_json_string(lic_json_get(j, "id")),
		.name = lic_json_string(lic_json_get(j, "name")),
		.jurisdiction = lic_json_string(lic_json_get(j, "jurisdiction")),
		.authority = lic_json_string(lic_json_get(j, "authority")),
		.url = lic_json_string(lic_json_get(j, "url")),
		.licence = lic_json_string(lic_json_get(j, "licence")),
		.superseded_by = lic_json_string(lic_json_get(j, "superseded_by")),
		.timezone = lic_json_string(lic_json_get(j, "timezone")),
		.origin = LIC_ORIGIN_BUNDLED,
		.max_age_days = (int32_t)lic_json_number(lic_json_get(j, "max_age_days"), 0),
	};
	if (!lic_list_id_ok(list->id) || lic_kind_parse(kind, &list->kind) < 0 ||
	    member_date(j, "as_of", &list->as_of) < 0)
		return lic_diag_set(l->diag, LIC_ESYNTAX,
				    "%s/catalogue.json: list \"%.*s\": bad id, kind or as_of",
				    l->engine->lists_dir, LIC_STR_ARG(list->id));
	return LIC_OK;
}

static int use_file(struct loader *l, struct lic_str name)
{
	if (l->file_name && lic_str_eq(lic_str_from(l->file_name), name))
		return LIC_OK;
	free(l->file_name);
	free(l->file_text);
	l->file_text = NULL;
	l->file_name = strndup(name.ptr, name.len);
	if (!l->file_name)
		return LIC_ENOMEM;
	return read_bundled(l, l->file_name, &l->file_text, &l->file_len);
}

static int load_entries(struct loader *l, const struct lic_json *j, const struct lic_list *list)
{
	struct lic_str file = lic_json_string(lic_json_get(j, "file"));
	struct lic_import_result result = {.format = ""};

	if (!file.len)
		return LIC_OK;
	int err = use_file(l, file);
	if (err < 0)
		return err;
	const struct lic_import_options options = {
		.list = list->id,
		.format = LIC_STR("licit-csv"),
		.file = l->file_name,
		.who = "bundled",
	};
	struct lic_importer im = {
		.engine = l->engine,
		.store = l->store,
		.before = l->before,
		.options = &options,
		.result = &result,
		.only_list = list->id,
		.fixed_as_of = list->as_of,
		.bundled = true,
	};
	err = lic_importer_run(&im, lic_str(l->file_text, l->file_len), l->diag);
	l->changed += !err && result.applied;
	return err;
}

static int load_list(struct loader *l, const struct lic_json *j)
{
	struct lic_list list;
	enum lic_list_kind kind;
	enum lic_list_origin origin;
	int64_t no;
	lic_date has = 0;
	int err = read_definition(l, j, &list);

	if (err < 0)
		return err;
	/* Someone imported a newer state of the list: the bundled one stays away. */
	err = lic_store_list_find(l->store, list.id, &no, &kind, &has, NULL);
	bool newer = !err && has > list.as_of;
	if (err < 0 && err != LIC_ENOENT)
		return err;
	/* Whoever keeps the list, or follows its publisher, knows better. */
	if (!err && (err = lic_store_origin_get(l->store, no, &origin, l->diag)) == LIC_OK &&
	    origin != LIC_ORIGIN_BUNDLED)
		return LIC_OK;
	if (err < 0 && err != LIC_ENOENT)
		return err;
	err = lic_store_list_put(l->store, &list, &no, l->diag);
	if (err < 0 || newer)
		return err;
	return load_entries(l, j, &list);
}

static int load_catalogue(struct loader *l)
{
	char *text;
	size_t len;
	struct lic_json *root;
	struct lic_diag why;
	int err = read_bundled(l, "catalogue.json", &text, &len);

	if (err < 0)
		return err;
	err = lic_json_parse(&root, lic_str(text, len), &why);
	free(text);
	if (err < 0)
		return lic_diag_set(l->diag, err, "%s/catalogue.json: %s", l->engine->lists_dir,
				    why.text);
	const struct lic_json *lists = lic_json_get(root, "lists");
	for (size_t i = 0; !err && i < lic_json_size(lists); i++)
		err = load_list(l, lic_json_at(lists, i));
	lic_json_free(root);
	return err;
}

static int try_model(struct lic_str text, struct lic_diag *diag)
{
	struct lic_model model;

	return lic_model_parse(&model, text, diag);
}

static int try_registers(struct lic_str text, struct lic_diag *diag)
{
	struct lic_registers registers;
	int err = lic_registers_parse(&registers, text, diag);

	if (!err)
		lic_registers_release(&registers);
	return err;
}

static int try_substances(struct lic_str text, struct lic_diag *diag)
{
	return lic_lexicon_check(text, lic_str(NULL, 0), diag);
}

static int try_phrases(struct lic_str text, struct lic_diag *diag)
{
	return lic_lexicon_check(lic_str(NULL, 0), text, diag);
}

static int try_seals(struct lic_str text, struct lic_diag *diag)
{
	struct lic_seals seals;
	int err = lic_seals_parse(&seals, text, diag);

	if (!err)
		lic_seals_release(&seals);
	return err;
}

static int try_contacts(struct lic_str text, struct lic_diag *diag)
{
	struct lic_contacts contacts;
	int err = lic_contacts_parse(&contacts, text, diag);

	if (!err)
		lic_contacts_release(&contacts);
	return err;
}

static int try_licences(struct lic_str text, struct lic_diag *diag)
{
	struct lic_licences licences;
	int err = lic_licences_parse(&licences, text, diag);

	if (!err)
		lic_licences_release(&licences);
	return err;
}

static int try_words(struct lic_str text, struct lic_diag *diag)
{
	struct lic_words words;
	int err = lic_words_parse(&words, text, diag);

	if (!err)
		lic_words_release(&words);
	return err;
}

static int try_alerts(struct lic_str text, struct lic_diag *diag)
{
	struct lic_alerts alerts;
	int err = lic_alerts_parse(&alerts, text, diag);

	if (!err)
		lic_alerts_release(&alerts);
	return err;
}

static int try_helplines(struct lic_str text, struct lic_diag *diag)
{
	struct lic_helplines helplines;
	int err = lic_helplines_parse(&helplines, text, diag);

	if (!err)
		lic_helplines_release(&helplines);
	return err;
}

static int try_suffixes(struct lic_str text, struct lic_diag *diag)
{
	struct lic_suffixes suffixes;
	int err = lic_suffixes_parse(&suffixes, text, diag);

	if (!err)
		lic_suffixes_release(&suffixes);
	return err;
}

/* The files of lists_dir that become part of every listset. One that cannot be used
 * must not get that far. */
static const struct {
	const char *name;
	int (*try)(struct lic_str text, struct lic_diag *diag);
	bool optional; /* without it less is looked for */
} kept_files[] = {
	{"model.json", try_model, false},         {"registers.csv", try_registers, false},
	{"substances.csv", try_substances, true}, {"phrases.csv", try_phrases, true},
	{"seals.json", try_seals, true},          {"contacts.csv", try_contacts, true},
	{"licences.csv", try_licences, true},     {"alerts.csv", try_alerts, true},
	{"help.csv", try_helplines, true},        {"words.csv", try_words, false},
	{"suffixes.csv", try_suffixes, false},
};

static int keep_file(struct loader *l, size_t n)
{
	const char *name = kept_files[n].name;
	struct lic_diag why = {""};
	char *text;
	size_t len;
	int err = read_bundled(l, name, &text, &len);

	if (err == LIC_ENOENT && kept_files[n].optional)
		return LIC_OK;
	if (err < 0)
		return err;
	err = kept_files[n].try(lic_str(text, len), &why);
	if (err < 0)
		lic_diag_set(l->diag, err, "%s/%s: %s", l->engine->lists_dir, name, why.text);
	else
		err = lic_store_file_put(l->store, name, lic_str(text, len), l->diag);
	free(text);
	return err;
}

static int load_all(struct loader *l)
{
	int err = load_catalogue(l);

	for (size_t i = 0; !err && i < LIC_ARRAY_SIZE(kept_files); i++)
		err = keep_file(l, i);
	if (err < 0)
		return err;
	/* Entries that changed are kept, also those of a list that is moot now. */
	err = lic_publish(l->engine, l->store, l->changed > 0, l->diag);
	/* Nothing new: the caller's rollback drops what was written. */
	return err <= 0 ? err : lic_store_commit(l->store, l->diag);
}

int lic_lists_load(struct lic_engine *engine, struct lic_diag *diag)
{
	struct loader l = {.engine = engine, .diag = diag};
	int err = lic_engine_store(engine, true, &l.store, diag);

	if (err < 0)
		return err;
	err = lic_store_begin(l.store, diag);
	if (err < 0)
		goto out;
	err = lic_engine_store(engine, false, &l.before, diag);
	if (!err)
		err = load_all(&l);
	lic_store_rollback(l.store);
	if (!err)
		lic_publish_clean(engine, l.store);
out:
	free(l.file_name);
	free(l.file_text);
	lic_store_close(l.before);
	lic_store_close(l.store);
	if (!err && atomic_load(&engine->generation))
		err = lic_engine_refresh(engine, diag);
	return err < 0 ? err : l.changed;
}
