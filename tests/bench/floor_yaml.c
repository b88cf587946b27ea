/* The floor of reading cards: every *.yaml of a tree through libyaml's event parser and nothing else, on so many
 * threads: floor_yaml THREADS DIR */
#include <fcntl.h>
#include <fts.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#define MOST_THREADS 64
#define AT_ONCE 64

struct job {
	char **paths;
	size_t n;
	atomic_size_t next, events;
};

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

static void find_files(struct job *job, char *dir)
{
	char *roots[] = { dir, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	size_t cap = 0;
	FTSENT *e;

	if (fts == NULL)
		fail(dir);
	while ((e = fts_read(fts)) != NULL) {
		const char *dot = strrchr(e->fts_name, '.');

		if (dot == NULL || strcmp(dot, ".yaml") != 0)
			continue;
		if (job->n == cap) {
			cap = cap != 0 ? cap * 2 : 1024;
			job->paths = realloc(job->paths, cap * sizeof *job->paths);
			if (job->paths == NULL)
				fail(dir);
		}
		job->paths[job->n++] = strdup(e->fts_path);
	}
	fts_close(fts);
}

static size_t parse_file(const char *path, unsigned char **buf, size_t *cap)
{
	int fd = open(path, O_RDONLY), done = 0;
	size_t n = 0, events = 0;
	yaml_parser_t parser;
	ssize_t got;

	if (fd < 0)
		fail(path);
	while ((got = read(fd, *buf + n, *cap - n)) > 0) {
		n += (size_t)got;
		if (n == *cap && (*buf = realloc(*buf, *cap *= 2)) == NULL)
			fail(path);
	}
	close(fd);
	if (!yaml_parser_initialize(&parser))
		fail(path);
	yaml_parser_set_input_string(&parser, *buf, n);
	while (!done) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event))
			fail(path);
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		events++;
	}
	yaml_parser_delete(&parser);
	return events;
}

static void *work(void *arg)
{
	struct job *job = arg;
	size_t cap = 1 << 16, events = 0, first;
	unsigned char *buf = malloc(cap);

	if (buf == NULL)
		fail("malloc");
	while ((first = atomic_fetch_add(&job->next, AT_ONCE)) < job->n)
		for (size_t i = first; i < first + AT_ONCE && i < job->n; i++)
			events += parse_file(job->paths[i], &buf, &cap);
	free(buf);
	atomic_fetch_add(&job->events, events);
	return NULL;
}

int main(int argc, char **argv)
{
	int threads = argc == 3 ? atoi(argv[1]) : 0;
	pthread_t t[MOST_THREADS];
	struct job job = { 0 };

	if (threads < 1 || threads > MOST_THREADS) {
		fputs("usage: floor_yaml THREADS DIR\n", stderr);
		return 2;
	}
	find_files(&job, argv[2]);
	for (int i = 1; i < threads; i++)
		if (pthread_create(&t[i], NULL, work, &job) != 0)
			fail("pthread_create");
	work(&job);
	for (int i = 1; i < threads; i++)
		pthread_join(t[i], NULL);
	printf("files %zu events %zu\n", job.n, (size_t)job.events);
	return 0;
}
