/**
 * The transposed convolution in plain Java and double precision, slow and readable: its geometry,
 * the operator and its gradients by their definition, the same operator as a sparse matrix and as
 * ordinary convolutions (polyphase), and a measure of its checkerboard artefacts. The fast blocks
 * of {@code deconvlab.nn} are checked against this package; it depends on nothing but the JDK.
 */
package deconvlab.math;
