package com.k2.sequence.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A company's own authority, made with the JDK's keytool, and the certificates it signs. */
final class CertificateAuthority {

    static final String PASSWORD = "s3cret-store";

    private static final String ALIAS = "authority";

    private final Path folder;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
    }

    /**
     * What one party has: certificate and key, each as PEM, and both in a PKCS12 store. Behind the
     * certificate stands that of its authority.
     */
    record Identity(Path certificate, Path key, Path keystore) {}

    static CertificateAuthority create(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(folder);
        CertificateAuthority authority = new CertificateAuthority(folder);
        authority.keytool("-alias", ALIAS, "-dname", "CN=authority", "-ext", "bc:c");
        Certificate certificate = authority.load().getCertificate(ALIAS);
        Files.writeString(authority.certificate(), pem("CERTIFICATE", certificate.getEncoded()));
        KeyStore trusting = KeyStore.getInstance("PKCS12");
        trusting.load(null, null);
        trusting.setCertificateEntry(ALIAS, certificate);
        store(trusting, authority.truststore());
        return authority;
    }

    /** Its own certificate, as PEM. */
    Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** The same in a PKCS12 store. */
    Path truststore() {
        return folder.resolve("ca.p12");
    }

    /**
     * Signs a certificate for localhost and its address.
     *
     * @param name of the files, in small letters
     */
    Identity issue(String name) throws IOException, GeneralSecurityException, InterruptedException {
        keytool(
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                ALIAS,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        KeyStore all = load();
        Key key = all.getKey(name, PASSWORD.toCharArray());
        Certificate[] chain = all.getCertificateChain(name);
        StringBuilder certificates = new StringBuilder();
        for (Certificate each : chain) {
            certificates.append(pem("CERTIFICATE", each.getEncoded()));
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(name, key, PASSWORD.toCharArray(), chain);
        store(own, folder.resolve(name + ".p12"));
        return new Identity(
                Files.writeString(folder.resolve(name + ".crt"), certificates),
                Files.writeString(
                        folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())),
                folder.resolve(name + ".p12"));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keys().toString(),
                                "-storepass",
                                PASSWORD));
        command.addAll(Arrays.asList(arguments));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    private Path keys() {
        return folder.resolve("all.p12");
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys())) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void store(KeyStore store, Path file)
            throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
