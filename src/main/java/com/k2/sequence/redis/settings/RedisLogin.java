package com.k2.sequence.redis.settings;

import java.io.Serializable;

/**
 * Who a client is. Its text never holds the password.
 *
 * @param user null for the server's default user
 * @param password null where none is asked for
 */
public record RedisLogin(String user, String password) implements Serializable {

    public static final RedisLogin NONE = new RedisLogin(null, null);

    @Override
    public String toString() {
        return user == null ? "the default user" : user;
    }
}
