/** How Redis is reached: address, login, TLS, limits. */
package com.k2.sequence.redis.settings;
