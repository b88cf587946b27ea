/* Run two commands by turns and print the ratio of their median times, and the peak memory of the first:
 * duel LABEL REACH ROUNDS COMMAND... -- FLOOR...
 * Without a floor, REACH is milliseconds; as 128MiB it is the peak. An exit status above 1 (findings) is a failure. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_ROUNDS 99

struct side {
	char **argv;
	double seconds[MOST_ROUNDS];
	long peak_kib;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(struct side *side, int round)
{
	double begin = now();
	struct rusage used;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1);
		dup2(null, 2);
		execvp(side->argv[0], side->argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "bench: %s failed\n", side->argv[0]);
		exit(2);
	}
	side->seconds[round] = now() - begin;
	if (used.ru_maxrss > side->peak_kib)
		side->peak_kib = used.ru_maxrss;
}

static int cmp_double(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

static double median(struct side *side, int rounds)
{
	qsort(side->seconds, (size_t)rounds, sizeof *side->seconds, cmp_double);
	return side->seconds[rounds / 2];
}

int main(int argc, char **argv)
{
	struct side one = { 0 }, floor = { 0 };
	double reach, ratio, peak, t, base = 0.001;
	bool missed;
	int rounds;

	if (argc < 5 || (rounds = atoi(argv[3])) < 1 || rounds > MOST_ROUNDS) {
		fputs("usage: duel LABEL REACH ROUNDS COMMAND... [-- FLOOR...]\n", stderr);
		return 2;
	}
	reach = atof(argv[2]);
	one.argv = argv + 4;
	for (int i = 5; i < argc - 1; i++) {
		if (strcmp(argv[i], "--") == 0) {
			argv[i] = NULL;
			floor.argv = argv + i + 1;
			break;
		}
	}
	for (int i = 0; i < rounds; i++) {
		run(&one, i);
		if (floor.argv != NULL)
			run(&floor, i);
	}
	t = median(&one, rounds);
	if (floor.argv != NULL)
		base = median(&floor, rounds);
	ratio = t / base;
	peak = (double)one.peak_kib / 1024;
	missed = (strstr(argv[2], "MiB") != NULL ? peak : ratio) > reach;
	printf("%-58s %9.1f ms %9.1f ms %6.2f %6s %7.1f MiB%s\n", argv[1], t * 1e3,
	       floor.argv != NULL ? base * 1e3 : 0, ratio, argv[2], peak, missed ? "  MISSED" : "");
	return 0;
}
