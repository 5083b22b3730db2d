/* Answers of registries, kept for a while. In a file of their own: they are no record
 * and may be deleted at any time, and a long import must not make a check wait. */
#include "store_answers.h"

#include "buf.h"
#include "db.h"
#include "limits.h"

#include <pthread.h>

struct lic_answers {
	pthread_mutex_t lock;
	struct lic_db *db;
	struct lic_stmt *get, *put, *expire, *trim;
};

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS answer(name TEXT PRIMARY KEY, ends INTEGER NOT NULL,"
	" at INTEGER NOT NULL, whois INTEGER NOT NULL, source TEXT, status INTEGER, text TEXT)"
	" WITHOUT ROWID;"
	"CREATE INDEX IF NOT EXISTS answer_ends ON answer(ends);";

static int prepare(struct lic_answers *a, struct lic_diag *diag)
{
	const struct {
		struct lic_stmt **stmt;
		const char *sql;
	} all[] = {
		{&a->get, "SELECT whois, status, source, text, at FROM answer"
			  " WHERE name = ?1 AND ends > ?2"},
		{&a->put, "INSERT OR REPLACE INTO answer(name, ends, at, whois, source, status,"
			  " text) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
		{&a->expire, "DELETE FROM answer WHERE ends <= ?1"},
		{&a->trim, "DELETE FROM answer WHERE name IN (SELECT name FROM answer"
			   " ORDER BY ends DESC LIMIT -1 OFFSET ?1)"},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(all); i++) {
		int err = lic_stmt_new(all[i].stmt, a->db, all[i].sql, diag);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

int lic_answers_open(struct lic_answers **out, const char *dir, struct lic_diag *diag)
{
	struct lic_answers *a = calloc(1, sizeof(*a));
	struct lic_buf path;

	if (!a || pthread_mutex_init(&a->lock, NULL)) {
		free(a);
		return LIC_ENOMEM;
	}
	lic_buf_init(&path, 8192);
	lic_buf_printf(&path, "%s/%s", dir, LIC_ANSWERS_FILE);
	char *name = lic_buf_take(&path);
	int err = name ? lic_db_open(&a->db, name, true, diag) : LIC_ENOMEM;
	if (!err)
		err = lic_db_exec(a->db, schema, diag);
	if (!err)
		err = prepare(a, diag);
	free(name);
	if (err < 0)
		lic_answers_close(a);
	else
		*out = a;
	return err;
}

void lic_answers_close(struct lic_answers *a)
{
	if (!a)
		return;
	lic_stmt_free(a->get);
	lic_stmt_free(a->put);
	lic_stmt_free(a->expire);
	lic_stmt_free(a->trim);
	lic_db_close(a->db);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

int lic_answers_get(struct lic_answers *a, struct lic_str name, int64_t now,
		    struct lic_kept_answer *out, struct lic_arena *arena)
{
	pthread_mutex_lock(&a->lock);
	lic_stmt_text(a->get, 1, name);
	lic_stmt_int(a->get, 2, now);
	int got = lic_stmt_step(a->get);
	if (got > 0) {
		*out = (struct lic_kept_answer){
			.whois = lic_stmt_get_int(a->get, 0) != 0,
			.status = (int)lic_stmt_get_int(a->get, 1),
			.source = lic_arena_copy(arena, lic_stmt_get_text(a->get, 2)),
			.text = lic_arena_copy(arena, lic_stmt_get_text(a->get, 3)),
			.at = lic_stmt_get_int(a->get, 4),
		};
		if (!out->source.ptr || !out->text.ptr)
			got = LIC_ENOMEM;
		lic_stmt_reset(a->get);
	}
	pthread_mutex_unlock(&a->lock);
	return got;
}

static int put(struct lic_answers *a, struct lic_str name, const struct lic_kept_answer *answer,
	       int64_t ends)
{
	lic_stmt_text(a->put, 1, name);
	lic_stmt_int(a->put, 2, ends);
	lic_stmt_int(a->put, 3, answer->at);
	lic_stmt_int(a->put, 4, answer->whois);
	lic_stmt_text(a->put, 5, answer->source);
	lic_stmt_int(a->put, 6, answer->status);
	lic_stmt_text(a->put, 7, answer->text);
	int err = lic_stmt_run(a->put);
	if (err < 0)
		return err;
	lic_stmt_int(a->expire, 1, answer->at);
	err = lic_stmt_run(a->expire);
	if (err < 0)
		return err;
	lic_stmt_int(a->trim, 1, LIC_ANSWERS_MAX);
	return lic_stmt_run(a->trim);
}

int lic_answers_put(struct lic_answers *a, struct lic_str name,
		    const struct lic_kept_answer *answer, int64_t ends)
{
	pthread_mutex_lock(&a->lock);
	int err = put(a, name, answer, ends);
	pthread_mutex_unlock(&a->lock);
	return err;
}
