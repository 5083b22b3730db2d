#include "store_users.h"

#include "buf.h"
#include "db.h"

struct lic_users {
	struct lic_db *db;
	struct lic_stmt *read; /* whose row the caller looks at */
};

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS user(name TEXT PRIMARY KEY, role INTEGER NOT NULL,"
	" password TEXT, created INTEGER, removed INTEGER, seen INTEGER, failures INTEGER,"
	" failed_at INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS session(hash BLOB PRIMARY KEY, user TEXT NOT NULL,"
	" time INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS code(hash BLOB PRIMARY KEY, user TEXT NOT NULL,"
	" time INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS ask(user TEXT PRIMARY KEY, who TEXT NOT NULL,"
	" what INTEGER NOT NULL, role INTEGER NOT NULL, time INTEGER NOT NULL, password TEXT)"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS act(no INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
	" who TEXT NOT NULL, user TEXT NOT NULL, what TEXT NOT NULL);"
	"CREATE TABLE IF NOT EXISTS first(user TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS mark(name TEXT PRIMARY KEY) WITHOUT ROWID;";

#define USER_COLUMNS "name, role, password, created, removed, seen, failures, failed_at"

static const char what[] = "the users of the console";

int lic_users_open(struct lic_users **out, const char *dir, struct lic_diag *diag)
{
	struct lic_users *users = calloc(1, sizeof(*users));
	struct lic_buf path;

	lic_buf_init(&path, 8192);
	lic_buf_printf(&path, "%s/%s", dir, LIC_USERS_FILE);
	char *name = lic_buf_take(&path);
	int err = users && name ? lic_db_open(&users->db, name, true, diag) : LIC_ENOMEM;
	if (!err)
		err = lic_db_exec(users->db, schema, diag);
	free(name);
	if (err < 0) {
		lic_users_close(users);
		return err;
	}
	*out = users;
	return LIC_OK;
}

void lic_users_close(struct lic_users *users)
{
	if (!users)
		return;
	lic_stmt_free(users->read);
	lic_db_close(users->db);
	free(users);
}

int lic_users_begin(struct lic_users *users, struct lic_diag *diag)
{
	return lic_db_exec(users->db, "BEGIN IMMEDIATE", diag);
}

int lic_users_commit(struct lic_users *users, struct lic_diag *diag)
{
	/* The last row read must not hold the log open. */
	lic_stmt_free(users->read);
	users->read = NULL;
	return lic_db_exec(users->db, "COMMIT", diag);
}

void lic_users_rollback(struct lic_users *users)
{
	int err = lic_db_exec(users->db, "ROLLBACK", NULL);

	(void)err;
}

/* Run what was prepared, and forget it. */
static int finish(struct lic_users *users, struct lic_stmt *stmt, struct lic_diag *diag)
{
	int err = lic_stmt_run(stmt) < 0 ? lic_db_fail(users->db, what, diag) : LIC_OK;

	lic_stmt_free(stmt);
	return err;
}

static void read_user(struct lic_stmt *stmt, struct lic_user_row *row)
{
	*row = (struct lic_user_row){
		.name = lic_stmt_get_text(stmt, 0),
		.role = lic_stmt_get_int(stmt, 1),
		.password = lic_stmt_get_text(stmt, 2),
		.created = lic_stmt_get_int(stmt, 3),
		.removed = lic_stmt_get_int(stmt, 4),
		.seen = lic_stmt_get_int(stmt, 5),
		.failures = lic_stmt_get_int(stmt, 6),
		.failed_at = lic_stmt_get_int(stmt, 7),
	};
}

int lic_users_put(struct lic_users *users, const struct lic_user_row *row, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(
		&stmt, users->db,
		"INSERT OR REPLACE INTO user(" USER_COLUMNS ") VALUES(?,?,?,?,?,?,?,?)", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, row->name);
	lic_stmt_int(stmt, 2, row->role);
	lic_stmt_text(stmt, 3, row->password);
	lic_stmt_int(stmt, 4, row->created);
	lic_stmt_int(stmt, 5, row->removed);
	lic_stmt_int(stmt, 6, row->seen);
	lic_stmt_int(stmt, 7, row->failures);
	lic_stmt_int(stmt, 8, row->failed_at);
	return finish(users, stmt, diag);
}

/* A query of one row, which stays for the caller to look at. */
static int find(struct lic_users *users, const char *sql, struct lic_str text,
		const unsigned char *hash, struct lic_diag *diag)
{
	lic_stmt_free(users->read);
	users->read = NULL;
	int err = lic_stmt_new(&users->read, users->db, sql, diag);
	if (err < 0)
		return err;
	if (hash)
		lic_stmt_blob(users->read, 1, hash, 32);
	else
		lic_stmt_text(users->read, 1, text);
	return lic_db_next(users->db, users->read, what, diag);
}

int lic_users_find(struct lic_users *users, struct lic_str name, struct lic_user_row *row,
		   struct lic_diag *diag)
{
	int got = find(users, "SELECT " USER_COLUMNS " FROM user WHERE name = ?", name, NULL, diag);

	if (got > 0)
		read_user(users->read, row);
	return got;
}

int lic_users_each(struct lic_users *users, int (*fn)(void *ctx, const struct lic_user_row *row),
		   void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db, "SELECT " USER_COLUMNS " FROM user ORDER BY name",
			       diag);

	if (err < 0)
		return err;
	while (!err && (err = lic_db_next(users->db, stmt, what, diag)) > 0) {
		struct lic_user_row row;
		read_user(stmt, &row);
		err = fn(ctx, &row);
	}
	lic_stmt_free(stmt);
	return err;
}

/* ---- sessions and codes ---------------------------------------------- */

static const struct {
	const char *put, *find, *remove, *sweep;
} key_sql[] = {
	[LIC_USERS_SESSION] =
		{
			"INSERT OR REPLACE INTO session(hash, user, time, used) "
			"VALUES(?1,?2,?3,?4)",
			"SELECT user, time, used FROM session WHERE hash = ?1",
			"DELETE FROM session WHERE hash = ?1",
			"DELETE FROM session WHERE user = ?2 OR time < ?3 OR used < ?4",
		},
	[LIC_USERS_CODE] =
		{
			"INSERT OR REPLACE INTO code(hash, user, time, used) VALUES(?1,?2,?3,?4)",
			"SELECT user, time, used FROM code WHERE hash = ?1",
			"DELETE FROM code WHERE hash = ?1",
			"DELETE FROM code WHERE user = ?2 OR time < ?3",
		},
};

static int run_key(struct lic_users *users, const char *sql, const unsigned char *hash,
		   struct lic_str user, int64_t time, int64_t used, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db, sql, diag);

	if (err < 0)
		return err;
	if (hash)
		lic_stmt_blob(stmt, 1, hash, 32);
	lic_stmt_text(stmt, 2, user);
	lic_stmt_int(stmt, 3, time);
	lic_stmt_int(stmt, 4, used);
	return finish(users, stmt, diag);
}

