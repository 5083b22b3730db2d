/*
 * The engine in small scripts: a data folder and a folder of bundled lists of
 * their own, commands, and what came of them.
 *
 *   > time 2026-11-23T12:00:00Z      the clock, from here on (frozen)
 *   > put NAME                       write a file of the bundled lists; its text follows
 *   > load                           load the bundled lists
 *   > import ID [kind=K] [format=F] [as_of=D] [dry] [accept] [quiet]   the file's text follows
 *   > show ID                        a list's entries, as Licit's CSV
 *   > lists                          all lists
 *   > log                            the record of imports
 *   > check ADDRESS [COUNTRY]        class and findings
 *   > open                           close the engine, and open it again
 *
 * In a file's text a line with {1..50} in it stands for fifty.
 */
#ifndef LIC_SCRIPT_H
#define LIC_SCRIPT_H

#include "../data/sections.h"
#include "licit.h"
#include "num.h"
#include "scratch.h"

struct script {
	struct scratch scratch;
	char data_dir[SCRATCH_MAX + 16], lists_dir[4096];
	struct lic_engine *engine;
	struct lic_check *check;
	struct lic_buf *out;
};

static const char script_registers[] = "id,jurisdiction,authority,list_url,report_url,status\n"
				       "cz,CZ,SÚKL,https://r.example/cz,https://report.example/,"
				       "confirmed\n";

static inline void script_put(struct script *s, const char *name, struct lic_str text)
{
	char path[sizeof(s->lists_dir) + 256];

	snprintf(path, sizeof(path), "%s/%s", s->lists_dir, name);
	scratch_write(path, text);
}

static inline void script_begin(struct script *s)
{
	char path[4096];
	struct lic_buf model;

	*s = (struct script){.engine = NULL};
	setenv("LICIT_TIME", "2026-11-23T12:00:00Z", 1);
	scratch_make(&s->scratch);
	snprintf(s->data_dir, sizeof(s->data_dir), "%s/data", s->scratch.dir);
	snprintf(s->lists_dir, sizeof(s->lists_dir), "%s/lists", s->scratch.dir);
	assert_int_equal(mkdir(s->lists_dir, 0700), 0);
	rows_path(path, sizeof(path), "engine/lists/model.json");
	rows_read(path, &model, ROWS_FILE_MAX);
	script_put(s, "model.json", lic_buf_str(&model));
	script_put(s, "registers.csv", lic_str_from(script_registers));
	script_put(s, "words.csv", LIC_STR("word,kind,strength,fit\nviagra,medicine,3,any\n"));
	script_put(s, "suffixes.csv", LIC_STR("suffix\nsu\n"));
	script_put(s, "catalogue.json", LIC_STR("{\"lists\":[]}"));
	lic_buf_release(&model);
}

/* The same with the tests' own lists, in lists/. */
static inline void script_begin_lists(struct script *s)
{
	script_begin(s);
	rows_path(s->lists_dir, sizeof(s->lists_dir), "engine/lists");
}

static inline int script_open(struct script *s, struct lic_diag *diag)
{
	char psl[4096];
	const struct lic_engine_options options = {
		.data_dir = s->data_dir,
		.lists_dir = s->lists_dir,
		.psl_file = psl,
	};

	if (s->engine)
		return 0;
	rows_path(psl, sizeof(psl), "model/suffixes.dat");
	int err = lic_engine_open(&s->engine, &options, diag);
	return err ? err : lic_check_new(&s->check, s->engine);
}

static inline void script_close(struct script *s)
{
	lic_check_free(s->check);
	lic_engine_free(s->engine);
	s->check = NULL;
	s->engine = NULL;
}

static inline void script_end(struct script *s)
{
	script_close(s);
	scratch_remove(&s->scratch);
}

/* The listset's id hangs on every weight of the tests' model: zeros in its place. */
static inline void script_hide_listset(struct script *s, struct lic_buf *out)
{
	struct lic_status status;
	char *at = out->ptr, *found;

	lic_engine_status(s->engine, &status);
	while ((found = memmem(at, out->len - (size_t)(at - out->ptr), status.listset.ptr,
			       status.listset.len))) {
		memset(found, '0', status.listset.len);
		at = found + status.listset.len;
	}
}

static inline void script_error(struct script *s, int err, const struct lic_diag *diag)
{
	const char *text = diag->text;
	struct lic_str dir = lic_str_from(s->scratch.dir);

	/* The folder has another name each time. */
	lic_buf_printf(s->out, "error %d: ", err);
	for (const char *at = strstr(text, dir.ptr); at; at = strstr(text, dir.ptr)) {
		lic_buf_printf(s->out, "%.*sDIR", (int)(at - text), text);
		text = at + dir.len;
	}
	lic_buf_printf(s->out, "%s\n", text);
}

