/* Sign and release: who must sign what until when, what the next release changes for
 * shoppers, a signature by a key whose passphrase is typed here and kept nowhere, and the
 * release itself. */
#include "console_release.h"
#include "json.h"

#include <dirent.h>
#include <fcntl.h>

/* ---- what there is ----------------------------------------------------- */

static struct lic_str text_of(const struct lic_json *object, const char *member)
{
	return lic_json_string(lic_json_get(object, member));
}

static struct lic_str count_of(struct lic_sheet *page, const struct lic_json *object,
			       const char *member)
{
	double number = lic_json_number(lic_json_get(object, member), 0);

	return lic_sheet_number(page, number > 0 ? (uint64_t)number : 0);
}

static void write_expiry(struct lic_sheet *page, const struct lic_json *released)
{
	struct lic_str text = text_of(released, "expires");
	int64_t expires = 0;

	if (lic_time_parse(text, &expires) < 0)
		return;
	LIC_HTML(page->out, "{}<br>{} of {} days left ", lic_sheet_time(page, expires),
		 count_of(page, released, "days"), count_of(page, released, "period_days"));
	if (lic_json_is_true(lic_json_get(released, "expired")))
		lic_sheet_badge(page, "illicit", LIC_STR("expired"));
	else if (lic_json_is_true(lic_json_get(released, "low")))
		lic_sheet_badge(page, "caution", LIC_STR("sign anew soon"));
}

static void write_keys(struct lic_sheet *page, const struct lic_json *keys)
{
	for (size_t i = 0; i < lic_json_size(keys); i++) {
		const struct lic_json *key = lic_json_at(keys, i);
		struct lic_str id = text_of(key, "keyid");
		const struct lic_json *has_signed = lic_json_get(key, "signed");

		LIC_HTML(page->out,
			 "<span class=\"host\">{}</span> <span class=\"soft\">{}{}</span> ",
			 lic_str(id.ptr, id.len < 8 ? id.len : 8), text_of(key, "type"),
			 lic_json_is_true(lic_json_get(key, "previous")) ? LIC_STR(", before")
									 : LIC_STR(""));
		if (lic_json_is_true(has_signed))
			lic_sheet_badge(page, "verified", LIC_STR("has signed"));
		LIC_BUF_LIT(page->out, "<br>");
	}
}

/* What a role's signatures say, in words. */
static struct lic_str meaning(struct lic_str role)
{
	static const struct {
		const char *role, *words;
	} meanings[] = {
		{"root", "whose keys count"},
		{"targets", "what is on the lists"},
		{"snapshot", "which files belong together"},
		{"timestamp", "that nothing newer is out"},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(meanings); i++)
		if (lic_str_eq(role, lic_str_from(meanings[i].role)))
			return lic_str_from(meanings[i].words);
	return LIC_STR("a part that others sign");
}

static void write_role(struct lic_sheet *page, const struct lic_json *role)
{
	const struct lic_json *released = lic_json_get(role, "released");
	const struct lic_json *staged = lic_json_get(role, "staged");

	LIC_HTML(page->out,
		 "<tr><th scope=\"row\">{}<br><span class=\"soft\">{}</span></th>"
		 "<td>{} of {}</td><td>",
		 text_of(role, "role"), meaning(text_of(role, "role")),
		 count_of(page, role, "threshold"),
		 lic_sheet_number(page, lic_json_size(lic_json_get(role, "keys"))));
	if (released) {
		LIC_HTML(page->out, "version {}, until ", count_of(page, released, "version"));
		write_expiry(page, released);
	} else {
		LIC_BUF_LIT(page->out, "–");
	}
	LIC_BUF_LIT(page->out, "</td><td>");
	if (staged) {
		LIC_HTML(page->out, "version {}, {} of {} signatures ",
			 count_of(page, staged, "version"), count_of(page, staged, "signatures"),
			 count_of(page, role, "threshold"));
		if (lic_json_is_true(lic_json_get(staged, "complete")))
			lic_sheet_badge(page, "verified", LIC_STR("complete"));
		else
			lic_sheet_badge(page, "caution", LIC_STR("to be signed"));
	} else {
		LIC_BUF_LIT(page->out, "–");
	}
	LIC_BUF_LIT(page->out, "</td><td>");
	write_keys(page, lic_json_get(role, "keys"));
	LIC_BUF_LIT(page->out, "</td></tr>\n");
}

