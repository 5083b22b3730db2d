/*
 * Who may use the console and what each may do there: users with a role, sign-in by
 * password or by a code that this machine printed, sessions. What the console shows and does
 * to lists is in the other headers beside this one.
 *
 * Threads: any; each call opens the users' file of its own. Sign-in by password takes some
 * tenths of a second on purpose.
 *
 * Errors: 0 or a negative lic_err, with a sentence for people in diag. LIC_EDENIED: not
 * this user, or not now.
 */
#ifndef LIC_LICIT_CONSOLE_H
#define LIC_LICIT_CONSOLE_H

#include "licit.h"

/* In rising order: each may do what those before it may. */
enum lic_role {
	LIC_ROLE_READER,
	LIC_ROLE_EDITOR,
	LIC_ROLE_REVIEWER,
	LIC_ROLE_PUBLISHER,
	LIC_ROLES,
};

enum lic_action {
	LIC_ACTION_READ,    /* look at everything but keys' secrets */
	LIC_ACTION_EDIT,    /* propose, import, take in appeals, forget reports */
	LIC_ACTION_REVIEW,  /* approve or refuse others' proposals, decide appeals */
	LIC_ACTION_PUBLISH, /* sign and release */
	LIC_ACTIONS,
};

/* The one table of who may do what. */
bool lic_role_may(enum lic_role role, enum lic_action action);

const char *lic_role_name(enum lic_role role);
/* What it may do, as half a sentence. */
const char *lic_role_summary(enum lic_role role);
/* False: there is no such role. */
bool lic_role_parse(struct lic_str name, enum lic_role *out);

/* ---- users ----------------------------------------------------------- */

/* Names are 1 to LIC_USER_NAME_MAX of a-z 0-9 . _ - @ in lower case, for they stand in the
 * record of what was done. Passwords have LIC_PASSWORD_LEAST characters, LIC_PASSWORD_MOST bytes at
 * most, and are not easy to guess; an empty one means: by code alone. */
LIC_CHECKED int lic_user_add(struct lic_engine *engine, struct lic_str name, enum lic_role role,
			     struct lic_str password, struct lic_diag *diag);
/* These end the sessions of that user. LIC_ENOENT: there is none. */
LIC_CHECKED int lic_user_set_password(struct lic_engine *engine, struct lic_str name,
				      struct lic_str password, struct lic_diag *diag);
LIC_CHECKED int lic_user_remove(struct lic_engine *engine, struct lic_str name,
				struct lic_diag *diag);
/* This one lets them go on, with the new role from the next request. */
LIC_CHECKED int lic_user_set_role(struct lic_engine *engine, struct lic_str name,
				  enum lic_role role, struct lic_diag *diag);

struct lic_user {
	struct lic_str name;
	enum lic_role role;
	bool has_password;
	int64_t created, seen; /* seen: last signed in; 0: never */
};

/* Those who may sign in, by name. */
LIC_CHECKED int lic_user_each(struct lic_engine *engine,
			      int (*fn)(void *ctx, const struct lic_user *user), void *ctx,
			      struct lic_diag *diag);

/* ---- signing in ------------------------------------------------------ */

struct lic_session {
	char token[LIC_TOKEN_SIZE]; /* what the browser keeps */
	char form[LIC_TOKEN_SIZE];  /* what each form of it sends along: see lic_session_form_ok */
	char user[LIC_USER_NAME_MAX + 1];
	enum lic_role role;
	int64_t ends; /* at the latest */
	bool first;   /* the password is somebody else's choice (see licit_access.h) */
};

LIC_CHECKED int lic_sign_in(struct lic_engine *engine, struct lic_str name, struct lic_str password,
			    struct lic_session *out, struct lic_diag *diag);

/* A code to type, good LIC_PAIR_SECONDS and once. */
LIC_CHECKED int lic_user_code(struct lic_engine *engine, struct lic_str name,
			      char code[LIC_PAIR_CODE_SIZE], struct lic_diag *diag);
/* The same for a link, good LIC_CONSOLE_LINK_SECONDS: long enough not to be guessed. */
LIC_CHECKED int lic_user_link(struct lic_engine *engine, struct lic_str name,
			      char code[LIC_TOKEN_SIZE], struct lic_diag *diag);
/* By a code of either kind. */
LIC_CHECKED int lic_sign_in_code(struct lic_engine *engine, struct lic_str code,
				 struct lic_session *out, struct lic_diag *diag);

/* The session of a token, which is used now: LIC_EDENIED where there is none (any more). */
LIC_CHECKED int lic_session_find(struct lic_engine *engine, struct lic_str token,
				 struct lic_session *out, struct lic_diag *diag);
LIC_CHECKED int lic_session_end(struct lic_engine *engine, struct lic_str token,
				struct lic_diag *diag);

/* A new word that nobody can guess, for what must not be named by chance. */
LIC_CHECKED int lic_console_word(char out[LIC_TOKEN_SIZE], struct lic_diag *diag);

/* Did a form of this session send it? In constant time. */
bool lic_session_form_ok(const struct lic_session *session, struct lic_str sent);

#endif
