#include "snapshot.h"

/* Files that older listsets do not have. */
static int parse_optional(struct lic_snapshot *s, struct lic_diag *diag)
{
	struct lic_str seals = lic_index_file(s->index, "seals.json");
	struct lic_str contacts = lic_index_file(s->index, "contacts.csv");
	struct lic_str licences = lic_index_file(s->index, "licences.csv");
	struct lic_str alerts = lic_index_file(s->index, "alerts.csv");
	struct lic_str helplines = lic_index_file(s->index, "help.csv");
	int err = LIC_OK;

	if (seals.len)
		err = lic_seals_parse(&s->seals, seals, diag);
	if (!err && contacts.len)
		err = lic_contacts_parse(&s->contacts, contacts, diag);
	if (!err && licences.len)
		err = lic_licences_parse(&s->licences, licences, diag);
	if (!err && alerts.len)
		err = lic_alerts_parse(&s->alerts, alerts, diag);
	if (!err && helplines.len)
		err = lic_helplines_parse(&s->helplines, helplines, diag);
	return err;
}

static int parse_files(struct lic_snapshot *s, struct lic_diag *diag)
{
	struct lic_name_lists *name = &s->name;
	int err = lic_model_parse(&s->model, lic_index_file(s->index, "model.json"), diag);

	if (!err)
		err = lic_registers_parse(&s->registers, lic_index_file(s->index, "registers.csv"),
					  diag);
	if (!err)
		err = parse_optional(s, diag);
	if (!err)
		err = lic_numbers_new(&s->numbers, s->index);
	if (!err)
		err = lic_words_parse(&name->words, lic_index_file(s->index, "words.csv"), diag);
	if (!err)
		err = lic_suffixes_parse(&name->suffixes, lic_index_file(s->index, "suffixes.csv"),
					 diag);
	if (!err)
		err = lic_targets_parse(&name->targets, lic_index_file(s->index, "targets"),
					&name->words, diag);
	return err;
}

int lic_snapshot_open(struct lic_snapshot **out, const char *path, int64_t generation,
		      struct lic_diag *diag)
{
	struct lic_snapshot *s = calloc(1, sizeof(*s));
	struct lic_diag why = {""};

	if (!s)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	atomic_init(&s->refs, 1);
	s->generation = generation;
	int err = lic_index_open(&s->index, path, diag);
	if (err < 0)
		goto out;
	err = parse_files(s, &why);
	if (err < 0) {
		lic_diag_set(diag, err,
			     "%s: its model, seals, contacts, licences, alerts, help or words "
			     "cannot be used: %s",
			     path, why.text);
		goto out;
	}
	err = lic_lexicon_new(&s->lexicon, lic_index_file(s->index, "substances.csv"),
			      lic_index_file(s->index, "phrases.csv"));
	if (err < 0)
		goto out;
	*out = s;
	return LIC_OK;
out:
	lic_snapshot_unref(s);
	return err;
}

void lic_snapshot_ref(struct lic_snapshot *snapshot)
{
	atomic_fetch_add_explicit(&snapshot->refs, 1, memory_order_relaxed);
}

void lic_snapshot_unref(struct lic_snapshot *snapshot)
{
	if (!snapshot || atomic_fetch_sub_explicit(&snapshot->refs, 1, memory_order_acq_rel) != 1)
		return;
	lic_lexicon_free(snapshot->lexicon);
	lic_numbers_free(snapshot->numbers);
	lic_seals_release(&snapshot->seals);
	lic_contacts_release(&snapshot->contacts);
	lic_licences_release(&snapshot->licences);
	lic_alerts_release(&snapshot->alerts);
	lic_helplines_release(&snapshot->helplines);
	lic_registers_release(&snapshot->registers);
	lic_words_release(&snapshot->name.words);
	lic_suffixes_release(&snapshot->name.suffixes);
	lic_targets_release(&snapshot->name.targets);
	lic_index_close(snapshot->index);
	free(snapshot);
}
