#include "store_schema.h"

/* PRAGMA application_id: "LICT", so that file(1) and we know it as ours. */
#define APPLICATION_ID 0x4c494354
#define SCHEMA_VERSION 2

_Static_assert(APPLICATION_ID == 1279869780 && SCHEMA_VERSION == 2, "bring_up spells them out");

/* ---- version 1 ------------------------------------------------------- */

static const char sql_store[] =
	"CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS file(name TEXT PRIMARY KEY, text) WITHOUT ROWID;";

static const char sql_lists[] =
	"CREATE TABLE IF NOT EXISTS list(no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,"
	" kind INTEGER NOT NULL, name TEXT, jurisdiction TEXT, authority TEXT, url TEXT,"
	" licence TEXT, superseded_by TEXT, as_of INTEGER, max_age_days INTEGER);"
	"CREATE TABLE IF NOT EXISTS import(no INTEGER PRIMARY KEY, time INTEGER, list TEXT,"
	" who TEXT, file TEXT, format TEXT, added INTEGER, changed INTEGER, withdrawn INTEGER,"
	" restored INTEGER, duplicate INTEGER, refused INTEGER);";

static const char sql_entries[] =
	/* list, name, scope, since: the identity; clustered in the order of imports. */
	"CREATE TABLE IF NOT EXISTS entry(list INTEGER NOT NULL,"
	" name TEXT NOT NULL, scope INTEGER NOT NULL, since INTEGER NOT NULL, host_len INTEGER,"
	" withdrawn INTEGER, until INTEGER, seen INTEGER, evidence INTEGER, confidence INTEGER,"
	" holder TEXT, number TEXT, entry_url TEXT, class TEXT, countries TEXT, reason TEXT,"
	" source TEXT, line INTEGER, import INTEGER,"
	" PRIMARY KEY(list, name, scope, since)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS change(no INTEGER PRIMARY KEY, import INTEGER, list INTEGER,"
	" name TEXT, scope INTEGER, since INTEGER, what TEXT);";

static const char sql_people[] =
	"CREATE TABLE IF NOT EXISTS code(hash BLOB PRIMARY KEY, expires INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS token(id TEXT PRIMARY KEY, hash BLOB, created INTEGER,"
	" revoked INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS report(id INTEGER PRIMARY KEY, time INTEGER, json TEXT);";

/* ---- version 2: lists that somebody works on -------------------------- */

static const char sql_lists_kept[] =
	"ALTER TABLE list ADD COLUMN timezone TEXT;"
	/* enum lic_list_origin. Lists made by an import had their id as name until now, those
	 * of the catalogue a proper one. */
	"ALTER TABLE list ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;"
	"UPDATE list SET origin = 1 WHERE name IS NOT id;"
	/* The policy. */
	"ALTER TABLE list ADD COLUMN reviewers INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE list ADD COLUMN share INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE list ADD COLUMN appeal_hours INTEGER NOT NULL DEFAULT 72;";

static const char sql_entries_bound[] =
	/* When the domain was registered that the entry was made for. */
	"ALTER TABLE entry ADD COLUMN registered INTEGER NOT NULL DEFAULT 0;";

static const char sql_log[] =
	/* The transparency log: the leaves as they were hashed. no: the list's number times
	 * 2^40, plus the leaf's: one column, since SQLite appends to that in half the time. */
	"CREATE TABLE IF NOT EXISTS leaf(no INTEGER PRIMARY KEY, name TEXT, body TEXT NOT NULL);"
	"CREATE INDEX IF NOT EXISTS leaf_name ON leaf(name);"
	/* Size and frontier of each tree, and the hashes of its full subtrees of 256 and
	 * 65,536 leaves: level 8 and 16. */
	"CREATE TABLE IF NOT EXISTS tree(list INTEGER PRIMARY KEY, size INTEGER NOT NULL,"
	" frontier BLOB);"
	"CREATE TABLE IF NOT EXISTS subtree(list INTEGER NOT NULL, level INTEGER NOT NULL,"
	" no INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(list, level, no)) WITHOUT ROWID;"
	/* Tree heads of releases. */
	"CREATE TABLE IF NOT EXISTS head(list INTEGER NOT NULL, size INTEGER NOT NULL,"
	" root BLOB NOT NULL, time INTEGER NOT NULL, release TEXT,"
	" PRIMARY KEY(list, size)) WITHOUT ROWID;";

static const char sql_drafts[] =
	/* Edits on their way: body is the edit, text the file of an import. */
	"CREATE TABLE IF NOT EXISTS draft(no INTEGER PRIMARY KEY, list INTEGER NOT NULL,"
	" time INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, name TEXT,"
	" state INTEGER NOT NULL, body TEXT NOT NULL, file TEXT, text BLOB, summary TEXT,"
	" decided INTEGER NOT NULL DEFAULT 0);"
	"CREATE INDEX IF NOT EXISTS draft_state ON draft(state, list);"
	"CREATE TABLE IF NOT EXISTS review(draft INTEGER NOT NULL, who TEXT NOT NULL,"
	" time INTEGER NOT NULL, approves INTEGER NOT NULL, reason TEXT,"
	" PRIMARY KEY(draft, who)) WITHOUT ROWID;";

