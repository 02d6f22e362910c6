/** The command line: picocli verbs, each a thin call of the packages below. */
package deconvlab.cli;
