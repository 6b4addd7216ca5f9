#include "view/view_table.h"

const struct view_class *const view_table[] = {
#define VIEW(name) &view_##name##_class,
#include "view/views.def"
#undef VIEW
	NULL,
};
