/* One hash of all files of a portfolio: reports say by it what they were made from. */
#include "io/read.h"
#include "portfolio/inside.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <unistd.h>

#define BLOCK 65536

static void end(struct sha256_ctx *ctx, uint8_t digest[SHA256_DIGEST_SIZE])
{
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(ctx, digest);
#else
	sha256_digest(ctx, SHA256_DIGEST_SIZE, digest);
#endif
}

static int file_digest(uint8_t digest[SHA256_DIGEST_SIZE], const struct dgpm_portfolio *p, struct dgpm_diags *diags,
		       const char *path)
{
	struct sha256_ctx ctx;
	uint8_t block[BLOCK];
	int fd = portfolio_open(p, diags, path);
	ssize_t n;

	if (fd < 0)
		return -1;
	sha256_init(&ctx);
	while ((n = dgpm_read_block(fd, block, sizeof block)) > 0)
		sha256_update(&ctx, (size_t)n, block);
	if (n < 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, strerror(errno), "%s",
			       strerror(errno));
	(void)close(fd);
	end(&ctx, digest);
	return n < 0 ? -1 : 0;
}

const char *dgpm_portfolio_hash(const struct dgpm_portfolio *p, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	static const char digits[] = "0123456789abcdef";
	char *text = dgpm_arena_array(arena, SHA256_DIGEST_SIZE * 2 + 1, 1);
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	for (size_t i = 0; i < p->files.n; i++) {
		const char *path = p->files.items[i].path;

		if (file_digest(digest, p, diags, path) != 0)
			return NULL;
		/* The NUL ends the name, so that no other names and files give the same bytes. */
		sha256_update(&ctx, strlen(path) + 1, (const uint8_t *)path);
		sha256_update(&ctx, sizeof digest, digest);
	}
	end(&ctx, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		text[i * 2] = digits[digest[i] >> 4];
		text[i * 2 + 1] = digits[digest[i] & 15];
	}
	return text;
}
