/*
 * The browsers that can start Licit for the extension, and where each looks for the
 * manifest of a native messaging host, for one user on Linux. A new browser is one row.
 *
 * Depends on base only.
 */
#ifndef LIC_BROWSERS_H
#define LIC_BROWSERS_H

#include "buf.h"
#include "diag.h"

struct lic_browser {
	const char *id; /* as on the command line */
	const char *name;
	bool of_mozilla;     /* else of Chromium's kin */
	const char *folder;  /* its own: below ~ if of_mozilla, else below ~/.config */
	const char *snap;    /* the folder that it has instead, below ~, as a snap; or NULL */
	const char *flatpak; /* or as a Flatpak; or NULL */
};

/* To the first without id. */
extern const struct lic_browser lic_browsers[];

/* NULL if there is none of that id. */
const struct lic_browser *lic_browser_find(const char *id);

/* Has this user run it? */
bool lic_browser_is_here(const struct lic_browser *browser);

/* "snap" or "Flatpak" if this user has run it as that: then it is shut in, and starts no
 * program of the machine by itself. Else NULL. */
const char *lic_browser_box(const struct lic_browser *browser);

/* Does it know the portal by which a desktop starts programs for what is shut in? Firefox
 * and the snaps do, which have it find our usual manifest; a Flatpak of Chromium's kin looks
 * in its own folder, for programs within its own walls. */
bool lic_browser_has_portal(const struct lic_browser *browser);

/* The path of our manifest for it, with a NUL behind it. LIC_ENOENT: there is no home. */
LIC_CHECKED int lic_browser_manifest(const struct lic_browser *browser, struct lic_buf *out,
				     struct lic_diag *diag);

#endif
