/* Users of the console, and what each role may do. */
#include "licit_console.h"

#include "engine.h"
#include "password.h"
#include "users.h"

static const struct {
	const char *name, *summary;
	bool may[LIC_ACTIONS];
} roles[LIC_ROLES] = {
	[LIC_ROLE_READER] = {"reader", "looks at everything", {[LIC_ACTION_READ] = true}},
	[LIC_ROLE_EDITOR] = {"editor",
			     "also proposes changes, imports, and takes in appeals",
			     {[LIC_ACTION_READ] = true, [LIC_ACTION_EDIT] = true}},
	[LIC_ROLE_REVIEWER] =
		{"reviewer",
		 "also approves or refuses what others proposed, and decides appeals",
		 {[LIC_ACTION_READ] = true, [LIC_ACTION_EDIT] = true, [LIC_ACTION_REVIEW] = true}},
	[LIC_ROLE_PUBLISHER] = {"publisher",
				"also signs and releases, and lets people in",
				{[LIC_ACTION_READ] = true,
				 [LIC_ACTION_EDIT] = true,
				 [LIC_ACTION_REVIEW] = true,
				 [LIC_ACTION_PUBLISH] = true}},
};

bool lic_role_may(enum lic_role role, enum lic_action action)
{
	return roles[role].may[action];
}

const char *lic_role_name(enum lic_role role)
{
	return roles[role].name;
}

const char *lic_role_summary(enum lic_role role)
{
	return roles[role].summary;
}

bool lic_role_parse(struct lic_str name, enum lic_role *out)
{
	for (int i = 0; i < LIC_ROLES; i++) {
		if (lic_str_eq(name, lic_str_from(roles[i].name))) {
			*out = (enum lic_role)i;
			return true;
		}
	}
	return false;
}

/* ---- the file -------------------------------------------------------- */

int lic_users_file_open(struct lic_engine *engine, struct lic_users **out, struct lic_diag *diag)
{
	if (engine->index_file)
		return lic_diag_set(diag, LIC_EINVAL,
				    "this needs the data folder; it cannot be done with --index");
	return lic_users_open(out, engine->data_dir, diag);
}

int lic_users_file_begin(struct lic_engine *engine, struct lic_users **out, struct lic_diag *diag)
{
	int err = lic_users_file_open(engine, out, diag);

	if (err < 0)
		return err;
	err = lic_users_begin(*out, diag);
	if (err < 0)
		lic_users_close(*out);
	return err;
}

/* Commit what went well; close in any case. */
int lic_users_file_end(struct lic_users *users, int err, struct lic_diag *diag)
{
	if (err < 0)
		lic_users_rollback(users);
	else
		err = lic_users_commit(users, diag);
	lic_users_close(users);
	return err;
}

int lic_users_file_name(struct lic_str name, struct lic_diag *diag)
{
	bool ok = name.len > 0 && name.len <= LIC_USER_NAME_MAX;

	for (size_t i = 0; ok && i < name.len; i++) {
		char c = name.ptr[i];
		ok = (c >= 'a' && c <= 'z') || lic_is_digit(c) || (c && strchr("._-@", c));
	}
	return ok ? LIC_OK
		  : lic_diag_set(diag, LIC_EINVAL,
				 "a user's name is 1 to %d lower-case letters, digits, dots, "
				 "hyphens, underscores or @",
				 LIC_USER_NAME_MAX);
}

/* ---- passwords ------------------------------------------------------- */

/* What many begin with: one of these is worth no more than one letter. */
static const char *const common[] = {
	"password", "passwort", "passw0rd", "heslo", "haslo", "qwerty",  "qwertz",
	"azerty",   "letmein",  "welcome",  "admin", "licit", "console",
};

/* The length of a word that everybody would try which text begins with, case aside; or 0. */
static size_t known_word(struct lic_str text, struct lic_str name)
{
	size_t longest = 0;

	for (size_t i = 0; i <= LIC_ARRAY_SIZE(common); i++) {
		struct lic_str word = i ? lic_str_from(common[i - 1]) : name;

		if (word.len > longest && word.len >= 3 && word.len <= text.len &&
		    lic_str_caseeq(lic_str(text.ptr, word.len), word))
			longest = word.len;
	}
	return longest;
}

/* How many signs it has, and how many of them nobody could foresee from the one before: not the
 * same again, not the next one up or down, not within a known word. */
