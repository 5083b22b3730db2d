/*
 * The users' file as users.c and sessions.c open it: a transaction of writing for each call.
 */
#ifndef LIC_USERS_H
#define LIC_USERS_H

#include "licit_access.h"
#include "password.h"
#include "store_users.h"

LIC_CHECKED int lic_users_file_open(struct lic_engine *engine, struct lic_users **out,
				    struct lic_diag *diag);
/* The same, and begin to write. */
LIC_CHECKED int lic_users_file_begin(struct lic_engine *engine, struct lic_users **out,
				     struct lic_diag *diag);
/* Commit what went well; close in any case. */
LIC_CHECKED int lic_users_file_end(struct lic_users *users, int err, struct lic_diag *diag);

/* The user of that name who may sign in; LIC_ENOENT. Views as by lic_users_find. */
LIC_CHECKED int lic_users_file_find(struct lic_users *users, struct lic_str name,
				    struct lic_user_row *row, struct lic_diag *diag);

/* May a user be called so? Else LIC_EINVAL. */
LIC_CHECKED int lic_users_file_name(struct lic_str name, struct lic_diag *diag);
/* What is kept of a password, if it is long enough and hard to guess for who knows the user's name;
 * of an empty one nothing. */
LIC_CHECKED int lic_users_file_password(struct lic_str name, struct lic_str password,
					char out[LIC_PASSWORD_SIZE], struct lic_diag *diag);
/* End the sessions and codes of a user. */
LIC_CHECKED int lic_users_file_sign_out(struct lic_users *users, struct lic_str name,
					struct lic_diag *diag);

/* Write down who did what to a user's access. */
#define LIC_ACT_SIZE 96
#define LIC_ACT_BY_COMMAND "licit users" /* no user's name has a blank */
LIC_CHECKED int lic_users_file_note(struct lic_users *users, struct lic_str who,
				    struct lic_str name, const char *what, struct lic_diag *diag);

enum lic_role lic_users_file_role(const struct lic_user_row *row);

#endif
