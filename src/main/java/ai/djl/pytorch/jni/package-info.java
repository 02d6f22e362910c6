/**
 * One class in DJL's own package, because the native methods that run a TorchScript module with
 * numbers and lists as arguments are visible only from here. Everything else lives in {@code
 * deconvlab}.
 */
package ai.djl.pytorch.jni;
