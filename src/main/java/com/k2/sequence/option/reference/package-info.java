/** Option values that name a file or an environment variable in place of a secret. */
package com.k2.sequence.option.reference;
