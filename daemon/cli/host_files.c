#include "host_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "extension.h"
#include "input.h"
#include "json.h"
#include "limits.h"
#include "place.h"

static int fail(struct lic_diag *diag, const char *path, int errnum)
{
	return lic_diag_set(diag, lic_err_from_errno(errnum), "%s: %s", path, strerror(errnum));
}

/* The folders above a file. */
static int make_folders(const char *path, struct lic_diag *diag)
{
	char folder[LIC_PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(folder))
		return lic_diag_set(diag, LIC_ELIMIT, "a path is too long");
	memcpy(folder, path, len + 1);
	for (char *at = strchr(folder + 1, '/'); at; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdir(folder, 0700) < 0 && errno != EEXIST)
			return fail(diag, folder, errno);
		*at = '/';
	}
	return LIC_OK;
}

/* Beside it first, so that nobody ever finds half of it. */
static int replace(const char *path, struct lic_str text, mode_t mode, struct lic_diag *diag)
{
	char beside[LIC_PATH_MAX];
	int n = snprintf(beside, sizeof(beside), "%s.new", path);

	if (n < 0 || (size_t)n >= sizeof(beside))
		return lic_diag_set(diag, LIC_ELIMIT, "a path is too long");
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return fail(diag, beside, errno);
	bool ok = write(fd, text.ptr, text.len) == (ssize_t)text.len && fchmod(fd, mode) == 0;
	int errnum = ok ? 0 : errno;
	if (close(fd) < 0 && ok)
		errnum = errno;
	if (!errnum && rename(beside, path) < 0)
		errnum = errno;
	if (!errnum)
		return LIC_OK;
	unlink(beside);
	return fail(diag, path, errnum);
}

static int replace_with(const char *path, struct lic_buf *text, mode_t mode, struct lic_diag *diag)
{
	int err = lic_buf_error(text) ? lic_diag_set(diag, LIC_ELIMIT, "a path is too long")
				      : replace(path, lic_buf_str(text), mode, diag);

	lic_buf_release(text);
	return err;
}

/* ---- the script ------------------------------------------------------ */

int lic_host_script(const char *data_dir, struct lic_buf *out, struct lic_diag *diag)
{
	lic_buf_printf(out, "%s/native-host", data_dir);
	lic_buf_addc(out, '\0');
	if (lic_buf_error(out))
		return lic_diag_set(diag, lic_buf_error(out), "a path is too long");
	return LIC_OK;
}

/* One word for the shell, whatever is in it. */
static void add_word(struct lic_buf *out, const char *word)
{
	LIC_BUF_LIT(out, " '");
	for (; *word; word++) {
		if (*word == '\'')
			LIC_BUF_LIT(out, "'\\''");
		else
			lic_buf_addc(out, *word);
	}
	lic_buf_addc(out, '\'');
}

static int own_path(char out[LIC_PATH_MAX], struct lic_diag *diag)
{
	ssize_t n = readlink("/proc/self/exe", out, LIC_PATH_MAX - 1);

	if (n <= 0)
		return fail(diag, "/proc/self/exe", n < 0 ? errno : ENOENT);
	out[n] = '\0';
	return LIC_OK;
}

int lic_host_script_write(const char *data_dir, const char *config, struct lic_diag *diag)
{
	char program[LIC_PATH_MAX];
	struct lic_buf path, text;

	int err = own_path(program, diag);
	if (err < 0)
		return err;
	lic_buf_init(&path, LIC_PATH_MAX);
	err = lic_host_script(data_dir, &path, diag);
	lic_buf_init(&text, 8u * LIC_PATH_MAX);
	LIC_BUF_LIT(&text, "#!/bin/sh\n"
			   "# Browsers start this for the Licit extension. Written by\n"
			   "# `licit native-host --install`.\n"
			   "exec");
	add_word(&text, program);
	LIC_BUF_LIT(&text, " native-host --data-dir");
	add_word(&text, data_dir);
	if (config) {
		LIC_BUF_LIT(&text, " --config");
		add_word(&text, config);
	}
	LIC_BUF_LIT(&text, " -- \"$@\"\n");
	if (!err)
		err = replace_with(path.ptr, &text, 0700, diag);
	lic_buf_release(&text);
	lic_buf_release(&path);
	return err;
}

/* ---- the manifests --------------------------------------------------- */

static void write_manifest(struct lic_buf *out, const struct lic_browser *browser,
			   const char *script)
{
	LIC_BUF_LIT(out, "{\n  ");
	lic_json_field(out, "name", LIC_STR(LIC_HOST_NAME));
	LIC_BUF_LIT(out, ",\n  ");
	lic_json_field(out, "description", LIC_STR("Licit: is this pharmacy lawful?"));
	LIC_BUF_LIT(out, ",\n  ");
	lic_json_field(out, "path", lic_str_from(script));
	LIC_BUF_LIT(out, ",\n  ");
	lic_json_field(out, "type", LIC_STR("stdio"));
	if (browser->of_mozilla)
		LIC_BUF_LIT(out, ",\n  \"allowed_extensions\": [\"" LIC_EXTENSION_FIREFOX "\"]");
	else
		LIC_BUF_LIT(out,
			    ",\n  \"allowed_origins\": [\"" LIC_EXTENSION_CHROMIUM_ORIGIN "\"]");
	LIC_BUF_LIT(out, "\n}\n");
}