static void weigh(struct lic_str password, struct lic_str name, size_t *signs, size_t *worth)
{
	uint32_t before = 0;

	*signs = *worth = 0;
	while (password.len) {
		size_t word = known_word(password, name);
		size_t len = word ? word : lic_str_utf8_len(password);
		uint32_t sign = 0;

		if (!len)
			len = 1;
		for (size_t i = 0; i < len && !word; i++)
			sign = sign << 8 | (unsigned char)lic_lower(password.ptr[i]);
		*signs += word ? word : 1;
		*worth += word || sign > before + 1 || sign + 1 < before;
		before = sign;
		password = lic_str(password.ptr + len, password.len - len);
	}
}

static int check_password(struct lic_str password, struct lic_str name, struct lic_diag *diag)
{
	bool seen[256] = {false};
	size_t signs, worth, different = 0;

	weigh(password, name, &signs, &worth);
	if (signs < LIC_PASSWORD_LEAST || password.len > LIC_PASSWORD_MOST)
		return lic_diag_set(
			diag, LIC_EINVAL,
			"a password has at least %d characters and at most %d bytes; several words "
			"in a row make a good one",
			LIC_PASSWORD_LEAST, LIC_PASSWORD_MOST);
	for (size_t i = 0; i < password.len; i++) {
		different += !seen[(unsigned char)password.ptr[i]];
		seen[(unsigned char)password.ptr[i]] = true;
	}
	if (worth < LIC_PASSWORD_WORTH || different < LIC_PASSWORD_DIFFERENT)
		return lic_diag_set(diag, LIC_EINVAL,
				    "this password is easy to guess: the same or neighbouring "
				    "characters, your own name and words that everybody tries "
				    "count for little; several words in a row make a good one");
	return LIC_OK;
}

int lic_users_file_password(struct lic_str name, struct lic_str password,
			    char out[LIC_PASSWORD_SIZE], struct lic_diag *diag)
{
	out[0] = '\0';
	if (password.len == 0)
		return LIC_OK;
	int err = check_password(password, name, diag);
	if (err < 0)
		return err;
	err = lic_password_keep(password, out);
	return err < 0 ? lic_diag_set(diag, err, "the password could not be kept: %s",
				      lic_strerror(err))
		       : LIC_OK;
}

/* The user of that name who may sign in. */
int lic_users_file_find(struct lic_users *users, struct lic_str name, struct lic_user_row *row,
			struct lic_diag *diag)
{
	int got = lic_users_file_name(name, NULL) < 0 ? 0 : lic_users_find(users, name, row, diag);

	if (got < 0)
		return got;
	if (!got || row->removed)
		return lic_diag_set(diag, LIC_ENOENT,
				    "there is no user “%.*s”; `licit users` shows all",
				    LIC_STR_ARG(name));
	return LIC_OK;
}

/* ---- users ----------------------------------------------------------- */

int lic_user_add(struct lic_engine *engine, struct lic_str name, enum lic_role role,
		 struct lic_str password, struct lic_diag *diag)
{
	char kept[LIC_PASSWORD_SIZE];
	struct lic_user_row row;
	struct lic_users *users;
	int err = lic_users_file_name(name, diag);

	if (!err)
		err = lic_users_file_password(name, password, kept, diag);
	if (!err)
		err = lic_users_file_begin(engine, &users, diag);
	if (err < 0)
		return err;
	err = lic_users_find(users, name, &row, diag);
	if (err > 0 && !row.removed)
		err = lic_diag_set(diag, LIC_EREFUSED, "there is a user “%.*s” already",
				   LIC_STR_ARG(name));
	if (err >= 0) {
		row = (struct lic_user_row){.name = name,
					    .role = role,
					    .password = lic_str_from(kept),
					    .created = lic_clock_now()};
		err = lic_users_put(users, &row, diag);
	}
	if (!err)
		err = lic_users_ask_remove(users, name, diag);
	if (!err)
		err = lic_users_first_set(users, name, false, diag);
	if (!err) {
		char what[LIC_ACT_SIZE];

		snprintf(what, sizeof(what), "added as %s", lic_role_name(role));
		err = lic_users_file_note(users, LIC_STR(LIC_ACT_BY_COMMAND), name, what, diag);
	}
	return lic_users_file_end(users, err, diag);
}