static bool is_complete(const struct lic_json *status)
{
	const struct lic_json *roles = lic_json_get(status, "roles");

	for (size_t i = 0; i < lic_json_size(roles); i++) {
		const struct lic_json *staged = lic_json_get(lic_json_at(roles, i), "staged");

		if (staged && !lic_json_is_true(lic_json_get(staged, "complete")))
			return false;
	}
	return true;
}

static void write_status(struct lic_sheet *page, const struct lic_json *status)
{
	static const char *const headings[] = {"Role",     "Must sign", "Released",
					       "Prepared", "Keys",      NULL};
	const struct lic_json *roles = lic_json_get(status, "roles");

	LIC_BUF_LIT(page->out, "<h2>Keys and their expiry</h2>\n");
	lic_sheet_table(page, "Who signs what, and until when it counts", headings);
	for (size_t i = 0; i < lic_json_size(roles); i++)
		write_role(page, lic_json_at(roles, i));
	lic_sheet_table_end(page);
	if (lic_json_is_true(lic_json_get(status, "unstaged_keys")))
		LIC_BUF_LIT(page->out,
			    "<p class=\"warn\">Keys were added or taken away since the last "
			    "release: the next one makes that known. Prepare one."
			    "</p>\n");
}

/* "DIR/publish/NAME" in the arena. */
static const char *path_in(struct lic_sheet *page, const char *folder, struct lic_str name)
{
	const struct lic_str parts[] = {lic_str_from(page->request->service->data_dir),
					LIC_STR("/publish/"), lic_str_from(folder),
					name.len ? LIC_STR("/") : LIC_STR(""), name};
	struct lic_str path = lic_arena_join(page->arena, parts, LIC_ARRAY_SIZE(parts));

	return path.ptr ? path.ptr : "";
}

static int open_publisher(struct lic_sheet *page, struct lic_publisher **out)
{
	return lic_publisher_open(out, page->engine, path_in(page, "", lic_str(NULL, 0)),
				  &page->diag);
}

int lic_release_status(struct lic_sheet *page, struct lic_json **out)
{
	struct lic_publisher *publisher;
	struct lic_buf json;
	int err = open_publisher(page, &publisher);

	if (err < 0)
		return err;
	lic_buf_init(&json, LIC_HTTP_REPLY_MAX);
	err = lic_publisher_status(publisher, true, &json, &page->diag);
	if (!err)
		err = lic_json_parse(out, lic_buf_str(&json), &page->diag);
	lic_buf_release(&json);
	lic_publisher_free(publisher);
	return err;
}

uint64_t lic_release_expiring(const struct lic_json *status)
{
	const struct lic_json *roles = lic_json_get(status, "roles");
	uint64_t count = 0;

	for (size_t i = 0; i < lic_json_size(roles); i++) {
		const struct lic_json *released = lic_json_get(lic_json_at(roles, i), "released");

		count += lic_json_is_true(lic_json_get(released, "low"));
	}
	return count;
}

/* ---- the forms --------------------------------------------------------- */

/* The names of the keys that were made on this machine. */
static void write_key_options(struct lic_sheet *page)
{
	DIR *folder = opendir(path_in(page, "keys", lic_str(NULL, 0)));
	struct dirent *entry;

	while (folder && (entry = readdir(folder)) != NULL) {
		struct lic_str name = lic_str_from(entry->d_name);

		if (lic_str_ends(name, LIC_STR(".pem")))
			lic_sheet_option(page, name, name, false);
	}
	if (folder)
		closedir(folder);
}

