/*
 * Who may use the console, and who does: users, their sessions, and codes that sign in once.
 * In a file of its own beside the store: a long import must not keep anybody from signing
 * in or out. Of secrets it holds hashes alone. A user who is removed keeps the name, which
 * stands in the record of what was done.
 *
 * A lic_users is one connection, for one thread at a time.
 */
#ifndef LIC_STORE_USERS_H
#define LIC_STORE_USERS_H

#include "diag.h"
#include "str.h"

struct lic_users;

#define LIC_USERS_FILE "console.db"

/* Open dir/console.db; made if missing. */
LIC_CHECKED int lic_users_open(struct lic_users **out, const char *dir, struct lic_diag *diag);
void lic_users_close(struct lic_users *users);

/* One transaction of writing. */
LIC_CHECKED int lic_users_begin(struct lic_users *users, struct lic_diag *diag);
LIC_CHECKED int lic_users_commit(struct lic_users *users, struct lic_diag *diag);
void lic_users_rollback(struct lic_users *users);

struct lic_user_row {
	struct lic_str name;
	int64_t role;
	struct lic_str password; /* see password.h; empty: signs in by code alone */
	int64_t created, removed;
	int64_t seen;                /* last signed in; 0: never */
	int64_t failures, failed_at; /* wrong passwords since the last right one */
};

/* Insert, or replace the one of that name. */
LIC_CHECKED int lic_users_put(struct lic_users *users, const struct lic_user_row *row,
			      struct lic_diag *diag);
/* 1 and the row, whose views live until the next call; 0: there is none. */
LIC_CHECKED int lic_users_find(struct lic_users *users, struct lic_str name,
			       struct lic_user_row *row, struct lic_diag *diag);
/* All, removed ones too, by name. */
LIC_CHECKED int lic_users_each(struct lic_users *users,
			       int (*fn)(void *ctx, const struct lic_user_row *row), void *ctx,
			       struct lic_diag *diag);

/* A hash that stands for a user: of a session, or of a code. */
enum lic_users_key {
	LIC_USERS_SESSION, /* time: begun; used: last use */
	LIC_USERS_CODE,    /* time: ends */
};

struct lic_users_key_row {
	unsigned char hash[32];
	struct lic_str user;
	int64_t time, used;
};

LIC_CHECKED int lic_users_key_put(struct lic_users *users, enum lic_users_key kind,
				  const struct lic_users_key_row *row, struct lic_diag *diag);
/* 1 and the row of that hash, as by lic_users_find; 0. */
LIC_CHECKED int lic_users_key_find(struct lic_users *users, enum lic_users_key kind,
				   const unsigned char hash[32], struct lic_users_key_row *row,
				   struct lic_diag *diag);
LIC_CHECKED int lic_users_key_remove(struct lic_users *users, enum lic_users_key kind,
				     const unsigned char hash[32], struct lic_diag *diag);
/* All of a user, and whatever has a time before `before`, or was used before `unused`. */
LIC_CHECKED int lic_users_key_sweep(struct lic_users *users, enum lic_users_key kind,
				    struct lic_str user, int64_t before, int64_t unused,
				    struct lic_diag *diag);

/* A change of somebody's access that waits for a second person's yes: one for each name. */
struct lic_ask_row {
	struct lic_str user, who; /* whose access; who asked */
	int64_t what, role, time;
	struct lic_str password; /* as in lic_user_row */
};

LIC_CHECKED int lic_users_ask_put(struct lic_users *users, const struct lic_ask_row *row,
				  struct lic_diag *diag);
/* 1 and the row, as by lic_users_find; 0. */
LIC_CHECKED int lic_users_ask_find(struct lic_users *users, struct lic_str user,
				   struct lic_ask_row *row, struct lic_diag *diag);
LIC_CHECKED int lic_users_ask_remove(struct lic_users *users, struct lic_str user,
				     struct lic_diag *diag);
LIC_CHECKED int lic_users_ask_each(struct lic_users *users,
				   int (*fn)(void *ctx, const struct lic_ask_row *row), void *ctx,
				   struct lic_diag *diag);

/* What was done to whose access, and by whom. Only added to. */
struct lic_act_row {
	int64_t time;
	struct lic_str who, user, what;
};

LIC_CHECKED int lic_users_act_add(struct lic_users *users, const struct lic_act_row *row,
				  struct lic_diag *diag);
/* The newest first, `most` at most. */
LIC_CHECKED int lic_users_act_each(struct lic_users *users, int64_t most,
				   int (*fn)(void *ctx, const struct lic_act_row *row), void *ctx,
				   struct lic_diag *diag);

/* Was the password set by somebody else, and must be chosen anew? 1, 0. */
LIC_CHECKED int lic_users_first(struct lic_users *users, struct lic_str user,
				struct lic_diag *diag);
LIC_CHECKED int lic_users_first_set(struct lic_users *users, struct lic_str user, bool first,
				    struct lic_diag *diag);

/* Note something that has once been so, and outlives the users that it was true of. */
LIC_CHECKED int lic_users_mark(struct lic_users *users, struct lic_str name, struct lic_diag *diag);
/* Was it noted? 1, 0. */
LIC_CHECKED int lic_users_marked(struct lic_users *users, struct lic_str name,
				 struct lic_diag *diag);

#endif
