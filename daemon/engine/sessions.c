/* How users of the console sign in, and their sessions. */
#include "digest.h"
#include "engine.h"
#include "onetime.h"
#include "password.h"
#include "users.h"

/* Rows that are no user's, for no user can be called so: wrong codes, and names that are
 * nobody's. */
#define NAME_OF_CODES "*"
#define NAME_OF_NOBODY "?"
#define NOBODY_TRIES (10 * LIC_SIGN_IN_TRIES)

/* ---- signing in ------------------------------------------------------ */

/* Take a try for a name before it is known what comes of it, so that many at once get no
 * more of them than one after the other. */
static int take_try(struct lic_users *users, struct lic_user_row *row, int64_t most,
		    struct lic_diag *diag)
{
	int64_t now = lic_clock_now();

	if (now - row->failed_at >= LIC_SIGN_IN_WAIT_SECONDS || now < row->failed_at)
		row->failures = 0;
	if (row->failures >= most)
		return lic_diag_set(
			diag, LIC_EDENIED,
			"too many wrong passwords: wait %d minutes, or have a code made "
			"by `licit console` on this machine",
			LIC_SIGN_IN_WAIT_SECONDS / 60);
	row->failures++;
	row->failed_at = now;
	return lic_users_put(users, row, diag);
}

/* The row of a name, or the one that counts for all that are nobody's. */
static int find_or_nobody(struct lic_users *users, struct lic_str name, const char *nobody,
			  struct lic_user_row *row, struct lic_diag *diag)
{
	int err = nobody ? LIC_ENOENT : lic_users_file_find(users, name, row, diag);

	if (err != LIC_ENOENT)
		return err;
	name = lic_str_from(nobody ? nobody : NAME_OF_NOBODY);
	err = lic_users_find(users, name, row, diag);
	if (err == 0)
		*row = (struct lic_user_row){.name = name};
	return err < 0 ? err : LIC_OK;
}

static void name_form(struct lic_session *session)
{
	static const char salt[] = "a form of the console: ";
	char text[sizeof(salt) + LIC_TOKEN_SIZE];
	unsigned char hash[LIC_SHA256_SIZE];

	int n = snprintf(text, sizeof(text), "%s%s", salt, session->token);
	lic_sha256(lic_str(text, (size_t)n), hash);
	lic_onetime_base64(hash, session->form);
}

/* Begin a session of a user who has shown to be one. */
static int begin_session(struct lic_users *users, const struct lic_user_row *row,
			 struct lic_session *out, struct lic_diag *diag)
{
	int64_t now = lic_clock_now();
	struct lic_users_key_row key = {.user = row->name, .time = now, .used = now};
	struct lic_user_row seen = *row;

	int err = lic_users_key_sweep(users, LIC_USERS_SESSION, lic_str(NULL, 0),
				      now - LIC_SESSION_SECONDS, now - LIC_SESSION_IDLE_SECONDS,
				      diag);
	if (!err)
		err = lic_onetime_token(out->token, diag);
	if (err < 0)
		return err;
	lic_sha256(lic_str_from(out->token), key.hash);
	snprintf(out->user, sizeof(out->user), "%.*s", LIC_STR_ARG(row->name));
	out->role = lic_users_file_role(row);
	out->ends = now + LIC_SESSION_SECONDS;
	name_form(out);
	err = lic_users_key_put(users, LIC_USERS_SESSION, &key, diag);
	seen.failures = 0;
	seen.seen = now;
	return err < 0 ? err : lic_users_put(users, &seen, diag);
}

static int denied(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_EDENIED, "the name or the password is wrong");
}

/* First half: what is kept of the password, and a try taken. */
static int prepare_sign_in(struct lic_engine *engine, struct lic_str name,
			   char kept[LIC_PASSWORD_SIZE], struct lic_diag *diag)
{
	struct lic_user_row row;
	struct lic_users *users;
	int err = lic_users_file_begin(engine, &users, diag);

	if (err < 0)
		return err;
	err = find_or_nobody(users, name, NULL, &row, diag);
	if (!err) {
		bool nobody = !lic_str_eq(row.name, name);
		snprintf(kept, LIC_PASSWORD_SIZE, "%.*s", LIC_STR_ARG(row.password));
		err = take_try(users, &row, nobody ? NOBODY_TRIES : LIC_SIGN_IN_TRIES, diag);
	}
	return lic_users_file_end(users, err, diag);
}

