#include "commands.h"
#include "option.h"

enum {
	OPT_COUNTRY,
};

struct answer {
	struct lic_cli *cli;
	uint64_t shown;
};

static int print_pharmacy(void *ctx, const struct lic_alternative *alt)
{
	struct answer *answer = ctx;
	struct lic_term *out = &answer->cli->out;
	char date[LIC_DATE_SIZE];
	struct lic_buf line;

	lic_buf_init(&line, LIC_URL_MAX);
	lic_term_style(out, LIC_STYLE_GREEN);
	lic_term_printf(out, "✓ ");
	lic_term_bold(out, alt->name);
	lic_term_printf(out, "\n");
	lic_term_field(out, "", 2, alt->holder);
	lic_buf_adds(&line, LIC_STR("register "));
	lic_buf_adds(&line, alt->register_id);
	if (alt->number.len)
		lic_buf_printf(&line, ", entry %.*s", LIC_STR_ARG(alt->number));
	if (alt->class.len)
		lic_buf_printf(&line, ", %.*s", LIC_STR_ARG(alt->class));
	if (alt->seen) {
		lic_date_format(alt->seen, date);
		lic_buf_printf(&line, ", copy of %s", date);
	}
	lic_term_para(out, "", 2, lic_buf_str(&line));
	lic_term_field(out, "", 2, alt->url);
	lic_buf_release(&line);
	answer->shown++;
	return LIC_OK;
}

static int print_register(void *ctx, const struct lic_register_info *info)
{
	struct answer *answer = ctx;
	struct lic_term *out = &answer->cli->out;

	if (!info->url.len)
		return LIC_OK;
	lic_term_para(out, "  •", 4, info->authority.len ? info->authority : info->id);
	lic_term_para(out, "", 4, info->url);
	if (!info->confirmed)
		lic_term_para(out, "", 4, LIC_STR("(this address is unconfirmed)"));
	answer->shown++;
	return LIC_OK;
}

static int run(struct lic_cli *cli)
{
	struct answer answer = {.cli = cli};
	struct lic_term *out = &cli->out;

	if (!lic_cli_override(cli, LIC_SETTING_COUNTRY, OPT_COUNTRY))
		return LIC_EXIT_USAGE;
	struct lic_str country = lic_cli_country(cli);
	if (!country.len)
		return lic_cli_usage(cli,
				     "say in which country you buy: --country CC, as CZ, or the "
				     "setting country");
	if (!lic_cli_open(cli))
		return LIC_EXIT_FAILED;
	lic_term_printf(out, "Pharmacies on a register that are known to deliver to %.*s:\n\n",
			LIC_STR_ARG(country));
	int err = lic_alternatives_each(cli->engine, country, print_pharmacy, &answer);
	if (err == LIC_OK && !answer.shown)
		lic_term_para(out, "", 2,
			      LIC_STR("None that Licit knows of. That does not mean that there is "
				      "none: look in the official register."));
	answer.shown = 0;
	lic_term_printf(out, "\nOfficial registers of %.*s, which have the last word:\n",
			LIC_STR_ARG(country));
	if (err == LIC_OK)
		err = lic_registers_each(cli->engine, country, print_register, &answer);
	if (err < 0)
		return lic_cli_fail(cli, "%s", lic_strerror(err));
	if (!answer.shown)
		lic_term_para(
			out, "", 2,
			LIC_STR("None that Licit knows of; ask the medicines authority of that "
				"country."));
	return LIC_EXIT_OK;
}

const struct lic_command lic_command_alternatives = {
	.name = "alternatives",
	.operands = "",
	.needs_settings = true,
	.summary = "show verified pharmacies for a buyer",
	.text = "Shows pharmacies that are on a current register and are known to deliver to a "
		"country, and where its official registers are. A pharmacy that does not say where "
		"it delivers is left out.",
	.options = {[OPT_COUNTRY] = LIC_OPTION_COUNTRY},
	.examples = {{"licit alternatives --country GB", "Where can a buyer in Britain go?"}},
	.run = run,
};
