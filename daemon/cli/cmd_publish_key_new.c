#include "commands.h"
#include "publish_option.h"
#include "secret.h"

enum {
	OPT_REPO,
	OPT_ROLE,
	OPT_TYPE,
	OPT_OUT,
	OPT_THRESHOLD,
	OPT_PASSPHRASE_FILE,
	OPT_PASSPHRASE_FD,
	OPT_NO_PASSPHRASE,
};

static enum lic_publisher_key_type type_of(const char *word)
{
	if (word && strcmp(word, "ecdsa") == 0)
		return LIC_PUBLISHER_ECDSA;
	return word && strcmp(word, "rsa") == 0 ? LIC_PUBLISHER_RSA : LIC_PUBLISHER_ED25519;
}

static bool get_passphrase(struct lic_cli *cli, struct lic_buf *out)
{
	lic_buf_init(out, LIC_SECRET_MAX);
	if (cli->values[OPT_NO_PASSPHRASE])
		return true;
	int err = lic_secret_read(out, cli->values[OPT_PASSPHRASE_FILE],
				  cli->values[OPT_PASSPHRASE_FD],
				  "A passphrase for the new key: ", true, &cli->diag);
	if (err == LIC_ENOENT && !cli->values[OPT_PASSPHRASE_FILE])
		lic_cli_fail(cli,
			     "%s: --passphrase-file or --passphrase-fd gives it, --no-passphrase "
			     "makes a key without one",
			     cli->diag.text);
	else if (err < 0)
		lic_cli_fail(cli, "%s", cli->diag.text);
	else if (!out->len)
		lic_cli_usage(cli,
			      "the passphrase is empty; --no-passphrase makes a key without one");
	return !err && out->len;
}

static int make(struct lic_cli *cli, struct lic_publisher *publisher,
		const struct lic_publisher_key *key)
{
	char keyid[LIC_KEYID_SIZE];
	struct lic_buf path;
	int status = LIC_EXIT_OK;

	lic_buf_init(&path, LIC_URL_MAX);
	if (lic_publisher_key_new(publisher, key, keyid, &path, &cli->diag) < 0) {
		status = lic_cli_fail(cli, "%s", cli->diag.text);
	} else {
		lic_term_printf(&cli->out, "key %s\n", keyid);
		lic_term_lines(&cli->out, "private: ", lic_buf_str(&path));
		lic_buf_adds(&path, LIC_STR(".pub"));
		lic_term_lines(&cli->out, "public:  ", lic_buf_str(&path));
	}
	lic_buf_release(&path);
	return status;
}

static int run(struct lic_cli *cli)
{
	struct lic_publisher *publisher;
	struct lic_publisher_key key = {
		.role = lic_str_from(cli->values[OPT_ROLE]),
		.type = type_of(cli->values[OPT_TYPE]),
		.file = cli->values[OPT_OUT],
	};
	struct lic_buf passphrase;
	uint64_t threshold = 0;
	int status = LIC_EXIT_FAILED;

	if (!key.role.len)
		return lic_cli_usage(cli, "--role says what the key may sign: root, targets, "
					  "snapshot or timestamp");
	if (!lic_cli_number(cli, OPT_THRESHOLD, 1, LIC_PUBLISHER_ROLE_KEYS_MAX, &threshold))
		return LIC_EXIT_USAGE;
	key.threshold = (uint32_t)threshold;
	if (get_passphrase(cli, &passphrase) &&
	    lic_publish_option_open(cli, OPT_REPO, false, &publisher)) {
		key.passphrase = lic_buf_str(&passphrase);
		status = make(cli, publisher, &key);
		lic_publisher_free(publisher);
	}
	lic_secret_release(&passphrase);
	return status;
}

const struct lic_command lic_command_publish_key_new = {
	.name = "publish key new",
	.operands = "",
	.needs_settings = true,
	.summary = "make a key that signs for a role",
	.text = "Makes a pair of keys: the private one as PKCS #8 in PEM, readable by its owner "
		"alone and encrypted with a passphrase, and the public one beside it as FILE.pub. "
		"A file that is there is never written over."
		"\n\n"
		"Make the keys of root and targets on the machine, or the stick, of who will hold "
		"each, and take the public ones in with `licit publish key add`. The keys of "
		"snapshot and timestamp are used by a machine every day: --no-passphrase leaves "
		"them open, and they alone can put nothing new on a list.",
	.options =
		{
			[OPT_REPO] = LIC_PUBLISH_OPTION_REPO,
			[OPT_ROLE] = {"role", 0, LIC_VALUE_TEXT, "ROLE", NULL,
				      "What it signs: root, targets, snapshot or timestamp, or the "
				      "role of a delegated part."},
			[OPT_TYPE] = {"type", 0, LIC_VALUE_WORDS, "TYPE", "ed25519 ecdsa rsa",
				      "ed25519 (the default), ecdsa (P-256) or rsa (3072 bits, "
				      "PSS)."},
			[OPT_OUT] = {"out", 0, LIC_VALUE_FILE, "FILE", NULL,
				     "Where the private key goes; else into the repository."},
			[OPT_THRESHOLD] = {"threshold", 0, LIC_VALUE_TEXT, "N", NULL,
					   "Signatures that the role needs from now on."},
			[OPT_PASSPHRASE_FILE] = LIC_PUBLISH_OPTION_PASSPHRASE_FILE,
			[OPT_PASSPHRASE_FD] = LIC_PUBLISH_OPTION_PASSPHRASE_FD,
			[OPT_NO_PASSPHRASE] = {"no-passphrase", 0, LIC_VALUE_NONE, NULL, NULL,
					       "Do not encrypt it: for keys that a machine uses."},
		},
	.examples =
		{
			{"licit publish key new --role root --out /media/stick/root.pem",
			 "A key of the root, on a stick."},
			{"licit publish key new --role timestamp --no-passphrase",
			 "The machine's own."},
		},
	.run = run,
};