int lic_users_file_sign_out(struct lic_users *users, struct lic_str name, struct lic_diag *diag)
{
	int err = lic_users_key_sweep(users, LIC_USERS_SESSION, name, 0, 0, diag);

	return err < 0 ? err : lic_users_key_sweep(users, LIC_USERS_CODE, name, 0, 0, diag);
}

int lic_users_file_note(struct lic_users *users, struct lic_str who, struct lic_str name,
			const char *what, struct lic_diag *diag)
{
	const struct lic_act_row row = {lic_clock_now(), who, name, lic_str_from(what)};

	return lic_users_act_add(users, &row, diag);
}

/* Change the user of that name by fn, as it stands in the record afterwards; and end the sessions
 * and codes, if it says so. What waits for a second yes is over. */
static int change_user(struct lic_engine *engine, struct lic_str name,
		       bool (*fn)(struct lic_user_row *row, const void *value), const void *value,
		       const char *what, struct lic_diag *diag)
{
	struct lic_user_row row;
	struct lic_users *users;
	int err = lic_users_file_begin(engine, &users, diag);

	if (err < 0)
		return err;
	err = lic_users_file_find(users, name, &row, diag);
	if (!err) {
		bool ends = fn(&row, value);
		err = lic_users_put(users, &row, diag);
		if (!err && ends)
			err = lic_users_file_sign_out(users, name, diag);
		/* Typed at this machine, by whom it is for as like as not. */
		if (!err && ends)
			err = lic_users_first_set(users, name, false, diag);
		if (!err)
			err = lic_users_ask_remove(users, name, diag);
		if (!err)
			err = lic_users_file_note(users, LIC_STR(LIC_ACT_BY_COMMAND), name, what,
						  diag);
	}
	return lic_users_file_end(users, err, diag);
}

static bool new_password(struct lic_user_row *row, const void *value)
{
	row->password = lic_str_from(value);
	row->failures = 0;
	return true;
}

int lic_user_set_password(struct lic_engine *engine, struct lic_str name, struct lic_str password,
			  struct lic_diag *diag)
{
	char kept[LIC_PASSWORD_SIZE];
	int err = lic_users_file_password(name, password, kept, diag);

	return err < 0 ? err : change_user(engine, name, new_password, kept, "password set", diag);
}

static bool removed(struct lic_user_row *row, const void *value)
{
	(void)value;
	row->removed = lic_clock_now();
	row->password = lic_str(NULL, 0);
	return true;
}

int lic_user_remove(struct lic_engine *engine, struct lic_str name, struct lic_diag *diag)
{
	return change_user(engine, name, removed, NULL, "access ended", diag);
}

static bool new_role(struct lic_user_row *row, const void *value)
{
	row->role = *(const enum lic_role *)value;
	return false;
}

int lic_user_set_role(struct lic_engine *engine, struct lic_str name, enum lic_role role,
		      struct lic_diag *diag)
{
	char what[LIC_ACT_SIZE];

	snprintf(what, sizeof(what), "now %s", lic_role_name(role));
	return change_user(engine, name, new_role, &role, what, diag);
}

struct each {
	int (*fn)(void *ctx, const struct lic_user *user);
	void *ctx;
};

enum lic_role lic_users_file_role(const struct lic_user_row *row)
{
	/* A newer Licit's role is none that we know: the least. */
	return row->role > 0 && row->role < LIC_ROLES ? (enum lic_role)row->role : LIC_ROLE_READER;
}

static int show_user(void *ctx, const struct lic_user_row *row)
{
	const struct each *each = ctx;
	const struct lic_user user = {
		.name = row->name,
		.role = lic_users_file_role(row),
		.has_password = row->password.len > 0,
		.created = row->created,
		.seen = row->seen,
	};

	return row->removed || lic_users_file_name(row->name, NULL) < 0
		       ? LIC_OK
		       : each->fn(each->ctx, &user);
}

int lic_user_each(struct lic_engine *engine, int (*fn)(void *ctx, const struct lic_user *user),
		  void *ctx, struct lic_diag *diag)
{
	struct each each = {fn, ctx};
	struct lic_users *users;
	int err = lic_users_file_open(engine, &users, diag);

	if (err < 0)
		return err;
	err = lic_users_each(users, show_user, &each, diag);
	lic_users_close(users);
	return err;
}
