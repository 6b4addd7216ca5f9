/* entity_sql.h - the SQL of an entity, put together by the compiler from entities.def.
 *
 * Private to src/store. Statements of stmts_*.def take their column lists from here, as
 * "SELECT " COLUMNS_OF(casefile) " FROM casefile …", so that a field is written down once. */
#ifndef CARREL_STORE_ENTITY_SQL_H
#define CARREL_STORE_ENTITY_SQL_H

#include "store/entities.def"

/* clang-format off */
#define SQL_COLUMN(n, type, table, name, words, nature) ", " #table "." #name
#define SQL_NAME(n, type, table, name, words, nature) ", " #name
#define SQL_PARAM(n, type, table, name, words, nature) ", $" #n
#define SQL_SET_FIRST(n, type, table, name, words, nature) #name " = $" #n
#define SQL_SET(n, type, table, name, words, nature) ", " #name " = $" #n
#define SQL_NOTHING(n, type, table, name, words, nature)

#define SQL_LETTER_int "i"
#define SQL_LETTER_opt "i"
#define SQL_LETTER_flag "i"
#define SQL_LETTER_word "t"
#define SQL_LETTER_text "t"
#define SQL_LETTER(n, type, table, name, words, nature) SQL_LETTER_##type

/* id and every field, qualified by the table's name, in the order that entity_read() expects */
#define COLUMNS_OF(table) #table ".id" FIELDS_##table(SQL_COLUMN, SQL_COLUMN, SQL_COLUMN)

#define SQL_INSERT(table, id) "INSERT INTO " #table " (id" FIELDS_##table(SQL_NAME, SQL_NAME, SQL_NAME) \
	") VALUES (" id FIELDS_##table(SQL_PARAM, SQL_PARAM, SQL_PARAM) ")"

/* LOCK keeps other writers off the row until the end of the transaction; SQLite has one writer.
 * ADD takes the id (undo puts a row back under its old one) or NULL for a new one. SQLite tells the new
 * one by STMT_LAST_ID: its RETURNING makes a temporary table for every row. */
#define ENTITY_STATEMENTS(table, bump) \
	STMT(GET_##table, "i", "SELECT " COLUMNS_OF(table) " FROM " #table " WHERE id = $1", NULL) \
	STMT(LOCK_##table, "i", "SELECT " COLUMNS_OF(table) " FROM " #table " WHERE id = $1", \
		"SELECT " COLUMNS_OF(table) " FROM " #table " WHERE id = $1 FOR UPDATE") \
	STMT(ADD_##table, "i" FIELDS_##table(SQL_LETTER, SQL_LETTER, SQL_LETTER), \
		SQL_INSERT(table, "$1"), \
		SQL_INSERT(table, "COALESCE($1, nextval(pg_get_serial_sequence('" #table "', 'id')))") " RETURNING id") \
	STMT(SAVE_##table, "i" FIELDS_##table(SQL_LETTER, SQL_LETTER, SQL_NOTHING), \
		"UPDATE " #table " SET " FIELDS_##table(SQL_SET_FIRST, SQL_SET, SQL_NOTHING) bump " WHERE id = $1", NULL) \
	STMT(DROP_##table, "i", "DELETE FROM " #table " WHERE id = $1", NULL)

/* SQLite writes field by field, so that only the indexes of what changed are touched; PostgreSQL
 * writes the row in one round trip and compares the indexes itself. */
#define ENTITY_SET_STATEMENT(n, type, table, name, words, nature) \
	STMT(SET_##table##__##name, "i" SQL_LETTER_##type, "UPDATE " #table " SET " #name " = $2 WHERE id = $1", NULL)
#define ENTITY_NO_STATEMENT(n, type, table, name, words, nature)
/* clang-format on */

#endif
