/*
 * libxlsxwriter, held at arm's length: it does not look whether its temporary files could be written, and ends the
 * program where it finds no memory. So it writes in a process of its own, and what it wrote is read again.
 */
#include "print/workbook_parts.h"
#include "base/i18n.h"
#include "io/temporary.h"

#include <errno.h>
#include <expat.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

struct shared {
	size_t cells;
	bool done;
};

static _Noreturn void child(struct shared *shared, workbook_write_fn write, void *ctx, const char *path, int said)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGABRT };

	/* What is temporary, and what is to be said, is the parent's. What the library says is never good news. */
	dgpm_temporary_forget();
	for (size_t i = 0; i < DGPM_COUNT(signals); i++)
		(void)signal(signals[i], SIG_DFL);
	if (dup2(said, STDERR_FILENO) < 0)
		_exit(0);
	shared->done = write(ctx, path, &shared->cells);
	_exit(0);
}

struct count {
	XML_Parser parser;
	size_t cells;
};

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct count *c = data;

	(void)attributes;
	c->cells += strcmp(name, "c") == 0;
}

/* One part: whole as XML; the cells of a sheet are counted. */
static bool read_part(zip_t *zip, zip_uint64_t at, size_t *cells)
{
	struct count c = { .parser = XML_ParserCreate(NULL) };
	zip_file_t *part = zip_fopen_index(zip, at, 0);
	bool good = c.parser != NULL && part != NULL;
	char block[1 << 14];
	zip_int64_t n = 1;

	if (c.parser != NULL) {
		XML_SetUserData(c.parser, &c);
		XML_SetStartElementHandler(c.parser, on_start);
	}
	while (good && n > 0) {
		n = zip_fread(part, block, sizeof block);
		good = n >= 0 && XML_Parse(c.parser, block, (int)n, n == 0) == XML_STATUS_OK;
	}
	if (part != NULL)
		good &= zip_fclose(part) == 0;
	if (c.parser != NULL)
		XML_ParserFree(c.parser);
	*cells += c.cells;
	return good;
}

static bool is_whole(const char *path, size_t cells)
{
	zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	size_t found = 0, other = 0;
	bool good = zip != NULL;
	zip_int64_t n = zip != NULL ? zip_get_num_entries(zip, 0) : 0;

	for (zip_int64_t i = 0; good && i < n; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		good = name != NULL && read_part(zip, (zip_uint64_t)i,
						 strncmp(name, "xl/worksheets/sheet", 19) == 0 ? &found : &other);
	}
	if (zip != NULL)
		zip_discard(zip);
	return good && n > 0 && found == cells;
}

const char *workbook_write_apart(workbook_write_fn write, void *ctx, const char *path)
{
	struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	const char *why = NULL;
	int status, said = memfd_create("dgpm", MFD_CLOEXEC);
	pid_t pid;

	if (shared == MAP_FAILED || said < 0) {
		why = strerror(errno);
		if (said >= 0)
			(void)close(said);
		return why;
	}
	*shared = (struct shared){ 0 };
	pid = fork();
	if (pid == 0)
		child(shared, write, ctx, path, said);
	if (pid < 0) {
		why = strerror(errno);
	} else {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		if (!shared->done || lseek(said, 0, SEEK_END) != 0 || !is_whole(path, shared->cells))
			why = _("the workbook did not become whole: memory or room for temporary files ran out");
	}
	(void)close(said);
	(void)munmap(shared, sizeof *shared);
	return why;
}
