/*
 * What a command is, and what it gets when it runs. One const table of commands
 * (commands.c) gives the parser of the command line, the help texts, the man
 * page and the shell completions.
 */
#ifndef LIC_COMMAND_H
#define LIC_COMMAND_H

#include "cli.h"
#include "conf.h"
#include "licit.h"
#include "term.h"

/* What a value on the command line stands for; the shells complete it. */
enum lic_value_kind {
	LIC_VALUE_NONE, /* a flag */
	LIC_VALUE_TEXT,
	LIC_VALUE_FILE,
	LIC_VALUE_DIR,
	LIC_VALUE_SIGNAL,
	LIC_VALUE_COMMAND,
	LIC_VALUE_WORDS, /* one of `words` */
};

struct lic_option {
	const char *name; /* without "--" */
	char letter;      /* without "-"; 0: none */
	enum lic_value_kind kind;
	const char *value; /* name of the value in help; NULL: a flag */
	const char *words; /* of LIC_VALUE_WORDS, with a space between them */
	const char *help;
};

struct lic_example {
	const char *line;
	const char *what;
};

#define LIC_COMMAND_OPTIONS_MAX 16
#define LIC_COMMAND_EXAMPLES_MAX 8

struct lic_cli;

struct lic_command {
	const char *name;     /* "check", "lists import" */
	const char *operands; /* "TARGET...", or "" */
	size_t least, most;   /* number of operands */
	enum lic_value_kind operand_kind;
	bool hidden;         /* works, and is not listed */
	bool needs_settings; /* else it works even with a broken configuration */
	const char *summary; /* half a sentence for the list of commands */
	const char *text;    /* paragraphs with an empty line between them */
	struct lic_option options[LIC_COMMAND_OPTIONS_MAX]; /* to the first without name */
	const char *repeatable; /* name of the option that may be given more than once, or NULL */
	struct lic_example examples[LIC_COMMAND_EXAMPLES_MAX]; /* to the first without line */
	int (*run)(struct lic_cli *cli);                       /* gives the exit status */
};

/* All commands, in the order of help; the last is NULL. */
extern const struct lic_command *const lic_commands[];

/* Options of all commands, to the first without name. */
enum {
	LIC_GLOBAL_DATA_DIR,
	LIC_GLOBAL_CONFIG,
	LIC_GLOBAL_QUIET,
	LIC_GLOBAL_VERBOSE,
	LIC_GLOBAL_HELP,
	LIC_GLOBAL_VERSION,
	LIC_GLOBALS,
};
extern const struct lic_option lic_global_options[LIC_GLOBALS + 1];

/* NULL if there is none of that name. */
const struct lic_command *lic_command_find(struct lic_str name);

/* Exit status of all commands but check, which has more. */
enum {
	LIC_EXIT_OK = 0,
	LIC_EXIT_FAILED = 1,
	LIC_EXIT_USAGE = 2,
};

struct lic_cli {
	const struct lic_command *command;
	const char *values[LIC_COMMAND_OPTIONS_MAX]; /* NULL: not given; flags: "" */
	const char *globals[LIC_GLOBALS];
	const char **repeated; /* all values of the option that may be given more than once */
	size_t repeated_count;
	char **operands;
	size_t operands_count;
	struct lic_conf conf;
	struct lic_engine *engine; /* after lic_cli_open */
	const struct lic_cli_hooks *hooks;
	struct lic_term out; /* standard output */
	struct lic_diag diag;
};

static inline bool lic_cli_quiet(const struct lic_cli *cli)
{
	return cli->globals[LIC_GLOBAL_QUIET] != NULL;
}

static inline bool lic_cli_verbose(const struct lic_cli *cli)
{
	return cli->globals[LIC_GLOBAL_VERBOSE] != NULL;
}

/* Open the data with the settings of this run: false after saying why not. */
bool lic_cli_open(struct lic_cli *cli);

/* The same with an index file alone (NULL: with the data). */
bool lic_cli_open_index(struct lic_cli *cli, const char *index_file);

/* The same, and whether there is the list of a --list that may be left out (NULL). */
bool lic_cli_open_list(struct lic_cli *cli, const char *list);

/* Say on standard error what is wrong; gives LIC_EXIT_FAILED. */
int lic_cli_fail(struct lic_cli *cli, const char *fmt, ...) LIC_PRINTF(2, 3);

/* The exit status of what gave err: says why it failed, in the words of diag. */
int lic_cli_exit(struct lic_cli *cli, int err);

/* Like lic_cli_fail for a command line that cannot be meant; gives LIC_EXIT_USAGE. */
int lic_cli_usage(struct lic_cli *cli, const char *fmt, ...) LIC_PRINTF(2, 3);

/* A line on standard error for people, unless -q. */
void lic_cli_note(struct lic_cli *cli, const char *fmt, ...) LIC_PRINTF(2, 3);

/* Put a value of the command line above the settings (NULL: leave them): false
 * after saying what is wrong with it. */
bool lic_cli_override(struct lic_cli *cli, enum lic_setting_id id, size_t option);

/* A number as the value of an option, which leaves out alone where it is not given: false after
 * saying what it takes. */
bool lic_cli_number(struct lic_cli *cli, size_t option, uint64_t least, uint64_t most,
		    uint64_t *out);

/* Where licitd is asked from this machine. */
struct lic_endpoint lic_cli_daemon(const struct lic_cli *cli);

/* The buyer's country, or empty. */
struct lic_str lic_cli_country(const struct lic_cli *cli);

#endif