int lic_sign_in(struct lic_engine *engine, struct lic_str name, struct lic_str password,
		struct lic_session *out, struct lic_diag *diag)
{
	char kept[LIC_PASSWORD_SIZE] = "";
	struct lic_user_row row;
	struct lic_users *users;
	int err = prepare_sign_in(engine, name, kept, diag);

	if (err < 0)
		return err;
	/* As much work for a name that is nobody's. */
	if (password.len > LIC_PASSWORD_MOST || !lic_password_fits(password, lic_str_from(kept)))
		return denied(diag);
	err = lic_users_file_begin(engine, &users, diag);
	if (err < 0)
		return err;
	err = lic_users_file_find(users, name, &row, diag);
	/* Changed while we calculated? */
	if (err == LIC_ENOENT || (!err && !lic_str_eq(row.password, lic_str_from(kept))))
		err = denied(diag);
	if (!err)
		err = begin_session(users, &row, out, diag);
	return lic_users_file_end(users, err, diag);
}

static int add_code(struct lic_engine *engine, struct lic_str name, struct lic_str code,
		    int64_t seconds, struct lic_diag *diag)
{
	int64_t now = lic_clock_now();
	struct lic_users_key_row key = {.time = now + seconds};
	struct lic_user_row row, codes;
	struct lic_users *users;
	int err = lic_users_file_begin(engine, &users, diag);

	if (err < 0)
		return err;
	err = lic_users_file_find(users, name, &row, diag);
	if (!err)
		err = lic_users_key_sweep(users, LIC_USERS_CODE, lic_str(NULL, 0), now, 0, diag);
	/* Wrong tries of the past must not void the code of today. */
	codes = (struct lic_user_row){.name = LIC_STR(NAME_OF_CODES)};
	if (!err)
		err = lic_users_put(users, &codes, diag);
	lic_sha256(code, key.hash);
	key.user = name;
	if (!err)
		err = lic_users_key_put(users, LIC_USERS_CODE, &key, diag);
	return lic_users_file_end(users, err, diag);
}

int lic_user_code(struct lic_engine *engine, struct lic_str name, char code[LIC_PAIR_CODE_SIZE],
		  struct lic_diag *diag)
{
	char letters[LIC_CODE_LETTERS];
	int err = lic_onetime_code(letters, diag);

	if (!err)
		err = add_code(engine, name, lic_str(letters, sizeof(letters)), LIC_PAIR_SECONDS,
			       diag);
	if (!err)
		snprintf(code, LIC_PAIR_CODE_SIZE, "%.4s-%.4s", letters, letters + 4);
	return err;
}

int lic_user_link(struct lic_engine *engine, struct lic_str name, char code[LIC_TOKEN_SIZE],
		  struct lic_diag *diag)
{
	int err = lic_onetime_token(code, diag);

	return err < 0 ? err
		       : add_code(engine, name, lic_str_from(code), LIC_CONSOLE_LINK_SECONDS, diag);
}

static int wrong_code(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_EDENIED,
			    "this code is wrong, used or too old: have a new one made by `licit "
			    "console` on this machine");
}

/* Use up the code, and begin a session of its user. */
static int redeem_code(struct lic_users *users, const unsigned char hash[LIC_SHA256_SIZE],
		       struct lic_session *out, struct lic_diag *diag)
{
	struct lic_users_key_row key;
	struct lic_user_row row;
	char name[LIC_USER_NAME_MAX + 1];
	int got = lic_users_key_find(users, LIC_USERS_CODE, hash, &key, diag);

	if (got < 0)
		return got;
	if (!got || key.time <= lic_clock_now())
		return wrong_code(diag);
	snprintf(name, sizeof(name), "%.*s", LIC_STR_ARG(key.user));
	int err = lic_users_key_remove(users, LIC_USERS_CODE, hash, diag);
	if (!err)
		err = lic_users_file_find(users, lic_str_from(name), &row, diag);
	return err < 0 ? err : begin_session(users, &row, out, diag);
}