static inline struct lic_str script_word(struct lic_str *rest)
{
	struct lic_str word;

	return lic_str_split(rest, ' ', &word) ? word : LIC_STR("");
}

/* ---- import ---------------------------------------------------------- */

static inline void script_change(void *ctx, const struct lic_change *change)
{
	static const char *const kinds[LIC_CHANGE_KINDS] = {
		"added", "changed", "withdrawn", "restored", "duplicate", "refused", "look-alike"};
	struct script *s = ctx;

	lic_buf_printf(s->out, "%s %.*s", kinds[change->kind], LIC_STR_ARG(change->name));
	if (change->scope)
		lic_buf_printf(s->out, " (%s)", change->scope);
	if (change->line)
		lic_buf_printf(s->out, " line %u", change->line);
	if (change->text.len)
		lic_buf_printf(s->out, ": %.*s", LIC_STR_ARG(change->text));
	lic_buf_addc(s->out, '\n');
	assert_int_equal(change->kind == LIC_CHANGE_REFUSED, !change->scope);
	assert_int_equal(change->kind == LIC_CHANGE_DUPLICATE, change->other_line != 0);
}

static inline void script_import_options(struct lic_import_options *o, struct lic_str rest)
{
	struct lic_str word, key;

	while (lic_str_split(&rest, ' ', &word)) {
		if (lic_str_eq(word, LIC_STR("dry"))) {
			o->dry_run = true;
			continue;
		}
		if (lic_str_eq(word, LIC_STR("quiet"))) {
			o->change = NULL;
			continue;
		}
		if (lic_str_eq(word, LIC_STR("accept"))) {
			o->accept_removals = true;
			continue;
		}
		assert_true(lic_str_split(&word, '=', &key));
		if (lic_str_eq(key, LIC_STR("kind")))
			o->kind = word;
		else if (lic_str_eq(key, LIC_STR("format")))
			o->format = word;
		else if (lic_str_eq(key, LIC_STR("as_of")))
			assert_int_equal(lic_date_parse(word, &o->as_of), 0);
		else
			fail_msg("import has no %.*s", LIC_STR_ARG(key));
	}
}

static inline void script_result(struct script *s, const struct lic_import_result *r)
{
	char date[LIC_DATE_SIZE];

	lic_date_format(r->as_of, date);
	lic_buf_printf(s->out, "= %s%s, %d rows: %d added, %d changed, %d withdrawn, %d restored, ",
		       r->format, r->new_list ? ", new list" : "", (int)r->rows, (int)r->counts[0],
		       (int)r->counts[1], (int)r->counts[2], (int)r->counts[3]);
	lic_buf_printf(s->out, "%d duplicate, %d refused, %d unchanged; now %d in force, %d not; ",
		       (int)r->counts[4], (int)r->counts[5], (int)r->unchanged, (int)r->in_force,
		       (int)r->withdrawn);
	lic_buf_printf(s->out, "as of %s%s\n", date, r->applied ? "" : "; nothing applied");
}

static inline void script_import(struct script *s, struct lic_str rest, struct lic_str text)
{
	struct lic_import_result result;
	struct lic_import_options options = {
		.list = script_word(&rest),
		.file = "FILE",
		.who = "tester",
		.change = script_change,
		.ctx = s,
	};
	struct lic_diag diag = {""};

	script_import_options(&options, rest);
	int err = lic_import(s->engine, &options, text, &result, &diag);
	if (err < 0)
		script_error(s, err, &diag);
	else
		script_result(s, &result);
}

/* ---- showing --------------------------------------------------------- */

static inline void script_show(struct script *s, struct lic_str list)
{
	struct lic_export_result result;
	struct lic_diag diag;
	int err = lic_lists_export(s->engine, list, LIC_STR(""), s->out, &result, &diag);

	if (err < 0)
		script_error(s, err, &diag);
}

static inline int script_list(void *ctx, const struct lic_list_info *info)
{
	struct script *s = ctx;
	char date[LIC_DATE_SIZE] = "no date";

	if (info->as_of)
		lic_date_format(info->as_of, date);
	lic_buf_printf(s->out, "%.*s %.*s %s, %s: %d, %d in force, %d withdrawn\n",
		       LIC_STR_ARG(info->id), LIC_STR_ARG(info->kind), date, info->state,
		       (int)info->total, (int)info->in_force, (int)info->withdrawn);
	return 0;
}

