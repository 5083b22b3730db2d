#include "args.h"

#include "suggest.h"

struct parse {
	struct lic_cli *cli;
	char **argv;
	int argc;
	int at;
};

static const struct lic_option *find(const struct lic_option *options, struct lic_str name,
				     char letter)
{
	for (const struct lic_option *o = options; o && o->name; o++) {
		if (letter ? o->letter == letter : lic_str_eq(name, lic_str_from(o->name)))
			return o;
	}
	return NULL;
}

/* How the program was called so far: "licit", "licit check". */
static const char *called(const struct lic_cli *cli)
{
	return cli->command ? cli->command->name : "";
}

static int unknown_option(struct parse *parse, const char *name)
{
	struct lic_cli *cli = parse->cli;
	struct lic_suggest suggest = {.word = name};

	for (const struct lic_option *o = lic_global_options; o->name; o++)
		lic_suggest_try(&suggest, o->name);
	for (const struct lic_option *o = cli->command ? cli->command->options : NULL; o && o->name;
	     o++)
		lic_suggest_try(&suggest, o->name);
	if (suggest.best)
		return lic_cli_usage(cli, "there is no option --%s; did you mean --%s?", name,
				     suggest.best);
	return lic_cli_usage(cli, "there is no option --%s; `licit help%s%s` lists them", name,
			     cli->command ? " " : "", called(cli));
}

static bool is_word(const char *words, const char *value)
{
	struct lic_str rest = lic_str_from(words), word;

	while (rest.ptr && lic_str_split(&rest, ' ', &word)) {
		if (lic_str_eq(word, lic_str_from(value)))
			return true;
	}
	return false;
}

/* Give an option its value: the text behind it in the same word, or the next
 * word. */
static int take(struct parse *parse, const struct lic_option *option, const char *attached)
{
	struct lic_cli *cli = parse->cli;
	bool global = option >= lic_global_options && option < lic_global_options + LIC_GLOBALS;
	const char *value = attached;

	if (option->kind == LIC_VALUE_NONE) {
		if (attached)
			return lic_cli_usage(cli, "--%s takes no value", option->name);
		value = "";
	} else if (!value) {
		if (parse->at == parse->argc)
			return lic_cli_usage(cli, "--%s needs a value: --%s %s", option->name,
					     option->name, option->value);
		value = parse->argv[parse->at++];
	}
	if (option->kind == LIC_VALUE_WORDS && !is_word(option->words, value))
		return lic_cli_usage(cli, "--%s takes one of: %s; not \"%s\"", option->name,
				     option->words, value);
	if (global) {
		cli->globals[option - lic_global_options] = value;
		return LIC_EXIT_OK;
	}
	cli->values[option - cli->command->options] = value;
	if (cli->command->repeatable && strcmp(option->name, cli->command->repeatable) == 0)
		cli->repeated[cli->repeated_count++] = value;
	return LIC_EXIT_OK;
}

static const struct lic_option *lookup(const struct lic_cli *cli, struct lic_str name, char letter)
{
	const struct lic_option *option =
		find(cli->command ? cli->command->options : NULL, name, letter);

	return option ? option : find(lic_global_options, name, letter);
}

static int take_long(struct parse *parse, char *word)
{
	char *equals = strchr(word, '=');

	if (equals)
		*equals = '\0';
	const struct lic_option *option = lookup(parse->cli, lic_str_from(word), 0);
	if (!option)
		return unknown_option(parse, word);
	return take(parse, option, equals ? equals + 1 : NULL);
}

static int take_letters(struct parse *parse, const char *letters)
{
	while (*letters) {
		const struct lic_option *option = lookup(parse->cli, lic_str(NULL, 0), *letters);

		if (!option)
			return lic_cli_usage(parse->cli,
					     "there is no option -%c; `licit help%s%s` "
					     "lists them",
					     *letters, parse->cli->command ? " " : "",
					     called(parse->cli));
		letters++;
		if (option->kind != LIC_VALUE_NONE)
			return take(parse, option, *letters ? letters : NULL);
		take(parse, option, NULL);
	}
	return LIC_EXIT_OK;
}

