#include "completion.h"

#include "command.h"
#include "pages.h"

static void option_words(struct lic_term *out, const struct lic_option *o)
{
	for (; o->name; o++)
		lic_term_printf(out, " --%s", o->name);
}

static bool is_pair(const char *name)
{
	return strchr(name, ' ') != NULL;
}

/* First words: "check", "lists" … */
static void command_words(struct lic_term *out)
{
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden && !is_pair(lic_commands[i]->name))
			lic_term_printf(out, " %s", lic_commands[i]->name);
	}
}

/* Next words of a command: "import" … behind "lists". */
static void next_words(struct lic_term *out, const char *first)
{
	size_t len = strlen(first);

	for (size_t i = 0; lic_commands[i]; i++) {
		const char *name = lic_commands[i]->name;
		if (strncmp(name, first, len) == 0 && name[len] == ' ' && !is_pair(name + len + 1))
			lic_term_printf(out, " %s", name + len + 1);
	}
}

static void signal_words(struct lic_term *out)
{
	for (const struct lic_page *page = lic_pages; page->id; page++)
		lic_term_printf(out, " %s", page->id);
}

/* What bash offers for a value: words, or files. */
static void bash_values(struct lic_term *out, enum lic_value_kind kind, const char *words)
{
	switch (kind) {
	case LIC_VALUE_WORDS:
		lic_term_printf(out, "words=' %s'", words);
		break;
	case LIC_VALUE_SIGNAL:
		lic_term_printf(out, "words='");
		signal_words(out);
		lic_term_printf(out, "'");
		break;
	case LIC_VALUE_COMMAND:
		lic_term_printf(out, "words='");
		command_words(out);
		lic_term_printf(out, " settings'");
		break;
	case LIC_VALUE_FILE:
		lic_term_printf(out, "files=-f");
		break;
	case LIC_VALUE_DIR:
		lic_term_printf(out, "files=-d");
		break;
	case LIC_VALUE_NONE:
	case LIC_VALUE_TEXT:
		lic_term_printf(out, ":");
		break;
	}
}

/* "'lists import --list') words=…;;" for each option that takes a value. */
static void bash_option_cases(struct lic_term *out, const char *command, const struct lic_option *o)
{
	for (; o->name; o++) {
		if (o->kind == LIC_VALUE_NONE)
			continue;
		lic_term_printf(out, "\t%s%s --%s') ", *command ? "'" : "*'", command, o->name);
		bash_values(out, o->kind, o->words);
		lic_term_printf(out, "; value=1 ;;\n");
	}
}

static void bash_command_case(struct lic_term *out, const struct lic_command *command)
{
	lic_term_printf(out, "\t'%s')\n\t\t", command->name);
	bash_values(out, command->most ? command->operand_kind : LIC_VALUE_NONE, NULL);
	lic_term_printf(out, "\n\t\twords+=\"");
	next_words(out, command->name);
	option_words(out, command->options);
	option_words(out, lic_global_options);
	lic_term_printf(out, "\" ;;\n");
}

void lic_completion_bash(struct lic_term *out)
{
	lic_term_printf(out, "# Completions of licit for bash, made by `licit completion bash`.\n"
			     "_licit() {\n"
			     "\tlocal cur=${COMP_WORDS[COMP_CWORD]} command= words= files= value=\n"
			     "\tlocal prev=${COMP_WORDS[COMP_CWORD-1]} i word\n"
			     "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
			     "\t\tword=${COMP_WORDS[i]}\n"
			     "\t\tcase \"$command $word\" in\n\t\t' -'*) ;;\n");
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			lic_term_printf(out, "\t\t'%s%s') command='%s' ;;\n",
					is_pair(lic_commands[i]->name) ? "" : " ",
					lic_commands[i]->name, lic_commands[i]->name);
	}
	lic_term_printf(out, "\t\tesac\n\tdone\n\tcase \"$command $prev\" in\n");
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			bash_option_cases(out, lic_commands[i]->name, lic_commands[i]->options);
	}
	bash_option_cases(out, "", lic_global_options);
	lic_term_printf(out, "\tesac\n\tif [ -z \"$value\" ]; then\n\tcase \"$command\" in\n\t'')\n"
			     "\t\twords='");
	command_words(out);
	option_words(out, lic_global_options);
	lic_term_printf(out, "' ;;\n");
	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			bash_command_case(out, lic_commands[i]);
	}
	lic_term_printf(out, "\tesac\n\tfi\n"
			     "\tCOMPREPLY=($(compgen $files -W \"$words\" -- \"$cur\"))\n"
			     "}\n"
			     "complete -o filenames -F _licit licit\n");
}

void lic_completion_zsh(struct lic_term *out)
{
	lic_term_printf(out, "#compdef licit\n"
			     "autoload -U +X bashcompinit && bashcompinit\n");
	lic_completion_bash(out);
}

/* A text between single quotes of fish. */
static void fish_quoted(struct lic_term *out, const char *s)
{
	lic_term_printf(out, "'");
	for (; *s; s++)
		lic_term_printf(out, *s == '\'' || *s == '\\' ? "\\%c" : "%c", *s);
	lic_term_printf(out, "'");
}

static void fish_options(struct lic_term *out, const char *seen, const struct lic_option *o)
{
	for (; o->name; o++) {
		lic_term_printf(out, "complete -c licit%s%s%s -l %s", *seen ? " -n '" : "", seen,
				*seen ? "'" : "", o->name);
		if (o->letter)
			lic_term_printf(out, " -s %c", o->letter);
		if (o->kind != LIC_VALUE_NONE)
			lic_term_printf(out, " -r");
		if (o->kind == LIC_VALUE_WORDS)
			lic_term_printf(out, " -f -a '%s'", o->words);
		else if (o->kind == LIC_VALUE_TEXT)
			lic_term_printf(out, " -f");
		else if (o->kind == LIC_VALUE_FILE || o->kind == LIC_VALUE_DIR)
			lic_term_printf(out, " -F");
		lic_term_printf(out, " -d ");
		fish_quoted(out, o->help);
		lic_term_printf(out, "\n");
	}
}

void lic_completion_fish(struct lic_term *out)
{
	char seen[160];

	lic_term_printf(out, "# Completions of licit for fish, made by `licit completion fish`.\n"
			     "complete -c licit -f\n");
	fish_options(out, "", lic_global_options);
	for (size_t i = 0; lic_commands[i]; i++) {
		const struct lic_command *c = lic_commands[i];
		/* Its last word, behind the word before it. */
		const char *space = strrchr(c->name, ' ');
		const char *before = space;

		while (before && before > c->name && before[-1] != ' ')
			before--;

		if (c->hidden)
			continue;
		if (space)
			snprintf(seen, sizeof(seen), "__fish_seen_subcommand_from %.*s",
				 (int)(space - before), before);
		else
			snprintf(seen, sizeof(seen), "__fish_use_subcommand");
		lic_term_printf(out, "complete -c licit -n '%s' -a %s -d ", seen,
				space ? space + 1 : c->name);
		fish_quoted(out, c->summary);
		lic_term_printf(out, "\n");
		snprintf(seen, sizeof(seen), "__fish_seen_subcommand_from %s",
			 space ? space + 1 : c->name);
		fish_options(out, seen, c->options);
		if (c->most && (c->operand_kind == LIC_VALUE_FILE))
			lic_term_printf(out, "complete -c licit -n '%s' -F\n", seen);
		if (c->operand_kind == LIC_VALUE_SIGNAL) {
			lic_term_printf(out, "complete -c licit -n '%s' -a '", seen);
			signal_words(out);
			lic_term_printf(out, "'\n");
		}
	}
}
