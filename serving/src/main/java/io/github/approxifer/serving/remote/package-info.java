/**
 * Workers on other machines: a client of the Open Inference Protocol v2, over HTTP, which Triton,
 * KServe, OpenVINO Model Server, MLServer, DJL Serving and this project's own server speak, or over
 * gRPC, which all but the last two speak.
 */
@NullMarked
package io.github.approxifer.serving.remote;

import org.jspecify.annotations.NullMarked;
