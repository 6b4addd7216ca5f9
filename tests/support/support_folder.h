/* support_folder.h - a folder of the test's own. */
#ifndef CARREL_TESTS_SUPPORT_FOLDER_H
#define CARREL_TESTS_SUPPORT_FOLDER_H

/* New and empty; without one the test fails. The caller frees the name. */
char *support_folder_new(void);
/* With all that is in it. Links are taken away, not followed. */
void support_folder_remove(const char *folder);

#endif
