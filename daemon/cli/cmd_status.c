#include "commands.h"
#include "progress.h"

struct ages {
	uint64_t empty, superseded, out_of_date;
	uint64_t undated;   /* of those out of date */
	struct lic_buf old; /* the ids of the others */
};

static int look_at(void *ctx, const struct lic_list_info *info)
{
	struct ages *ages = ctx;
	long age = (long)(lic_date_of(lic_clock_now()) - info->as_of);

	ages->empty += strcmp(info->state, "empty") == 0;
	ages->superseded += strcmp(info->state, "superseded") == 0;
	if (!lic_list_info_is_old(info))
		return LIC_OK;
	ages->out_of_date++;
	if (!info->as_of)
		ages->undated++;
	else
		lic_buf_printf(&ages->old, "%s%.*s (%ld days old)", ages->old.len ? ", " : "",
			       LIC_STR_ARG(info->id), age);
	return LIC_OK;
}

static void line(struct lic_term *out, const char *label, struct lic_str value)
{
	lic_term_para(out, label, 14, value);
}

static void show_ages(struct lic_cli *cli, const struct ages *ages)
{
	struct lic_buf text;

	lic_buf_init(&text, 1u << 20);
	if (!ages->out_of_date)
		LIC_BUF_LIT(&text, "none");
	else
		lic_buf_printf(&text, "%llu; registers among them verify nobody",
			       (unsigned long long)ages->out_of_date);
	if (ages->undated)
		lic_buf_printf(&text, "; %llu have no date", (unsigned long long)ages->undated);
	if (ages->old.len) {
		LIC_BUF_LIT(&text, "; ");
		lic_buf_adds(&text, lic_buf_str(&ages->old));
	}
	line(&cli->out, "out of date", lic_buf_str(&text));
	lic_buf_release(&text);
}

static int show_lists(struct lic_cli *cli, const struct lic_status *status)
{
	struct ages ages = {.empty = 0};
	char entries[LIC_COUNT_SIZE], text[128];

	lic_buf_init(&ages.old, 1u << 20);
	int err = lic_lists_each(cli->engine, look_at, &ages);
	snprintf(text, sizeof(text), "%llu, of them %llu empty and %llu superseded; %s entries",
		 (unsigned long long)status->lists, (unsigned long long)ages.empty,
		 (unsigned long long)ages.superseded, lic_count(status->entries, entries));
	line(&cli->out, "lists", lic_str_from(text));
	show_ages(cli, &ages);
	lic_buf_release(&ages.old);
	return err;
}

static void show_daemon(struct lic_cli *cli)
{
	struct lic_term *out = &cli->out;
	struct lic_endpoint endpoint = lic_cli_daemon(cli);
	char address[LIC_ENDPOINT_SIZE], text[LIC_DAEMON_VERSION_SIZE + 128];
	char version[LIC_DAEMON_VERSION_SIZE];

	lic_endpoint_format(&endpoint, address);
	if (!lic_endpoint_is_loopback(&endpoint)) {
		snprintf(text, sizeof(text), "not asked: %s is not on this machine alone", address);
		line(out, "daemon", lic_str_from(text));
	} else if (lic_daemon_ask(address, version, &cli->diag) == LIC_OK) {
		snprintf(text, sizeof(text), "licitd %s answers on http://%s/", version, address);
		line(out, "daemon", lic_str_from(text));
	} else {
		line(out, "daemon", lic_str_from(cli->diag.text));
	}
}

static int run(struct lic_cli *cli)
{
	struct lic_status status;
	struct lic_term *out = &cli->out;
	char text[64];

	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_engine_status(cli->engine, &status);
	line(out, "version", LIC_STR(LICIT_VERSION));
	line(out, "data", lic_str_from(lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR)));
	snprintf(text, sizeof(text), "%.*s, generation %llu",
		 status.listset.len > 24 ? 24 : (int)status.listset.len, status.listset.ptr,
		 (unsigned long long)status.generation);
	line(out, "listset", lic_str_from(text));
	line(out, "model", status.model);
	if (show_lists(cli, &status) < 0)
		return lic_cli_fail(cli, "the index of the lists is damaged; `licit lists load` "
					 "makes it anew");
	line(out, "bundled", lic_str_from(lic_conf_text(&cli->conf, LIC_SETTING_LISTS_DIR)));
	line(out, "suffix list", status.psl);
	struct lic_str country = lic_cli_country(cli);
	line(out, "country", country.len ? country : LIC_STR("not set"));
	snprintf(text, sizeof(text), "%llu", (unsigned long long)status.pairings);
	line(out, "browsers", lic_str_from(text));
	show_daemon(cli);
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_status = {
	.name = "status",
	.operands = "",
	.needs_settings = true,
	.summary = "show the data, the lists' ages and the daemon",
	.text = "Shows where the data lies, which listset and model are in use, how many lists and "
		"entries there are, which lists are out of date, how many browsers are paired, and "
		"whether a licitd answers on the configured address.",
	.examples = {{"licit status", "Is all as it should be?"}},
	.run = run,
};
