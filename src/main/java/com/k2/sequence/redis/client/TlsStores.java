package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisTls;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Objects;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslOptions.Resource;
import redis.clients.jedis.SslVerifyMode;

/** From the files of {@link RedisTls} to what the client needs to encrypt connections. */
final class TlsStores {

    /** Of a store as it is handed over, which is never written. */
    private static final String IN_MEMORY = "in memory";

    private TlsStores() {}

    /**
     * Reads the files. Without a truststore, what the JVM's own properties name is read again for
     * each connection.
     *
     * @throws StoreException if one can't be used; the message names its option
     */
    static SslOptions read(RedisTls tls) {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        if (tls.truststore() != null) {
            KeyStore store = truststore(tls);
            options.trustStoreType(store.getType())
                    .truststore(resource(store, IN_MEMORY), IN_MEMORY.toCharArray());
        }
        if (tls.keystore() != null) {
            String password = Objects.requireNonNullElse(tls.keystorePassword(), IN_MEMORY);
            KeyStore store = keystore(tls, password.toCharArray());
            options.keyStoreType(store.getType())
                    .keystore(resource(store, password), password.toCharArray());
        }
        return options.build();
    }

    private static KeyStore truststore(RedisTls tls) {
        String password = tls.truststorePassword();
        return read(
                RedisTls.TRUSTSTORE,
                tls.truststore(),
                RedisTls.TRUSTSTORE_PASSWORD,
                file -> {
                    PemFile pem = new PemFile(file);
                    return pem.isPem()
                            ? pem.trusting()
                            : KeyStore.getInstance(
                                    file.toFile(),
                                    password == null ? null : password.toCharArray());
                });
    }

    private static KeyStore keystore(RedisTls tls, char[] password) {
        return read(
                RedisTls.KEYSTORE,
                tls.keystore(),
                RedisTls.KEYSTORE_PASSWORD,
                file -> {
                    PemFile pem = new PemFile(file);
                    return pem.isPem()
                            ? pem.identity(keyOf(tls, pem), password)
                            : KeyStore.getInstance(file.toFile(), password);
                });
    }

    private static PemFile keyOf(RedisTls tls, PemFile certificate) throws IOException {
        if (tls.key() == null) {
            return certificate;
        }
        Path file = Path.of(tls.key());
        requireReadable(RedisTls.KEY, file);
        return new PemFile(file);
    }

    private static KeyStore read(String option, String file, String passwordOption, Reading how) {
        Path path = Path.of(file);
        requireReadable(option, path);
        try {
            KeyStore store = how.of(path);
            if (store.size() == 0) {
                throw new KeyStoreException(
                        "nothing was found in it; check " + passwordOption + " as well");
            }
            return store;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // A file that is being written is cut anywhere, and the JDK's parsers throw anything.
            throw new StoreException(
                    option
                            + " "
                            + file
                            + " can't be used: "
                            + e.getMessage()
                            + "; it must be PEM, PKCS12 or JKS, and "
                            + passwordOption
                            + " the password of the latter two",
                    OutageReason.TLS,
                    e);
        }
    }

    private static void requireReadable(String option, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StoreException(
                    option
                            + " "
                            + file
                            + " is no file that can be read here; it must be there on the machine"
                            + " that submits the job and on each TaskManager",
                    OutageReason.TLS,
                    null);
        }
    }

    private static Resource resource(KeyStore store, String password) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            store.store(bytes, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a store can't be copied in memory", e);
        }
        return () -> new ByteArrayInputStream(bytes.toByteArray());
    }

    @FunctionalInterface
    private interface Reading {
        KeyStore of(Path file) throws IOException, GeneralSecurityException;
    }
}
