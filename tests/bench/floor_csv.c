/* The floor of reading a ledger: libcsv alone over the file in 1 MiB blocks, counting: floor_csv FILE */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void on_field(void *s, size_t n, void *ctx)
{
	(void)s;
	(void)n;
	++((unsigned long *)ctx)[0];
}

static void on_row(int c, void *ctx)
{
	(void)c;
	++((unsigned long *)ctx)[1];
}

int main(int argc, char **argv)
{
	static char block[1 << 20];
	unsigned long counts[2] = { 0 };
	struct csv_parser p;
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	ssize_t n;

	if (fd < 0 || csv_init(&p, 0) != 0) {
		fputs("usage: floor_csv FILE\n", stderr);
		return 2;
	}
	while ((n = read(fd, block, sizeof block)) > 0)
		if (csv_parse(&p, block, (size_t)n, on_field, on_row, counts) != (size_t)n)
			return 2;
	csv_fini(&p, on_field, on_row, counts);
	csv_free(&p);
	close(fd);
	printf("rows %lu fields %lu\n", counts[1], counts[0]);
	return n < 0 ? 2 : 0;
}
