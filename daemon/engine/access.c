/* Who lets whom use the console, with four eyes: licit_access.h. */
#include "licit_access.h"

#include "engine.h"
#include "users.h"

/* A change with all that it rests on in memory of its own: rows of the file are views. */
struct access {
	struct lic_users *users;
	struct lic_diag *diag;
	enum lic_access_what what;
	enum lic_role role;
	char who[LIC_USER_NAME_MAX + 1], name[LIC_USER_NAME_MAX + 1], kept[LIC_PASSWORD_SIZE];
};

static struct lic_str name_of(const struct access *a)
{
	return lic_str_from(a->name);
}

static int keep_name(char out[LIC_USER_NAME_MAX + 1], struct lic_str name, struct lic_diag *diag)
{
	int err = lic_users_file_name(name, diag);

	if (!err)
		snprintf(out, LIC_USER_NAME_MAX + 1, "%.*s", LIC_STR_ARG(name));
	return err;
}

/* Is somebody a user who may do that? */
static int may(const struct access *a, const char *who, enum lic_action action)
{
	struct lic_user_row row;
	int err = lic_users_file_find(a->users, lic_str_from(who), &row, a->diag);

	if (err == LIC_ENOENT || (!err && !lic_role_may(lic_users_file_role(&row), action)))
		return lic_diag_set(a->diag, LIC_EDENIED, "%s may not do that", who);
	return err;
}

/* ---- does it take a second yes? -------------------------------------- */

/* Does it let somebody do more than look? LIC_ENOENT, LIC_EREFUSED: it cannot be done at all. */
static int gives_more(const struct access *a, bool *more)
{
	struct lic_user_row row;
	int got = lic_users_find(a->users, name_of(a), &row, a->diag);

	if (got < 0)
		return got;
	const bool there = got && !row.removed;
	if (a->what == LIC_ACCESS_ADD) {
		*more = a->role > LIC_ROLE_READER;
		return !there ? LIC_OK
			      : lic_diag_set(a->diag, LIC_EREFUSED, "there is a user “%s” already",
					     a->name);
	}
	if (!there)
		return lic_diag_set(a->diag, LIC_ENOENT, "there is no user “%s”", a->name);
	const enum lic_role role = lic_users_file_role(&row);
	*more = a->what == LIC_ACCESS_ROLE
			? a->role > role
			: a->what == LIC_ACCESS_PASSWORD && role > LIC_ROLE_READER;
	return LIC_OK;
}

/* There has been a second person who may review: it outlives their access, which who asks could
 * have ended. */
static const struct lic_str once_second = LIC_STR("second");

/* Those besides who asks. */
struct others {
	const struct access *access;
	bool now;  /* one who may say yes */
	bool ever; /* one who may, or once might, review */
};

static int note_other(void *ctx, const struct lic_user_row *row)
{
	struct others *others = ctx;

	if (lic_users_file_name(row->name, NULL) < 0 ||
	    !lic_role_may(lic_users_file_role(row), LIC_ACTION_REVIEW) ||
	    lic_str_eq(row->name, lic_str_from(others->access->who)))
		return LIC_OK;
	others->ever = true;
	others->now |= !row->removed && !lic_str_eq(row->name, name_of(others->access));
	return LIC_OK;
}

static int needs_yes(const struct access *a, bool *yes)
{
	struct others others = {.access = a};
	int err = gives_more(a, yes);

	if (!err)
		err = lic_users_each(a->users, note_other, &others, a->diag);
	if (!err && others.ever)
		err = lic_users_mark(a->users, once_second, a->diag);
	else if (!err)
		err = lic_users_marked(a->users, once_second, a->diag);
	if (err < 0)
		return err;
	others.ever |= err > 0;
	if (!*yes)
		return LIC_OK;
	*yes = others.ever;
	return !others.ever || others.now
		       ? LIC_OK
		       : lic_diag_set(a->diag, LIC_EREFUSED,
				      "it takes the yes of a second person who may review, and "
				      "there is none any more: `licit users` on this machine can "
				      "do it");
}

/* ---- doing it -------------------------------------------------------- */

static void describe(const struct access *a, char out[LIC_ACT_SIZE])
{
	static const char *const words[LIC_ACCESS_WHATS] = {
		[LIC_ACCESS_ADD] = "added as ",
		[LIC_ACCESS_ROLE] = "now ",
		[LIC_ACCESS_PASSWORD] = "first password set",
		[LIC_ACCESS_END] = "access ended",
	};
	const bool role = a->what == LIC_ACCESS_ADD || a->what == LIC_ACCESS_ROLE;

	snprintf(out, LIC_ACT_SIZE, "%s%s", words[a->what], role ? lic_role_name(a->role) : "");
}

