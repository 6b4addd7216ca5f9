/* popups.h - the windows over the panes. */
#ifndef CARREL_POPUPS_H
#define CARREL_POPUPS_H

#include "carrel/view.h"

extern const struct view_class view_library_class;
extern const struct view_class view_outcome_class;
extern const struct view_class view_staged_class;
extern const struct view_class view_text_class;
extern const struct view_class view_transfer_class;
extern const struct view_class view_find_class;
extern const struct view_class view_new_customer_class;
extern const struct view_class view_palette_class;
extern const struct view_class view_views_class;
extern const struct view_class view_columns_class;
extern const struct view_class view_bulk_class;
extern const struct view_class view_pick_class;
extern const struct view_class view_help_class;
extern const struct view_class view_output_class;
extern const struct view_class view_article_class;
extern const struct view_class view_article_edit_class;
extern const struct view_class view_colleague_class;
extern const struct view_class view_later_class;
extern const struct view_class view_merge_class;
extern const struct view_class view_customer_edit_class;
extern const struct view_class view_merge_customers_class;
extern const struct view_class view_line_class;
extern const struct view_class view_link_class;
extern const struct view_class view_identify_class;
extern const struct view_class view_say_class;
extern const struct view_class view_lesson_class;
extern const struct view_class view_tour_class;

#endif
