/**
 * The operators' command line: looks at rows in Redis, changes what the job knows of a key, and
 * says what is wrong with options and servers.
 */
package com.k2.sequence.admin;
