/* cmd_customer.h - which customer a command is about, and which company. */
#ifndef CARREL_CMD_CUSTOMER_H
#define CARREL_CMD_CUSTOMER_H

#include "carrel/cmd.h"
#include "carrel/customer.h"

/* The customer in hand. RC_INVALID: nobody is, or nobody knows who. */
enum rc customer_in_hand(struct cmd_call *call, struct customer *c, struct err *err);
/* The one of that number; whom they became, if they were merged, and then it says so. */
enum rc customer_numbered(
	struct cmd_call *call, const char *number, struct customer *c, struct err *err);
/* The one of --customer, else the one in hand. */
enum rc customer_meant(struct cmd_call *call, struct customer *c, struct err *err);
/* A company by its number or what its name is like. RC_NOTFOUND: none; RC_CONFLICT: several. */
enum rc company_meant(
	struct cmd_call *call, const char *typed, struct customer *company, struct err *err);

#endif
