/**
 * What a run leaves behind: plain data that every other package may use and that uses none of them.
 * A {@link deconvlab.record.RunRecord} says what was run, on what, where, and what came out.
 */
package deconvlab.record;
