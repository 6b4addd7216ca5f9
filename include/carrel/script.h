/* script.h - a console driven by lines of text: for goldens, for trying things, for benches.
 *
 * A line is a command, as typed in the palette, or one of
 *	press KEY…        F2 Enter Ctrl-R x            type TEXT / paste TEXT   (\n \t \e \\ are read)
 *	tick MS           the frozen clock moves on    resize COLSxROWS
 *	save-screen FILE  the text plane               save-style FILE  the style plane; -: stdout
 *	expect TEXT       fail unless it is on the screen; expect-not TEXT
 *	expect-said MESSAGE | VALUE | …   the same in the language of the console: the English text of a
 *	                  message with its blanks (%s), and what stands in them, a message itself or not;
 *	                  none, or "*" in it, is anything. With a plural: ONE || MANY | VALUE. How lines
 *	                  are broken does not count. expect-not-said
 *	count start       from here on keys are counted: typed characters each, a paste or a click as one
 *	count N           fail unless they were N keys; count at-most N. Commands are refused between.
 *	in LANGUAGE LINE  only where the console is in this language
 * Empty lines and lines that begin with # are skipped. The first line that fails ends the script with
 * file:line and a sentence. */
#ifndef CARREL_SCRIPT_H
#define CARREL_SCRIPT_H

#include "carrel/err.h"

struct console;

enum rc script_run_file(
	struct console *con, const char *path, struct err *err) WARN_UNUSED; /* "-": stdin */
enum rc script_run_line(struct console *con, const char *line, struct err *err) WARN_UNUSED;

#endif
