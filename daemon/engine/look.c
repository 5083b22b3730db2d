/* Looking at sites, as licit.h offers it. */
#include "engine.h"

static int open_live(struct lic_engine *engine, struct lic_live **out, struct lic_diag *diag)
{
	struct lic_live_options options = {
		.psl = engine->psl,
		.lists_dir = engine->lists_dir,
		.data_dir = engine->index_file ? NULL : engine->data_dir,
		.name_servers = engine->name_servers,
		.test_addresses = engine->test_addresses,
		.test_roots = engine->test_roots,
		.look_ms = engine->look_ms,
		.patient = engine->patient,
	};
	int err = LIC_OK;

	pthread_mutex_lock(&engine->looking);
	if (engine->looks_stopped)
		err = lic_diag_set(diag, LIC_EBUSY, "Licit is stopping");
	else if (!engine->live)
		err = lic_live_new(&engine->live, &options, diag);
	*out = engine->live;
	pthread_mutex_unlock(&engine->looking);
	return err;
}

int lic_look_begin(struct lic_look **out, struct lic_engine *engine, struct lic_str input,
		   const struct lic_look_options *options, struct lic_diag *diag)
{
	struct lic_subject subject;
	struct lic_live *live;
	struct lic_buf text;

	int err = open_live(engine, &live, diag);
	if (err < 0)
		return err;
	lic_buf_init(&text, LIC_URL_MAX);
	err = lic_subject_parse(&subject, input, engine->psl, &text, diag);
	if (err == LIC_OK) {
		struct lic_snapshot *snapshot = lic_engine_snapshot(engine);
		err = lic_live_look(live, out, &subject, snapshot, options);
		lic_snapshot_unref(snapshot);
		if (err == LIC_EBUSY)
			lic_diag_set(diag, err, "Licit is stopping");
		else if (err < 0)
			lic_diag_set(diag, err, "out of memory");
	}
	lic_buf_release(&text);
	return err;
}

void lic_looks_stop(struct lic_engine *engine)
{
	pthread_mutex_lock(&engine->looking);
	engine->looks_stopped = true;
	if (engine->live)
		lic_live_stop(engine->live);
	pthread_mutex_unlock(&engine->looking);
}