static void write_sign_form(struct lic_sheet *page)
{
	const struct lic_sheet_field passphrase = {
		.name = "passphrase",
		.label = "Passphrase of the key",
		.hint = "Kept nowhere.",
		.type = "password",
		.autocomplete = "off",
	};

	LIC_BUF_LIT(page->out,
		    "<section class=\"card\" aria-labelledby=\"sign\">\n<h2 id=\"sign\">Sign"
		    "</h2>\n");
	lic_sheet_file_form(page, "/console/release/sign", "stack");
	lic_sheet_select(page, "key", "Key");
	lic_sheet_option(page, lic_str(NULL, 0), LIC_STR("The file below"), false);
	write_key_options(page);
	lic_sheet_select_end(page);
	LIC_BUF_LIT(page->out,
		    "<div class=\"field\">\n<label for=\"f-file\">Or a key from elsewhere "
		    "<span class=\"soft\">(optional)</span></label>\n<input type=\"file\" "
		    "id=\"f-file\" name=\"file\">\n</div>\n");
	lic_sheet_field(page, &passphrase);
	LIC_BUF_LIT(page->out, "<button class=\"primary\">Sign</button>\n");
	lic_sheet_form_end(page);
	LIC_BUF_LIT(page->out, "</section>\n");
}

static void write_button(struct lic_sheet *page, const char *action, const char *class,
			 const char *words, const char *question)
{
	lic_sheet_form(page, action, "inline");
	lic_buf_printf(page->out, "<button class=\"%s\"%s%s%s>%s</button>\n", class,
		       question ? " data-confirm=\"" : "", question ? question : "",
		       question ? "\"" : "", words);
	lic_sheet_form_end(page);
}

static void write_staged(struct lic_sheet *page, bool complete)
{
	struct lic_buf summary;

	lic_buf_init(&summary, LIC_HTTP_REPLY_MAX / 4);
	LIC_BUF_LIT(page->out, "<h2>What the next release changes for shoppers</h2>\n");
	if (lic_publisher_summary(path_in(page, "staged", lic_str(NULL, 0)), false, &summary,
				  &page->diag) < 0)
		LIC_HTML(page->out, "<p class=\"warn\">{}</p>\n", lic_str_from(page->diag.text));
	else
		LIC_HTML(page->out, "<pre>{}</pre>\n", lic_buf_str(&summary));
	lic_buf_release(&summary);
	if (!lic_sheet_may(page, LIC_ACTION_PUBLISH))
		return;
	if (!complete)
		write_sign_form(page);
	LIC_BUF_LIT(page->out, "<div class=\"row\">\n");
	if (complete)
		write_button(page, "/console/release/release", "primary", "Release",
			     "Release this to everybody who is subscribed?");
	write_button(page, "/console/release/unstage", "danger", "Give it up",
		     "Give up the release that is on its way?");
	LIC_BUF_LIT(page->out, "</div>\n");
}

enum lic_problem lic_console_release(struct lic_sheet *page)
{
	struct lic_json *status = NULL;

	/* First, with what went wrong: page->diag is written to from here on. */
	lic_sheet_begin(page, LIC_NAV_RELEASE, LIC_STR("Release"));
	if (lic_release_status(page, &status) < 0) {
		LIC_HTML(page->out, "<p class=\"warn\">{}</p>\n", lic_str_from(page->diag.text));
		LIC_BUF_LIT(page->out,
			    "<p>A feed is set up once, on the command line: <code>licit "
			    "publish init</code> and <code>licit publish key new</code>. "
			    "From then on it is signed and released here.</p>\n");
	} else if (lic_json_is_true(lic_json_get(status, "staged"))) {
		write_staged(page, is_complete(status));
		write_status(page, status);
	} else {
		LIC_BUF_LIT(page->out, "<p>No release is on its way.</p>\n");
		if (lic_sheet_may(page, LIC_ACTION_PUBLISH))
			write_button(page, "/console/release/stage", "primary", "Prepare a release",
				     NULL);
		write_status(page, status);
	}
	lic_json_free(status);
	lic_sheet_end(page);
	return LIC_PROBLEM_NONE;
}

