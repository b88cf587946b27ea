/* Colours of cells: by red, green and blue, or by the number they have in the book's theme. */
#include "book/book.h"
#include "book/color.h"

#include <stdio.h>
#include <stdlib.h>

/* The upper byte tells what the rest is. */
enum { RGB = 1u << 24, THEME = 2u << 24 };

uint32_t book_color_rgb(const char *hex)
{
	uint32_t value = 0;
	size_t n;

	hex += *hex == '#';
	n = strspn(hex, "0123456789abcdefABCDEF");
	if (hex[n] != '\0' || (n != 6 && n != 8))
		return 0;
	value = (uint32_t)strtoul(hex + n - 6, NULL, 16);
	return RGB | value;
}

uint32_t book_color_indexed(unsigned index)
{
	/* ISO/IEC 29500-1, 18.8.27: the first eight stand twice. */
	static const uint32_t palette[] = {
		0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x800000, 0x008000,
		0x000080, 0x808000, 0x800080, 0x008080, 0xc0c0c0, 0x808080, 0x9999ff, 0x993366, 0xffffcc, 0xccffff,
		0x660066, 0xff8080, 0x0066cc, 0xccccff, 0x000080, 0xff00ff, 0xffff00, 0x00ffff, 0x800080, 0x800000,
		0x008080, 0x0000ff, 0x00ccff, 0xccffff, 0xccffcc, 0xffff99, 0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99,
		0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900, 0xff6600, 0x666699, 0x969696, 0x003366, 0x339966,
		0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
	};

	if (index >= 8)
		index -= 8;
	return index < DGPM_COUNT(palette) ? RGB | palette[index] : 0;
}

uint32_t book_color_theme(unsigned theme, int percent)
{
	if (theme > 99)
		return 0;
	percent = percent < -100 ? -100 : percent > 100 ? 100 : percent;
	return THEME | theme << 8 | (uint32_t)(percent + 100);
}

struct dgpm_str dgpm_color_text(char buf[DGPM_COLOR_ROOM], uint32_t color)
{
	int tint = (int)(color & 0xff) - 100;
	int n;

	if (color == 0)
		n = snprintf(buf, DGPM_COLOR_ROOM, "none");
	else if ((color & RGB) != 0)
		n = snprintf(buf, DGPM_COLOR_ROOM, "%06X", (unsigned)(color & 0xffffff));
	else
		n = snprintf(buf, DGPM_COLOR_ROOM, tint != 0 ? "theme%u%+d" : "theme%u", (unsigned)(color >> 8 & 0xff),
			     tint);
	return (struct dgpm_str){ buf, (size_t)n };
}
