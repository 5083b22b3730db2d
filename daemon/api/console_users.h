/*
 * What the pages about people share. Private to console_*.c.
 */
#ifndef LIC_CONSOLE_USERS_H
#define LIC_CONSOLE_USERS_H

#include "console.h"
#include "licit_access.h"

struct lic_user_found {
	struct lic_str name;
	enum lic_role role;
	bool there, has_password;
};

/* The user of that name; there: is there one? */
LIC_CHECKED int lic_user_found(struct lic_sheet *page, struct lic_str name,
			       struct lic_user_found *out);

#endif