/* ---- doing it ---------------------------------------------------------- */

static enum lic_problem after(struct lic_sheet *page, int err, const char *done)
{
	if (err >= 0)
		return lic_sheet_see(page, done, "/console/release", NULL, 0);
	lic_sheet_failed(page, err);
	return lic_console_release(page);
}

enum lic_problem lic_console_release_stage(struct lic_sheet *page)
{
	struct lic_publisher *publisher;
	int err = open_publisher(page, &publisher);

	if (err < 0)
		return after(page, err, NULL);
	err = lic_publisher_stage(publisher, false, &page->diag);
	lic_publisher_free(publisher);
	return after(page, err, err > 0 ? "staged" : "nothing-to-stage");
}

enum lic_problem lic_console_release_unstage(struct lic_sheet *page)
{
	struct lic_publisher *publisher;
	int err = open_publisher(page, &publisher);

	if (err < 0)
		return after(page, err, NULL);
	err = lic_publisher_unstage(publisher, &page->diag);
	lic_publisher_free(publisher);
	return after(page, err, "unstaged");
}

enum lic_problem lic_console_release_release(struct lic_sheet *page)
{
	struct lic_publisher *publisher;
	struct lic_buf said;
	int err = open_publisher(page, &publisher);

	if (err < 0)
		return after(page, err, NULL);
	lic_buf_init(&said, LIC_HTTP_REPLY_MAX / 4);
	err = lic_publisher_release(publisher, &said, &page->diag);
	lic_buf_release(&said);
	lic_publisher_free(publisher);
	return after(page, err, "released");
}

/* The private key: a file of the repository's, by its name alone, or one that was sent. */
static int read_key(struct lic_sheet *page, struct lic_buf *out)
{
	const struct lic_form_field *file = lic_form_find(&page->form, "file");
	struct lic_str name = lic_form_text(&page->form, "key");
	char block[4096];
	ssize_t n;

	if (!name.len) {
		if (!file || !file->file.len)
			return lic_diag_set(&page->diag, LIC_EINVAL, "choose a key");
		lic_buf_adds(out, file->value);
		return lic_buf_error(out);
	}
	if (lic_str_find(name, '/') < name.len || !lic_str_ends(name, LIC_STR(".pem")))
		return lic_diag_set(&page->diag, LIC_EINVAL, "there is no such key");
	int fd = open(path_in(page, "keys", name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return lic_diag_set(&page->diag, LIC_ENOENT, "the key %.*s cannot be read: %s",
				    LIC_STR_ARG(name), strerror(errno));
	while ((n = read(fd, block, sizeof(block))) > 0)
		lic_buf_add(out, block, (size_t)n);
	close(fd);
	explicit_bzero(block, sizeof(block));
	return n < 0 ? LIC_EIO : lic_buf_error(out);
}

enum lic_problem lic_console_release_sign(struct lic_sheet *page)
{
	struct lic_buf pem, parts;

	lic_buf_init(&pem, LIC_FORM_MAX);
	lic_buf_init(&parts, LIC_FORM_MAX);
	int err = read_key(page, &pem);
	if (!err)
		err = lic_publisher_sign(
			path_in(page, "staged", lic_str(NULL, 0)), lic_buf_str(&pem),
			lic_form_typed(&page->form, "passphrase"), &parts, &page->diag);
	/* Neither the key nor what was typed stays in our memory. */
	if (pem.ptr)
		explicit_bzero(pem.ptr, pem.cap);
	if (page->request->body.ptr)
		explicit_bzero(page->request->body.ptr, page->request->body.len);
	lic_buf_release(&pem);
	lic_buf_release(&parts);
	page->form.count = 0;
	return after(page, err, "signed");
}