int lic_users_key_put(struct lic_users *users, enum lic_users_key kind,
		      const struct lic_users_key_row *row, struct lic_diag *diag)
{
	return run_key(users, key_sql[kind].put, row->hash, row->user, row->time, row->used, diag);
}

int lic_users_key_find(struct lic_users *users, enum lic_users_key kind,
		       const unsigned char hash[32], struct lic_users_key_row *row,
		       struct lic_diag *diag)
{
	int got = find(users, key_sql[kind].find, lic_str(NULL, 0), hash, diag);

	if (got <= 0)
		return got;
	memcpy(row->hash, hash, sizeof(row->hash));
	row->user = lic_stmt_get_text(users->read, 0);
	row->time = lic_stmt_get_int(users->read, 1);
	row->used = lic_stmt_get_int(users->read, 2);
	return 1;
}

int lic_users_key_remove(struct lic_users *users, enum lic_users_key kind,
			 const unsigned char hash[32], struct lic_diag *diag)
{
	return run_key(users, key_sql[kind].remove, hash, lic_str(NULL, 0), 0, 0, diag);
}

int lic_users_key_sweep(struct lic_users *users, enum lic_users_key kind, struct lic_str user,
			int64_t before, int64_t unused, struct lic_diag *diag)
{
	return run_key(users, key_sql[kind].sweep, NULL, user, before, unused, diag);
}

/* ---- who lets whom in ------------------------------------------------ */

