/**
 * Reports from records and verdicts alone: one self-contained HTML page that needs no network and
 * no script, in light and dark, the same in Markdown, and JSON and CSV for programs. Also holds two
 * reports against each other. Knows nothing of training.
 */
package deconvlab.report;
