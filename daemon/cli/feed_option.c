#include "feed_option.h"

const char *lic_feed_option_needed(struct lic_cli *cli, size_t option)
{
	const struct lic_option *o = &cli->command->options[option];
	const char *value = cli->values[option];

	if (value && value[0])
		return value;
	lic_cli_usage(cli, "--%s %s is missing; `licit help %s` has examples", o->name, o->value,
		      cli->command->name);
	return NULL;
}

int lic_feed_option_open(struct lic_cli *cli, struct lic_feed **out,
			 struct lic_feed_options *options)
{
	options->roots = lic_conf_text(&cli->conf, LIC_SETTING_TEST_ROOTS);
	int err = lic_feed_open(out, options, &cli->diag);

	if (err == LIC_ENOENT)
		return lic_cli_fail(cli, "%s; `licit feed init` gives the folder the root to trust",
				    cli->diag.text);
	return lic_cli_exit(cli, err);
}

void lic_feed_option_show(struct lic_cli *cli, const struct lic_feed *feed)
{
	static const char *const roles[] = {"root", "timestamp", "snapshot", "targets"};
	char time[LIC_TIME_SIZE];

	for (size_t i = 0; i < LIC_ARRAY_SIZE(roles); i++)
		lic_term_printf(&cli->out, "%s%s %llu", i ? ", " : "", roles[i],
				(unsigned long long)lic_feed_version(feed, roles[i]));
	lic_time_format(lic_feed_expires(feed), time);
	lic_term_printf(&cli->out, "; good until %s\n", time);
}
