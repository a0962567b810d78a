package io.butterfly.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/**
 * Certificates as authorities publish them (PEM), in the form that the driver reads. They are public: the password only
 * has to be there.
 */
final class TrustedAuthority {
    static final String TYPE = "PKCS12";
    static final String PASSWORD = "public";

    private TrustedAuthority() {}

    /**
     * The file for the driver. Throws {@link IllegalArgumentException} with one line that says what is wrong with the
     * one given.
     */
    static Path keyStore(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("ssl-ca: there is no certificate in " + pem);
            }
            return write(certificates);
        } catch (IOException e) {
            throw new IllegalArgumentException("ssl-ca: the file " + pem + " cannot be read");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("ssl-ca: " + pem + " is no PEM file of certificates");
        }
    }

    private static Path write(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        Path file = Files.createTempFile("butterfly-mysql-ca", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
