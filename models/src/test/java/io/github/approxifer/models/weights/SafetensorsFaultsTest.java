package io.github.approxifer.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
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
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | tensor x that is no whole number"
            + " from 0 on: -8",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | x 8 bytes, but F32 values of"
            + " shape [3] need 12",
        "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | x that is no whole number from 0"
            + " on: -2",
        "{'x':{'dtype':'F32','shape':[99999,99999],'data_offsets':[0,8]}} | need 39999200004",
        "{'x':{'dtype':'F32','shape':[999999999,999999999,999999999],'data_offsets':[0,8]}} |"
            + " impossible shape",
        "{'x':{'dtype':'F4','shape':[3],'data_offsets':[0,8]}} | need 12 bits",
        "{'x':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | no whole number from 0 on",
        "{'x':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | no whole number from 0 on: 2.0",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,9999999999999999999]}} | no whole"
            + " number",
        "{'x':{'dtype':'F16','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | two keys dtype",
        "{'x':{'dtype':1,'shape':[2],'data_offsets':[0,8]}} | dtype of tensor x that is no string",
        "{'__metadata__':{'a':'b','a':'c'}} | two metadata named a",
        "{'__metadata__':{'a':1}} | the metadata a that is no string",
        "{'__metadata__':{},'__metadata__':{}} | two entries __metadata__",
        "{'\\ud800':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | half of a surrogate pair",
        "{'x\u0001':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | JSON",
        "\ufeff{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | does not begin its header",
        "` {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}` | does not begin its header",
        "{'x':{'dtype':'F32','shape':[2]}} | at tensor x",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | at tensor x",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | two tensors named x",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | its tensors end at byte 4",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | x at byte 4 of its data, but the"
            + " one before ends at byte 0",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'y':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | y at byte 4",
        "[1,2] | does not begin its header",
        "{'x':{'dtype':'F32', | not the expected JSON object",
        "{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}} | no whole number from 0 on: 1.5",
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

  @Test
  void refusesNamesThatAreNotUnicode() throws IOException {
    byte[] json =
        "{\"x?\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    json[3] = (byte) 0xff;
    Path file = SafetensorsBytes.write(folder, json.length, json, new byte[8]);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining("not valid UTF-8");
  }

  /** What the format's own reader accepts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'__metadata__':null,'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'z':{'y':[1]}}}",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'y':{'dtype':'F32','shape':[0,4294967296],'data_offsets':[8,8]}}",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}   ",
      })
  void accepts(String header) throws IOException {
    Path file = SafetensorsBytes.write(folder, header, new byte[8]);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      assertThat(tensors.floats("x")).hasSize(2);
    }
  }
}