static int note(const struct access *a, const char *who, const char *before)
{
	char what[LIC_ACT_SIZE], line[2 * LIC_ACT_SIZE];

	describe(a, what);
	snprintf(line, sizeof(line), "%s%s", before, what);
	return lic_users_file_note(a->users, lic_str_from(who), name_of(a), line, a->diag);
}

static int apply(const struct access *a)
{
	const bool word = a->what == LIC_ACCESS_ADD || a->what == LIC_ACCESS_PASSWORD;
	struct lic_user_row row;
	int err = lic_users_find(a->users, name_of(a), &row, a->diag);

	if (err < 0)
		return err;
	if (a->what == LIC_ACCESS_ADD)
		row = (struct lic_user_row){.created = lic_clock_now()};
	row.name = name_of(a);
	if (a->what == LIC_ACCESS_ADD || a->what == LIC_ACCESS_ROLE)
		row.role = a->role;
	if (word) {
		row.password = lic_str_from(a->kept);
		row.failures = 0;
	}
	if (a->what == LIC_ACCESS_END) {
		row.removed = lic_clock_now();
		row.password = lic_str(NULL, 0);
	}
	err = lic_users_put(a->users, &row, a->diag);
	if (!err && a->what != LIC_ACCESS_ROLE)
		err = lic_users_file_sign_out(a->users, name_of(a), a->diag);
	if (!err && a->what != LIC_ACCESS_ROLE)
		err = lic_users_first_set(a->users, name_of(a), word, a->diag);
	if (!err)
		err = lic_users_ask_remove(a->users, name_of(a), a->diag);
	return err;
}

static int ask(const struct access *a)
{
	const struct lic_ask_row row = {
		.user = name_of(a),
		.who = lic_str_from(a->who),
		.what = a->what,
		.role = a->role,
		.time = lic_clock_now(),
		.password = lic_str_from(a->kept),
	};
	int err = lic_users_ask_put(a->users, &row, a->diag);

	return err < 0 ? err : note(a, a->who, "asked for: ");
}

static int change(const struct access *a, bool *waits)
{
	int err = may(a, a->who, LIC_ACTION_PUBLISH);

	if (!err)
		err = needs_yes(a, waits);
	if (err < 0)
		return err;
	if (*waits)
		return ask(a);
	err = apply(a);
	return err < 0 ? err : note(a, a->who, "");
}

int lic_access_change(struct lic_engine *engine, const struct lic_access_change *wanted,
		      bool *waits, struct lic_diag *diag)
{
	const bool word = wanted->what == LIC_ACCESS_ADD || wanted->what == LIC_ACCESS_PASSWORD;
	struct access a = {.diag = diag, .what = wanted->what, .role = wanted->role};
	int err = keep_name(a.who, wanted->who, diag);

	*waits = false;
	if (!err)
		err = keep_name(a.name, wanted->name, diag);
	if (!err && strcmp(a.who, a.name) == 0)
		err = lic_diag_set(diag, LIC_EREFUSED,
				   "nobody changes their own access: another publisher does");
	if (!err && word && !wanted->password.len)
		err = lic_diag_set(diag, LIC_EINVAL, "a first password is needed");
	if (!err && word)
		err = lic_users_file_password(wanted->name, wanted->password, a.kept, diag);
	if (!err)
		err = lic_users_file_begin(engine, &a.users, diag);
	if (err < 0)
		return err;
	return lic_users_file_end(a.users, change(&a, waits), diag);
}

/* ---- the second person ------------------------------------------------ */

static int find_ask(struct access *a)
{
	struct lic_ask_row row;
	int got = lic_users_ask_find(a->users, name_of(a), &row, a->diag);

	if (got < 0)
		return got;
	if (!got || row.what < 0 || row.what >= LIC_ACCESS_WHATS || row.role < 0 ||
	    row.role >= LIC_ROLES)
		return lic_diag_set(a->diag, LIC_ENOENT, "nothing about %s waits any more",
				    a->name);
	a->what = (enum lic_access_what)row.what;
	a->role = (enum lic_role)row.role;
	snprintf(a->who, sizeof(a->who), "%.*s", LIC_STR_ARG(row.who));
	snprintf(a->kept, sizeof(a->kept), "%.*s", LIC_STR_ARG(row.password));
	return LIC_OK;
}

