package com.k2.sequence.redis.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text, which the JDK of this version reads only in parts. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    /** The kinds of keys that servers are asked with. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private final String text;

    PemFile(Path file) throws IOException {
        this.text = Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Whether this is such a text, and no store in some binary form. */
    boolean isPem() {
        return BLOCK.matcher(text).find();
    }

    /** All certificates, in their order. */
    List<Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (byte[] content : blocks(CERTIFICATE)) {
            certificates.add(factory.generateCertificate(new ByteArrayInputStream(content)));
        }
        return certificates;
    }

    /** A store in which each certificate is trusted. */
    KeyStore trusting() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<Certificate> certificates = certificates();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    /**
     * A store of the client's certificate, with those that signed it behind it, and its key.
     *
     * @param key the file that has the key
     * @param password of the key in the store
     */
    KeyStore identity(PemFile key, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<Certificate> certificates = certificates();
        if (!certificates.isEmpty()) {
            store.setKeyEntry(
                    "client", key.privateKey(), password, certificates.toArray(Certificate[]::new));
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        List<byte[]> keys = blocks(KEY);
        if (keys.size() != 1) {
            throw new GeneralSecurityException(
                    "there must be one block 'BEGIN PRIVATE KEY'; a key in another form is brought"
                            + " into this one by: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(keys.get(0));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // It is a key of another kind.
            }
        }
        throw new GeneralSecurityException("the private key is none of " + ALGORITHMS);
    }

    private List<byte[]> blocks(String type) {
        List<byte[]> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals(type)) {
                blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
            }
        }
        return blocks;
    }
}
