/**
 * One training loop for everything: configuration records in, a {@link deconvlab.record.RunRecord}
 * out, listeners told on the way.
 */
package deconvlab.train;
