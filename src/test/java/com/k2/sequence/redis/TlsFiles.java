package com.k2.sequence.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** A server's certificate that it signed itself, made with the JDK's keytool. */
public record TlsFiles(Path certificate, Path key, Path trustStore) {

    static final String STORE_PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /**
     * @param names what the certificate is for, as keytool has it: {@code dns:localhost}
     */
    public static TlsFiles create(Path folder, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(folder);
        Path keyStore = folder.resolve("server.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=test",
                                "-ext",
                                "san=" + names,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                STORE_PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = store.getKey(ALIAS, STORE_PASSWORD.toCharArray());
        Certificate certificate = store.getCertificate(ALIAS);
        return new TlsFiles(
                pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded()),
                pem(folder.resolve("server.key"), "PRIVATE KEY", key.getEncoded()),
                trusting(folder.resolve("trust.p12"), certificate));
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    private static Path trusting(Path file, Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(ALIAS, certificate);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
