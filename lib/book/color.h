/* Colours that cells are filled with, as the readers keep them in a value. */
#ifndef BOOK_COLOR_H
#define BOOK_COLOR_H

#include <stdint.h>

/* From "FFFF00", "FFFFFF00" or "#ffff00"; 0: it is none of them. */
uint32_t book_color_rgb(const char *hex);
/* Of the palette that every xlsx has, 0 to 63; 0 for those that stand for the window's. */
uint32_t book_color_indexed(unsigned index);
/* Of the theme, with its tint in percent. */
uint32_t book_color_theme(unsigned theme, int percent);

#endif
