package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a file can be damaged or foreign is refused with a message that names it. */
class SafetensorsFaultsTest {

  @TempDir private Path folder;

  /** Headers for 8 bytes of data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | tensor x at bytes 0 to 12",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | tensor x at bytes 8 to 0",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | tensor x at bytes -8 to 0",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | x 8 bytes, but F32 values of"
            + " shape [3] need 12",
        "{'x':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | tensor x of type I64",
        "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | x with the impossible shape [-2]",
        "{'x':{'dtype':'F32','shape':[99999,99999],'data_offsets':[0,8]}} | impossible shape",
        "{'x':{'dtype':'F32','shape':[2]}} | at tensor x",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | at tensor x",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'z':1}} | unknown key z",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | two tensors named x",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | its tensors end at byte 4",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | x at byte 4 of its data, but the"
            + " one before ends at byte 0",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'y':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | y at byte 4",
        "[1,2] | not the expected JSON object",
        "{'x':{'dtype':'F32', | not the expected JSON object",
        "{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}} | not the expected JSON object",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {} | JSON",
      })
  void refusesHeader(String header, String message) throws IOException {
    Path file = SafetensorsBytes.write(folder, header, new byte[8]);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(message);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    String header = "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";
    byte[] whole = Files.readAllBytes(SafetensorsBytes.write(folder, header, new byte[8]));
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("cut.safetensors");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatExceptionOfType(WeightsException.class)
          .as("%s of %s bytes", length, whole.length)
          .isThrownBy(() -> SafetensorsFile.open(file))
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void refusesAnOverlongHeaderBeforeReadingIt() throws IOException {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    for (long announced : new long[] {3, 1L << 40, -1, Long.MIN_VALUE, 0}) {
      Path file = SafetensorsBytes.write(folder, announced, json, new byte[0]);
      assertThatExceptionOfType(WeightsException.class)
          .isThrownBy(() -> SafetensorsFile.open(file))
          .withMessageContaining("a header of " + Long.toUnsignedString(announced) + " bytes");
    }
  }

  @Test
  void refusesAMissingFile() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SafetensorsFile.open(folder.resolve("none")));
  }
}