#define ASK_COLUMNS "user, who, what, role, time, password"

static void read_ask(struct lic_stmt *stmt, struct lic_ask_row *row)
{
	*row = (struct lic_ask_row){
		.user = lic_stmt_get_text(stmt, 0),
		.who = lic_stmt_get_text(stmt, 1),
		.what = lic_stmt_get_int(stmt, 2),
		.role = lic_stmt_get_int(stmt, 3),
		.time = lic_stmt_get_int(stmt, 4),
		.password = lic_stmt_get_text(stmt, 5),
	};
}

/* A statement about one name. */
static int run_name(struct lic_users *users, const char *sql, struct lic_str name,
		    struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, name);
	return finish(users, stmt, diag);
}

int lic_users_ask_put(struct lic_users *users, const struct lic_ask_row *row, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db,
			       "INSERT OR REPLACE INTO ask(" ASK_COLUMNS ") VALUES(?,?,?,?,?,?)",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, row->user);
	lic_stmt_text(stmt, 2, row->who);
	lic_stmt_int(stmt, 3, row->what);
	lic_stmt_int(stmt, 4, row->role);
	lic_stmt_int(stmt, 5, row->time);
	lic_stmt_text(stmt, 6, row->password);
	return finish(users, stmt, diag);
}

int lic_users_ask_find(struct lic_users *users, struct lic_str user, struct lic_ask_row *row,
		       struct lic_diag *diag)
{
	int got = find(users, "SELECT " ASK_COLUMNS " FROM ask WHERE user = ?", user, NULL, diag);

	if (got > 0)
		read_ask(users->read, row);
	return got;
}

int lic_users_ask_remove(struct lic_users *users, struct lic_str user, struct lic_diag *diag)
{
	return run_name(users, "DELETE FROM ask WHERE user = ?", user, diag);
}

int lic_users_ask_each(struct lic_users *users, int (*fn)(void *ctx, const struct lic_ask_row *row),
		       void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db, "SELECT " ASK_COLUMNS " FROM ask ORDER BY user",
			       diag);

	if (err < 0)
		return err;
	while (!err && (err = lic_db_next(users->db, stmt, what, diag)) > 0) {
		struct lic_ask_row row;
		read_ask(stmt, &row);
		err = fn(ctx, &row);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_users_act_add(struct lic_users *users, const struct lic_act_row *row, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db,
			       "INSERT INTO act(time, who, user, what) VALUES(?,?,?,?)", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, row->time);
	lic_stmt_text(stmt, 2, row->who);
	lic_stmt_text(stmt, 3, row->user);
	lic_stmt_text(stmt, 4, row->what);
	return finish(users, stmt, diag);
}

int lic_users_act_each(struct lic_users *users, int64_t most,
		       int (*fn)(void *ctx, const struct lic_act_row *row), void *ctx,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, users->db,
			       "SELECT time, who, user, what FROM act ORDER BY no DESC LIMIT ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, most);
	while (!err && (err = lic_db_next(users->db, stmt, what, diag)) > 0) {
		const struct lic_act_row row = {
			.time = lic_stmt_get_int(stmt, 0),
			.who = lic_stmt_get_text(stmt, 1),
			.user = lic_stmt_get_text(stmt, 2),
			.what = lic_stmt_get_text(stmt, 3),
		};
		err = fn(ctx, &row);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_users_first(struct lic_users *users, struct lic_str user, struct lic_diag *diag)
{
	return find(users, "SELECT 1 FROM first WHERE user = ?", user, NULL, diag);
}

int lic_users_first_set(struct lic_users *users, struct lic_str user, bool first,
			struct lic_diag *diag)
{
	return run_name(users,
			first ? "INSERT OR REPLACE INTO first(user) VALUES(?)"
			      : "DELETE FROM first WHERE user = ?",
			user, diag);
}

int lic_users_mark(struct lic_users *users, struct lic_str name, struct lic_diag *diag)
{
	return run_name(users, "INSERT OR REPLACE INTO mark(name) VALUES(?)", name, diag);
}

int lic_users_marked(struct lic_users *users, struct lic_str name, struct lic_diag *diag)
{
	return find(users, "SELECT 1 FROM mark WHERE name = ?", name, NULL, diag);
}
