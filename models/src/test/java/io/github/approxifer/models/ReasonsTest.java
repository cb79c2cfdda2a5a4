package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  @Test
  void saysWhatIsWrongWithAPath() {
    assertThat(Reasons.of(new AccessDeniedException("/a/b"))).isEqualTo("access to /a/b is denied");
    assertThat(Reasons.of(new NoSuchFileException("/a/b"))).isEqualTo("there is no /a/b");
    assertThat(Reasons.of(new NotDirectoryException("/a"))).isEqualTo("/a is not a folder");
    assertThat(Reasons.of(new FileAlreadyExistsException("/a")))
        .isEqualTo("file already exists: /a");
    assertThat(Reasons.of(new FileAlreadyExistsException("/a", null, "it is full")))
        .isEqualTo("/a: it is full");
  }

  @Test
  void findsTheReasonAmongTheCauses() {
    ConnectException connect = new ConnectException();
    connect.initCause(new UnresolvedAddressException());
    assertThat(Reasons.of(connect)).isEqualTo("connect: unresolved address");
    assertThat(Reasons.of(new EOFException())).isEqualTo("eof");
    assertThat(
            Reasons.of(new ModelException("the engine refuses it", new IOException("bad magic"))))
        .isEqualTo("the engine refuses it: bad magic");
    assertThat(Reasons.of(new IllegalStateException(new IOException("bad magic"))))
        .isEqualTo("bad magic");
  }

  @Test
  void endsWhereCausesAreACircle() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);
    assertThat(Reasons.of(b)).isEqualTo("b: a");
  }
}