static const char sql_appeals[] =
	"CREATE TABLE IF NOT EXISTS appeal(no INTEGER PRIMARY KEY, list INTEGER NOT NULL,"
	" name TEXT NOT NULL, scope INTEGER NOT NULL, time INTEGER NOT NULL,"
	" due INTEGER NOT NULL, who TEXT, contact TEXT, claim TEXT, report INTEGER,"
	" state INTEGER NOT NULL);"
	"CREATE INDEX IF NOT EXISTS appeal_state ON appeal(state, due);"
	"CREATE TABLE IF NOT EXISTS appeal_step(no INTEGER PRIMARY KEY, appeal INTEGER NOT NULL,"
	" time INTEGER NOT NULL, who TEXT NOT NULL, step TEXT NOT NULL, text TEXT);"
	"CREATE TABLE IF NOT EXISTS dispute(list INTEGER NOT NULL, name TEXT NOT NULL,"
	" other TEXT NOT NULL, time INTEGER NOT NULL, who TEXT,"
	" PRIMARY KEY(list, name, other)) WITHOUT ROWID;";

static const char sql_feeds[] =
	"CREATE TABLE IF NOT EXISTS feed(no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,"
	" url TEXT NOT NULL, fingerprint TEXT NOT NULL, subscribed INTEGER NOT NULL,"
	" checked INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0,"
	" expires INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0, problem TEXT);"
	/* size and frontier are those of the list's log, as merkle.h has them. */
	"CREATE TABLE IF NOT EXISTS feed_list(id TEXT PRIMARY KEY, feed INTEGER NOT NULL,"
	" list INTEGER NOT NULL, expires INTEGER NOT NULL, target TEXT, problem TEXT,"
	" size INTEGER NOT NULL, frontier BLOB) WITHOUT ROWID;";

/* ---------------------------------------------------------------------- */

/* In order of version; what a version adds never changes once it was released. The tables of
 * each store_<noun>.c stand in a part of that name. */
static const struct {
	int version;
	const char *sql;
} parts[] = {
	{1, sql_store},      {1, sql_lists},         {1, sql_entries}, {1, sql_people},
	{2, sql_lists_kept}, {2, sql_entries_bound}, {2, sql_log},     {2, sql_drafts},
	{2, sql_appeals},    {2, sql_feeds},
};

int lic_store_schema_int(struct lic_db *db, const char *sql, int64_t *out, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, db, sql, diag);

	if (err < 0)
		return err;
	err = lic_db_next(db, stmt, "the store", diag);
	if (err > 0)
		*out = lic_stmt_get_int(stmt, 0);
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

/* Within a transaction: another process may have been faster. */
static int bring_up(struct lic_db *db, struct lic_diag *diag)
{
	int64_t has = 0;
	int err = lic_store_schema_int(db, "PRAGMA user_version", &has, diag);

	for (size_t i = 0; !err && i < LIC_ARRAY_SIZE(parts); i++)
		if (parts[i].version > has)
			err = lic_db_exec(db, parts[i].sql, diag);
	if (!err && has < SCHEMA_VERSION)
		err = lic_db_exec(db, "PRAGMA application_id=1279869780; PRAGMA user_version=2",
				  diag);
	return err;
}

/* In one transaction: what is cut off half-way, or seen by another process on its first use,
 * is the file as it was or the whole. */
static int bring_up_whole(struct lic_db *db, struct lic_diag *diag)
{
	int err = lic_db_exec(db, "BEGIN IMMEDIATE", diag);

	if (err < 0)
		return err;
	err = bring_up(db, diag);
	if (!err)
		err = lic_db_exec(db, "COMMIT", diag);
	if (err < 0 && lic_db_exec(db, "ROLLBACK", NULL) < 0)
		return err;
	return err;
}

int lic_store_schema_ready(struct lic_db *db, const char *path, bool write, bool *old,
			   struct lic_diag *diag)
{
	int64_t app = 0, version = 0;
	int err = lic_store_schema_int(db, "PRAGMA user_version", &version, diag);

	*old = false;
	/* The version first: of a file that another program makes in between, it is 0 with our id.
	 */
	if (!err)
		err = lic_store_schema_int(db, "PRAGMA application_id", &app, diag);
	if (err < 0)
		return err;
	if (app != APPLICATION_ID && (app != 0 || version != 0))
		return lic_diag_set(diag, LIC_ECORRUPT, "%s is not a Licit store", path);
	if (version == SCHEMA_VERSION)
		return LIC_OK;
	*old = version >= 0 && version < SCHEMA_VERSION;
	if (*old && write)
		return bring_up_whole(db, diag);
	return lic_diag_set(diag, LIC_EVERSION,
			    "%s was made by version %lld of the store; this is version %d%s", path,
			    (long long)version, SCHEMA_VERSION,
			    *old ? "; run `licit lists load` where it can be written to" : "");
}
