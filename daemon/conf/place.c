#include "place.h"

/* A base directory must be absolute; others are to be ignored (XDG Base
 * Directory Specification 0.8). */
static const char *absolute_env(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static int end(struct lic_buf *out, struct lic_diag *diag)
{
	lic_buf_addc(out, '\0');
	if (lic_buf_error(out) < 0)
		return lic_diag_set(diag, lic_buf_error(out), "a path is too long");
	return LIC_OK;
}

/* Try one more path: true, and left in out, if there is something to read. */
static bool is_there(struct lic_buf *out, const char *folder, const char *below)
{
	lic_buf_reset(out);
	lic_buf_printf(out, "%s%s", folder, below);
	lic_buf_addc(out, '\0');
	if (lic_buf_error(out) == LIC_OK && access(out->ptr, R_OK) == 0)
		return true;
	lic_buf_reset(out);
	return false;
}

int lic_place_conf_file(const char *named, struct lic_buf *out, struct lic_diag *diag)
{
	const char *env = getenv("LICIT_CONFIG");
	const char *xdg = absolute_env("XDG_CONFIG_HOME");
	const char *home = absolute_env("HOME");

	if (!named && env && *env)
		named = env;
	if (named) {
		lic_buf_printf(out, "%s", named);
		return end(out, diag);
	}
	if (xdg && is_there(out, xdg, "/licit/licit.conf"))
		return LIC_OK;
	if (!xdg && home && is_there(out, home, "/.config/licit/licit.conf"))
		return LIC_OK;
	is_there(out, "", "/etc/licit/licit.conf");
	return LIC_OK;
}

int lic_place_data_dir(struct lic_buf *out, struct lic_diag *diag)
{
	const char *xdg = absolute_env("XDG_DATA_HOME");
	const char *home = absolute_env("HOME");

	if (xdg)
		lic_buf_printf(out, "%s/licit", xdg);
	else if (home)
		lic_buf_printf(out, "%s/.local/share/licit", home);
	else
		return lic_diag_set(diag, LIC_ENOENT,
				    "no home folder to keep the data in ($HOME is not set); say "
				    "where with --data-dir DIR or $LICIT_DATA_DIR");
	return end(out, diag);
}

/* The folder above the one that holds the running program. */
static bool installation(char out[LIC_PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", out, LIC_PATH_MAX - 1);

	if (n <= 0)
		return false;
	out[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(out, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
	return true;
}

int lic_place_lists_dir(struct lic_buf *out, struct lic_diag *diag)
{
	static const char catalogue[] = "/catalogue.json";
	static const char installed[] = "/share/licit/lists";
	char prefix[LIC_PATH_MAX];
	char folder[LIC_PATH_MAX + sizeof(installed)] = "";

	if (installation(prefix))
		snprintf(folder, sizeof(folder), "%s%s", prefix, installed);
	if (!folder[0] || !is_there(out, folder, catalogue)) {
		snprintf(folder, sizeof(folder), "%s", LICIT_BUILD_LISTS);
		if (!is_there(out, folder, catalogue))
			return lic_diag_set(
				diag, LIC_ENOENT,
				"the bundled lists are not where they should be (%s%s); "
				"install Licit again, or say where they are with "
				"$LICIT_LISTS_DIR",
				prefix, installed);
	}
	lic_buf_reset(out);
	lic_buf_printf(out, "%s", folder);
	return end(out, diag);
}
