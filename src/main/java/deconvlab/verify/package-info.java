/**
 * Checks the transposed convolution against files of cases made elsewhere: conformance cases with
 * inputs, outputs and gradients, and configurations that must be refused or accepted. {@link
 * deconvlab.verify.CaseFile} reads a file, an {@link deconvlab.verify.Operator} (the reference in
 * {@code math} or the block of {@code nn}) computes, {@link deconvlab.verify.Verifier} judges, and
 * {@link deconvlab.verify.VerifyResult} holds what came out.
 */
package deconvlab.verify;
