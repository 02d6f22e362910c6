/**
 * What gradients and activations do inside a network, and what is wrong with them: probes that look
 * at a training without changing it, and rules that turn what was measured into named findings with
 * evidence. It measures and judges; it never draws.
 */
package deconvlab.diagnose;
