/**
 * The Open Inference Protocol v2 over gRPC: its methods, and its messages in terms of {@code
 * protocol}. Needs gRPC and protobuf-java on the class path, which nothing else of this module
 * does.
 */
@NullMarked
package io.github.approxifer.serving.protocol.grpc;

import org.jspecify.annotations.NullMarked;
