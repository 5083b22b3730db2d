/* Sections of docs/man/licit.1. A test proves that the page holds what these
 * functions write. */
#include "help.h"

/* A backslash, and a point or quote that begins a line, mean something to the
 * formatter. */
static void escaped(struct lic_term *out, struct lic_str s)
{
	if (s.len && (s.ptr[0] == '.' || s.ptr[0] == '\''))
		lic_term_printf(out, "\\&");
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			lic_term_printf(out, "\\e");
		else if (s.ptr[i] == '-' && i + 1 < s.len && s.ptr[i + 1] == '-')
			lic_term_printf(out, "\\-");
		else
			lic_term_bytes(out, lic_str(s.ptr + i, 1));
	}
}

/* mandoc wants each sentence on a line of its own. */
static void sentences(struct lic_term *out, struct lic_str text)
{
	size_t start = 0;

	for (size_t i = 0; i + 1 < text.len; i++) {
		bool end = strchr(".!?", text.ptr[i]) && text.ptr[i + 1] == ' ' &&
			   i + 2 < text.len && text.ptr[i + 2] >= 'A' && text.ptr[i + 2] <= 'Z';
		if (!end)
			continue;
		escaped(out, lic_str(text.ptr + start, i + 1 - start));
		lic_term_printf(out, "\n");
		start = i + 2;
	}
	escaped(out, lic_str(text.ptr + start, text.len - start));
	lic_term_printf(out, "\n");
}

static void paragraphs(struct lic_term *out, const char *text)
{
	while (text && *text) {
		const char *end = strstr(text, "\n\n");

		sentences(out, end ? lic_str(text, (size_t)(end - text)) : lic_str_from(text));
		text = end ? end + 2 : NULL;
		if (text)
			lic_term_printf(out, ".Pp\n");
	}
}

static void flag(struct lic_term *out, const struct lic_option *o)
{
	lic_term_printf(out, ".It ");
	if (o->letter)
		lic_term_printf(out, "Fl %c , ", o->letter);
	lic_term_printf(out, "Fl \\-%s", o->name);
	if (o->value)
		lic_term_printf(out, " Ar %s", o->value);
	lic_term_printf(out, "\n");
	sentences(out, lic_str_from(o->help));
}

static void flags(struct lic_term *out, const struct lic_option *o)
{
	if (!o->name)
		return;
	lic_term_printf(out, ".Bl -tag -width Ds\n");
	for (; o->name; o++)
		flag(out, o);
	lic_term_printf(out, ".El\n");
}

static void command_section(struct lic_term *out, const struct lic_command *command)
{
	lic_term_printf(out, ".Ss licit %s%s%s%s\n", command->name,
			command->options[0].name ? " [OPTIONS]" : "",
			command->operands[0] ? " " : "", command->operands);
	paragraphs(out, command->text);
	flags(out, command->options);
	for (const struct lic_example *e = command->examples; e->line; e++) {
		lic_term_printf(out, ".Pp\n");
		sentences(out, lic_str_from(e->what));
		lic_term_printf(out, ".Dl ");
		escaped(out, lic_str_from(e->line));
		lic_term_printf(out, "\n");
	}
}

void lic_help_mdoc_commands(struct lic_term *out)
{
	lic_term_printf(out, "These options may stand before or after the command.\n");
	flags(out, lic_global_options);
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			command_section(out, lic_commands[i]);
	}
}

void lic_help_mdoc_settings(struct lic_term *out)
{
	char values[128], env[LIC_SETTING_ENV_SIZE];

	lic_term_printf(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < LIC_SETTINGS; i++) {
		const struct lic_setting *setting = &lic_settings[i];
		lic_setting_values(setting, values, sizeof(values));
		lic_setting_env(setting, env);
		lic_term_printf(out, ".It Cm %s\n", setting->name);
		sentences(out, lic_str_from(setting->help));
		lic_term_printf(out, "Takes %s.\nDefault: %s.\nEnvironment:\n.Ev %s .\n", values,
				setting->unset ? setting->unset : setting->fallback, env);
	}
	lic_term_printf(out, ".El\n");
}
