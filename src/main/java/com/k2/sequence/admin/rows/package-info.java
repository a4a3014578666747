/** Rows as the command line filters, sorts and prints them. */
package com.k2.sequence.admin.rows;
