#include "publish_option.h"

#include "input.h"
#include "secret.h"

#define PEM_MAX (64u << 10)

bool lic_publish_option_repo(struct lic_cli *cli, size_t option, struct lic_buf *out)
{
	const char *named = cli->values[option];

	lic_buf_init(out, LIC_URL_MAX);
	if (named)
		lic_buf_printf(out, "%s%c", named, '\0');
	else
		lic_buf_printf(out, "%s/publish%c", lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR),
			       '\0');
	if (lic_buf_error(out) == LIC_OK)
		return true;
	lic_cli_fail(cli, "the name of the repository's folder is too long");
	return false;
}

bool lic_publish_option_staged(struct lic_cli *cli, size_t repo, const char *copy,
			       struct lic_buf *out)
{
	struct lic_buf folder;

	lic_buf_init(out, LIC_URL_MAX);
	if (copy) {
		lic_buf_printf(out, "%s%c", copy, '\0');
	} else {
		if (!lic_publish_option_repo(cli, repo, &folder))
			return false;
		lic_buf_printf(out, "%s/staged%c", folder.ptr, '\0');
		lic_buf_release(&folder);
	}
	if (lic_buf_error(out) == LIC_OK)
		return true;
	lic_cli_fail(cli, "the name of the staged folder is too long");
	return false;
}

bool lic_publish_option_open(struct lic_cli *cli, size_t option, bool lists,
			     struct lic_publisher **out)
{
	struct lic_buf repo;
	int err;

	if (lists && !lic_cli_open(cli))
		return false;
	if (!lic_publish_option_repo(cli, option, &repo))
		return false;
	err = lic_publisher_open(out, cli->engine, repo.ptr, &cli->diag);
	lic_buf_release(&repo);
	if (err < 0)
		lic_cli_fail(cli, "%s", cli->diag.text);
	return err == LIC_OK;
}

bool lic_publish_option_key(struct lic_cli *cli, const char *path, size_t passphrase_file,
			    size_t passphrase_fd, struct lic_publish_key *out)
{
	char prompt[512];

	lic_buf_init(&out->pem, PEM_MAX);
	lic_buf_init(&out->passphrase, LIC_SECRET_MAX);
	int err = lic_input_read(path, &out->pem, &cli->diag);
	const bool encrypted = !err && lic_str_holds(lic_buf_str(&out->pem), LIC_STR("ENCRYPTED"));
	if (encrypted) {
		snprintf(prompt, sizeof(prompt), "Passphrase of %.400s: ", path);
		err = lic_secret_read(&out->passphrase, cli->values[passphrase_file],
				      cli->values[passphrase_fd], prompt, false, &cli->diag);
	}
	if (!err)
		return true;
	if (encrypted && err == LIC_ENOENT && !cli->values[passphrase_file])
		lic_cli_fail(cli, "%s: %s: --passphrase-file or --passphrase-fd gives it", path,
			     cli->diag.text);
	else
		lic_cli_fail(cli, "%s", cli->diag.text);
	lic_publish_key_release(out);
	return false;
}

void lic_publish_key_release(struct lic_publish_key *key)
{
	lic_secret_release(&key->pem);
	lic_secret_release(&key->passphrase);
}

bool lic_publish_option_text(struct lic_cli *cli, const char *path, struct lic_buf *out)
{
	lic_buf_init(out, PEM_MAX);
	if (lic_input_read(path, out, &cli->diag) == LIC_OK)
		return true;
	lic_cli_fail(cli, "%s", cli->diag.text);
	lic_buf_release(out);
	return false;
}

int lic_publish_option_end(struct lic_cli *cli, int err, const char *first, struct lic_buf *text)
{
	if (!err && first)
		lic_term_lines(&cli->out, first, lic_buf_str(text));
	else if (!err)
		lic_term_bytes(&cli->out, lic_buf_str(text));
	lic_buf_release(text);
	return lic_cli_exit(cli, err);
}

int lic_publish_option_summary(struct lic_cli *cli, size_t repo, const char *copy, bool json)
{
	struct lic_buf staged, text;

	if (!lic_publish_option_staged(cli, repo, copy, &staged))
		return LIC_EXIT_FAILED;
	lic_buf_init(&text, LIC_PUBLISH_TEXT_MAX);
	int err = lic_publisher_summary(staged.ptr, json, &text, &cli->diag);
	lic_buf_release(&staged);
	return lic_publish_option_end(cli, err, json ? NULL : "", &text);
}