int lic_host_manifest_write(const struct lic_browser *browser, const char *script,
			    struct lic_diag *diag)
{
	struct lic_buf path, text;

	lic_buf_init(&path, LIC_PATH_MAX);
	lic_buf_init(&text, 8u * LIC_PATH_MAX);
	write_manifest(&text, browser, script);
	int err = lic_browser_manifest(browser, &path, diag);
	if (!err)
		err = make_folders(path.ptr, diag);
	if (!err)
		err = replace_with(path.ptr, &text, 0644, diag);
	lic_buf_release(&text);
	lic_buf_release(&path);
	return err;
}

int lic_host_file_remove(const char *path, struct lic_diag *diag)
{
	if (unlink(path) == 0)
		return 1;
	return errno == ENOENT || errno == ENOTDIR ? 0 : fail(diag, path, errno);
}

/* ---- looking --------------------------------------------------------- */

static bool names_us(const struct lic_json *manifest, const struct lic_browser *browser)
{
	const struct lic_json *who = lic_json_get(
		manifest, browser->of_mozilla ? "allowed_extensions" : "allowed_origins");
	struct lic_str wanted = browser->of_mozilla ? LIC_STR(LIC_EXTENSION_FIREFOX)
						    : LIC_STR(LIC_EXTENSION_CHROMIUM_ORIGIN);

	for (size_t i = 0; i < lic_json_size(who); i++) {
		if (lic_str_eq(lic_json_string(lic_json_at(who, i)), wanted))
			return true;
	}
	return false;
}

static enum lic_host_state judge(const struct lic_json *manifest, const char *path,
				 const struct lic_browser *browser, const char *script,
				 struct lic_diag *diag)
{
	struct lic_str program = lic_json_string(lic_json_get(manifest, "path"));

	if (!names_us(manifest, browser)) {
		lic_diag_set(diag, LIC_EINVAL, "%s is for another extension", path);
		return LIC_HOST_FOREIGN;
	}
	if (!lic_str_eq(program, lic_str_from(script))) {
		lic_diag_set(diag, LIC_EINVAL, "%s starts %.*s, which is not of this data folder",
			     path, LIC_STR_ARG(program));
		return LIC_HOST_FOREIGN;
	}
	if (access(script, X_OK) < 0) {
		lic_diag_set(diag, LIC_EINVAL, "%s cannot be started: %s", script, strerror(errno));
		return LIC_HOST_BROKEN;
	}
	return LIC_HOST_GOOD;
}

/* The program that the script starts: its second line but one begins with exec '…'. */
static bool starts_this(const char *script)
{
	char program[LIC_PATH_MAX];
	struct lic_buf text, word;
	bool same = false;

	if (own_path(program, NULL) < 0)
		return false;
	lic_buf_init(&text, 8u * LIC_PATH_MAX);
	lic_buf_init(&word, 8u * LIC_PATH_MAX);
	LIC_BUF_LIT(&word, "\nexec");
	add_word(&word, program);
	lic_buf_addc(&word, ' ');
	lic_buf_addc(&word, '\0');
	if (lic_input_read(script, &text, NULL) == LIC_OK) {
		lic_buf_addc(&text, '\0');
		same = !lic_buf_error(&text) && !lic_buf_error(&word) && strstr(text.ptr, word.ptr);
	}
	lic_buf_release(&word);
	lic_buf_release(&text);
	return same;
}

enum lic_host_state lic_host_look(const struct lic_browser *browser, const char *script,
				  struct lic_diag *diag)
{
	enum lic_host_state state = LIC_HOST_ABSENT;
	struct lic_json *manifest = NULL;
	struct lic_buf path, text;

	lic_buf_init(&path, LIC_PATH_MAX);
	lic_buf_init(&text, LIC_JSON_FILE_MAX);
	if (lic_browser_manifest(browser, &path, diag) < 0 || access(path.ptr, F_OK) < 0)
		goto out;
	state = LIC_HOST_BROKEN;
	if (lic_input_read(path.ptr, &text, diag) < 0)
		goto out;
	if (lic_json_parse(&manifest, lic_buf_str(&text), NULL) < 0) {
		lic_diag_set(diag, LIC_ESYNTAX, "%s is damaged", path.ptr);
		goto out;
	}
	state = judge(manifest, path.ptr, browser, script, diag);
	if (state == LIC_HOST_GOOD && !starts_this(script)) {
		lic_diag_set(diag, LIC_EINVAL, "%s starts another licit than this one", script);
		state = LIC_HOST_FOREIGN;
	}
out:
	lic_json_free(manifest);
	lic_buf_release(&text);
	lic_buf_release(&path);
	return state;
}
