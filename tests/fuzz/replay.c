/* Feed files to a fuzz target without a fuzzer: replay FILE|DIRECTORY... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t inputs;

static void fail(const char *path)
{
	perror(path);
	exit(2);
}

static void replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0, room = 4096;
	uint8_t *data = malloc(room), *exact;

	if (f == NULL || data == NULL)
		fail(path);
	for (size_t got; (got = fread(data + n, 1, room - n, f)) != 0;) {
		n += got;
		if (n == room && (data = realloc(data, room *= 2)) == NULL)
			fail(path);
	}
	if (ferror(f))
		fail(path);
	fclose(f);
	/* Of exactly this size, so that the address sanitizer sees a step beyond. */
	exact = malloc(n != 0 ? n : 1);
	if (exact == NULL)
		fail(path);
	memcpy(exact, data, n);
	free(data);
	/* Told before, so that a crash names its input. */
	if (getenv("REPLAY_VERBOSE") != NULL)
		fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	inputs++;
}

static int not_hidden(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void replay(const char *path)
{
	struct dirent **names;
	int n = scandir(path, &names, not_hidden, alphasort);

	if (n < 0) {
		replay_file(path);
		return;
	}
	for (int i = 0; i < n; i++) {
		char *below;

		if (asprintf(&below, "%s/%s", path, names[i]->d_name) < 0)
			fail(path);
		replay(below);
		free(below);
		free(names[i]);
	}
	free(names);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("replay: %zu inputs\n", inputs);
	return 0;
}