static inline int script_logged(void *ctx, const struct lic_log_entry *entry)
{
	struct script *s = ctx;
	char time[LIC_TIME_SIZE];

	lic_time_format(entry->time, time);
	lic_buf_printf(s->out, "%s %.*s by %.*s from %.*s (%.*s):", time, LIC_STR_ARG(entry->list),
		       LIC_STR_ARG(entry->who), LIC_STR_ARG(entry->file),
		       LIC_STR_ARG(entry->format));
	for (int i = 0; i < LIC_CHANGE_COUNTED; i++)
		lic_buf_printf(s->out, " %d", (int)entry->counts[i]);
	lic_buf_addc(s->out, '\n');
	return 0;
}

static inline void script_check(struct script *s, struct lic_str rest)
{
	const struct lic_verdict *v;
	struct lic_diag diag;
	struct lic_str address = script_word(&rest);
	int err = lic_check_run(s->check, address, rest, &v, &diag);

	if (err < 0) {
		script_error(s, err, &diag);
		return;
	}
	lic_buf_printf(s->out, "%.*s: %s", LIC_STR_ARG(address), lic_verdict_class_name(v->class));
	for (size_t i = 0; i < v->findings_count; i++)
		lic_buf_printf(s->out, " %s(%.*s)", v->findings[i].signal,
			       LIC_STR_ARG(v->findings[i].source.list));
	lic_buf_addc(s->out, '\n');
}

/* ---- commands -------------------------------------------------------- */

static inline void script_run_one(struct script *s, struct lic_str line, struct lic_str text)
{
	struct lic_str command = script_word(&line);
	struct lic_diag diag = {""};
	char word[128];
	int err = 0;

	snprintf(word, sizeof(word), "%.*s", LIC_STR_ARG(line));
	if (lic_str_eq(command, LIC_STR("time"))) {
		setenv("LICIT_TIME", word, 1);
		return;
	}
	if (lic_str_eq(command, LIC_STR("put"))) {
		script_put(s, word, text);
		return;
	}
	if (lic_str_eq(command, LIC_STR("open")))
		script_close(s);
	err = script_open(s, &diag);
	if (err < 0) {
		script_error(s, err, &diag);
		return;
	}
	if (lic_str_eq(command, LIC_STR("load"))) {
		err = lic_lists_load(s->engine, &diag);
		if (err >= 0)
			lic_buf_printf(s->out, "loaded, %d changed\n", err);
	} else if (lic_str_eq(command, LIC_STR("import"))) {
		script_import(s, line, text);
	} else if (lic_str_eq(command, LIC_STR("show"))) {
		script_show(s, line);
	} else if (lic_str_eq(command, LIC_STR("lists"))) {
		err = lic_lists_each(s->engine, script_list, s);
	} else if (lic_str_eq(command, LIC_STR("log"))) {
		err = lic_lists_log(s->engine, line, script_logged, s, &diag);
	} else if (lic_str_eq(command, LIC_STR("check"))) {
		script_check(s, line);
	} else {
		assert_true(lic_str_eq(command, LIC_STR("open")));
	}
	if (err < 0)
		script_error(s, err, &diag);
}

/* A line of text, or as many as its {a..b} says. */
static inline void script_add_line(struct lic_buf *text, struct lic_str line)
{
	const char *open = line.len ? memmem(line.ptr, line.len, "{", 1) : NULL;
	const char *dots =
		open ? memmem(open, (size_t)(line.ptr + line.len - open), "..", 2) : NULL;
	const char *close = dots ? memchr(dots, '}', (size_t)(line.ptr + line.len - dots)) : NULL;
	uint64_t from, to;

	if (!close || lic_num_parse(lic_str(open + 1, (size_t)(dots - open - 1)), 100000, &from) ||
	    lic_num_parse(lic_str(dots + 2, (size_t)(close - dots - 2)), 100000, &to)) {
		lic_buf_adds(text, line);
		lic_buf_addc(text, '\n');
		return;
	}
	for (; from <= to; from++)
		lic_buf_printf(text, "%.*s%u%.*s\n", (int)(open - line.ptr), line.ptr,
			       (unsigned)from, (int)(line.ptr + line.len - close - 1), close + 1);
}

static inline void script_run(struct lic_str input, struct lic_buf *out)
{
	struct script script;
	struct lic_str line, command = {NULL, 0};
	struct lic_buf text;

	script_begin(&script);
	script.out = out;
	lic_buf_init(&text, 8u << 20);
	while (lic_str_split(&input, '\n', &line)) {
		bool begins = lic_str_starts(line, LIC_STR("> "));
		if (begins || !input.ptr) {
			if (command.ptr)
				script_run_one(&script, command, lic_buf_str(&text));
			command = lic_str(line.ptr + 2, begins ? line.len - 2 : 0);
			lic_buf_reset(&text);
		} else {
			script_add_line(&text, line);
		}
	}
	lic_buf_release(&text);
	script_end(&script);
}

#endif
