/*
 * Log lines on standard error. Only the engine's edge, api and cli log; lower
 * layers return. Thread-safe: one write per line. Never a full URL above
 * debug level.
 */
#ifndef LIC_LOG_H
#define LIC_LOG_H

#include "base.h"

enum lic_log_level {
	LIC_LOG_ERROR,
	LIC_LOG_WARN,
	LIC_LOG_INFO,
	LIC_LOG_DEBUG,
};

/* Program name for the lines (borrowed), and the highest level shown. Call
 * before any thread starts. */
void lic_log_setup(const char *program, enum lic_log_level level);

void lic_log(enum lic_log_level level, const char *fmt, ...) LIC_PRINTF(2, 3);

#endif