static int answer(struct access *a, const char *who, bool yes)
{
	const bool asked = strcmp(a->who, who) == 0;
	bool more;
	int err = may(a, who, LIC_ACTION_REVIEW);

	if (!err && yes && (asked || strcmp(a->name, who) == 0))
		err = lic_diag_set(a->diag, LIC_EDENIED,
				   "the yes is for somebody else than who asked, and whom it is "
				   "about");
	if (err < 0)
		return err;
	if (!yes) {
		err = lic_users_ask_remove(a->users, name_of(a), a->diag);
		return err < 0 ? err : note(a, who, asked ? "took back: " : "refused: ");
	}
	/* Who asked must still be one who may, and what it was about must still be there. */
	err = may(a, a->who, LIC_ACTION_PUBLISH);
	if (!err)
		err = gives_more(a, &more);
	if (!err)
		err = apply(a);
	return err < 0 ? err : note(a, who, "said yes: ");
}

int lic_access_answer(struct lic_engine *engine, struct lic_str who, struct lic_str name, bool yes,
		      struct lic_diag *diag)
{
	struct access a = {.diag = diag};
	char second[LIC_USER_NAME_MAX + 1];
	int err = keep_name(second, who, diag);

	if (!err)
		err = keep_name(a.name, name, diag);
	if (!err)
		err = lic_users_file_begin(engine, &a.users, diag);
	if (err < 0)
		return err;
	err = find_ask(&a);
	if (!err)
		err = answer(&a, second, yes);
	return lic_users_file_end(a.users, err, diag);
}

int lic_access_own_password(struct lic_engine *engine, struct lic_str name, struct lic_str password,
			    struct lic_diag *diag)
{
	struct access a = {.diag = diag, .what = LIC_ACCESS_PASSWORD};
	int err = keep_name(a.name, name, diag);

	if (!err && !password.len)
		err = lic_diag_set(diag, LIC_EINVAL, "type the new password");
	if (!err)
		err = lic_users_file_password(name, password, a.kept, diag);
	if (!err)
		err = lic_users_file_begin(engine, &a.users, diag);
	if (err < 0)
		return err;
	err = may(&a, a.name, LIC_ACTION_READ);
	if (!err)
		err = apply(&a);
	if (!err)
		err = lic_users_first_set(a.users, name_of(&a), false, diag);
	if (!err)
		err = lic_users_file_note(a.users, name_of(&a), name_of(&a), "chose a password",
					  diag);
	return lic_users_file_end(a.users, err, diag);
}

/* ---- looking ---------------------------------------------------------- */

struct asks {
	int (*fn)(void *ctx, const struct lic_access_ask *ask);
	void *ctx;
};

static int show_ask(void *ctx, const struct lic_ask_row *row)
{
	const struct asks *asks = ctx;

	if (row->what < 0 || row->what >= LIC_ACCESS_WHATS || row->role < 0 ||
	    row->role >= LIC_ROLES)
		return LIC_OK;
	const struct lic_access_ask shown = {(enum lic_access_what)row->what, row->user, row->who,
					     (enum lic_role)row->role, row->time};
	return asks->fn(asks->ctx, &shown);
}

int lic_access_asks(struct lic_engine *engine,
		    int (*fn)(void *ctx, const struct lic_access_ask *ask), void *ctx,
		    struct lic_diag *diag)
{
	struct asks asks = {fn, ctx};
	struct lic_users *users;
	int err = lic_users_file_open(engine, &users, diag);

	if (err < 0)
		return err;
	err = lic_users_ask_each(users, show_ask, &asks, diag);
	lic_users_close(users);
	return err;
}

struct acts {
	int (*fn)(void *ctx, const struct lic_access_act *act);
	void *ctx;
};

static int show_act(void *ctx, const struct lic_act_row *row)
{
	const struct acts *acts = ctx;
	const struct lic_access_act shown = {row->time, row->who, row->user, row->what};

	return acts->fn(acts->ctx, &shown);
}

int lic_access_acts(struct lic_engine *engine,
		    int (*fn)(void *ctx, const struct lic_access_act *act), void *ctx,
		    struct lic_diag *diag)
{
	struct acts acts = {fn, ctx};
	struct lic_users *users;
	int err = lic_users_file_open(engine, &users, diag);

	if (err < 0)
		return err;
	err = lic_users_act_each(users, LIC_ACCESS_ACTS_MOST, show_act, &acts, diag);
	lic_users_close(users);
	return err;
}
