#include "log.h"

static const char *log_program = "licit";
static enum lic_log_level log_level = LIC_LOG_WARN;

void lic_log_setup(const char *program, enum lic_log_level level)
{
	log_program = program;
	log_level = level;
}

void lic_log(enum lic_log_level level, const char *fmt, ...)
{
	static const char *const names[] = {"error", "warning", "info", "debug"};
	char line[1024];
	va_list args;

	if (level > log_level)
		return;
	int n = snprintf(line, sizeof(line), "%s: %s: ", log_program, names[level]);
	if (n < 0 || (size_t)n >= sizeof(line) - 2)
		return;
	va_start(args, fmt);
	int m = vsnprintf(line + n, sizeof(line) - (size_t)n - 1, fmt, args);
	va_end(args);
	if (m < 0)
		return;
	size_t len = (size_t)n + (size_t)m;
	if (len > sizeof(line) - 2)
		len = sizeof(line) - 2;
	line[len++] = '\n';
	/* A log that cannot be written has nowhere to say so. */
	if (write(STDERR_FILENO, line, len) < 0)
		return;
}
