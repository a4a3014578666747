/**
 * What stands around the job in production: the files by which it is started, run and checked here.
 */
package com.k2.sequence.deploy;
