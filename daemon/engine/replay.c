/* Saved facts: written after a check, judged again without lists and network. */
#include "advice.h"
#include "check.h"
#include "facts_json.h"
#include "file.h"
#include "write.h"

void lic_check_write_facts(const struct lic_check *check, struct lic_buf *out)
{
	const struct lic_verdict *v = &check->verdict;
	const struct lic_facts_about about = {
		.time = v->time,
		.listset = v->listset,
		.model = v->model,
		.register_url = check->offices.register_url,
		.report_url = check->offices.report_url,
		.help = check->offices.help,
		.help_url = check->offices.help_url,
	};

	lic_facts_write(out, &check->facts, &about);
}

struct lic_replay {
	struct lic_model model;
	struct lic_arena arena;
	struct lic_facts_file file;
	struct lic_verdict verdict;
	struct lic_buf as_of;
};

static int read_model(struct lic_model *out, const char *lists_dir, struct lic_diag *diag)
{
	char *path = lic_path_join(lists_dir, "model.json");
	struct lic_diag why = {""};
	char *text;
	size_t len;

	if (!path)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int err = lic_file_read(&text, &len, path, LIC_JSON_FILE_MAX, diag);
	if (!err) {
		err = lic_model_parse(out, lic_str(text, len), &why);
		if (err < 0)
			lic_diag_set(diag, err, "%s: %s", path, why.text);
		free(text);
	}
	free(path);
	return err;
}

int lic_replay_new(struct lic_replay **out, const char *lists_dir, struct lic_diag *diag)
{
	struct lic_replay *replay = calloc(1, sizeof(*replay));

	if (!replay)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	replay->arena = (struct lic_arena)LIC_ARENA_INIT;
	lic_buf_init(&replay->as_of, 4096);
	int err = read_model(&replay->model, lists_dir, diag);
	if (err < 0) {
		lic_replay_free(replay);
		return err;
	}
	*out = replay;
	return LIC_OK;
}

void lic_replay_free(struct lic_replay *replay)
{
	if (!replay)
		return;
	lic_arena_release(&replay->arena);
	lic_buf_release(&replay->as_of);
	free(replay);
}

int lic_replay_run(struct lic_replay *replay, struct lic_str text, const struct lic_verdict **out,
		   struct lic_diag *diag)
{
	struct lic_facts_file *file = &replay->file;
	struct lic_verdict *v = &replay->verdict;

	lic_arena_reset(&replay->arena);
	int err = lic_facts_read(file, text, &replay->arena, diag);
	if (err < 0)
		return err;
	const struct lic_offices offices = {
		.register_url = file->about.register_url,
		.report_url = file->about.report_url,
		.help = file->about.help,
		.help_url = file->about.help_url,
	};
	lic_judge(&file->facts, &replay->model, &replay->arena, v);
	lic_judge_slots(&file->facts, v);
	v->listset = file->about.listset;
	v->model = lic_str_from(replay->model.id);
	v->time = file->about.time;
	lic_buf_reset(&replay->as_of);
	lic_as_of_write(&replay->as_of, v->listset, v->model, v->time);
	err = lic_buf_error(&replay->as_of);
	if (err < 0)
		return lic_diag_set(diag, err, "listset: this is too long for an id");
	v->as_of_json = lic_buf_str(&replay->as_of);
	v->silent_json = lic_str(NULL, 0);
	lic_advise(v, &offices, &replay->arena);
	*out = v;
	return LIC_OK;
}

const struct lic_facts *lic_replay_facts(const struct lic_replay *replay)
{
	return &replay->file.facts;
}

struct lic_str lic_replay_model(const struct lic_replay *replay)
{
	return replay->file.about.model;
}
