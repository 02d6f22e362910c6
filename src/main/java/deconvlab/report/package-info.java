/**
 * Reports as one self-contained HTML page: text, tables, pictures and raw data in a single file
 * that needs no network and no script, in light and dark. Takes records, tables and pictures; knows
 * nothing of training.
 */
package deconvlab.report;
