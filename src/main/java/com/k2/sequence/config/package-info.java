/** All options of the job, and the settings they make. */
package com.k2.sequence.config;
