/* customer_windows.h - what the windows about a customer are opened with. */
#ifndef CARREL_CUSTOMER_WINDOWS_H
#define CARREL_CUSTOMER_WINDOWS_H

#include <stdint.h>

/* "customer-edit": all that is known of one, changed row by row. */
struct customer_window {
	int64_t id;
};

/* "merge-customers": which other one it is, then both side by side, or one of those merged apart again. */
struct merge_customers_window {
	int64_t id;
	int64_t other; /* 0: it is asked for first */
};

#endif
