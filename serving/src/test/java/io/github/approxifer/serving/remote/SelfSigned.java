package io.github.approxifer.serving.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate, by default for this machine, and those who trust it.
 *
 * @param keystore PKCS12
 * @param password of the store and the key
 */
record SelfSigned(Path keystore, String password) {

  static SelfSigned make(Path folder) throws Exception {
    return make(folder, "dns:localhost,ip:127.0.0.1");
  }

  /** A certificate for other hosts, in the words of keytool. */
  static SelfSigned make(Path folder, String hosts) throws Exception {
    SelfSigned made = new SelfSigned(folder.resolve("server.p12"), "changeit");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + hosts,
                "-storetype",
                "PKCS12",
                "-storepass",
                made.password,
                "-validity",
                "2",
                "-keystore",
                made.keystore.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return made;
  }

  private KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  /** The key, for a server. */
  KeyManagerFactory key() throws Exception {
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(store(), password.toCharArray());
    return key;
  }

  /** Trust in the certificate, for a client. */
  SSLContext trust() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
