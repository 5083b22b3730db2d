#include "browsers.h"

#include <sys/stat.h>

#include "extension.h"
#include "place.h"

const struct lic_browser lic_browsers[] = {
	{
		.id = "chromium",
		.name = "Chromium",
		.folder = "chromium",
		.snap = "snap/chromium",
		.flatpak = ".var/app/org.chromium.Chromium",
	},
	{
		.id = "chrome",
		.name = "Google Chrome",
		.folder = "google-chrome",
		.flatpak = ".var/app/com.google.Chrome",
	},
	{
		.id = "brave",
		.name = "Brave",
		.folder = "BraveSoftware/Brave-Browser",
		.snap = "snap/brave",
		.flatpak = ".var/app/com.brave.Browser",
	},
	{
		.id = "edge",
		.name = "Microsoft Edge",
		.folder = "microsoft-edge",
		.flatpak = ".var/app/com.microsoft.Edge",
	},
	{
		.id = "vivaldi",
		.name = "Vivaldi",
		.folder = "vivaldi",
		.snap = "snap/vivaldi",
		.flatpak = ".var/app/com.vivaldi.Vivaldi",
	},
	{
		.id = "firefox",
		.name = "Firefox",
		.of_mozilla = true,
		.folder = ".mozilla",
		.snap = "snap/firefox",
		.flatpak = ".var/app/org.mozilla.firefox",
	},
	{
		.id = "librewolf",
		.name = "LibreWolf",
		.of_mozilla = true,
		.folder = ".librewolf",
		.flatpak = ".var/app/io.gitlab.librewolf-community",
	},
	{.id = NULL},
};

const struct lic_browser *lic_browser_find(const char *id)
{
	for (const struct lic_browser *b = lic_browsers; b->id; b++) {
		if (strcmp(b->id, id) == 0)
			return b;
	}
	return NULL;
}

static const char *home(void)
{
	const char *value = getenv("HOME");

	return value && value[0] == '/' ? value : NULL;
}

/* Append the folder that it keeps its own in. */
static bool add_folder(const struct lic_browser *browser, struct lic_buf *out)
{
	const char *xdg = getenv("XDG_CONFIG_HOME");

	if (!browser->of_mozilla && xdg && xdg[0] == '/')
		lic_buf_printf(out, "%s/%s", xdg, browser->folder);
	else if (home())
		lic_buf_printf(out, "%s/%s%s", home(), browser->of_mozilla ? "" : ".config/",
			       browser->folder);
	return out->len > 0;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_below_home(const char *folder)
{
	char path[LIC_PATH_MAX];
	int n = folder && home() ? snprintf(path, sizeof(path), "%s/%s", home(), folder) : -1;

	return n > 0 && (size_t)n < sizeof(path) && is_folder(path);
}

/* Firefox 147 and later keep a new user's profiles in ~/.config/mozilla, and look for
 * manifests in ~/.mozilla as ever. */
static bool has_new_folder(const struct lic_browser *browser)
{
	return strcmp(browser->id, "firefox") == 0 && is_below_home(".config/mozilla");
}

/* Newer snapds keep the folders of snaps out of sight. */
static bool is_snap(const struct lic_browser *browser)
{
	char hidden[LIC_PATH_MAX];

	if (!browser->snap)
		return false;
	snprintf(hidden, sizeof(hidden), ".snap/data%s", strchr(browser->snap, '/'));
	return is_below_home(browser->snap) || is_below_home(hidden);
}

bool lic_browser_is_here(const struct lic_browser *browser)
{
	struct lic_buf path;
	bool here;

	lic_buf_init(&path, LIC_PATH_MAX);
	here = add_folder(browser, &path);
	lic_buf_addc(&path, '\0');
	here = here && !lic_buf_error(&path) && is_folder(path.ptr);
	lic_buf_release(&path);
	return here || has_new_folder(browser) || lic_browser_box(browser);
}

const char *lic_browser_box(const struct lic_browser *browser)
{
	if (is_snap(browser))
		return "snap";
	return is_below_home(browser->flatpak) ? "Flatpak" : NULL;
}

bool lic_browser_has_portal(const struct lic_browser *browser)
{
	return is_snap(browser) || browser->of_mozilla;
}

int lic_browser_manifest(const struct lic_browser *browser, struct lic_buf *out,
			 struct lic_diag *diag)
{
	if (!add_folder(browser, out))
		return lic_diag_set(diag, LIC_ENOENT,
				    "no home folder to look for browsers in ($HOME is not set)");
	lic_buf_printf(out, "/%s/" LIC_HOST_NAME ".json",
		       browser->of_mozilla ? "native-messaging-hosts" : "NativeMessagingHosts");
	lic_buf_addc(out, '\0');
	if (lic_buf_error(out))
		return lic_diag_set(diag, lic_buf_error(out), "a path is too long");
	return LIC_OK;
}
