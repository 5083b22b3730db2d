/*
 * Runs a fuzz target without a fuzzer: once on nothing, and once on each file
 * of the folders and files named on the command line. So every plain test run
 * meets the corpora and all inputs that ever made trouble.
 *
 * Linked only when the target is not built for libFuzzer.
 */
#include "base.h"

#include <dirent.h>
#include <sys/stat.h>

/* A corpus file larger than this is a mistake, not a test. */
#define INPUT_MAX ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static int run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	uint8_t *data = malloc(INPUT_MAX);
	size_t len = data != NULL ? fread(data, 1, INPUT_MAX, file) : 0;
	int ret = data == NULL || ferror(file) ? -1 : 0;
	if (ret == 0) {
		/* A copy of the exact size, so that a sanitizer sees each read past the end. */
		uint8_t *exact = malloc(len > 0 ? len : 1);
		if (exact != NULL) {
			memcpy(exact, data, len);
			LLVMFuzzerTestOneInput(exact, len);
		}
		ret = exact != NULL ? 0 : -1;
		free(exact);
	}
	free(data);
	fclose(file);
	return ret;
}

static int run_folder(const char *path, unsigned *count)
{
	DIR *dir = opendir(path);
	if (dir == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	int ret = 0;
	for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		char name[4096];
		struct stat st;
		int len = snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (len < 0 || (size_t)len >= sizeof(name) || stat(name, &st) != 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		if (run_file(name) != 0)
			ret = -1;
		(*count)++;
	}
	closedir(dir);
	return ret;
}

int main(int argc, char **argv)
{
	int ret = 0;
	unsigned count = 0;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode)) {
			if (run_folder(argv[i], &count) != 0)
				ret = 1;
		} else {
			if (run_file(argv[i]) != 0)
				ret = 1;
			count++;
		}
	}
	printf("%u inputs\n", count);
	return ret;
}
