/* view_table.h - declares the class of every view in views.def. */
#ifndef CARREL_VIEW_TABLE_H
#define CARREL_VIEW_TABLE_H

#include "carrel/view.h"

#define VIEW(name) extern const struct view_class view_##name##_class;
#include "view/views.def"
#undef VIEW

#endif
