package io.github.approxifer.serving.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that a server over a model of 2 inputs must refuse, each for another reason. */
final class MalformedRequests {
  /** One of them: its body, its length header or null, and the status that it deserves. */
  record Malformed(String what, String body, @Nullable String header, int status, String reason) {}

  private static final String SHAPE = "\"shape\":[1,2]";
  private static final String REST = "\"datatype\":\"FP32\",\"data\":[1,2]";

  private MalformedRequests() {}

  private static String input(String content) {
    return "{\"inputs\":[{\"name\":\"input\"," + content + "}]}";
  }

  static List<Malformed> all() {
    List<Malformed> list = new ArrayList<>();
    json(list);
    tensors(list);
    data(list);
    binary(list);
    outputs(list);
    return list;
  }

  private static void add(List<Malformed> list, String what, String body, String reason) {
    list.add(new Malformed(what, body, null, 400, reason));
  }

  private static void json(List<Malformed> list) {
    add(list, "nothing", "", "JSON");
    add(list, "blank", "   ", "JSON");
    add(list, "truncated JSON", "{\"inputs\":[{\"name\":\"inp", "JSON");
    add(list, "unclosed object", "{\"inputs\":[]", "JSON");
    add(list, "no object", "[1,2]", "object");
    add(list, "a string", "\"hello\"", "object");
    add(list, "null", "null", "object");
    add(list, "two documents", input(SHAPE + "," + REST) + "{}", "JSON");
    add(list, "single quotes", "{'inputs':[]}", "JSON");
    add(list, "a comment", "{/* */\"inputs\":[]}", "JSON");
    add(list, "an unquoted name", "{inputs:[]}", "JSON");
    add(list, "deep JSON", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "JSON");
    add(list, "deep objects", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000), "JSON");
    add(list, "a huge exponent", input(SHAPE + ",\"datatype\":\"FP32\",\"data\":[1e99999,2]"), "");
    add(list, "form data", "name=input&data=1", "JSON");
  }

  private static void tensors(List<Malformed> list) {
    add(list, "no inputs", "{\"id\":\"1\"}", "inputs");
    add(list, "empty inputs", "{\"inputs\":[]}", "inputs");
    add(list, "inputs no list", "{\"inputs\":{}}", "inputs");
    add(list, "an input no object", "{\"inputs\":[1]}", "object");
    add(list, "no name", "{\"inputs\":[{" + SHAPE + "," + REST + "}]}", "name");
    add(list, "name no string", "{\"inputs\":[{\"name\":1," + SHAPE + "," + REST + "}]}", "name");
    add(list, "wrong name", "{\"inputs\":[{\"name\":\"x\"," + SHAPE + "," + REST + "}]}", "input");
    add(list, "no datatype", input(SHAPE + ",\"data\":[1,2]"), "datatype");
    add(list, "unknown datatype", input(SHAPE + ",\"datatype\":\"FP8\",\"data\":[1,2]"), "FP8");
    add(list, "bytes", input(SHAPE + ",\"datatype\":\"BYTES\",\"data\":[1,2]"), "BYTES");
    add(list, "lower case type", input(SHAPE + ",\"datatype\":\"fp32\",\"data\":[1,2]"), "fp32");
    add(list, "no shape", input(REST), "shape");
    add(list, "shape a number", input("\"shape\":2," + REST), "shape");
    add(list, "empty shape", input("\"shape\":[]," + REST), "");
    add(list, "negative shape", input("\"shape\":[-1,2]," + REST), "negative");
    add(list, "two negative sizes", input("\"shape\":[-1,-2]," + REST), "negative");
    add(list, "fractional shape", input("\"shape\":[1.5,2]," + REST), "whole");
    add(list, "shape of strings", input("\"shape\":[\"1\",2]," + REST), "whole");
    add(list, "empty batch", input("\"shape\":[0,2],\"datatype\":\"FP32\",\"data\":[]"), "batch");
    add(list, "wrong length", input("\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]"), "");
    add(list, "no batch", input("\"shape\":[2]," + REST), "batch");
    add(list, "huge shape", input("\"shape\":[2000000000,2000000000]," + REST), "too large");
    add(list, "beyond long", input("\"shape\":[99999999999999999999,2]," + REST), "whole");
    add(
        list,
        "huge for its data",
        input("\"shape\":[1,2147483647]," + REST),
        "[1, 2147483647], but the model takes [batch, 1, 2, 1]");
    add(list, "overflowing", input("\"shape\":[4294967296,4294967296,2]," + REST), "too large");
    String twice = "{\"name\":\"input\"," + SHAPE + "," + REST + "}";
    add(list, "two inputs", "{\"inputs\":[" + twice + "," + twice + "]}", "1 input");
    add(list, "parameters a list", input(SHAPE + "," + REST + ",\"parameters\":[]"), "parameters");
    add(list, "id a number", "{\"id\":5,\"inputs\":[" + twice + "]}", "id");
  }

  private static void data(List<Malformed> list) {
    String type = ",\"datatype\":\"FP32\"";
    add(list, "no data", input(SHAPE + type), "data");
    add(list, "data a number", input(SHAPE + type + ",\"data\":1"), "data");
    add(list, "too few data", input(SHAPE + type + ",\"data\":[1]"), "elements");
    add(list, "too many data", input(SHAPE + type + ",\"data\":[1,2,3]"), "more data");
    add(list, "data of strings", input(SHAPE + type + ",\"data\":[\"a\",2]"), "numbers");
    add(list, "data with null", input(SHAPE + type + ",\"data\":[null,2]"), "numbers");
    add(list, "data with booleans", input(SHAPE + type + ",\"data\":[true,2]"), "numbers");
    add(list, "data with NaN", input(SHAPE + type + ",\"data\":[NaN,2]"), "JSON");
    add(list, "beyond float", input(SHAPE + type + ",\"data\":[1e39,2]"), "float32");
  }

  private static void binary(List<Malformed> list) {
    String size = ",\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%s}";
    String good = input(SHAPE + size.formatted(8));
    int length = good.length();
    list.add(new Malformed("truncated", good + "1234567", "" + length, 400, "only 7"));
    list.add(new Malformed("left over", good + "123456789", "" + length, 400, "left over"));
    list.add(new Malformed("no binary part", good, null, 400, "only 0"));
    list.add(new Malformed("header too long", good + "12345678", "100000", 400, "100000"));
    list.add(new Malformed("header negative", good + "12345678", "-1", 400, "-1"));
    list.add(new Malformed("header no number", good + "12345678", "many", 400, "many"));
    list.add(new Malformed("header zero", "12345678", "0", 400, "0"));
    list.add(new Malformed("header too short", good + "12345678", "" + (length - 1), 400, "JSON"));
    sized(list, "wrong size", input(SHAPE + size.formatted(12)), "take 8 bytes");
    sized(list, "negative size", input(SHAPE + size.formatted(-8)), "take 8 bytes");
    sized(list, "size a string", input(SHAPE + size.formatted("\"8\"")), "whole");
    sized(list, "both ways", input(SHAPE + size.formatted(8) + ",\"data\":[1,2]"), "both");
    String nan = "\0\0\u00c0\177\0\0\0\0";
    list.add(new Malformed("NaN", good + nan, "" + length, 400, "element 0"));
    String fp64 = input(SHAPE + ",\"datatype\":\"FP64\",\"parameters\":{\"binary_data_size\":16}");
    // Little-endian 0x7e37e43c8800759c, which is 1e300, after a zero.
    String large = "\0\0\0\0\0\0\0\0\u009cu\0\u0088<\u00e47~";
    list.add(new Malformed("beyond", fp64 + large, "" + fp64.length(), 400, "element 1"));
  }

  private static void sized(List<Malformed> list, String what, String json, String reason) {
    list.add(new Malformed(what, json + "12345678", "" + json.length(), 400, reason));
  }

  private static void outputs(List<Malformed> list) {
    String inputs = "{\"inputs\":[{\"name\":\"input\"," + SHAPE + "," + REST + "}],";
    add(list, "outputs no list", inputs + "\"outputs\":1}", "outputs");
    add(list, "no outputs", inputs + "\"outputs\":[]}", "outputs");
    add(list, "unknown output", inputs + "\"outputs\":[{\"name\":\"x\"}]}", "logits");
    add(list, "nameless output", inputs + "\"outputs\":[{}]}", "name");
    String flag = "{\"name\":\"logits\",\"parameters\":{\"binary_data\":\"yes\"}}";
    add(list, "flag no boolean", inputs + "\"outputs\":[" + flag + "]}", "binary_data");
  }
}