/* A wrong code: so many, and those that are open fall. */
static int count_wrong_code(struct lic_users *users, struct lic_diag *diag)
{
	struct lic_user_row row;
	int err = find_or_nobody(users, lic_str(NULL, 0), NAME_OF_CODES, &row, diag);

	if (err < 0)
		return err;
	if (++row.failures >= LIC_PAIR_TRIES) {
		row.failures = 0;
		err = lic_users_key_sweep(users, LIC_USERS_CODE, lic_str(NULL, 0), INT64_MAX, 0,
					  diag);
	}
	return err < 0 ? err : lic_users_put(users, &row, diag);
}

int lic_sign_in_code(struct lic_engine *engine, struct lic_str code, struct lic_session *out,
		     struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];
	char letters[LIC_CODE_LETTERS];
	struct lic_users *users;

	code = lic_str_trim(code);
	if (lic_onetime_letters(code, letters) == LIC_OK)
		code = lic_str(letters, sizeof(letters));
	lic_sha256(code, hash);
	int err = lic_users_file_begin(engine, &users, diag);
	if (err < 0)
		return err;
	err = redeem_code(users, hash, out, diag);
	if (err == LIC_EDENIED) {
		/* The wrong try must stay counted. */
		int kept = lic_users_file_end(users, count_wrong_code(users, NULL), NULL);
		return kept < 0 ? kept : err;
	}
	return lic_users_file_end(users, err, diag);
}

/* ---- sessions -------------------------------------------------------- */

static bool is_over(const struct lic_users_key_row *key, int64_t now)
{
	/* A clock that was turned back does not make a session last longer. */
	return now - key->time >= LIC_SESSION_SECONDS ||
	       now - key->used >= LIC_SESSION_IDLE_SECONDS || now < key->time;
}

static int find_session(struct lic_users *users, struct lic_session *out, struct lic_diag *diag)
{
	int64_t now = lic_clock_now();
	struct lic_users_key_row key;
	struct lic_user_row row;
	unsigned char hash[LIC_SHA256_SIZE];

	lic_sha256(lic_str_from(out->token), hash);
	int got = lic_users_key_find(users, LIC_USERS_SESSION, hash, &key, diag);
	if (got < 0)
		return got;
	if (!got || is_over(&key, now))
		return lic_diag_set(diag, LIC_EDENIED, "sign in first, or again");
	snprintf(out->user, sizeof(out->user), "%.*s", LIC_STR_ARG(key.user));
	out->ends = key.time + LIC_SESSION_SECONDS;
	key.user = lic_str_from(out->user);
	int err = LIC_OK;
	if (now - key.used >= LIC_SESSION_NOTE_SECONDS) {
		key.used = now;
		err = lic_users_key_put(users, LIC_USERS_SESSION, &key, diag);
	}
	if (!err)
		err = lic_users_file_find(users, key.user, &row, diag);
	if (!err) {
		out->role = lic_users_file_role(&row);
		const int first = lic_users_first(users, lic_str_from(out->user), diag);
		out->first = first > 0;
		err = first < 0 ? first : LIC_OK;
	}
	return err == LIC_ENOENT ? LIC_EDENIED : err;
}

int lic_session_find(struct lic_engine *engine, struct lic_str token, struct lic_session *out,
		     struct lic_diag *diag)
{
	struct lic_users *users;

	if (token.len != LIC_TOKEN_SIZE - 1 || memchr(token.ptr, '\0', token.len))
		return lic_diag_set(diag, LIC_EDENIED, "sign in first, or again");
	snprintf(out->token, sizeof(out->token), "%.*s", LIC_STR_ARG(token));
	int err = lic_users_file_open(engine, &users, diag);
	if (err < 0)
		return err;
	err = find_session(users, out, diag);
	lic_users_close(users);
	if (!err)
		name_form(out);
	return err;
}

int lic_session_end(struct lic_engine *engine, struct lic_str token, struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];
	struct lic_users *users;
	int err = lic_users_file_begin(engine, &users, diag);

	if (err < 0)
		return err;
	lic_sha256(token, hash);
	err = lic_users_key_remove(users, LIC_USERS_SESSION, hash, diag);
	return lic_users_file_end(users, err, diag);
}

int lic_console_word(char out[LIC_TOKEN_SIZE], struct lic_diag *diag)
{
	return lic_onetime_token(out, diag);
}

bool lic_session_form_ok(const struct lic_session *session, struct lic_str sent)
{
	return sent.len == LIC_TOKEN_SIZE - 1 &&
	       lic_equal_constant_time(sent.ptr, session->form, sent.len);
}