static int unknown_command(struct lic_cli *cli, const char *word)
{
	struct lic_suggest suggest = {.word = word};

	for (size_t i = 0; lic_commands[i]; i++) {
		if (!lic_commands[i]->hidden)
			lic_suggest_try(&suggest, lic_commands[i]->name);
	}
	if (suggest.best)
		return lic_cli_usage(cli, "there is no command \"%s\"; did you mean `licit %s`?",
				     word, suggest.best);
	if (strchr(word, '.') || strchr(word, '/'))
		return lic_cli_usage(cli, "\"%s\" is no command; to check a site: licit check %s",
				     word, word);
	return lic_cli_usage(cli, "there is no command \"%s\"; `licit help` lists them", word);
}

/* "lists" and then "import": the command of both words, if there is one. */
static const struct lic_command *deeper(const struct lic_cli *cli, const char *word)
{
	char both[64];
	int n = snprintf(both, sizeof(both), "%s %s", cli->command->name, word);

	if (cli->operands_count > 0 || n < 0 || (size_t)n >= sizeof(both))
		return NULL;
	return lic_command_find(lic_str(both, (size_t)n));
}

static int take_word(struct parse *parse, char *word)
{
	struct lic_cli *cli = parse->cli;
	const struct lic_command *command;

	if (!cli->command) {
		command = lic_command_find(lic_str_from(word));
		if (!command)
			return unknown_command(cli, word);
		cli->command = command;
		return LIC_EXIT_OK;
	}
	command = deeper(cli, word);
	if (command) {
		for (size_t i = 0; i < LIC_COMMAND_OPTIONS_MAX; i++) {
			if (cli->values[i])
				return lic_cli_usage(cli, "write --%s behind `%s`",
						     cli->command->options[i].name, command->name);
		}
		cli->command = command;
		return LIC_EXIT_OK;
	}
	cli->operands[cli->operands_count++] = word;
	return LIC_EXIT_OK;
}

static int too_many(struct lic_cli *cli)
{
	const char *word = cli->operands[cli->command->most];
	struct lic_suggest suggest = {.word = word};
	size_t len = strlen(cli->command->name);

	for (size_t i = 0; lic_commands[i]; i++) {
		const char *name = lic_commands[i]->name;
		if (strncmp(name, cli->command->name, len) == 0 && name[len] == ' ')
			lic_suggest_try(&suggest, name + len + 1);
	}
	if (suggest.best)
		return lic_cli_usage(cli, "there is no \"%s\"; did you mean `licit %s %s`?", word,
				     cli->command->name, suggest.best);
	return lic_cli_usage(cli, "\"%s\" is one word too many: usage: licit %s [OPTIONS] %s", word,
			     cli->command->name, cli->command->operands);
}

static int check_operands(struct lic_cli *cli)
{
	if (!cli->command || cli->globals[LIC_GLOBAL_HELP] || cli->globals[LIC_GLOBAL_VERSION])
		return LIC_EXIT_OK;
	if (cli->operands_count > cli->command->most)
		return too_many(cli);
	if (cli->operands_count < cli->command->least)
		return lic_cli_usage(cli, "%s is missing; `licit help %s` has examples",
				     cli->command->operands, cli->command->name);
	return LIC_EXIT_OK;
}

int lic_args_parse(struct lic_cli *cli, int argc, char **argv)
{
	struct parse parse = {.cli = cli, .argv = argv, .argc = argc, .at = 1};
	bool options = true;
	int status = LIC_EXIT_OK;

	cli->repeated = calloc((size_t)argc, sizeof(*cli->repeated));
	if (!cli->repeated)
		return lic_cli_usage(cli, "out of memory");
	/* Operands move to the front; they never overtake the word that is read. */
	cli->operands = argv;
	while (status == LIC_EXIT_OK && parse.at < argc) {
		char *word = argv[parse.at++];

		if (options && strcmp(word, "--") == 0)
			options = false;
		else if (options && strncmp(word, "--", 2) == 0)
			status = take_long(&parse, word + 2);
		else if (options && word[0] == '-' && word[1])
			status = take_letters(&parse, word + 1);
		else
			status = take_word(&parse, word);
	}
	return status == LIC_EXIT_OK ? check_operands(cli) : status;
}
