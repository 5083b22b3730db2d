/* The daemon on its own. `licit serve` is the same. */
#include "base.h"

#include <getopt.h>

#include "log.h"
#include "serve.h"

#define EXIT_USAGE 2

static const char help[] =
	"usage: licitd [OPTION]...\n"
	"\n"
	"Answers the browser extension and other programs over HTTP, on this machine only.\n"
	"\n"
	"  --listen ADDR:PORT   where to listen; 127.0.0.1:7965 if nothing else is set\n"
	"  --data-dir DIR       where the lists and pairings lie\n"
	"  --config FILE        the configuration file\n"
	"  -q, --quiet          log warnings and errors only\n"
	"  -v, --verbose        log more\n"
	"  -h, --help           print this\n"
	"      --version        print the version\n"
	"\n"
	"SIGTERM and SIGINT end it. SIGHUP has it look for new lists at once, which it does by\n"
	"itself every two seconds. `licit help settings` lists every setting.\n";

enum option_id {
	OPTION_LISTEN = 256,
	OPTION_DATA_DIR,
	OPTION_CONFIG,
	OPTION_VERSION,
};

static const struct option options[] = {
	{"listen", required_argument, NULL, OPTION_LISTEN},
	{"data-dir", required_argument, NULL, OPTION_DATA_DIR},
	{"config", required_argument, NULL, OPTION_CONFIG},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, 'v'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, OPTION_VERSION},
	{NULL, 0, NULL, 0},
};

struct command_line {
	const char *config;
	enum lic_log_level level;
};

/* -1: go on; else the exit status. */
static int parse(int argc, char **argv, struct lic_conf *conf, struct command_line *line)
{
	struct lic_diag diag = {""};
	int id, err = LIC_OK;

	while ((id = getopt_long(argc, argv, "qvh", options, NULL)) != -1 && !err) {
		switch (id) {
		case OPTION_LISTEN:
			err = lic_conf_set(conf, LIC_SETTING_LISTEN, optarg, &diag);
			break;
		case OPTION_DATA_DIR:
			err = lic_conf_set(conf, LIC_SETTING_DATA_DIR, optarg, &diag);
			break;
		case OPTION_CONFIG:
			line->config = optarg;
			break;
		case 'q':
			line->level = LIC_LOG_WARN;
			break;
		case 'v':
			line->level = LIC_LOG_DEBUG;
			break;
		case 'h':
			fputs(help, stdout);
			return EXIT_SUCCESS;
		case OPTION_VERSION:
			puts("licitd " LICIT_VERSION);
			return EXIT_SUCCESS;
		default:
			fputs("licitd: --help lists the options\n", stderr);
			return EXIT_USAGE;
		}
	}
	if (!err && optind < argc)
		err = lic_diag_set(&diag, LIC_EINVAL, "\"%s\" is no option; --help lists them",
				   argv[optind]);
	if (err < 0)
		fprintf(stderr, "licitd: %s\n", diag.text);
	return err < 0 ? EXIT_USAGE : -1;
}

int main(int argc, char **argv)
{
	struct command_line line = {.level = LIC_LOG_INFO};
	struct lic_diag diag = {""};
	struct lic_conf conf;

	lic_conf_init(&conf);
	int status = parse(argc, argv, &conf, &line);
	if (status < 0) {
		lic_log_setup("licitd", line.level);
		if (lic_conf_load(&conf, line.config, &diag) < 0) {
			lic_log(LIC_LOG_ERROR, "%s", diag.text);
			status = EXIT_USAGE;
		} else {
			status = lic_serve(&conf);
		}
	}
	lic_conf_release(&conf);
	return status;
}
