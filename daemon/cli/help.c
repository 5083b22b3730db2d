#include "help.h"

#define OPTION_INDENT 22

/* Paragraphs, with an empty line between them. */
static void paragraphs(struct lic_term *out, const char *text)
{
	while (text && *text) {
		const char *end = strstr(text, "\n\n");
		struct lic_str para =
			end ? lic_str(text, (size_t)(end - text)) : lic_str_from(text);

		lic_term_para(out, "", 0, para);
		lic_term_printf(out, "\n");
		text = end ? end + 2 : NULL;
	}
}

static void heading(struct lic_term *out, const char *text)
{
	lic_term_bold(out, lic_str_from(text));
	lic_term_printf(out, "\n");
}

/* "  -q, --quiet         No progress…" */
static void option(struct lic_term *out, const struct lic_option *o)
{
	char first[OPTION_INDENT + 64];
	char letter[] = "-x, ";

	letter[1] = o->letter;
	int n = snprintf(first, sizeof(first), "  %s--%s%s%s", o->letter ? letter : "", o->name,
			 o->value ? " " : "", o->value ? o->value : "");
	if (n >= OPTION_INDENT - 1) {
		lic_term_printf(out, "%s\n", first);
		first[0] = '\0';
	}
	lic_term_para(out, first, OPTION_INDENT, lic_str_from(o->help));
}

static void options(struct lic_term *out, const char *title, const struct lic_option *all)
{
	if (!all->name)
		return;
	heading(out, title);
	for (; all->name; all++)
		option(out, all);
	lic_term_printf(out, "\n");
}

static void command_help(struct lic_term *out, const struct lic_command *command)
{
	lic_term_printf(out, "usage: licit %s%s%s%s\n\n", command->name,
			command->options[0].name ? " [OPTIONS]" : "",
			command->operands[0] ? " " : "", command->operands);
	paragraphs(out, command->text);
	options(out, "Options", command->options);
	if (command->examples[0].line) {
		heading(out, "Examples");
		for (const struct lic_example *e = command->examples; e->line; e++) {
			lic_term_printf(out, "  %s\n", e->line);
			lic_term_para(out, "", 6, lic_str_from(e->what));
		}
		lic_term_printf(out, "\n");
	}
	lic_term_para(out, "", 0,
		      LIC_STR("Options of all commands: `licit help`. Everything: man licit."));
}

static void program_help(struct lic_term *out)
{
	lic_term_printf(out, "licit - may I buy medicine from this site?\n\n"
			     "usage: licit COMMAND [OPTIONS] ...\n\n");
	heading(out, "Commands");
	for (size_t i = 0; lic_commands[i]; i++) {
		const struct lic_command *command = lic_commands[i];
		if (command->hidden)
			continue;
		lic_term_printf(out, "  ");
		lic_term_pad(out, lic_str_from(command->name), OPTION_INDENT - 4);
		lic_term_printf(out, "  %s\n", command->summary);
	}
	lic_term_printf(out, "\n");
	options(out, "Options of all commands", lic_global_options);
	heading(out, "Examples");
	lic_term_printf(out, "  licit check https://www.pharmacy.example/\n"
			     "  licit check --country CZ pharmacy.example another.example\n"
			     "  licit batch urls.txt > verdicts.ndjson\n"
			     "  licit help check\n\n");
	lic_term_para(
		out, "", 0,
		LIC_STR("`licit help COMMAND` explains a command with examples, `licit help "
			"settings` the settings, `licit explain` the reasons for a verdict."));
}

void lic_help_write(struct lic_term *out, const struct lic_command *command)
{
	if (command)
		command_help(out, command);
	else
		program_help(out);
}

void lic_help_brief(void)
{
	struct lic_term err;

	lic_term_init(&err, STDERR_FILENO);
	program_help(&err);
	lic_term_close(&err);
}

void lic_help_settings(struct lic_term *out)
{
	char values[128], env[LIC_SETTING_ENV_SIZE];
	struct lic_buf text;

	paragraphs(out,
		   "A setting is taken from the first place that has it: the command line, the "
		   "environment, the configuration file, the default. The file is the one that "
		   "--config or $LICIT_CONFIG names, or else the first that exists of "
		   "$XDG_CONFIG_HOME/licit/licit.conf (~/.config/licit/licit.conf) and "
		   "/etc/licit/licit.conf. It holds lines of the form `name = value`; lines that "
		   "begin with # are comments.");
	lic_buf_init(&text, LIC_URL_MAX);
	for (size_t i = 0; i < LIC_SETTINGS; i++) {
		const struct lic_setting *setting = &lic_settings[i];
		lic_setting_values(setting, values, sizeof(values));
		lic_setting_env(setting, env);
		heading(out, setting->name);
		lic_term_para(out, "", 4, lic_str_from(setting->help));
		lic_buf_reset(&text);
		lic_buf_printf(&text, "Takes %s. Default: %s. Environment: $%s.", values,
			       setting->unset ? setting->unset : setting->fallback, env);
		lic_term_para(out, "", 4, lic_buf_str(&text));
		if (i + 1 < LIC_SETTINGS)
			lic_term_printf(out, "\n");
	}
	lic_buf_release(&text);
}

void lic_help_version(struct lic_term *out)
{
	lic_term_printf(out, "licit %s\n", LICIT_VERSION);
}
