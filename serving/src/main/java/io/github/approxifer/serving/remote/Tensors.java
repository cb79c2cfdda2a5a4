package io.github.approxifer.serving.remote;

/** Whether tensors travel in binary. */
public enum Tensors {
  /** In binary over gRPC, and over HTTP if the server lists the extension; else in JSON. */
  AS_THE_SERVER_SAYS,
  /** In binary, whatever the server lists. */
  BINARY,
  /** In JSON; not over gRPC. */
  JSON
}
