/** Benchmarks of what users run: the training loop's own step, the input pipeline. */
package deconvlab.bench;
