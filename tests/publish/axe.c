/* Kills the program that it is loaded into (LD_PRELOAD) at its n-th step that the disk sees:
 * $AXE_AT, from 1. With $AXE_COUNT the number of steps is written into that file at its end. */
#define _GNU_SOURCE
#include "base.h"

#include <dlfcn.h>
#include <signal.h>
#include <sys/stat.h>

static long steps;

static void step(void)
{
	const char *at = getenv("AXE_AT");
	long number = 0;

	steps++;
	while (at && *at >= '0' && *at <= '9')
		number = number * 10 + (*at++ - '0');
	if (number == steps)
		kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("AXE_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%ld\n", steps);
	fclose(file);
}

int rename(const char *from, const char *to)
{
	int (*next)(const char *, const char *) =
		(int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
	step();
	return next(from, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	int (*next)(int, const char *, int, const char *, unsigned) =
		(int (*)(int, const char *, int, const char *, unsigned))dlsym(RTLD_NEXT,
									       "renameat2");
	step();
	return next(a, from, b, to, flags);
}

int link(const char *from, const char *to)
{
	int (*next)(const char *, const char *) =
		(int (*)(const char *, const char *))dlsym(RTLD_NEXT, "link");
	step();
	return next(from, to);
}

int unlink(const char *path)
{
	int (*next)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
	step();
	return next(path);
}

int rmdir(const char *path)
{
	int (*next)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "rmdir");
	step();
	return next(path);
}

int mkdir(const char *path, mode_t mode)
{
	int (*next)(const char *, mode_t) =
		(int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir");
	step();
	return next(path, mode);
}

int fsync(int fd)
{
	int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	step();
	return next(fd);
}
