/**
 * What a notebook calls: pictures, tables, progress, live pictures and checks. The only place that
 * knows a Jupyter kernel, by reflection on JJava or IJava; in plain Java the same calls print a
 * line. Every method that shows something is {@code void}, since a kernel would print what it
 * returned.
 */
package deconvlab.notebook;
